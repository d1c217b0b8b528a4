"""The exports, each read back by a parser that is not ours.

iCalendar is written by `icalendar` and read by `ical`; Atom is read by feedparser, BibTeX by
bibtexparser, JSON-LD by PyLD, llms.txt by markdown-it, briefing.json checked by jsonschema.
"""

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import bibtexparser
import feedparser
import html5lib
import jsonschema
import markdown
import pytest
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from bs4 import BeautifulSoup
from conftest import DATA, TESTS, Project
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from markdown_it import MarkdownIt
from pyld import jsonld
from site_support import SITE_URL, build, make_project, pages_of

from generator import build as flow
from generator.briefing import Briefing, brief
from generator.citations import of_article, of_briefing, of_page
from generator.corpus import load
from generator.exports import (
    annotations,
    atom,
    bibtex,
    csl,
    ics,
    json_schema,
    linked_data,
    llms,
)
from generator.exports import json as json_export
from generator.mkdocs_plugin import published_at, stated_date

FISHING = DATA / "fishing" / "seeds"
GENEVA = TESTS.parent / "seeds"
HOSTILE: dict[str, str] = yaml.safe_load((DATA / "hostile/texts.yml").read_text(encoding="utf-8"))

FILES: dict[str, Callable[[Briefing, str | None], str]] = {
    "annotations.jsonld": annotations.export,
    "meetings.ics": ics.export,
    "feed.xml": atom.export,
    "citations.json": csl.export,
    "citations.bib": bibtex.export,
    "llms.txt": llms.export,
}


def briefing_of(seeds: Path, as_of: datetime.date | None = None) -> Briefing:
    corpus, problems = load(seeds)
    assert corpus
    assert problems == []
    return brief(corpus, as_of)


@pytest.fixture(scope="module")
def fish() -> Briefing:
    return briefing_of(FISHING)


@pytest.fixture(scope="module")
def geneva() -> Briefing:
    return briefing_of(GENEVA)


@pytest.fixture(scope="module", params=[FISHING, GENEVA], ids=["fishing", "geneva"])
def either(request: pytest.FixtureRequest) -> Briefing:
    return briefing_of(request.param)


_made: dict[tuple[int, str | None], tuple[Briefing, dict[str, flow.Content]]] = {}


def pages_with(briefing: Briefing, site_url: str | None = None) -> dict[str, flow.Content]:
    """Make a briefing's files, each briefing's once; what is kept here keeps its id."""
    key = id(briefing), site_url
    if key not in _made:
        made = flow.pages(briefing.corpus, briefing.as_of, None, site_url)
        _made[key] = briefing, made
    return _made[key][1]


def later(project: Project, name: str, published: str, *meetings: dict[str, Any]) -> None:
    """Add an article that says things of meetings."""
    data = {
        "headline": f"News of {published}",
        "published": published,
        "meetings": [{"name": "Third round", "evidence": "It is so", **m} for m in meetings],
    }
    project.write(f"articles/{name}.txt", f"News of {published}\n\nIt is so.\n")
    project.write(f"articles/{name}.yml", yaml.safe_dump(data))


# Texts that must survive: what a person sees, in one line, without what no format can hold.


def shown(text: str) -> str:
    """Give a text as it must come out: `\ufffd` for a control that is no white space to Unicode."""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    fit = re.sub("[^\t\n\x20-\x7e\xa0-\ufffd\U00010000-\U0010ffff]", "\ufffd", lines)
    return " ".join(fit.split())


def hostile(folder: Path, text: str) -> Briefing:
    """Brief seed files that hold a text in every place that an export prints."""
    exact = {"article": "a", "exact": "said so"}
    registries = {
        "title": text,
        "language": "en",
        "bottom_line": {"text": text, "evidence": exact},
        "parties": {"a": {"name": text, "kind": "organisation"}},
        "people": {"p": {"name": text, "party": "a"}},
        "issues": {"i": {"name": text, "question": text}},
        "places": {"l": {"name": text}},
    }
    says = {"text": text, "evidence": "said so"}
    article = {
        "headline": text,
        "publisher": text,
        "byline": text,
        "published": "2031-05-05",
        "dateline": "l",
        "takeaways": [says],
        "participants": [{"person": "p", "role": text, "part": text, "evidence": "said so"}],
        "quotations": [{"speaker": "p", "exact": "Quoted words", "occasion": text}],
        "statements": [{"speaker": "p", **says}],
        "positions": [{"party": "a", "issue": "i", "stance": "demands", **says}],
        "meetings": [
            {
                "id": "m",
                "name": text,
                "date": "2031-05-06",
                "place": "l",
                "parties": ["a"],
                "people": ["p"],
                "status": "held",
                "outcome": text,
                "evidence": "said so",
            }
        ],
        "events": [{"date": "2031-05-05", **says}],
        "discrepancies": [{"kind": "other", **says}],
    }
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    (folder / "briefing.yml").write_text(yaml.safe_dump(registries), encoding="utf-8")
    (articles / "a.yml").write_text(yaml.safe_dump(article), encoding="utf-8")
    (articles / "a.txt").write_bytes(f"{text} said so {text}\n\n“Quoted words”\n".encode())
    corpus, problems = load(folder)
    assume(corpus is not None and not problems)
    assert corpus
    return brief(corpus)


texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(
        alphabet=st.sampled_from(
            "a ;,\\:\n\r\t\"'`{}[]()<>&%$#_~^*|=+-!?@/0\x00\x08\x0b\x1b\x7f\x85\xa0\xad\u200b\u200d"
            "\u202e\u2066\u2069\u2028\u2029\ufffeé–“”\U0001f600"
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(sorted(HOSTILE.values())),
).filter(lambda text: bool(shown(text)))

every_text = settings(max_examples=30)


def with_examples(test: Any) -> Any:
    for text in (
        "</script><script>alert(1)</script><!-- <script> ]]>",
        "a; b, c \\ d \\n e:f \"g\" 'h'",
        "two\r\nlines\rand\nmore\u2028END:VEVENT",
        "{{ x }} {% y %} @misc{z, title = {} }",
        "\u202eabc\u2066 def",
        "“quoted” -- --- ``x'' ?` << >> ,, %",
    ):
        test = example(text=text)(test)
    return test


# meetings.ics


def calendar_of(briefing: Briefing, site_url: str | None = None) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(ics.export(briefing, site_url))


def events_of(briefing: Briefing, site_url: str | None = None) -> dict[str, Event]:
    """Give the events by the meeting's id."""
    events = calendar_of(briefing, site_url).events
    assert len({event.uid for event in events}) == len(events)
    return {str(event.uid).split("@")[0]: event for event in events}


def status_of(event: Event) -> str:
    return event.status.value if event.status else ""


def test_calendar_has_every_meeting_with_a_day(either: Briefing) -> None:
    events = events_of(either)
    expected = {m.id for m in either.meetings if m.date and re.search(r"-\d\d-\d\d", str(m.date))}
    assert set(events) == expected
    for meeting in either.meetings:
        if meeting.id in events:
            event = events[meeting.id]
            assert event.summary == meeting.name
            place = meeting.place and either.registry.places[meeting.place].name
            assert event.location == place
            reported = either.corpus.article(str(meeting.reports[-1].article)).data.published
            midnight = datetime.datetime.combine(reported, datetime.time(), datetime.UTC)
            assert event.dtstamp == event.last_modified == midnight
            assert event.description is not None
            assert meeting.date_reasoning in event.description
            for item in meeting.evidence:
                article = either.corpus.article(item.article)
                for span in item.spans:
                    assert article.text.text[span.start : span.end] in event.description
                assert article.data.headline in event.description


def test_calendar_says_what_it_is(fish: Briefing) -> None:
    calendar = calendar_of(fish)
    assert calendar.prodid == "-//Readout//Briefing calendar//EN"
    assert calendar.method == "PUBLISH"
    text = ics.export(fish)
    assert f"\r\nNAME:{fish.title}\r\n" in text
    assert f"\r\nX-WR-CALNAME:{fish.title}\r\n" in text


def test_calendar_keeps_the_form_of_rfc_5545(either: Briefing) -> None:
    raw = ics.export(either, SITE_URL).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_days_of_the_calendar(fish: Briefing) -> None:
    events = events_of(fish)
    # An interval; the end is the first day after it.
    first = events["first-round"]
    assert (first.dtstart, first.dtend) == (datetime.date(2031, 3, 3), datetime.date(2031, 3, 5))
    second = events["second-round"]
    assert (second.dtstart, second.dtend) == (datetime.date(2031, 5, 5), datetime.date(2031, 5, 6))
    # 10:00 in the Azores is 10:00 UTC in May.
    third = events["third-round"].dtstart
    assert isinstance(third, datetime.datetime)
    assert third.astimezone(datetime.UTC) == datetime.datetime(2031, 5, 14, 10, tzinfo=datetime.UTC)
    assert third.replace(tzinfo=None) == datetime.datetime(2031, 5, 14, 10)
    assert "BEGIN:VTIMEZONE\r\nTZID:Atlantic/Azores\r\n" in ics.export(fish)
    # A month is no day, and a meeting without a date has none.
    assert not {"signing", "report-to-storting"} & set(events)


def test_status_and_sequence_of_the_calendar(fish: Briefing) -> None:
    found = {id_: (status_of(e), e.sequence) for id_, e in events_of(fish).items()}
    assert found == {
        "first-round": ("CONFIRMED", 0),
        "second-round": ("CONFIRMED", 0),
        "third-round": ("CONFIRMED", 1),  # the second article adds the hour
        "coast-guard-drill": ("CONFIRMED", 0),
        "chamber-debate": ("CONFIRMED", 0),
        "exchange-visit": ("CANCELLED", 0),  # postponed, to no day
        "dinner": ("CANCELLED", 0),
        "league-assembly": ("TENTATIVE", 0),  # around 28 May
    }


def test_sequence_grows_with_every_change(fishing: Project) -> None:
    def third() -> Event:
        return events_of(brief(fishing.corpus(), datetime.date(2031, 6, 1)))["third-round"]

    uid = third().uid
    stages: list[tuple[dict[str, Any], tuple[str, int, str]]] = [
        ({"date": "2031-05-14"}, ("CONFIRMED", 1, "2031-05-14")),  # nothing new
        ({"date": "2031-05-16"}, ("CONFIRMED", 2, "2031-05-16")),
        ({"status": "postponed"}, ("CANCELLED", 3, "2031-05-16")),
        ({"status": "postponed", "date": "2031-05-20"}, ("TENTATIVE", 4, "2031-05-20")),
        ({"date": "2031-05-20?"}, ("TENTATIVE", 5, "2031-05-20")),
        ({"place": "port-lund", "date": "2031-05-20"}, ("CONFIRMED", 6, "2031-05-20")),
        ({"status": "cancelled"}, ("CANCELLED", 7, "2031-05-20")),
        ({"status": "held"}, ("CONFIRMED", 8, "2031-05-20")),
    ]
    for number, (says, expected) in enumerate(stages):
        later(fishing, f"later-{number}", f"2031-05-{9 + number:02}", {"id": "third-round", **says})
        event = third()
        day = event.dtstart.isoformat()[:10] if event.dtstart else ""
        assert (status_of(event), event.sequence, day) == expected, says
        assert event.uid == uid
        assert event.dtstamp.date() == datetime.date(2031, 5, 9 + number)


def test_uid_outlives_everything_but_the_title(fishing: Project) -> None:
    before = {id_: event.uid for id_, event in events_of(fishing.briefing()).items()}
    fishing.replace("briefing.yml", "as_of: 2031-05-08", "as_of: 2031-05-06")
    fishing.replace("briefing.yml", "title: Fishing talks", "title: FISHING  talks")
    after = {id_: event.uid for id_, event in events_of(fishing.briefing(), SITE_URL).items()}
    assert after.items() <= before.items()
    fishing.replace("briefing.yml", "title: FISHING  talks", "title: Fish talks")
    other = {event.uid for event in events_of(fishing.briefing()).values()}
    assert not other & set(before.values())


def test_calendar_links_where_the_site_is_known(fish: Briefing) -> None:
    assert {event.url for event in events_of(fish).values()} == {None}
    for id_, event in events_of(fish, SITE_URL).items():
        assert str(event.url) == f"{SITE_URL}meetings.html#meeting-{id_}"


def test_calendar_without_meetings_holds_a_component(small: Project) -> None:
    text = ics.export(small.briefing())
    assert "BEGIN:VTIMEZONE" in text
    assert calendar_of(small.briefing()).events == []


def test_time_without_a_zone_or_day_is_told_in_words(fishing: Project) -> None:
    path = "articles/herald/2031-05-07-smaller-cut.yml"
    fishing.replace(path, "    date: 2031-05-14\n", "    date: 2031-05-14/2031-05-15\n")
    event = events_of(fishing.briefing())["third-round"]
    assert (event.dtstart, event.dtend) == (datetime.date(2031, 5, 14), datetime.date(2031, 5, 16))
    assert "10:00 (Atlantic/Azores)" in str(event.description)


def test_the_last_day_of_all(fishing: Project) -> None:
    path = "articles/2031-05-05-second-round.yml"
    fishing.replace(path, "date: 2031-05-09", "date: 9999-12-31")
    event = events_of(fishing.briefing())["exchange-visit"]
    assert event.dtstart == datetime.date(9999, 12, 31)


@every_text
@given(text=texts)
@with_examples
def test_calendar_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    [event] = calendar_of(briefing, SITE_URL).events
    assert event.summary == event.location == shown(text)
    assert f"Outcome: {shown(text)}" in str(event.description)
    assert "“said so”" in str(event.description)


# feed.xml


def feed_of(briefing: Briefing, site_url: str | None = None) -> Any:
    raw = atom.export(briefing, site_url).encode()
    feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def items_of(entry: Any) -> list[tuple[str, str]]:
    """List an entry's rows: text and address."""
    content = BeautifulSoup(entry.content[0].value, "html5lib")
    return [(row.get_text(), str(row.a["href"])) for row in content.select("ul > li") if row.a]


def test_feed_has_an_entry_for_each_group_of_an_article(fish: Briefing) -> None:
    feed = feed_of(fish)
    second, cut = (view.article for view in fish.articles)
    expected = [
        f"{article.data.headline}: {group}"
        for article, groups in (
            (cut, ("positions", "meetings", "quotations", "reported statements", "discrepancies")),
            (
                second,
                (
                    *("in short", "positions", "meetings", "quotations", "reported statements"),
                    "discrepancies",
                ),
            ),
        )
        for group in groups
    ]
    assert [entry.title for entry in feed.entries] == expected
    counts = {entry.title: len(items_of(entry)) for entry in feed.entries}
    assert counts[f"{second.data.headline}: positions"] == len(second.positions)
    assert counts[f"{second.data.headline}: quotations"] == len(second.quotations)
    # What contradicts the first article became known with the second.
    across = [v for v in fish.discrepancies if v.cited.article is None]
    assert counts[f"{cut.data.headline}: discrepancies"] == len(cut.discrepancies) + len(across)


def test_feed_has_no_time_but_the_articles(either: Briefing) -> None:
    feed = feed_of(either)
    days = {view.article.data.published.isoformat() for view in either.articles}
    assert feed.feed.updated == f"{max(days)}T00:00:00+00:00"
    assert {entry.updated[:10] for entry in feed.entries} == days
    assert all(entry.updated == entry.published for entry in feed.entries)


def test_empty_feed_does_not_ask_the_clock(small: Project) -> None:
    feed = feed_of(small.briefing())
    assert feed.entries == []
    assert feed.feed.updated == "2031-05-05T00:00:00+00:00"


def test_ids_of_the_feed_last(fishing: Project) -> None:
    feeds = [feed_of(fishing.briefing(), url) for url in (None, SITE_URL)]
    later(fishing, "later", "2031-05-08", {"id": "third-round", "status": "cancelled"})
    feeds.append(feed_of(fishing.briefing()))
    ids = [{entry.id for entry in feed.entries} for feed in feeds]
    assert ids[0] == ids[1] < ids[2]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_ in ids[2])
    assert len({feed.feed.id for feed in feeds}) == 1
    assert all(len(feed.entries) == len({entry.id for entry in feed.entries}) for feed in feeds)


