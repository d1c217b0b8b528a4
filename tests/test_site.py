"""The project's own briefing, built for real: every page, link, anchor, mark and word of it."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser
from site_support import (
    ARTICLE_TEXT,
    GENEVA,
    KINDS,
    SEEDS,
    SITE_URL,
    build,
    edit,
    make_project,
    pages_of,
    start_build,
    visiting,
)

pytest_plugins = ["site_support"]

ARTICLE = (SEEDS / f"articles/{GENEVA}.txt").read_bytes().decode("utf-8")
ARTICLE_PAGE = f"sources/{GENEVA}.html"

# Written by hand, or by MkDocs: they say nothing of a day.
WITHOUT_A_DAY = {"404.html", "method.html"}

# PRODUCT.md, "The site": what the pages hold, in this order.
SECTIONS = {
    "index.html": [
        "Takeaways",
        "At a glance",
        "Where they stand",
        "What is next",
        "What is not stated",
        "Handle with care",
        "Sources",
    ],
    "participants.html": ["United States", "Russia", "Nato", "Ukraine"],
    "parties/russia.html": ["Delegation", "Where it stands", "Statements", "Meetings"],
    "people/ned-price.html": [
        "Roles as printed",
        "In their own words",
        "As reported",
        "Positions voiced",
        "Meetings",
    ],
    "issues/nato-enlargement.html": ["United States", "Russia", "Nato", "Ukraine"],
    "meetings.html": ["Upcoming", "Announced without a date", "Past"],
}


@cache
def soup(path: Path) -> BeautifulSoup:
    """Parse a built page as a browser does."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


@pytest.fixture(scope="module")
def anchors(pages: dict[str, BeautifulSoup]) -> dict[str, set[str]]:
    """Give the places on every page that a link may lead to."""
    return {name: set(ids(page)) for name, page in pages.items()}


@pytest.fixture(scope="module")
def pages(own_site: Path) -> dict[str, BeautifulSoup]:
    """Give every page of the built site."""
    return {name: soup(own_site / name) for name in pages_of(own_site)}


def bare(element: Tag | None) -> str:
    """Give the text of an element without what Readout adds to an article."""
    assert element is not None
    bared = copy(element)
    for added in bared.select(".readout-ui"):
        added.decompose()
    return bared.get_text()


