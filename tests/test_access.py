"""Whether everybody can read the site: axe-core on every page, and the way to the evidence.

axe-core's own rules are checked by a browser that shows the page; what it cannot judge, the way
from a statement to the words it rests on, is walked with a keyboard, a finger and no script.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from site_support import GENEVA, KINDS, ROOT, pages_of, search, visiting

pytest_plugins = ["site_support"]

LOOKS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
ARTICLE_PAGE = f"sources/{GENEVA}.html"
AXE = Axe()


def violations(page: Page) -> list[str]:
    """Run every rule of axe-core, its best practices too; a line for each element at fault."""
    # Every style sheet is the page's own, so there is nothing to fetch before.
    found: Any = AXE.run(page, options={"resultTypes": ["violations"], "preload": False})
    return [
        f"{violation['id']} ({violation['impact']}): {node['html']}: {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


# axe-core


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(
    browser: Browser, own_site: Path, own_address: str, width: int, scheme: Any
) -> None:
    # A page of each kind in every look, and each other page in one of them, in turn.
    look = LOOKS.index((width, scheme))
    others = [name for name in pages_of(own_site) if name not in KINDS]
    faults = {}
    with visiting(browser, width, 844, color_scheme=scheme) as visit:
        for name in (*KINDS, *others[look :: len(LOOKS)]):
            visit.page.goto(own_address + name)
            body = visit.page.locator("body")
            assert body.get_attribute("data-md-color-scheme") == (
                "slate" if scheme == "dark" else "default"
            )
            if found := violations(visit.page):
                faults[name] = found
    assert faults == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_what_opens(
    browser: Browser, own_address: str, width: int, scheme: Any
) -> None:
    with visiting(browser, width, 844, color_scheme=scheme) as visit:
        page = visit.page
        page.goto(f"{own_address}index.html")
        page.locator(".footnote-ref").nth(1).focus()
        expect(page.locator(".md-tooltip2--active")).to_be_visible()
        page.locator(".md-tooltip2--active").evaluate(SETTLED)
        assert violations(page) == []
        page.keyboard.press("Tab")
        search(page, "Stefanishyna")
        page.locator(".md-search__inner").evaluate(SETTLED)
        assert violations(page) == []


# What moves or fades is judged once it is there.
SETTLED = """element => Promise.all(
  document.getAnimations().map(animation => animation.finished.catch(() => null)))"""


# From a statement to the words, and back


def tab_to(page: Page, selector: str) -> Locator:
    """Press Tab until an element that the selector names has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    pytest.fail(f"Tab does not lead to {selector}")


def passage(page: Page) -> str:
    """Give the passage that the address names: it is marked, seen, and unlike the others."""
    page.wait_for_url(f"**/{ARTICLE_PAGE}#words-*")
    expect(page.locator("mark:target")).to_be_in_viewport()
    own, others, text = page.evaluate(
        """() => {
          const marks = [...document.querySelectorAll(".article-text mark")];
          const own = marks.filter(mark => mark.closest(":target, .readout-target"));
          const colours = marks => marks.map(mark => getComputedStyle(mark).backgroundColor);
          const whole = own.filter(mark => !mark.parentElement.closest(":target, .readout-target"));
          const others = marks.filter(mark => !own.includes(mark));
          return [colours(own), colours(others), whole.map(mark => mark.textContent).join("")];
        }"""
    )
    assert len(set(own)) == 1
    assert own[0] not in others
    return str(text)


def go_back(page: Page, press: Any) -> None:
    """Follow the passage's paragraph to a statement of the overview that rests on it."""
    uses = page.locator("p:has(mark:target) .readout-uses a")
    ways = [str(way) for way in uses.evaluate_all("ways => ways.map(a => a.getAttribute('href'))")]
    way = next(way for way in ways if way.startswith("../index.html#"))
    press(page, f".readout-uses a[href='{way}']")
    page.wait_for_url(f"**/{way.removeprefix('../')}")
    expect(page.locator(":target")).to_be_in_viewport()