def test_feed_says_what_changed(fish: Briefing) -> None:
    rows = {text for entry in feed_of(fish).entries for text, _ in items_of(entry)}
    offers = "Costa Norte on Catch quotas, offers: A cut of eighteen per cent. Before: rejects."
    assert offers in rows
    assert any(row.endswith("Before: 14 May 2031, Vila Serra.") for row in rows)
    assert len([row for row in rows if "Before:" in row]) == 4


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_feed_leads_to_the_pages(either: Briefing, site_url: str | None) -> None:
    feed = feed_of(either, site_url)
    home = site_url or ""
    assert feed.feed.link == f"{home}index.html"
    own = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == ([f"{SITE_URL}feed.xml"] if site_url else [])
    places = places_of(either)
    for entry in feed.entries:
        for url in (entry.link, *(url for _, url in items_of(entry))):
            assert url.startswith(home)
            assert url.removeprefix(home) in places, url


def places_of(briefing: Briefing) -> set[str]:
    """List every address in the site: of a file, or of a place in a page."""
    places = set()
    for path, content in pages_with(briefing).items():
        page = re.sub(r"\.md$", ".html", path)
        places.add(page)
        if path.endswith(".md") and isinstance(content, str):
            places |= {f"{page}#{id_}" for id_ in re.findall(r'\bid="([^"]+)"', content)}
            places |= {f"{page}#{id_}" for id_ in re.findall(r"\{: #(\S+) \}", content)}
    return places


