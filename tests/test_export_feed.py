"""feed.xml, written by feedgenerator, read back by feedparser and expat."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from conftest import Project
from exports_support import every_text, hostile, later, places_of, shown, texts, with_examples
from hypothesis import given
from site_support import SITE_URL

from generator.briefing import Briefing
from generator.exports import atom

pytest_plugins = ["exports_support"]


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
