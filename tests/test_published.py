"""What a published site brings: its heads, how to cite it, how to take it along, its weight."""

import json
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Response
from site_support import (
    GENEVA,
    KINDS,
    SITE_URL,
    edit,
    end_build,
    make_project,
    pages_of,
    served,
    start_build,
    visiting,
)

pytest_plugins = ["site_support"]

# The same on a page that is written by hand as on those that are generated.
ALTERNATES = {
    "application/atom+xml": "feed.xml",
    "application/json": "briefing.json",
    "text/calendar": "meetings.ics",
}
NOT_GENERATED = {"404.html", "method.html"}


@pytest.fixture(scope="module")
def pages(own_site: Path) -> dict[str, BeautifulSoup]:
    """Give every page of the built site."""
    return {
        name: BeautifulSoup((own_site / name).read_text(encoding="utf-8"), "html5lib")
        for name in pages_of(own_site)
    }


def content(page: BeautifulSoup, key: str) -> str | None:
    """Give the one value of a `meta` element, named by `name` or `property`."""
    found = page.select(f'head meta[name="{key}"], head meta[property="{key}"]')
    assert len(found) < 2, key
    return str(found[0]["content"]) if found else None


# The head


def test_every_page_has_one_of_each(pages: dict[str, BeautifulSoup]) -> None:
    for name, page in pages.items():
        assert [page.html and page.html.get("lang")] == ["en"], name
        assert [e.get_text(strip=True) != "" for e in page.select("head > title")] == [True], name
        assert [e.get_text(strip=True) != "" for e in page.select("h1")] == [True], name
        assert content(page, "description"), name
        canonical = [str(e["href"]) for e in page.select('head link[rel="canonical"]')]
        # The 404 page is shown at any address.
        assert canonical == ([] if name == "404.html" else [SITE_URL + name]), name


def test_descriptions_say_what_the_page_holds(pages: dict[str, BeautifulSoup]) -> None:
    said = {name: content(page, "description") or "" for name, page in pages.items()}
    by_hand = {said[name] for name in NOT_GENERATED}
    assert len(by_hand) == 1  # mkdocs.yml has one for all of them
    generated = [text for name, text in said.items() if name not in NOT_GENERATED]
    assert len(set(generated)) == len(generated)
    assert said["index.html"].startswith("US-Russia talks in Geneva ended on Monday 10 January")
    assert said["people/ned-price.html"] == (
        "Ned Price (US deputy spokesperson): what is quoted and reported, as of 10 January 2022."
    )
    assert said["issues/weapons-deployment.html"] == (
        "Deployment of weapons: open, as of 10 January 2022. United States: not stated;"
        " Russia: red line; Nato: not stated; Ukraine: not stated."
    )


def test_pages_say_how_to_show_a_link_to_them(pages: dict[str, BeautifulSoup]) -> None:
    for name in pages.keys() - {"404.html"}:
        page = pages[name]
        assert content(page, "og:type") == ("website" if name == "index.html" else "article")
        assert content(page, "og:site_name") == "Readout"
        assert content(page, "og:url") == SITE_URL + name
        assert content(page, "og:description") == content(page, "description")
        title = page.title and page.title.get_text()
        assert f"{content(page, 'og:title')} - Readout" == title, name


