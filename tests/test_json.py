"""briefing.json, read back as another program would: with SEEDS.md in one hand and the articles in
the other.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, TESTS, Project

from generator import build
from generator.corpus import load
from generator.edtf import Edtf
from generator.exports import json as json_export
from generator.seedfile import SeedFile

SEEDS = DATA / "fishing" / "seeds"

KEYS = """
title, as_of, bottom_line, articles, parties, people, issues, places, takeaways, participants,
quotations, statements, positions, meetings, events, figures, discrepancies, glossary
"""

# The fields of SEEDS.md's examples, each entry's own.
FIELDS = {
    "articles": "headline publisher byline published published_evidence dateline rights",
    "parties": "name kind country aliases",
    "people": "name party aliases",
    "issues": "name question status",
    "places": "name country aliases",
    "takeaways": "text evidence",
    "participants": "person role part evidence",
    "quotations": "speaker exact said occasion issues inferred evidence",
    "statements": "speaker text issues evidence",
    "positions": "party issue stance text voiced_by attributed_by since evidence",
    "meetings": "name date date_as_written time timezone place parties people status outcome"
    " evidence date_reasoning",
    "events": "date text evidence",
    "figures": "value unit of according_to text evidence",
    "discrepancies": "kind text evidence",
    "glossary": "term text",
}
STATEMENTS = [kind for kind, fields in FIELDS.items() if " evidence" in f" {fields} "]


def made(seeds: Path, as_of: datetime.date | None = None) -> dict[str, str]:
    corpus, problems = load(seeds)
    assert corpus
    assert not problems
    return {path: str(text) for path, text in build.pages(corpus, as_of).items()}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return made(SEEDS)


@pytest.fixture(scope="module")
def data(pages: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pages["briefing.json"])
    return found


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in SEEDS.rglob("*.txt")}


def pieces(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of evidence, wherever it stands."""
    if isinstance(value, dict):
        if {"article", "start", "end"} <= value.keys():
            yield value
        for item in value.values():
            yield from pieces(item)
    elif isinstance(value, list):
        for item in value:
            yield from pieces(item)


def test_the_top_level_is_that_of_the_seed_formats(data: dict[str, Any]) -> None:
    assert list(data) == KEYS.replace("\n", " ").strip().replace(",  ", ", ").split(", ")
    assert data["title"] == "Fishing talks between Arvenia and Costa Norte"
    assert data["as_of"] == "2031-05-08"
    assert data["bottom_line"].keys() == {"text", "evidence"}


def test_it_is_plain_readable_json(pages: dict[str, str]) -> None:
    text = pages["briefing.json"]
    assert "Costa Norte’s" in text
    assert text.endswith("}\n")
    assert not re.search(r"\b(?:NaN|Infinity)\b", text)


@pytest.mark.parametrize("kind", FIELDS)
def test_each_list_has_entries_with_their_fields(data: dict[str, Any], kind: str) -> None:
    assert len(data[kind]) > 0
    for entry in data[kind]:
        assert {"id", "url", *FIELDS[kind].split()} <= entry.keys()


def test_every_piece_of_evidence_is_the_articles_text(
    data: dict[str, Any], texts: dict[str, str]
) -> None:
    found = list(pieces(data))
    assert len(found) > 80
    for piece in found:
        text = texts[piece["article"]]
        assert piece.keys() == {"article", "start", "end", "exact", "paragraph"}
        assert text[piece["start"] : piece["end"]] == piece["exact"]
        assert piece["exact"].strip() == piece["exact"] != ""
        paragraph = text.split("\n\n")[piece["paragraph"] - 1]
        assert piece["exact"] in paragraph


@pytest.mark.parametrize("kind", STATEMENTS)
def test_every_statement_has_evidence(data: dict[str, Any], kind: str) -> None:
    for entry in data[kind]:
        assert entry["evidence"], entry["id"]
        if entry.get("article"):
            assert {piece["article"] for piece in entry["evidence"]} == {entry["article"]}
    assert data["bottom_line"]["evidence"]


