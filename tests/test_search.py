"""A reader's browser: the search, over http and from a folder, and the pages on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from site_support import GENEVA, KINDS, Visit, pages_of, search, visiting

pytest_plugins = ["site_support"]


def find_stefanishyna(visit: Visit, home: str) -> None:
    """Search from the overview, follow a result, and see the name where it leads."""
    page = visit.page
    page.goto(f"{home}index.html")
    places = results(visit, "Stefanishyna", home)
    assert places[0] == "people/olga-stefanishyna.html"
    assert f"sources/{GENEVA}.html" in places
    page.locator(".md-search-result__link[href*='olga-stefanishyna']").first.click()
    page.wait_for_url("**/people/olga-stefanishyna.html?*")
    page.locator("h1", has_text="Olga Stefanishyna").wait_for()
    # The words that were searched for are marked where they stand.
    page.locator("mark[data-md-highlight]", has_text="Stefanishyna").first.wait_for()
    assert visit.complaints == []
    assert visit.foreign(home) == []
    assert visit.dialogs == []


def test_search_over_http(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        find_stefanishyna(visit, own_address)


def test_search_from_a_folder(browser: Browser, own_site: Path) -> None:
    with visiting(browser) as visit:
        find_stefanishyna(visit, f"{own_site.as_uri()}/")


def test_search_from_a_page_in_a_subfolder(browser: Browser, own_site: Path) -> None:
    home = f"{own_site.as_uri()}/"
    with visiting(browser) as visit:
        visit.page.goto(f"{home}people/ned-price.html")
        search(visit.page, "Stefanishyna")
        first = visit.page.locator(".md-search-result__link").first
        assert first.evaluate("a => a.href").startswith(home)
        first.click()
        visit.page.locator(".md-content", has_text="Stefanishyna").wait_for()
        assert visit.complaints == []
        assert visit.foreign(home) == []


# What a reader looks for, and the pages that come first: in this order.
FIRST = {
    "Ned Price": ["people/ned-price.html"],
    "stoltenberg": ["people/jens-stoltenberg.html", "meetings.html"],
    "Ukraine": ["parties/ukraine.html"],
    "weapons": ["issues/weapons-deployment.html"],
    "membership": ["issues/nato-enlargement.html"],
    "OSCE": ["meetings.html"],
    "Brussel": ["meetings.html"],
    # Words of quotations, some beside their marks
    "imperative": ["people/sergei-ryabkov.html"],
    "frank": ["people/wendy-sherman.html"],
    "forthright": ["people/wendy-sherman.html"],
    "non-starters": ["people/ned-price.html"],
    "peaceful": ["people/jens-stoltenberg.html"],
}


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, own_site: Path, own_address: str) -> str:
    """Give the address of the site over http, and that of its folder."""
    return own_address if request.param == "http" else f"{own_site.as_uri()}/"


def test_search_puts_who_and_what_before_the_raw_text(browser: Browser, home: str) -> None:
    with visiting(browser) as visit:
        found = {}
        for words, first in FIRST.items():
            visit.page.goto(f"{home}index.html")
            pages = results(visit, words, home)
            found[words] = pages[: len(first)]
            # The article is found too, after everything that says who and what.
            if article := [name for name in pages if name.startswith("sources/")]:
                after = pages[pages.index(article[0]) :]
                others = {"people", "parties", "issues", "meetings.html", "quotations.html"}
                assert not {name.split("/")[0] for name in after} & others, words
        assert found == FIRST


def results(visit: Visit, words: str, home: str) -> list[str]:
    """Search, and give the pages that are found, the first first."""
    search(visit.page, words)
    meta = visit.page.locator(".md-search-result__meta")
    meta.filter(has_text="matching").wait_for()
    items = visit.page.locator(".md-search-result__item > a")
    # The list grows as the reader scrolls.
    visit.page.wait_for_function(
        """count => {
          const list = document.querySelector(".md-search__scrollwrap");
          list.scrollTop = list.scrollTop ? 0 : list.scrollHeight;
          return list.querySelectorAll(".md-search-result__item").length >= count;
        }""",
        arg=int((meta.text_content() or "").split()[0]),
        polling=50,
        timeout=60_000,  # on a machine with more to do
    )
    links = items.evaluate_all("links => links.map(a => a.href)")
    pages = [link.split("?")[0].split("#")[0].removeprefix(home) for link in links]
    return list(dict.fromkeys(pages))


def test_search_leaves_out_what_readout_adds(browser: Browser, own_address: str) -> None:
    # "Used by", the paragraphs' numbers and the notes' ways back are no words of the briefing.
    with visiting(browser) as visit:
        visit.page.goto(f"{own_address}index.html")
        visit.page.locator("[data-md-component=search-query]").focus()
        visit.page.keyboard.type("xyzzy")
        visit.page.locator(".md-search-result__meta", has_text="No matching").wait_for()
        texts = visit.page.evaluate(
            "async url => (await (await fetch(url)).json()).docs.map(entry => entry.text)",
            f"{own_address}search/search_index.json",
        )
        assert len(texts) > 30
        assert [text for text in texts if "Used by" in text] == []


def test_nothing_scrolls_sideways_on_a_phone(
    browser: Browser, own_site: Path, own_address: str
) -> None:
    more = {name for name in pages_of(own_site) if "/" not in name}
    with visiting(browser, width=390, height=844) as visit:
        wide = {}
        for name in sorted({*KINDS, *more}):
            visit.page.goto(own_address + name)
            reach = visit.page.evaluate(
                """() => {
                  scrollTo(1000, 0);
                  return [scrollX, document.documentElement.scrollWidth - innerWidth];
                }"""
            )
            if reach != [0, 0]:
                wide[name] = reach
        assert wide == {}


def test_a_footnote_shows_on_hover(browser: Browser, own_site: Path) -> None:
    with visiting(browser) as visit:
        visit.page.goto((own_site / "index.html").as_uri())
        visit.page.locator(".footnote-ref").first.hover()
        shown = visit.page.locator(".md-tooltip2 .readout-words").first
        shown.wait_for()
        assert shown.inner_text().startswith("Talks between American and Russian diplomats")