def test_heads_name_the_feed_the_data_and_the_calendar(
    own_site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    for name, page in pages.items():
        found = page.select('head link[rel="alternate"]')
        places = {e["type"]: urljoin(SITE_URL + name, str(e["href"])) for e in found}
        assert places == {type_: SITE_URL + file for type_, file in ALTERNATES.items()}, name
    for file in ALTERNATES.values():
        assert (own_site / file).is_file()


def test_a_person_can_put_their_own_theme_first(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "theme").mkdir()
    (project / "theme/main.html").write_text(
        '{% extends "base.html" %}{% block announce %}Mine{% endblock %}'
    )
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: theme\n")
    end_build(start_build(project))
    overview = (project / "site/index.html").read_text(encoding="utf-8")
    assert "Mine" in overview
    # Without a public address nothing claims one, and there is nothing to take along.
    assert "canonical" not in overview
    assert "webcal" not in (project / "site/meetings.html").read_text(encoding="utf-8")
    assert "readout-take-away" not in overview
    assert not (project / "site/briefing.zip").exists()


# How to cite


def test_every_generated_page_says_how_to_cite_it(
    own_site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    for name in pages.keys() - NOT_GENERATED:
        (cite,) = pages[name].select("details.readout-cite")
        assert not cite.has_attr("open"), name
        words, *more = [p.get_text() for p in cite.select("p")]
        assert words.endswith(f"a briefing as of 10 January 2022. {SITE_URL}{name}"), name
        assert len(more) == (2 if name.startswith("sources/") else 1), name
        files = [urljoin(name, str(a["href"])) for a in cite.select("a")]
        assert files == ["citations.bib", "citations.json"], name
    article = pages[f"sources/{GENEVA}.html"].select("details.readout-cite p")[1].get_text()
    assert article == (
        "The article itself: “US and Russia conclude Geneva talks with no breakthrough over"
        " Ukraine tensions”. Publisher not stated, 10 January 2022"
    )
    index = json.loads((own_site / "search/search_index.json").read_text(encoding="utf-8"))
    assert [doc for doc in index["docs"] if "reference manager" in doc["text"]] == []


def test_the_citation_is_one_line_and_opens_without_script(
    browser: Browser, own_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto((own_site / "people/ned-price.html").as_uri())
        cite = page.locator("details.readout-cite")
        closed = cite.bounding_box()
        assert closed is not None
        assert closed["height"] < 40
        cite.locator("summary").click()
        assert cite.get_by_text("“Ned Price”").is_visible()
        page.emulate_media(media="print")
        assert not cite.is_visible()
    finally:
        context.close()


# What is taken along, and subscribed to


def test_the_take_away_is_the_site(own_site: Path) -> None:
    files = {p.relative_to(own_site).as_posix() for p in own_site.rglob("*") if p.is_file()}
    with zipfile.ZipFile(own_site / "briefing.zip") as archive:
        packed = set(archive.namelist())
        left_out = {"briefing.zip", "sitemap.xml.gz"}
        assert packed == {"START-HERE.html"} | {f"site/{name}" for name in files - left_out}
        for name in files - left_out:
            assert archive.read(f"site/{name}") == (own_site / name).read_bytes(), name


def test_only_the_published_site_offers_the_take_away(
    browser: Browser, own_site: Path, own_address: str
) -> None:
    def fulfil(route: object, request: object) -> None:
        name = request.url.removeprefix(SITE_URL)  # type: ignore[attr-defined]
        route.fulfill(path=own_site / name)  # type: ignore[attr-defined]

    with served(own_site) as elsewhere, visiting(browser) as visit:
        offer = visit.page.locator(".readout-take-away")
        for home in (f"{own_site.as_uri()}/", own_address, elsewhere):
            visit.page.goto(f"{home}people/ned-price.html")
            assert not offer.is_visible(), home
        visit.page.route(f"{SITE_URL}**", fulfil)
        visit.page.goto(f"{SITE_URL}people/ned-price.html")
        assert offer.is_visible()
        assert offer.locator("a").evaluate("a => a.href") == f"{SITE_URL}briefing.zip"


def test_calendar_programs_can_subscribe(pages: dict[str, BeautifulSoup]) -> None:
    (link,) = pages["meetings.html"].select('a[href^="webcal:"]')
    assert link["href"] == f"webcal:{SITE_URL.removeprefix('https:')}meetings.ics"


# What it weighs


def test_every_page_loads_within_the_budget(
    browser: Browser, own_site: Path, own_address: str
) -> None:
    """A cold first load: below 600 KB and 25 requests, and nothing of another host."""
    heavy = {}
    for name in sorted({*pages_of(own_site), *KINDS}):
        responses: list[Response] = []
        with visiting(browser) as visit:
            visit.page.on("response", lambda response, into=responses: into.append(response))
            # What is asked for last, after the page has loaded
            with visit.page.expect_response("**/search_index.json"):
                visit.page.goto(own_address + name)
            # The server compresses nothing, so what GitHub Pages sends is a fraction of this.
            for response in responses:
                response.finished()
            sizes = [response.request.sizes() for response in responses]
            weight = sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes)
            assert visit.foreign(own_address) == [], name
        if weight >= 600_000 or len(responses) >= 25:
            heavy[name] = (weight, len(responses))
    assert heavy == {}