def test_a_quotations_words_are_the_articles_own(data: dict[str, Any]) -> None:
    for quotation in data["quotations"]:
        assert quotation["exact"] == " […] ".join(p["exact"] for p in quotation["evidence"])
    exacts = [quotation["exact"] for quotation in data["quotations"]]
    # The file writes a plain space and straight marks; the article does not.
    assert "The spawning stock is at 61\u00a0000 tonnes" in exacts
    [left_out] = [exact for exact in exacts if "[…]" in exact]
    assert left_out.startswith("Anything less is […] ‘fishing from an empty barrel’")


def test_ids_are_unique(data: dict[str, Any]) -> None:
    for kind in FIELDS:
        ids = [entry["id"] for entry in data[kind]]
        assert len(set(ids)) == len(ids)
    # Those of statements are places in pages, so none may be another's.
    kinds = [kind for kind in STATEMENTS if kind not in ("articles", "meetings")]
    all_ids = [entry["id"] for kind in kinds for entry in data[kind]]
    assert len(set(all_ids)) == len(all_ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in all_ids)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_url_leads_to_a_place_in_a_page(
    data: dict[str, Any], pages: dict[str, str], kind: str
) -> None:
    for entry in data[kind]:
        page, _, anchor = entry["url"].partition("#")
        assert page.endswith(".html")
        text = pages[f"{page.removesuffix('.html')}.md"]
        assert not anchor or f'id="{anchor}"' in text, entry["url"]


def test_every_reference_leads_to_an_entry(data: dict[str, Any]) -> None:
    ids = {kind: {entry["id"] for entry in data[kind]} for kind in FIELDS}
    speakers = ids["people"] | ids["parties"]
    for field, known in {
        "person": ids["people"],
        "people": ids["people"],
        "voiced_by": ids["people"],
        "party": ids["parties"],
        "parties": ids["parties"],
        "speaker": speakers,
        "attributed_by": speakers,
        "according_to": speakers,
        "issue": ids["issues"],
        "issues": ids["issues"],
        "place": ids["places"],
        "dateline": ids["places"],
        "article": ids["articles"],
        "articles": ids["articles"],
    }.items():
        values = [entry[field] for kind in FIELDS for entry in data[kind] if entry.get(field)]
        assert values, field
        for value in values:
            assert {value} <= known if isinstance(value, str) else set(value) <= known


def test_values_are_those_of_the_seed_files(data: dict[str, Any]) -> None:
    assert [(f["value"], f["unit"], f["of"]) for f in data["figures"]] == [
        (40, "per cent", "trawl quotas north of the line"),
        (61000, "tonnes", "spawning stock"),
        (8.9, None, "hours of talks"),
        (18, "per cent", "Costa Norte's trawl quota"),
    ]
    assert {event["date"] for event in data["events"]} == {
        *("2031-05-05", "2031-05-04?", "2019", "2031-05-06", "2031-03~", "2029/2030")
    }
    [third] = [meeting for meeting in data["meetings"] if meeting["id"] == "third-round"]
    assert (third["time"], third["timezone"]) == ("10:00", "Atlantic/Azores")
    first, second = data["articles"]
    assert first["url"] == "sources/2031-05-05-second-round.html"
    assert first["original_url"].startswith("https://lund-courier.example/2031/quota-talks?from=")
    assert (second["publisher"], second["byline"], second["rights"]) == (None, None, "full")
    assert [piece["exact"] for piece in first["published_evidence"]] == ["Port Lund, 5 May 2031"]
    assert data["glossary"] == [
        {"id": "EEZ", "url": "index.html", "term": "EEZ", "text": "exclusive economic zone"}
    ]