@every_text
@given(text=texts)
@with_examples
def test_feed_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    feed_of(briefing)
    # feedparser mends what looks like bytes read in the wrong encoding; expat mends nothing.
    feed = ElementTree.fromstring(atom.export(briefing))
    seen = shown(text)
    assert feed.findtext("{*}title") == feed.findtext("{*}subtitle") == seen
    titles = [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
    assert f"{seen}: in short" in titles
    for entry in feed.findall("{*}entry"):
        content = BeautifulSoup(entry.findtext("{*}content") or "", "html5lib")
        assert {tag.name for tag in content.find_all()} <= {"html", "head", "body", "ul", "li", "a"}
        rows = [row.get_text() for row in content.select("ul > li")]
        assert rows
        assert all(seen in row for row in rows), rows


# annotations.jsonld

# What the Recommendation's own context makes of the terms that we use.
ANNO = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in (
            *("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector"),
            *("TextPositionSelector", "describing", "commenting", "linking"),
            *("exact", "prefix", "suffix", "start", "end"),
        )
    },
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "first": {"@type": "@id", "@id": "as:first"},
    "last": {"@type": "@id", "@id": "as:last"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "label": "rdfs:label",
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNO,
    "https://schema.org": {
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in ("url", "eventStatus", "mainEntityOfPage")},
    },
}


def expanded(document: Any, base: str) -> Any:
    """Expand JSON-LD; a term that its context does not know is lost, and fails the test."""

    def context(url: str, _: Any = None) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    return jsonld.expand(document, {"documentLoader": context, "base": base})


def annotations_in(document: Any) -> list[dict[str, Any]]:
    found = document.get("first", {}).get("items", [])
    assert len(found) == document["total"]
    return list(found)


def test_annotations_are_the_evidence(either: Briefing) -> None:
    document = json.loads(annotations.export(either))
    found = annotations_in(document)
    assert len(found) == sum(len(view.uses) for view in either.articles) > 80
    assert len({item["id"] for item in found}) == len(found)
    places = places_of(either)
    for item, use, text, url in (
        (item, use, view.article.text.text, view.article.data.url)
        for (item, (view, use)) in zip(
            found,
            ((view, use) for view in either.articles for use in view.uses),
            strict=True,
        )
    ):
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert (start, end) == (use.span.start, use.span.end)
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) <= 32 >= len(quote["suffix"])
        assert "\n\n" not in quote["prefix"] + quote["suffix"]
        source = item["target"]["source"]
        assert source == url if url else source in places
        words, link = item["body"]
        assert words["value"]
        assert link["source"] in places


