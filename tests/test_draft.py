"""A draft of an article: invented texts, one real article's seed file, and what always holds."""

import dataclasses
import datetime
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.draft import propose
from generator.draft.model import Draft, Proposal
from generator.draft.reading import MOST
from generator.draft.selectors import selector_for
from generator.evidence import Text
from generator.model import SLUG, Span, Stance

DATA = Path(__file__).parent / "data" / "draft"
SEEDS = Path(__file__).parents[1] / "seeds" / "articles"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(DATA.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def shown(draft: Draft, text: str) -> dict[str, Any]:
    """Put a draft into the words of the cases."""
    evidence = draft.published_evidence
    return {
        "headline": draft.headline,
        "byline": draft.byline,
        "publisher": draft.publisher,
        "published": draft.published,
        "published_words": evidence and text[evidence.start : evidence.end],
        "dateline": draft.dateline,
        "people": {person.id: person.party for person in draft.people},
        "names": {person.id: [person.name, *person.aliases] for person in draft.people},
        "roles": [[role.person, role.role] for role in draft.roles],
        "statements": [[told.speaker, told.cue] for told in draft.statements],
        "positions": [[each.party, each.stance, each.cue] for each in draft.positions],
        "speakers": [quotation.speaker for quotation in draft.quotations],
        "inferred": [quotation.inferred for quotation in draft.quotations],
        "meetings": [
            {
                "date": meeting.date and datetime.date.fromisoformat(meeting.date),
                "written": meeting.date_as_written,
                "place": meeting.place,
                "parties": list(meeting.parties),
                "status": meeting.status,
            }
            for meeting in draft.meetings
        ],
        "figures": [[figure.value, figure.unit, figure.of] for figure in draft.figures],
        "glossary": dict(draft.glossary),
        "discrepancies": [found.kind for found in draft.discrepancies],
    }


@pytest.mark.parametrize("case", cases())
def test_a_case(case: dict[str, Any]) -> None:
    text = case["text"]
    given_day = case.get("published") if "meetings" in case else None
    draft = propose(text, given_day)
    found = shown(draft, text)
    expected = {key: case[key] for key in found if key in case and key != "name"}
    assert expected or case.get("lacks")
    assert {key: found[key] for key in expected} == expected
    lacks = " ".join(draft.lacks)
    assert all(words in lacks for words in case.get("lacks", ()))


# The Geneva article, against the seed file that a person wrote


@pytest.fixture(scope="module")
def geneva() -> tuple[str, Draft, dict[str, Any]]:
    path = SEEDS / "2022-01-10-geneva-talks.txt"
    text = path.read_text(encoding="utf-8")
    return text, propose(text), yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))


def test_geneva_headline_and_date(geneva: tuple[str, Draft, dict[str, Any]]) -> None:
    text, draft, seed = geneva
    assert draft.headline == seed["headline"]
    assert draft.published == seed["published"]
    assert draft.published_evidence
    evidence = text[draft.published_evidence.start : draft.published_evidence.end]
    assert evidence == seed["published_evidence"]
    assert (draft.byline, draft.publisher, draft.dateline) == (None, None, None)


def test_geneva_people_and_their_roles(geneva: tuple[str, Draft, dict[str, Any]]) -> None:
    _, draft, seed = geneva
    printed = {(row["person"], row["role"]) for row in seed["participants"]}
    assert printed <= {(role.person, role.role) for role in draft.roles}
    registry = yaml.safe_load((SEEDS.parent / "briefing.yml").read_text("utf-8"))["people"]
    parties = {person.id: person.party for person in draft.people}
    # Putin's country is not printed.
    assert parties == {
        id_: None if id_ == "vladimir-putin" else person["party"]
        for id_, person in registry.items()
    }


def test_geneva_meetings_to_come(geneva: tuple[str, Draft, dict[str, Any]]) -> None:
    text, draft, seed = geneva
    dated = {m["date"]: m for m in seed["meetings"] if m["status"] == "scheduled" and "date" in m}
    found = {m.date: m for m in draft.meetings if m.status == "scheduled" and m.date}
    assert set(found) == {day.isoformat() for day in dated} == {"2022-01-12", "2022-01-13"}
    for day, meeting in dated.items():
        proposed = found[day.isoformat()]
        assert proposed.date_as_written == meeting["date_as_written"]
        spans = [text[span.start : span.end] for span in proposed.evidence]
        assert any(meeting["date_as_written"] in words for words in spans)
    assert found["2022-01-12"].parties == ("russia", "nato")
    assert found["2022-01-13"].place == "vienna"


def test_geneva_contradiction(geneva: tuple[str, Draft, dict[str, Any]]) -> None:
    text, draft, seed = geneva
    (found,) = [item for item in draft.discrepancies if item.kind == "contradiction"]
    (told, *_) = [item for item in seed["discrepancies"] if item["kind"] == "contradiction"]
    assert [text[span.start : span.end] for span in found.evidence] == told["evidence"]
    assert "unclosed-quotation" in {item.kind for item in draft.discrepancies}


def test_geneva_speakers(geneva: tuple[str, Draft, dict[str, Any]]) -> None:
    text, draft, seed = geneva
    article = Text(text)
    wanted = {}
    for row in seed["quotations"]:
        words = article.text.replace("\n", " ").find(row["exact"][:40])
        wanted[words] = row["speaker"]
    found = {quotation.start: quotation.speaker for quotation in draft.quotations}
    right = sum(found.get(start) == speaker for start, speaker in wanted.items())
    assert len(wanted) == 11
    assert right >= 10
    assert [quotation.inferred for quotation in draft.quotations[-2:]] == [True, True]


