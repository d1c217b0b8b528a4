"""A briefing of more articles than its pages and its search hold in full: invented, built once."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser
from site_support import ROOT, build, make_project, pages_of, search, served, visiting

from generator.site import SEARCHED_IN_FULL

pytest_plugins = ["site_support"]

RARE = "Quillwort"
ARTICLES = SEARCHED_IN_FULL + 14


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an invented briefing, with --strict: no link leads nowhere."""
    project = make_project(tmp_path_factory.mktemp("large") / "project", seeds=None)
    program = [sys.executable, str(ROOT / "bench/invent.py"), str(ARTICLES)]
    subprocess.run([*program, str(project / "seeds")], check=True)
    # Invented words are all alike; this one stands in one quotation.
    article = project / "seeds/articles/2031-01/2031-01-07-report-00005"
    said = yaml.safe_load(article.with_suffix(".yml").read_text())["quotations"][0]["exact"]
    word = said.split()[0]
    for suffix in (".txt", ".yml"):
        text = article.with_suffix(suffix).read_text()
        article.with_suffix(suffix).write_text(re.sub(rf"\b{word}\b", RARE, text))
    return build(project)


@pytest.fixture(scope="module")
def address(large_site: Path) -> Iterator[str]:
    """Serve the site."""
    with served(large_site) as found:
        yield found


@pytest.fixture(scope="module")
def data(large_site: Path) -> dict[str, list[dict[str, str]]]:
    """Read briefing.json."""
    found: dict[str, list[dict[str, str]]] = json.loads((large_site / "briefing.json").read_text())
    return found


def test_no_page_is_large(large_site: Path) -> None:
    sizes = {name: (large_site / name).stat().st_size for name in pages_of(large_site)}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
    # It is parted because it must be, into pages that are worth their address.
    assert max(sizes[name] for name in sizes if name.startswith("quotations/")) > 150_000


def test_every_entry_is_where_its_address_says(
    large_site: Path, data: dict[str, list[dict[str, str]]]
) -> None:
    lost = []
    texts: dict[str, str] = {}
    urls = [row["url"] for rows in data.values() if isinstance(rows, list) for row in rows]
    feed = re.findall(r'href="([^"]+#[^"]+)"', (large_site / "feed.xml").read_text())
    annotations = re.findall(
        r'"source": ?"([^"]+)"', (large_site / "annotations.jsonld").read_text()
    )
    assert len(feed) > 90
    assert len(annotations) > ARTICLES * 20
    for url in {*urls, *feed, *annotations}:
        parts = urlsplit(url)
        path = parts.path.removeprefix("/")
        if path not in texts:
            texts[path] = (large_site / path).read_text()
        if parts.fragment and f'id="{parts.fragment}"' not in texts[path]:
            lost.append(url)
    assert lost == []


def test_every_quotation_is_on_one_page_of_the_quotations(
    large_site: Path, data: dict[str, list[dict[str, str]]]
) -> None:
    periods = [path.read_text() for path in (large_site / "quotations").glob("*.html")]
    ids = re.findall(r'\bid="([^"]+-quotation-[^"]+)"', "".join(periods))
    assert sorted(ids) == sorted(row["id"] for row in data["quotations"])
    assert len(ids) >= ARTICLES * 12


def test_an_older_address_leads_on(
    browser: Browser, address: str, large_site: Path, data: dict[str, list[dict[str, str]]]
) -> None:
    old = {
        row["id"] if kind != "meetings" else f"meeting-{row['id']}": row["url"]
        for kind in ("quotations", "statements", "positions", "meetings", "events")
        for row in (data[kind][0], data[kind][len(data[kind]) // 2])
    }
    with visiting(browser) as visit:
        for anchor, url in old.items():
            path = url.split("#")[0]
            whole = re.sub(r"/\d[\d-]*(?:-part-\d+)?\.html$", ".html", path)
            if f'id="{anchor}"' in (large_site / whole).read_text():
                continue  # the newest are there still
            for home in (address, f"{large_site.as_uri()}/"):
                visit.page.goto(f"{home}{whole}#{anchor}")
                visit.page.wait_for_url(f"{home}{path}#{anchor}")
                assert visit.page.locator(f"[id='{anchor}']").count() == 1
        assert visit.complaints == []


def test_periods_lead_to_each_other(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}quotations.html")
        ways = page.locator(".readout-periods a")
        assert ways.all_inner_texts()[:2] == ["2031", "January 2031"]
        ways.nth(1).click()
        page.wait_for_url("**/quotations/2031-01.html")
        ways.last.click()
        seen = []
        while True:
            page.wait_for_load_state()
            seen.append(page.locator("h1").inner_text().rstrip("¶"))
            if not page.locator("a[rel=prev]").count():
                break
            page.locator("a[rel=prev]").click()
            page.wait_for_function("title => !document.title.startsWith(title)", arg=seen[-1])
        assert len(seen) > 2
        assert seen[-1].startswith("Quotations: 6 to ")
        assert seen == list(dict.fromkeys(seen))
        page.get_by_role("link", name="The whole list").click()
        page.wait_for_url("**/quotations.html")


def test_the_search_stays_small(large_site: Path) -> None:
    index = (large_site / "search/search_index.json").read_bytes()
    few = 60_000  # what the pages take that a briefing has once: people, parties, issues, lists
    assert len(index) < few + 3_000 * ARTICLES
    # The numbers of the evidence marks are no words to search for; the brief has few.
    docs = [entry for entry in json.loads(index)["docs"] if "<sup>" in entry["text"]]
    assert {entry["location"].split("#")[0] for entry in docs} <= {"brief.html"}


def test_the_search_has_each_quotation_at_its_speaker(
    large_site: Path, data: dict[str, list[dict[str, str]]]
) -> None:
    docs = json.loads((large_site / "search/search_index.json").read_text())["docs"]
    by_page: dict[str, str] = {}
    for entry in docs:
        page = entry["location"].split("#")[0]
        by_page[page] = by_page.get(page, "") + entry["text"]
    for row in data["quotations"]:
        found = [page for page, text in by_page.items() if row["exact"] in text]
        # A person's newest quotations are on the person's own page and on their period's.
        assert {page.split("/")[0] for page in found} == {"people"}
        assert {re.split("[./]", page)[1] for page in found} == {row["speaker"]}
        assert len(found) <= 2


@pytest.mark.parametrize("from_folder", [False, True])
def test_a_word_of_a_quotation_finds_the_speaker(
    browser: Browser,
    address: str,
    large_site: Path,
    data: dict[str, list[dict[str, str]]],
    from_folder: bool,
) -> None:
    home = f"{large_site.as_uri()}/" if from_folder else address
    (speaker,) = {row["speaker"] for row in data["quotations"] if RARE in row["exact"]}
    with visiting(browser) as visit:
        visit.page.goto(f"{home}index.html")
        search(visit.page, RARE.lower())
        links = visit.page.locator(".md-search-result__item > a")
        pages = links.evaluate_all("links => links.map(a => a.href.split(/[?#]/)[0])")
        assert list(dict.fromkeys(pages)) == [f"{home}people/{speaker}.html"]
