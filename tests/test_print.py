"""The site on paper: the brief fills one page and no more, and every other page prints cleanly."""

import io
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from site_support import DATA, GENEVA, KINDS, build, make_project, visiting

pytest_plugins = ["site_support"]

PAPERS = ("A4", "Letter")


def printed(page: Page, paper: str = "A4") -> PdfReader:
    """Print a page as a reader's browser does: with its margins, without backgrounds."""
    return PdfReader(io.BytesIO(page.pdf(format=paper)))


def text_of(paper: PdfReader) -> str:
    """Give the words of all pages, whatever lines they stand on."""
    return plain(" ".join(page.extract_text() for page in paper.pages))


def plain(text: str) -> str:
    """Make texts comparable: a font joins f and i to one letter, and a line breaks anywhere."""
    return "".join(normalize("NFKC", text).split())


def sizes_of(paper: PdfReader) -> dict[float, str]:
    """Give the text of a print by its size in points, as it comes out on the paper."""
    found: dict[float, str] = {}

    def visit(text: str, matrix: Any, text_matrix: Any, _: Any, size: float) -> None:
        if text.strip():
            scale = abs(matrix[3] * text_matrix[3])
            found[round(size * scale, 1)] = found.get(round(size * scale, 1), "") + text

    for page in paper.pages:
        page.extract_text(visitor_text=visit)
    return found


# The brief