def test_annotations_are_linked_data(fish: Briefing) -> None:
    document = json.loads(annotations.export(fish, SITE_URL))
    [collection] = expanded(document, f"{SITE_URL}annotations.jsonld")
    oa = "http://www.w3.org/ns/oa#"
    page = collection["http://www.w3.org/ns/activitystreams#first"][0]
    [items] = page["http://www.w3.org/ns/activitystreams#items"]
    for item in items["@list"]:
        assert item["@type"] == [f"{oa}Annotation"]
        assert item["@id"].startswith("urn:uuid:")
        [target] = item[f"{oa}hasTarget"]
        assert target[f"{oa}hasSource"][0]["@id"].startswith("https://")
        kinds = [selector["@type"] for selector in target[f"{oa}hasSelector"]]
        assert kinds == [[f"{oa}TextQuoteSelector"], [f"{oa}TextPositionSelector"]]
    assert no_term_is_lost(document, [collection])


def no_term_is_lost(document: Any, expansion: Any) -> bool:
    """Tell whether every value in the document is still there when it is expanded."""

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(count(v) for k, v in value.items() if k != "@context")
        return sum(map(count, value)) if isinstance(value, list) else 1

    def count_expanded(value: Any) -> int:
        if isinstance(value, dict):
            if "@value" in value:
                return 1
            return sum(map(count_expanded, value.values()))
        return sum(map(count_expanded, value)) if isinstance(value, list) else 1

    return count(document) == count_expanded(expansion)


