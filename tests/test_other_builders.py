"""ProperDocs and Zensical build the same briefing, by the steps of manual/other-builders.md."""

import posixpath
import re
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Project
from manual_support import STEP, Reader
from playwright.sync_api import Browser, Page
from site_support import (
    GENEVA,
    ROOT,
    SITE_URL,
    make_project,
    pages_of,
    search,
    served,
    visiting,
)

pytest_plugins = ["site_support"]

MANUAL = ROOT / "manual/other-builders.md"
# The manual names it in a sentence, as another last line of its second block.
PROPERDOCS = "properdocs build --strict -f pages.yml"
BUILDERS = ("properdocs", "zensical")
# Every builder has its own of these; the plugin packs the site that a builder made.
BUILDERS_OWN = re.compile(
    r"(assets/(images|javascripts|stylesheets)|search)/|search\.js|sitemap\.xml|briefing\.zip"
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Follow the manual; gives the site of each of its ways."""
    project = make_project(tmp_path_factory.mktemp("others") / "project")
    reader = Reader(project, {"SITE_URL": SITE_URL})
    text = MANUAL.read_text(encoding="utf-8")
    assert f"`{PROPERDOCS}`" in text
    made = []
    for step in STEP.finditer(text):
        reader.take(step)
        if step["info"] == "sh":
            made.append((project / "site").rename(project / f"site-{len(made)}"))
    reader.run(PROPERDOCS)
    with_plugin, zensical = made
    return {"plugin": with_plugin, "zensical": zensical, "properdocs": project / "site"}


@pytest.fixture(params=BUILDERS)
def site(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Path:
    """Give the site that a builder made of the written pages."""
    return sites[request.param]


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


def article(path: Path) -> str:
    """Give the HTML of what a page says, without the builder's own anchor and white space."""
    found = copy(soup(path).select_one("article"))
    assert isinstance(found, Tag)
    for anchor in found.select("a#__skip"):
        anchor.decompose()
    return " ".join(str(found).split()).replace("> <", "><")


def data_files(site: Path) -> dict[str, bytes]:
    """Give the files of a site that are no pages and not the builder's own."""
    return {
        name: path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
        and path.suffix != ".html"
        and not BUILDERS_OWN.match(name := path.relative_to(site).as_posix())
    }


def test_properdocs_with_the_plugin_makes_mkdocs_site(
    sites: dict[str, Path], own_site: Path
) -> None:
    made, ours = sites["plugin"], own_site
    assert data_files(made) == data_files(ours)
    assert pages_of(made) == pages_of(ours)
    for name in pages_of(ours):
        pair = [(folder / name).read_text(encoding="utf-8") for folder in (made, ours)]
        assert len({re.sub(r'<meta name="generator"[^>]*>', "", text) for text in pair}) == 1, name


def test_has_the_same_pages_and_files(site: Path, own_site: Path) -> None:
    assert data_files(site) == data_files(own_site)
    assert len(data_files(site)) > 5
    assert pages_of(site) == pages_of(own_site)
    for name in pages_of(site):
        assert article(site / name) == article(own_site / name), name
        for select in ("title", 'meta[name="description"]'):
            assert soup(site / name).select_one(select) == soup(own_site / name).select_one(select)


def test_pages_are_html5(site: Path) -> None:
    for name in pages_of(site):
        parser = html5lib.HTMLParser()
        parser.parse((site / name).read_bytes(), transport_encoding="utf-8")
        assert parser.errors == [], name


def test_links_resolve(site: Path) -> None:
    pages = {name: soup(site / name) for name in pages_of(site)}
    places = {name: {str(e["id"]) for e in page.select("[id]")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for element in page.select("[href], [src]"):
            url = urlsplit(str(element.get("href") or element.get("src")))
            if url.scheme:  # the page's own address, and the calendar's
                assert url.netloc == urlsplit(SITE_URL).netloc, (name, url)
                continue
            path = unquote(url.path).removeprefix(urlsplit(SITE_URL).path)
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            )
            path = "index.html" if path == "." else path
            place = unquote(url.fragment)
            if not (site / path).is_file():
                broken.append(f"{name}: {url.geturl()}: no such file")
            elif place and path in places and not {place, f"__{place[2:]}"} & places[path]:
                broken.append(f"{name}: {url.geturl()}: no such place")
    assert broken == []


def test_footnotes_lead_to_the_words(site: Path) -> None:
    seen = 0
    for name in pages_of(site):
        page = soup(site / name)
        notes = page.select(".footnote li")
        assert {f"#{note['id']}" for note in notes} == {
            str(mark["href"]) for mark in page.select("a.footnote-ref")
        }
        for note in notes:
            for link in note.select("a[href*='#words-']"):
                path, _, place = str(link["href"]).partition("#")
                target = site / posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                mark = soup(target).select_one(f".article-text mark#{place}")
                assert mark is not None, f"{name}: {link['href']}"
                seen += 1
    assert seen > 150


def search_zensical(page: Page, words: str) -> None:
    """Type words into the window that Zensical opens; it stands in a shadow tree."""
    page.locator(".md-search__button").click()
    page.get_by_role("combobox", name="Search").fill(words)
    page.get_by_role("option").first.wait_for()


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("way", ["http", "folder"])
def test_search_finds(browser: Browser, sites: dict[str, Path], builder: str, way: str) -> None:
    site = sites[builder]
    with served(site) as address, visiting(browser) as visit:
        page = visit.page
        home = address if way == "http" else f"{site.as_uri()}/"
        page.goto(f"{home}index.html")
        if builder == "zensical":
            search_zensical(page, "Stefanishyna")
            found = page.get_by_role("option")
        else:
            search(page, "Stefanishyna")
            found = page.locator(".md-search-result__link")
        places = {
            link.split("?")[0].split("#")[0].removeprefix(home)
            for link in found.evaluate_all("links => links.map(link => link.href)")
        }
        assert {"people/olga-stefanishyna.html", "meetings.html"} <= places
        found.first.click()
        page.locator("h1", has_text="Olga Stefanishyna").wait_for()
        page.locator("mark", has_text="Stefanishyna").first.wait_for()
        assert visit.complaints == []
        assert visit.foreign(home) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_footnote_shows_on_hover(browser: Browser, sites: dict[str, Path], builder: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto((sites[builder] / "index.html").as_uri())
        visit.page.locator(".footnote-ref").first.hover()
        shown = visit.page.locator(".md-tooltip2 .readout-words").first
        shown.wait_for()
        assert shown.inner_text().startswith("Talks between American and Russian diplomats")
        # The link beside them leads to the same words in the article, marked.
        link = shown.locator("xpath=following::a[contains(@href, '#words-')]").first
        visit.page.goto(str(link.evaluate("a => a.href")))
        marked = visit.page.locator("mark:target")
        assert marked.inner_text().startswith("Talks between American and Russian diplomats")
        assert f"/sources/{GENEVA}.html#words-" in visit.page.url


def test_nothing_is_written_where_a_seed_is_wrong(tmp_path: Path) -> None:
    """`readout write` stops, so that the builder is never given half a briefing."""
    project = Project(make_project(tmp_path / "project"))
    assert project.readout("write", "pages").exit_code == 0
    before = {path: path.read_bytes() for path in (project.folder / "pages").rglob("*.*")}
    project.replace("briefing.yml", "\nlanguage: en\n", "\nlangauge: en\n")
    result = project.readout("write", "pages")
    assert result.exit_code == 1
    assert "Nothing was written." in result.output
    assert {path: path.read_bytes() for path in (project.folder / "pages").rglob("*.*")} == before