def full_table(folder: Path) -> Path:
    """Write the seeds of a briefing of six parties and eight issues, each with its own words."""
    lands = ("Arvenia", "Costa Norte", "Maresh", "Northern Commission", "Port League", "Sulland")
    matters = (
        "Catch quotas",
        "Crews on foreign boats",
        "Damages for lost nets",
        "Fees for landing",
        "Joint patrols at sea",
        "Registers of landings",
        "Subsidies for diesel",
        "The Skell bank",
    )
    stances = ("conditional", "red-line", "offers", "supports", "demands", "opposes")
    parties = {land.lower().replace(" ", "-"): {"name": land} for land in lands}
    issues = {name.lower().replace(" ", "-"): {"name": name} for name in matters}
    words = [
        f"The envoy of {land} spoke in hall {row}{column} of the matter of {name.lower()} at length"
        for row, name in enumerate(matters)
        for column, land in enumerate(lands)
    ]
    long = (
        "The parties spoke of catch, crews, fees and nets without an end in sight, and parted with"
        " homework for the summer and a promise"
    )
    article = {
        "headline": "Six parties speak of eight matters",
        "published": "2031-05-05",
        "positions": [
            {
                "party": party,
                "issue": issue,
                "stance": stances[(row + column) % len(stances)],
                "text": f"Words on {issue}.",
                "evidence": words[row * len(lands) + column],
            }
            for row, issue in enumerate(issues)
            for column, party in enumerate(parties)
        ],
        "takeaways": [
            {"text": f"{long}, says takeaway {number}.", "evidence": words[number]}
            for number in range(5)
        ],
        "meetings": [
            {
                "id": f"round-{number}",
                "name": f"Round {number} of the talks",
                "date": f"2031-06-{number + 10}",
                "evidence": f"Round {number} is due on {number + 10} June 2031",
            }
            for number in range(8)
        ],
        "discrepancies": [
            {"kind": "other", "text": f"{long}; so {number} is unclear.", "evidence": words[number]}
            for number in range(5)
        ],
    }
    briefing = {
        "title": "Talks of six parties on eight matters",
        "language": "en",
        "bottom_line": {
            "text": f"{long}; {long}.",
            "evidence": {"article": "2031-05-05-talks", "exact": words[0]},
        },
        "parties": parties,
        "issues": issues,
    }
    rounds = [f"Round {number} is due on {number + 10} June 2031" for number in range(8)]
    body = "\n\n".join([*(f"{text}." for text in [*words, *rounds])])
    (folder / "articles").mkdir(parents=True)
    (folder / "briefing.yml").write_text(yaml.safe_dump(briefing), encoding="utf-8")
    talks = folder / "articles/2031-05-05-talks.txt"
    talks.write_text(f"Six parties speak of eight matters\n\n{body}\n", encoding="utf-8")
    talks.with_suffix(".yml").write_text(yaml.safe_dump(article), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sites(own_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the sites whose brief is printed: real, with every kind of entry, and crowded."""
    folder = tmp_path_factory.mktemp("print")
    crowded = full_table(folder / "seeds")
    return {
        "own": own_site,
        "fishing": build(make_project(folder / "fishing", DATA / "fishing/seeds")),
        "crowded": build(make_project(folder / "crowded", crowded)),
    }


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["own", "fishing", "crowded"])
def test_brief_is_one_page(browser: Browser, sites: dict[str, Path], name: str, paper: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto((sites[name] / "brief.html").as_uri())
        brief = printed(visit.page, paper)
        notes = visit.page.locator(".readout-notes li, .readout-brief > .readout-note")
        shown = notes.evaluate_all("notes => notes.map(note => note.textContent)")
    assert len(brief.pages) == 1
    text = text_of(brief)
    headings = ["Where they stand", "What is next", "Handle with care", "Notes"]
    assert [heading for heading in headings if plain(heading) not in text] == []
    assert re.search(r"Asof\w+day\d+[A-Z][a-z]+20\d\d", text)
    # Nothing is cut off: every note is there, and the article that they name.
    assert len(shown) > 20
    assert [words for words in shown if plain(words) not in text] == []
    # A desk officer reads it at arm's length.
    sizes = sizes_of(brief)
    assert min(sizes) >= 7, sizes
    body = [size for size, words in sizes.items() if len(words) > 200 and size > 7]
    assert min(body) >= 8


# Every other page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_print_without_what_is_for_a_screen(
    browser: Browser, own_site: Path, scheme: Any
) -> None:
    with visiting(browser, color_scheme=scheme) as visit:
        page = visit.page
        for name in KINDS:
            if name == "404.html":  # styled only where it is served, and nobody prints it
                continue
            page.goto((own_site / name).as_uri())
            notes = page.locator(".footnote .readout-words").evaluate_all(
                "notes => notes.map(note => note.textContent)"
            )
            page.emulate_media(media="print", color_scheme=scheme)
            for gone in (".md-header", ".md-sidebar", ".md-search", ".md-footer", ".md-top"):
                assert not any(part.is_visible() for part in page.locator(gone).all()), (name, gone)
            # Black on white, whatever the screen was.
            assert contrast_on_white(page) >= 4.5, name
            paper = printed(page)
            text = text_of(paper)
            assert plain(page.locator("h1").inner_text().rstrip("¶")) in text, name
            assert [words for words in notes if plain(words) not in text] == [], name
            for sheet in paper.pages:
                assert sheet.extract_text().strip(), f"{name}: an empty page"
            page.emulate_media(media="screen", color_scheme=scheme)


def contrast_on_white(page: Page) -> float:
    """Give the least contrast with white, by WCAG 2, of the colours that text is printed in."""
    return float(
        page.evaluate(
            """() => {
              const luminance = rgb => rgb.map(part => part / 255)
                .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
              const shown = [...document.querySelectorAll("article *")]
                .filter(element => element.checkVisibility() && element.innerText?.trim());
              return Math.min(...shown.map(element => {
                const { color } = getComputedStyle(element);
                const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
                return 1.05 / (luminance([r, g, b].map(part => part * a + 255 * (1 - a))) + 0.05);
              }));
            }"""
        )
    )


def test_used_passages_show_on_paper(browser: Browser, own_site: Path) -> None:
    # Browsers leave backgrounds out of a print, unless a style asks for them.
    with visiting(browser) as visit:
        visit.page.goto((own_site / f"sources/{GENEVA}.html").as_uri())
        visit.page.emulate_media(media="print")
        style = visit.page.locator(".article-text mark").first.evaluate(
            "mark => [getComputedStyle(mark).printColorAdjust, getComputedStyle(mark).background]"
        )
        assert style[0] == "exact"
        assert "rgba(0, 0, 0, 0)" not in style[1]