@every_text
@given(text=texts)
@with_examples
def test_annotations_keep_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    raw = annotations.export(briefing).encode()
    whole = briefing.articles[0].article.text.text
    for item in annotations_in(json.loads(raw)):
        quote, position = item["target"]["selector"]
        assert whole[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole
        if quote["exact"] == "said so":
            value = item["body"][0]["value"]
            assert shown(text) in value or value.startswith("The article's date")


# JSON-LD in the pages

# schema.org, version 29: the properties that we use, those inherited included.
VOCABULARY = {
    "NewsArticle": {
        *("headline", "datePublished", "publisher", "creditText", "locationCreated", "url"),
        *("encoding", "mainEntityOfPage"),
    },
    "Event": {
        *("name", "startDate", "endDate", "eventStatus", "location", "attendee", "description"),
    },
    "Person": {"name", "jobTitle", "affiliation", "mainEntityOfPage"},
    "Organization": {"name", "mainEntityOfPage"},
    "Country": {"name", "mainEntityOfPage"},
    "Quotation": {"text", "spokenByCharacter", "dateCreated", "isPartOf"},
    "Place": {"name", "address"},
    "PostalAddress": {"addressCountry"},
    "MediaObject": {"encodingFormat", "sha256"},
}


def things_of(briefing: Briefing, site_url: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Give what each page says in JSON-LD, read from the HTML that it becomes."""
    found = {}
    for path, content in pages_with(briefing, site_url).items():
        if path.endswith(".md") and isinstance(content, str):
            scripts = scripts_in(content)
            assert len(scripts) <= 1
            if scripts:
                assert scripts[0]["@context"] == "https://schema.org"
                found[path] = scripts[0]["@graph"]
    return found


EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "meta", "tables", "toc"]


def scripts_in(page: str, extensions: list[str] | None = None) -> list[Any]:
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    html = markdown.markdown(body, extensions=EXTENSIONS if extensions is None else extensions)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = list(tree.iter("script"))
    assert {script.get("type") for script in found} <= {"application/ld+json"}
    return [json.loads(script.text or "") for script in found]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def test_linked_data_is_where_its_things_are(fish: Briefing) -> None:
    things = things_of(fish)
    assert {path: [thing["@type"] for thing in found] for path, found in things.items()} == {
        **{f"sources/{view.article.id}.md": ["NewsArticle"] for view in fish.articles},
        **{f"people/{person.id}.md": ["Person"] for person in fish.people},
        **{
            f"parties/{party.id}.md": ["Country" if party.kind == "state" else "Organization"]
            for party in fish.parties
        },
        "meetings.md": ["Event"] * len(fish.meetings),
        "quotations.md": ["Quotation"] * len(fish.quotations),
    }


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_linked_data_uses_the_vocabulary(either: Briefing, site_url: str | None) -> None:
    places = places_of(either)
    for path, things in things_of(either, site_url).items():
        page = SITE_URL + path.replace(".md", ".html")
        for node in nodes(things):
            assert node.keys() - {"@type", "@id"} <= VOCABULARY[node["@type"]]
        document = {"@context": "https://schema.org", "@graph": things}
        expansion = expanded(document, page)
        assert no_term_is_lost(things, expansion)
        for node in nodes(expansion):
            if "@id" in node and node["@id"].startswith(SITE_URL):
                address = node["@id"].removeprefix(SITE_URL)
                # A thing's name is its page's address and a word; a place's is the place.
                assert address in places or re.fullmatch(r"(.+)#(article|person|party)", address), (
                    address
                )
                assert urlsplit(address).path in places


def test_linked_data_states_only_what_is_stated(fish: Briefing) -> None:
    things = things_of(fish)
    [article] = things["sources/2031-05-05-second-round.md"]
    assert article["headline"] == "Arvenia and Costa Norte end quota talks without a deal"
    assert article["creditText"] == "Maren Oldefar"
    assert article["publisher"] == {"@type": "Organization", "name": "The Lund Courier"}
    [unsigned] = things["sources/2031-05-07-smaller-cut.md"]
    assert not unsigned.keys() & {"publisher", "creditText", "url", "author"}
    # Two roles are printed for her, so none is stated; a state is no employer.
    [torv] = things["people/ilse-torv.md"]
    assert torv.keys() == {"@type", "@id", "name", "mainEntityOfPage"}
    [brennick] = things["people/oda-brennick.md"]
    assert brennick["jobTitle"] == "scientific director"
    assert brennick["affiliation"]["name"] == "Northern Waters Commission"
    events = {event["@id"].split("meeting-")[1]: event for event in things["meetings.md"]}
    status = {id_: event.get("eventStatus", "").rpartition("/")[2] for id_, event in events.items()}
    assert status == {
        "first-round": "EventScheduled",
        "second-round": "EventScheduled",
        "third-round": "EventScheduled",
        "coast-guard-drill": "EventScheduled",
        "chamber-debate": "",  # nobody says what came of it
        "signing": "EventScheduled",
        "exchange-visit": "EventPostponed",
        "dinner": "EventCancelled",
        "report-to-storting": "",
        "league-assembly": "EventScheduled",
    }
    assert events["first-round"]["startDate"] == "2031-03-03"
    assert events["first-round"]["endDate"] == "2031-03-04"
    assert events["third-round"]["startDate"] == "2031-05-14T10:00:00+00:00"
    assert events["signing"]["startDate"] == "2031-06"
    assert "startDate" not in events["league-assembly"]  # "around 28 May"
    assert "attendee" not in events["third-round"]  # nobody has attended yet
    assert len(events["second-round"]["attendee"]) == 2
    quotations = {thing["text"]: thing for thing in things["quotations.md"]}
    inferred = quotations["Nobody in that room wants a closed sea."]
    assert "spokenByCharacter" not in inferred
    spoken = quotations["Forty per cent is the end of our northern ports"]
    assert spoken["spokenByCharacter"]["name"] == "Ramiro Quell"
    assert spoken["dateCreated"] == "2031-05-05"


@every_text
@given(text=texts)
@with_examples
def test_linked_data_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    scripts = linked_data.scripts(briefing)
    expected = {
        "meetings.md": ("name", text),
        "people/p.md": ("jobTitle", text),
        "parties/a.md": ("name", text),
        "sources/a.md": ("headline", text),
        "quotations.md": ("text", "Quoted words"),
    }
    assert scripts.keys() == expected.keys()
    for path, script in scripts.items():
        for extensions in (
            EXTENSIONS,
            [],
            ["extra", "smarty", "sane_lists", "pymdownx.superfences"],
        ):
            page = f"# Title\n\nText[^1]\n\n[^1]: A note.\n{script}"
            [data] = scripts_in(page, extensions)
            key, value = expected[path]
            assert data["@graph"][0].get(key, value) == value
            assert key in data["@graph"][0] or key == "jobTitle"
        # One line, and nothing in it that a template engine or a snippet extension acts on.
        assert len(script.strip().splitlines()) == 1
        inside = script.strip().removeprefix('<script type="application/ld+json">')
        assert not re.search(r"[<>&]|\{[{%#]", inside.removesuffix("</script>"))


# Citations

# The CSL-JSON schema's rules for what we write: no key that it does not know, dates in parts.
CSL: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["article-newspaper", "webpage"]},
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("title", "container-title", "URL", "language")
            },
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": "integer"},
                            "minItems": 3,
                            "maxItems": 3,
                        },
                        "minItems": 1,
                        "maxItems": 1,
                    }
                },
                "additionalProperties": False,
            },
        },
        "required": ["id", "type", "title", "issued"],
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_csl_has_the_briefing_and_each_article(either: Briefing, site_url: str | None) -> None:
    rows = json.loads(csl.export(either, site_url))
    jsonschema.validate(rows, CSL)
    whole, *articles = rows
    assert whole["title"] == either.title
    assert whole.get("URL") == (f"{SITE_URL}index.html" if site_url else None)
    assert [row["id"] for row in articles] == [view.article.id for view in either.articles]
    for row, view in zip(articles, either.articles, strict=True):
        data = view.article.data
        day = data.published
        assert row["issued"]["date-parts"] == [[day.year, day.month, day.day]]
        assert row.get("URL") == data.url
        assert row.get("container-title") == data.publisher
        assert ("author" in row) == bool(data.byline)


def bibtex_of(briefing: Briefing, site_url: str | None = None) -> Any:
    library = bibtexparser.parse_string(
        bibtex.export(briefing, site_url),
        append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)],
    )
    assert library.failed_blocks == []
    return library


def test_bibtex_says_the_same(either: Briefing) -> None:
    library = bibtex_of(either, SITE_URL)
    rows = json.loads(csl.export(either, SITE_URL))
    assert [entry.key for entry in library.entries] == [row["id"] for row in rows]
    for entry, row in zip(library.entries, rows, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        [[year, month, day]] = row["issued"]["date-parts"]
        assert fields["title"] == row["title"]
        assert fields["year"] == str(year)
        assert fields["date"] == f"{year}-{month:02}-{day:02}"
        assert fields.get("howpublished") == row.get("container-title")
        assert fields.get("author") == (row["author"][0]["literal"] if "author" in row else None)
        assert ("url" in fields) == ("URL" in row)
        assert "urldate" not in fields
    # An address stands as it is: nothing in it is LaTeX.
    assert all(f"url = {{{row['URL']}}}" in bibtex.export(either, SITE_URL) for row in rows[:1])


def test_citations_in_words(fish: Briefing) -> None:
    second, cut = (view.article for view in fish.articles)
    assert of_article(second).text == (
        "Maren Oldefar. “Arvenia and Costa Norte end quota talks without a deal”. The Lund Courier,"
        " 5 May 2031. https://lund-courier.example/2031/quota-talks?from=front-page&part=2"
    )
    assert of_article(cut).text == (
        "“Costa Norte offers a smaller cut”. Publisher not stated, 7 May 2031"
    )
    title = "Fishing talks between Arvenia and Costa Norte: a briefing as of 8 May 2031"
    assert of_briefing(fish, None).text == title
    from generator.addresses import MEETINGS, OVERVIEW

    assert of_page(fish, OVERVIEW, fish.title, SITE_URL).text == f"{title}. {SITE_URL}index.html"
    assert of_page(fish, MEETINGS, "Meetings", SITE_URL).text == (
        f"“Meetings”. {title}. {SITE_URL}meetings.html"
    )


@every_text
@given(text=texts)
@with_examples
def test_citations_keep_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    whole, article = json.loads(csl.export(briefing).encode())
    assert whole["title"] == article["title"] == article["container-title"]
    assert article["title"] == " ".join(text.split())
    library = bibtex_of(briefing)
    assert [entry.key for entry in library.entries] == ["readout:briefing", "a"]
    source = bibtex.export(briefing)
    assert balanced(source)
    for name in ("title", "author", "howpublished"):
        assert unlatexed(source, name) == shown(" ".join(text.split()))


def balanced(source: str) -> bool:
    """Count braces as BibTeX does: a backslash before one changes nothing."""
    depth = 0
    for char in source:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def unlatexed(source: str, name: str) -> str:
    """Read a field's text as LaTeX prints it: commands are letters and `{}`, `\\` and a sign."""
    value = re.search(rf"^  {name} = \{{\{{(.*)\}}\}},$", source.split("\n@misc")[-1], re.MULTILINE)
    assert value
    signs = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    # What is left unescaped must be nothing that LaTeX acts on, and no ligature.
    bare = re.sub(r"\\(?:[a-z]+\{\}|[&%$#_])", "\x00", value[1])
    assert not re.search(r"[\\&%$#_~^]|([-'`<>,])\1|[?!]`", bare), bare
    assert bare.replace("{}", "").count("{") == 0
    text = re.sub(
        r"(?<!\\)\{\}|(?<=[-'`<>,?!])\{\}",
        "",
        re.sub(r"\\([a-z]+)\{\}", lambda match: f"\x01{signs[match[1]]}\x01", value[1]),
    )
    text = re.sub(r"\\([&%$#_])", r"\1", text.replace("\x01\\\x01", "\x02"))
    return text.replace("\x01", "").replace("\x02", "\\")


# llms.txt


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_llms_txt_has_its_form(either: Briefing, site_url: str | None) -> None:
    tokens = MarkdownIt().parse(llms.export(either, site_url))
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", *["h2"] * 5]
    assert [t.type for t in tokens[:5]] == [
        *("heading_open", "inline", "heading_close"),
        *("blockquote_open", "paragraph_open"),
    ]
    assert tokens[1].content == either.title
    assert either.bottom_line
    assert tokens[5].content == either.bottom_line.entry.text
    links = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or []
        if child.type == "link_open"
    ]
    home = site_url or ""
    files = {re.sub(r"\.md$", ".html", path) for path in pages_with(either)}
    assert all(link.startswith(home) for link in links)
    inside = {link.removeprefix(home) for link in links}
    assert inside == {path for path in files if not path.startswith("assets/")} - {"llms.txt"}


@every_text
@given(text=texts)
@with_examples
def test_llms_txt_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    tokens = MarkdownIt().parse(llms.export(briefing))
    lines = ["".join(child.content for child in t.children or []) for t in tokens if t.children]
    seen = shown(text)
    assert lines[0] == seen
    assert lines[1] == seen
    assert f"{seen}: open. {seen}" in lines
    assert f"{seen}: {seen}, 5 May 2031" in lines
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}