def enter(page: Page, selector: str) -> None:
    """Follow a link with the keyboard alone."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_keyboard_leads_to_the_words_and_back(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{own_address}index.html")
        mark = tab_to(page, ".footnote-ref[href='#fn:2']")
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        shown = page.locator(".md-tooltip2--active")
        expect(shown).to_contain_text("paragraph 3")
        words = shown.locator(".readout-words").inner_text()
        page.keyboard.press("Enter")
        assert passage(page) == words
        go_back(page, enter)
        assert visit.complaints == []


def test_mark_of_several_places_leads_to_the_footnote(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{own_address}index.html")
        enter(page, ".footnote-ref[href='#fn:1']")
        page.wait_for_url("**/index.html#fn:1")
        enter(page, "[id='fn:1'] a[href*='#words-']")
        passage(page)


def click(page: Page, selector: str) -> None:
    """Follow a link with a mouse."""
    page.locator(selector).first.click()


def test_without_script_the_footnote_leads_on(browser: Browser, own_address: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{own_address}index.html")
        click(page, ".footnote-ref[href='#fn:2']")
        page.wait_for_url("**/index.html#fn:2")
        note = page.locator("[id='fn:2']")
        expect(note).to_be_in_viewport()
        words = note.locator(".readout-words").inner_text()
        click(page, "[id='fn:2'] a[href*='#words-']")
        page.wait_for_url(f"**/{ARTICLE_PAGE}#words-*")
        marked = page.locator(f"mark[id='{page.url.partition('#')[2]}']")
        expect(marked).to_be_in_viewport()
        assert words.startswith(marked.inner_text())
        click(page, f"p:has([id='{page.url.partition('#')[2]}']) a[href^='../index.html#']")
        page.wait_for_url("**/index.html#*")


def test_click_leads_to_the_words_and_back(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{own_address}index.html")
        click(visit.page, ".footnote-ref[href='#fn:2']")
        passage(visit.page)
        go_back(visit.page, click)


def test_click_with_a_key_held_opens_another_tab(browser: Browser, own_address: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{own_address}index.html")
        with visit.page.context.expect_page() as opened:
            visit.page.locator(".footnote-ref[href='#fn:2']").click(modifiers=["ControlOrMeta"])
        opened.value.wait_for_url("**/index.html#fn:2")
        assert visit.page.url == f"{own_address}index.html"


def test_first_tap_shows_the_words_and_second_follows(browser: Browser, own_address: str) -> None:
    with visiting(browser, 390, 844, has_touch=True, is_mobile=True) as visit:
        page = visit.page
        page.goto(f"{own_address}index.html")
        for selector in (".footnote-ref[href='#fn:2']", ".md-tooltip2 a[href*='#words-']"):
            mark = page.locator(".footnote-ref[href='#fn:2']")
            mark.tap()
            expect(page.locator(".md-tooltip2--active")).to_contain_text("paragraph 3")
            assert page.url == f"{own_address}index.html"
            page.locator(selector).tap()
            passage(page)
            page.goto(f"{own_address}index.html")


def test_marks_are_big_enough_for_a_finger(browser: Browser, own_address: str) -> None:
    # WCAG 2.2, 2.5.8: 24 by 24, although links in a text would be excused.
    with visiting(browser, 390, 844, has_touch=True) as visit:
        visit.page.goto(f"{own_address}index.html")
        sizes = visit.page.locator("article .footnote-ref").evaluate_all(
            """marks => marks.map(mark => {
              const box = mark.getBoundingClientRect(), more = getComputedStyle(mark, "::after");
              return [box.width - parseFloat(more.left) - parseFloat(more.right),
                      box.height - parseFloat(more.top) - parseFloat(more.bottom)];
            })"""
        )
        assert len(sizes) > 20
        assert [size for size in sizes if min(size) < 24] == []


# The page itself


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_overview_has_the_point_on_the_first_screen(
    browser: Browser, own_address: str, width: int, height: int
) -> None:
    with visiting(browser, width, height) as visit:
        visit.page.goto(f"{own_address}index.html")
        for part in ("h1", ".readout-asof", "#bottom-line", "#takeaways + ul > li:first-child"):
            box = visit.page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, part


@pytest.mark.parametrize("width", [1280, 390])
def test_right_to_left_mirrors_the_page(browser: Browser, own_address: str, width: int) -> None:
    with visiting(browser, width, 844) as visit:
        page = visit.page
        for name in KINDS:
            page.goto(own_address + name)
            page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
            room = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert room[0] == room[1], name
        page.goto(f"{own_address}index.html")
        page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
        sides = page.locator("#bottom-line").evaluate(
            "e => [getComputedStyle(e).borderLeftWidth, getComputedStyle(e).borderRightWidth]"
        )
        assert sides == ["0px", "4px"]


def test_style_sheet_names_no_side() -> None:
    # Start and end, not left and right: the page is mirrored where the language runs so.
    style = (ROOT / "templates/assets/readout.css").read_text(encoding="utf-8")
    assert re.findall(r"^.*\b(?:left|right)\b.*$", style, re.M) == []


# A reader's clock


@pytest.fixture
def meetings(browser: Browser, own_address: str) -> Iterator[Page]:
    """Give a tab in which a test sets the clock before it opens a page."""
    with visiting(browser) as visit:
        yield visit.page


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2022-01-10T12:00:00", []),
        ("2022-01-12T23:00:00", []),
        ("2022-01-13T01:00:00", ["12 January 2022"]),
        ("2026-03-01T12:00:00", ["12 January 2022", "13 January 2022"]),
    ],
)
def test_meeting_that_is_past_by_the_readers_clock_says_so(
    meetings: Page, own_address: str, now: str, due: list[str]
) -> None:
    meetings.clock.set_fixed_time(now)
    for name in ("index.html", "meetings.html"):
        meetings.goto(own_address + name)
        notes = [note for note in meetings.locator(".readout-due").all() if note.is_visible()]
        assert [note.inner_text() for note in notes] == [
            f"was due on {day}; this briefing does not know what happened" for day in due
        ]
        # What it says of its own day stays.
        assert meetings.locator(".readout-meeting-upcoming").first.is_visible()


def test_without_script_the_page_speaks_for_its_day(browser: Browser, own_address: str) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        visit.page.goto(f"{own_address}meetings.html")
        assert visit.page.locator(".readout-due").count() >= 2
        assert not any(note.is_visible() for note in visit.page.locator(".readout-due").all())
        text = visit.page.locator("article").inner_text()
        assert "As of Monday 10 January 2022" in text
        assert "Wednesday 12 January 2022" in text