def pieces_of(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of evidence in briefing.json, wherever it stands."""
    if isinstance(data, dict):
        if "start" in data and "exact" in data:
            yield data
        for value in data.values():
            yield from pieces_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from pieces_of(value)


def ids(page: BeautifulSoup) -> list[str]:
    """List the ids on a page; a link may lead to any of them."""
    return [str(element["id"]) for element in page.select("[id]")]


# What is on the site


def test_has_every_page_at_its_address(own_site: Path) -> None:
    briefing = yaml.safe_load((SEEDS / "briefing.yml").read_text(encoding="utf-8"))
    fixed = {name for name in KINDS if "/" not in name}
    people = {f"people/{id_}.html" for id_ in briefing["people"]}
    parties = {f"parties/{id_}.html" for id_ in briefing["parties"]}
    issues = {f"issues/{id_}.html" for id_ in briefing["issues"]}
    expected = fixed | people | parties | issues | {ARTICLE_PAGE}
    found = set(pages_of(own_site))
    assert expected - found == set()
    assert {name for name in found - expected if "/" in name} == set()


@pytest.mark.parametrize("name", SECTIONS)
def test_page_holds_its_sections_in_order(pages: dict[str, BeautifulSoup], name: str) -> None:
    found = [heading.get_text().rstrip("¶").strip() for heading in pages[name].select("h2")]
    assert [heading for heading in found if heading in SECTIONS[name]] == SECTIONS[name]


def test_overview_opens_with_day_and_bottom_line(pages: dict[str, BeautifulSoup]) -> None:
    found = pages["index.html"].select("h1, .readout-asof, #bottom-line, h2#takeaways")
    assert [element.name for element in found] == ["h1", "p", "div", "h2"]
    line = found[1].get_text()
    assert "As of Monday 10 January 2022" in line
    assert re.search(r"from 1 article: \d+ statements", line)


def test_every_page_says_its_day(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        if name not in WITHOUT_A_DAY:
            times = [element["datetime"] for element in page.select(".readout-asof time")]
            assert times == ["2022-01-10"], name


def test_no_section_is_empty(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        for heading in page.select(".md-content h2, .md-content h3"):
            after = heading.find_next_sibling()
            if heading.name == "h3" and after is None:
                continue  # a card's own heading
            assert after is not None, f"{name}: {heading.get_text()}"
            assert after.get_text(strip=True), f"{name}: {heading.get_text()}"
            assert after.name != heading.name, f"{name}: {heading.get_text()}"


# Well-formed, and linked


def test_pages_are_html5(own_site: Path) -> None:
    # Material's own markup has none of these errors either, so none is excused.
    for name in pages_of(own_site):
        parser = html5lib.HTMLParser()
        parser.parse((own_site / name).read_bytes(), transport_encoding="utf-8")
        assert parser.errors == [], name


def test_ids_are_unique(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        found = ids(page)
        assert sorted(found) == sorted(set(found)), name


def test_links_resolve(
    own_site: Path, pages: dict[str, BeautifulSoup], anchors: dict[str, set[str]]
) -> None:
    broken = []
    for name, page in pages.items():
        for element in page.select("[href], [src]"):
            target = str(element.get("href") or element.get("src"))
            url = urlsplit(target)
            if url.scheme:
                # Nothing but the page's own public address; test_nothing_is_elsewhere.
                continue
            path = unquote(url.path)
            if path.startswith("/"):  # on the 404 page, which is shown at any address
                path = path.removeprefix(urlsplit(SITE_URL).path)
            elif path:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            else:
                path = name
            if path in (".", "./", ""):
                path = "index.html"
            if not (own_site / path).is_file():
                broken.append(f"{name}: {target}: no such file")
            elif url.fragment and path.endswith(".html"):
                place = unquote(url.fragment)
                if place not in anchors[path] and not place.startswith("__"):
                    broken.append(f"{name}: {target}: no such place")
    assert broken == []


def test_nothing_is_elsewhere(own_site: Path, pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        for element in page.select("[href], [src], [action], [srcset], [poster], [data]"):
            for key in ("href", "src", "action", "srcset", "poster", "data"):
                value = str(element.get(key, ""))
                if element.name == "link" and element["rel"] == ["canonical"]:
                    assert element["href"] == SITE_URL + name
                elif value.startswith("webcal:"):
                    assert value == f"webcal:{SITE_URL.removeprefix('https:')}meetings.ics"
                else:
                    assert not re.match(r"(?:[a-z][a-z0-9+.-]*:)|//", value, re.I), (name, value)
        assert not page.select("base, iframe, object, embed, meta[http-equiv]"), name
    # Material's own styles name no host; the map comment at their end is a neighbour.
    for path in own_site.rglob("*.css"):
        for target in re.findall(r"url\(\s*[\"']?([^)\"']+)", path.read_text(encoding="utf-8")):
            assert target.startswith("data:"), (path.name, target)


def test_sitemap_lists_the_pages(own_site: Path) -> None:
    tree = ElementTree.parse(own_site / "sitemap.xml")
    found = {element.text for element in tree.findall(".//{*}loc")}
    expected = {SITE_URL + name for name in pages_of(own_site) if name != "404.html"}
    assert found == expected


def test_404_page_is_styled_below_a_path(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        visit.page.on(
            "response",
            lambda response: (
                visit.complaints.append(f"{response.status} {response.url}")
                if response.status >= 400 and not response.url.endswith("/nobody.html")
                else None
            ),
        )
        answer = visit.page.goto(f"{own_address}people/deep/nobody.html")
        assert answer is not None
        assert answer.status == 404
        header = visit.page.locator(".md-header")
        assert header.evaluate("e => getComputedStyle(e).position") == "sticky"
        # Readout's own colour, so its style sheet has come too.
        assert header.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(29, 53, 87)"
        assert [line for line in visit.complaints if "status of 404" not in line] == []
        visit.page.locator(".md-header a.md-logo").click()
        assert visit.page.url == f"{own_address}index.html"


# Evidence


def test_json_holds_the_articles_own_words(own_site: Path, anchors: dict[str, set[str]]) -> None:
    data = json.loads((own_site / "briefing.json").read_text(encoding="utf-8"))
    found = list(pieces_of(data))
    assert len(found) > 80
    for piece in found:
        assert piece["article"] == GENEVA
        assert 0 <= piece["start"] < piece["end"] <= len(ARTICLE)
        assert ARTICLE[piece["start"] : piece["end"]] == piece["exact"]
    for key in ("statements", "quotations", "positions", "meetings", "participants", "events"):
        assert data[key], key
        assert all(entry["evidence"] for entry in data[key]), key
    # Every entry is where it says it is.
    entries = [entry for value in data.values() if isinstance(value, list) for entry in value]
    assert len(entries) > 100
    for entry in entries:
        url = urlsplit(entry["url"])
        assert url.path in anchors, entry["id"]
        assert not url.fragment or url.fragment in anchors[url.path], entry["url"]


def test_footnotes_lead_to_the_words_and_back(pages: dict[str, BeautifulSoup]) -> None:
    article = pages[ARTICLE_PAGE]
    text = article.select_one(".article-text")
    assert text is not None
    seen = 0
    for name, page in pages.items():
        references = [str(a["href"]) for a in page.select("a.footnote-ref")]
        notes = page.select(".footnote li")
        assert {f"#{note['id']}" for note in notes} == set(references), name
        for note in notes:
            links = note.select("a[href*='#words-']")
            words = [span.get_text() for span in note.select(".readout-words")]
            assert len(links) == len(words) > 0, f"{name}#{note['id']}"
            for link, said in zip(links, words, strict=True):
                place = urlsplit(str(link["href"])).fragment
                assert resolved(name, str(link["href"])) == ARTICLE_PAGE
                mark = text.find(id=place)
                assert isinstance(mark, Tag)
                assert mark.name == "mark"
                start, end = map(int, place.split("-")[1:])
                # A note of several pieces leads to the first of them.
                assert said.split(" […] ")[0] == ARTICLE[start:end]
                paragraph = mark.find_parent("p")
                assert paragraph is not None
                assert link.get_text() == f"paragraph {paragraph['id'][1:]}"
                seen += 1
    assert seen > 150


def resolved(name: str, target: str) -> str:
    """Give the page that a link on a page leads to."""
    path = urlsplit(target).path
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name


def test_words_lead_back_to_the_statements(pages: dict[str, BeautifulSoup]) -> None:
    article = pages[ARTICLE_PAGE]
    for paragraph in article.select(".article-text > p"):
        if not paragraph.select("mark"):
            continue
        ways = paragraph.select(".readout-uses a[href]")
        assert ways, paragraph["id"]
        places = {str(mark["id"]) for mark in paragraph.select("mark[id]")}
        reached = set()
        for way in ways:
            url = urlsplit(str(way["href"]))
            name = resolved(ARTICLE_PAGE, str(way["href"]))
            statement = pages[name].find(id=url.fragment) if url.fragment else pages[name]
            assert isinstance(statement, Tag), way["href"]
            # The statement's own block, with the marks that lead here.
            block = statement if statement.select(".footnote-ref") else statement.parent
            assert isinstance(block, Tag)
            for reference in block.select("a.footnote-ref"):
                note = pages[name].find(id=str(reference["href"])[1:])
                assert isinstance(note, Tag)
                links = note.select("a[href*='#words-']")
                reached |= {urlsplit(str(link["href"])).fragment for link in links}
        assert reached & places, paragraph["id"]


def test_marks_hold_the_words(pages: dict[str, BeautifulSoup]) -> None:
    # A mark's id says where its words start; marks that cross others go on in further marks.
    text = pages[ARTICLE_PAGE].select_one(".article-text")
    assert text is not None
    for paragraph in text.select("p"):
        whole = bare(paragraph)
        for mark in paragraph.select("mark[id]"):
            start, end = map(int, str(mark["id"]).split("-")[1:])
            assert ARTICLE[start:end].startswith(bare(mark)[: end - start])
            assert " ".join(ARTICLE[start:end].split()) in " ".join(whole.split())


# The article's text


def test_cited_paragraphs_are_the_articles(own_site: Path, pages: dict[str, BeautifulSoup]) -> None:
    paragraphs = [row for row in ARTICLE.split("\n") if row]
    shown = pages[ARTICLE_PAGE].select(".article-text > p")
    data = json.loads((own_site / "briefing.json").read_text(encoding="utf-8"))
    cited = sorted({piece["paragraph"] for piece in pieces_of(data)})
    assert [int(str(p["id"])[1:]) for p in shown] == cited
    for p in shown:
        assert bare(p) == paragraphs[int(str(p["id"])[1:]) - 1]


def test_whole_text_is_the_articles(full_site: Path, browser: Browser) -> None:
    page = soup(full_site / ARTICLE_PAGE)
    assert bare(page.select_one(".article-text")) == ARTICLE
    assert len(page.select(".article-text > p")) == len([row for row in ARTICLE.split("\n") if row])
    with visiting(browser) as visit:
        visit.page.goto((full_site / ARTICLE_PAGE).as_uri())
        assert visit.page.evaluate(ARTICLE_TEXT) == ARTICLE


# What stops a build


def snapshot(folder: Path) -> dict[str, str]:
    """Give the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("exact: was long, it was difficult", "exact: was long, it was hopeless"),
        ("      At the same time we need", "      At the same time we want"),
    ],
    ids=["on its line", "in a block"],
)
def test_one_changed_word_stops_the_build(tmp_path: Path, old: str, new: str) -> None:
    project = make_project(tmp_path / "project")
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the former site")
    (site / "people").mkdir()
    (site / "people/former.html").write_text("a page of it")
    before = snapshot(site)
    seed = project / f"seeds/articles/{GENEVA}.yml"
    edit(seed, old, new)
    rows = seed.read_text(encoding="utf-8").split("\n")
    changed = next(number for number, row in enumerate(rows, 1) if new in row)
    if not rows[changed - 1].strip().startswith("exact:"):
        changed -= 1  # a block's value starts where its `>-` stands
        assert rows[changed - 1].strip() == "exact: >-"
    process = start_build(project)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.search(rf"^seeds/articles/{GENEVA}\.yml:{changed}:\d+: E201 ", output, re.M), output
    assert "Traceback" not in output
    assert "help: the nearest passage" in output
    assert snapshot(site) == before


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    seed = project / f"seeds/articles/{GENEVA}.yml"
    edit(seed, "exact: forthright", "exact: forthwrong")
    edit(seed, "exact: frank", "exact: Frank")
    edit(project / "seeds/briefing.yml", "party: nato\n", "party: natto\n")
    process = start_build(project)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.findall(r"^\S+?:\d+:\d+: (E\d+)", output, re.M) == ["E201", "E201", "E130"]
    assert "3 errors in the seed files" in output
    assert not (project / "site").exists()


def test_builds_are_the_same_bytes(own_project: Path, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    again = build(project, SITE_URL=SITE_URL)
    # MkDocs writes the day of the build, and gzip the second, into the sitemap.
    dated = {"sitemap.xml", "sitemap.xml.gz"}
    first, second = snapshot(own_project / "site"), snapshot(again)
    assert first.keys() == second.keys()
    assert [name for name in first.keys() - dated if first[name] != second[name]] == []