def test_each_articles_bytes_can_be_checked(data: dict[str, Any]) -> None:
    for article in data["articles"]:
        raw = (SEEDS.parent / article["file"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == article["sha256"]


def test_dates_are_dates(data: dict[str, Any]) -> None:
    datetime.date.fromisoformat(data["as_of"])
    for article in data["articles"]:
        datetime.date.fromisoformat(article["published"])
    for entry in (*data["meetings"], *data["events"]):
        if entry["date"]:
            assert str(Edtf.parse(entry["date"])) == entry["date"]


def test_statuses_are_those_of_the_seed_formats(data: dict[str, Any]) -> None:
    assert {issue["id"]: issue["status"] for issue in data["issues"]} == {
        "quotas": "disputed",
        "patrols": "agreed",
        "registers": "open",
        "skell-bank": "open",
        "crews": "open",
        "subsidies": "not stated",
    }
    assert {meeting["id"]: meeting["status"] for meeting in data["meetings"]} == {
        "first-round": "held",
        "second-round": "held",
        "dinner": "cancelled",
        "coast-guard-drill": "held",
        "chamber-debate": "past",
        "exchange-visit": "postponed",
        "third-round": "upcoming",
        "league-assembly": "upcoming",
        "signing": "upcoming",
        "report-to-storting": "undated",
    }
    assert all(meeting["date_reasoning"] for meeting in data["meetings"])


def test_excerpts_give_no_more_than_what_is_cited(
    pages: dict[str, str], texts: dict[str, str]
) -> None:
    """`rights: excerpts` publishes only the paragraphs that are cited, in no file more."""
    uncited = texts["2031-05-05-second-round"].split("\n\n")[0]
    assert uncited == "Arvenia and Costa Norte end quota talks without a deal"
    page = pages["sources/2031-05-05-second-round.md"]
    assert f">{uncited}<" not in page.partition('class="article-text"')[2]
    for sentence in ("Her institute doubts that a cut would be felt before 2032",):
        holders = {path for path, text in pages.items() if sentence in text}
        assert holders <= {"sources/2031-05-05-second-round.md"}


def test_ids_follow_the_words_and_not_the_order(fishing: Project) -> None:
    """Addresses never change: a list may be sorted anew, and every link still leads home."""
    before = statements(fishing)
    for path in fishing.seeds.rglob("*.yml"):
        data = SeedFile(path, path.read_text(encoding="utf-8")).load()
        turned = {
            key: value[::-1] if isinstance(value, list) else value for key, value in data.items()
        }
        path.write_text(yaml.dump(turned, Dumper=yaml.CSafeDumper, allow_unicode=True))
    assert statements(fishing) == before


def statements(project: Project) -> dict[str, Any]:
    """Give every entry of briefing.json that has evidence, by its id."""
    found = json.loads("".join(json_export.export(project.briefing())))
    return {entry["id"]: entry for kind in STATEMENTS for entry in found[kind]}


def test_ids_are_unique_whatever_articles_and_meetings_are_called(small: Project) -> None:
    meeting = "  - {id: %s, name: M, evidence: eel season on}\n"
    rows = "headline: H\npublished: 2031-05-05\nmeetings:\n"
    takeaway = "takeaways:\n  - {text: T., evidence: Arvenia opened}\n"
    text = (small.seeds / "articles/a.txt").read_text(encoding="utf-8")
    for name, content in {
        "a": rows + meeting % "meeting-b" + meeting % "b" + meeting % "b-2" + meeting % "b",
        "a-meeting": rows + meeting % "b" + takeaway,
        "briefing": rows + meeting % "b" + takeaway,
    }.items():
        small.write(f"articles/{name}.txt", text)
        small.write(f"articles/{name}.yml", content)
    briefing = (small.seeds / "briefing.yml").read_text(encoding="utf-8")
    small.write(
        "briefing.yml",
        f"{briefing}takeaways:\n"
        "  - {text: T., evidence: {article: a, exact: Arvenia opened}}\n"
        "  - {text: T., evidence: {article: briefing, exact: Arvenia opened}}\n",
    )
    corpus = small.corpus()
    ids = [cited.id for cited in corpus.takeaways]
    ids += [cited.id for article in corpus.articles for _, cited in article.entries()]
    assert len(set(ids)) == len(ids)


def test_the_golden_file_is_what_is_published(pages: dict[str, str]) -> None:
    golden = TESTS / "golden/fishing/briefing.json"
    assert json.loads(golden.read_text(encoding="utf-8")) == json.loads(pages["briefing.json"])