# briefing.json and its schema


def test_briefing_json_fits_its_schema(either: Briefing) -> None:
    schema = json.loads(json_schema.export())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    data = json.loads(json_export.export(either))
    assert [error.message for error in checker.iter_errors(data)] == []
    assert list(schema["properties"]) == list(data) or set(schema["properties"]) == set(data)
    for plural, rows in data.items():
        if isinstance(rows, list) and rows:
            assert set(schema["properties"][plural]["items"]["properties"]) == set(rows[0]), plural


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: data.pop("figures"),
        lambda data: data["positions"][0].update(stance="likes"),
        lambda data: data["meetings"][0].update(status="soon"),
        lambda data: data["quotations"][0].update(note="x"),
        lambda data: data["quotations"][0]["evidence"][0].update(start=-1),
        lambda data: data["articles"][0].update(sha256="x"),
        lambda data: data["statements"][0].pop("evidence"),
        lambda data: data.update(as_of="soon"),
    ],
)
def test_schema_refuses_what_is_wrong(fish: Briefing, break_it: Callable[[Any], Any]) -> None:
    schema = json.loads(json_schema.export())
    data = json.loads(json_export.export(fish))
    break_it(data)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert not checker.is_valid(data)


def test_schema_describes_every_list(fish: Briefing) -> None:
    schema = json.loads(json_schema.export())
    assert all(found.get("description") for found in schema["properties"].values())