# What always holds


def proposals(draft: Draft) -> list[Proposal]:
    rows: list[Proposal] = []
    for field in dataclasses.fields(draft):
        value = getattr(draft, field.name)
        if isinstance(value, tuple):
            rows += [row for row in value if isinstance(row, Proposal)]
    return rows


def assert_sound(text: str, draft: Draft) -> None:
    """Every evidence can be cited, every id is a slug, every reference leads to a proposal."""
    article = Text(text)
    spans = [span for row in proposals(draft) for span in row.evidence]
    spans += [draft.published_evidence] if draft.published_evidence else []
    for span in spans:
        selector = selector_for(article, span)
        assert selector
        assert article.locate(selector).spans == (span,)
    assert all(row.evidence for row in proposals(draft))
    assert all(0 <= row.confidence <= 1 and row.why for row in proposals(draft))
    known = [row.id for row in (*draft.people, *draft.parties, *draft.places)]
    ids = [*known, *(row.id for row in draft.meetings)]
    assert all(re.fullmatch(SLUG, id_) for id_ in ids)
    assert len({row.id for row in draft.meetings}) == len(draft.meetings)
    told = [*(row.speaker for row in draft.statements), *(row.party for row in draft.positions)]
    told += [row.person for row in draft.roles]
    told += [row.party for row in draft.people if row.party]
    told += [row.speaker for row in draft.quotations if row.speaker]
    for meeting in draft.meetings:
        told += [*meeting.parties, *meeting.people, *filter(None, [meeting.place])]
        written = meeting.date_as_written
        words = [text[span.start : span.end] for span in meeting.evidence]
        assert not written or any(written in each for each in words)
    assert set(filter(None, [*told, draft.dateline])) <= set(known)
    assert {row.stance for row in draft.positions} <= {None, *(stance.value for stance in Stance)}
    assert pickle.loads(pickle.dumps(draft)) == draft


WORDS = st.sampled_from(
    """Ilse Torv|Jan Holm|Torv|minister|deputy|the|Arvenia's|Norway|US|U.S.|said|,|.|“|”|"|'|’|He
    |she|rejected|talks|with|in Port Lund|on Wednesday|13 January|Nato|(OSCE)|of|for|and|president
    |40 per cent|100,000 troops|\n\n|\n|—|(Reuters)|LUND|By|5 May 2031|Read also:|é|\u00ad|\u0301
    |\u202e|[…]|will|meeting|Mr|Organization for Ships (OS)|state|«|»|''|İ|ǅ""".replace(
        "\n    |", "|"
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS).map("".join)
)


@settings(deadline=None)
@given(TEXTS, st.sampled_from([None, datetime.date(2031, 5, 5), datetime.date(1, 1, 1)]))
def test_any_text_gives_a_sound_draft(text: str, published: datetime.date | None) -> None:
    assert_sound(text, propose(text, published))


def test_the_articles_give_sound_drafts() -> None:
    paths = [*SEEDS.rglob("*.txt"), *(DATA.parent).rglob("*.txt")]
    assert len(paths) > 5
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert_sound(text, propose(text, datetime.date(2031, 5, 5)))


@pytest.mark.parametrize(
    "piece",
    ["Minister Ilse Torv said that talks will resume. ", "A", "“", "U.S. ", "\n", "Torv said, "],
)
def test_a_text_of_any_length_is_finished(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    draft = propose(text, datetime.date(2031, 5, 5))
    assert len(draft.statements) < MOST
    assert_sound(text, draft)
    said = f"Only the first {MOST:,} of {len(text):,} characters were read."
    assert said in draft.lacks or "The text holds no words." in draft.lacks


def test_a_long_report_is_read_to_the_limit() -> None:
    sentence = "In year {} minister Ilse Torv said that line {} of the treaty would hold.\n\n"
    text = "".join(sentence.format(number, number) for number in range(3000))
    draft = propose(text)
    assert len(text) > MOST
    assert 1000 < len(draft.statements) < 3000
    last = max(span.end for told in draft.statements for span in told.evidence)
    assert MOST - 1000 < last <= MOST


def test_words_that_stand_twice_are_cited_with_what_stands_around() -> None:
    text = "Torv left Lund. Holm left Lund."
    article = Text(text)
    first, second = (Span(start=at, end=at + 9) for at in (5, 21))
    selectors = [selector_for(article, span) for span in (first, second)]
    assert all(selector and selector.exact == "left Lund" for selector in selectors)
    located = [article.locate(selector).spans for selector in selectors if selector]
    assert located == [(first,), (second,)]
    assert selector_for(Text("Lund, Lund, Lund. " * 99), Span(start=900, end=904)) is None


def test_nothing_refers_to_whom_no_words_can_cite() -> None:
    text = "Norway's minister Ilse Torv smiled. " * 100 + "Torv said that nothing would change."
    draft = propose(text)
    assert (draft.people, draft.roles, draft.statements, draft.positions) == ((), (), (), ())
    assert_sound(text, draft)
    assert propose("Norway's minister Ilse Torv smiled. Torv said that it was over.").statements
