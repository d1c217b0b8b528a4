"""annotations.jsonld and the JSON-LD in the pages, read back by PyLD."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from exports_support import (
    EXTENSIONS,
    every_text,
    expanded,
    hostile,
    no_term_is_lost,
    places_of,
    scripts_in,
    shown,
    texts,
    things_of,
    with_examples,
)
from hypothesis import given
from site_support import SITE_URL

from generator.addresses import Address
from generator.briefing import Briefing
from generator.exports import annotations, linked_data

pytest_plugins = ["exports_support"]


# annotations.jsonld


def annotations_in(document: Any) -> list[dict[str, Any]]:
    found = document.get("first", {}).get("items", [])
    assert len(found) == document["total"]
    return list(found)


def test_annotations_are_the_evidence(either: Briefing) -> None:
    document = json.loads("".join(annotations.export(either)))
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
    document = json.loads("".join(annotations.export(fish, SITE_URL)))
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


@every_text
@given(text=texts)
@with_examples
def test_annotations_keep_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    raw = "".join(annotations.export(briefing)).encode()
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
    scripts = linked_data.Scripts(briefing)
    expected = {
        "meetings": ("name", text),
        "people/p": ("jobTitle", text),
        "parties/a": ("name", text),
        "sources/a": ("headline", text),
        "quotations": ("text", "Quoted words"),
    }
    made = {path: scripts.of(Address(page=path)) for path in (*expected, "index", "timeline")}
    assert {path for path, script in made.items() if script} == expected.keys()
    for path, script in ((path, script) for path, script in made.items() if script):
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