# All of them


def test_every_export_is_a_file_of_the_site(fish: Briefing) -> None:
    made = pages_with(fish, SITE_URL)
    for name, export in FILES.items():
        assert made[name] == export(fish, SITE_URL), name
        assert made[name] == export(briefing_of(FISHING), SITE_URL), name
    assert made["briefing.schema.json"] == json_schema.export()
    relative = pages_with(fish)
    assert not any(SITE_URL in c for c in relative.values() if isinstance(c, str))
    # Whether the address ends in a slash makes no difference.
    assert flow.pages(fish.corpus, None, None, SITE_URL.rstrip("/")) == made


def test_nothing_later_leaks(fishing: Project) -> None:
    corpus = fishing.corpus()
    day = datetime.date(2031, 5, 5)
    for name, content in flow.pages(corpus, day).items():
        if isinstance(content, str):
            assert "smaller-cut" not in content, name
            assert "Eighteen per cent is what" not in content, name


def test_checking_loads_no_exports(fishing: Project) -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main(['check'])\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print([name for name in ('icalendar', 'feedgenerator') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=fishing.folder, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


# The built site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the fishing briefing as it is published at SITE_URL."""
    project = make_project(tmp_path_factory.mktemp("exports") / "project", FISHING)
    return build(project, SITE_URL=SITE_URL)


def test_the_site_holds_the_same_files(built: Path, fish: Briefing) -> None:
    made = pages_with(fish, SITE_URL)
    for name, content in made.items():
        if not name.endswith(".md") and isinstance(content, str):
            assert (built / name).read_bytes() == content.encode(), name


def test_the_site_keeps_the_linked_data(built: Path, fish: Briefing) -> None:
    things = things_of(fish, SITE_URL)
    for name in pages_of(built):
        page = BeautifulSoup((built / name).read_text(encoding="utf-8"), "html5lib")
        scripts = page.select("script[type='application/ld+json']")
        expected = things.get(name.replace(".html", ".md"))
        found = [json.loads(script.string or "")["@graph"] for script in scripts]
        assert found == ([expected] if expected else []), name


def test_search_does_not_find_linked_data(built: Path) -> None:
    index = (built / "search/search_index.json").read_text(encoding="utf-8")
    assert "schema.org" not in index
    assert "spokenByCharacter" not in index


def test_sitemap_dates_are_the_articles(built: Path, fish: Briefing) -> None:
    dates = {
        str(url.findtext("{*}loc")).removeprefix(SITE_URL): url.findtext("{*}lastmod")
        for url in ElementTree.parse(built / "sitemap.xml").findall("{*}url")
    }
    assert dates.pop("method.html") is None  # written by hand; nobody says when
    assert dates.pop("sources/2031-05-05-second-round.html") == "2031-05-05"
    assert len(dates) > 20
    assert set(dates.values()) == {"2031-05-07"}


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        (None, None),
        ("", None),
        ("http://127.0.0.1:8000/", None),
        ("http://localhost:8000/x/", None),
        ("http://[::1]:8000/", None),
        (SITE_URL, SITE_URL),
    ],
)
def test_an_address_of_this_machine_is_none(site_url: str | None, expected: str | None) -> None:
    assert published_at(site_url) == expected


def test_a_hand_written_page_may_state_its_date() -> None:
    assert stated_date({"date": datetime.date(2031, 5, 5)}) == "2031-05-05"
    assert stated_date({"date": datetime.datetime(2031, 5, 5, 12)}) == "2031-05-05"
    assert stated_date({"date": "2031-05-05"}) == "2031-05-05"
    assert stated_date({"date": "yesterday"}) == ""
    assert stated_date({}) == ""
