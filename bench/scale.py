"""How Readout grows: `python bench/scale.py [N …]` (default 10 100 1000), on invented briefings.

10000 takes three quarters of an hour and, for the live server, a machine with 16 GB of memory.

For each number of articles it prints what `readout check` takes (cold, warm, with one article
changed), what `mkdocs build` takes with the plugin and, for the very same Markdown, without it, how
large the site and its search index are, how soon the first search result is there in Chromium, and
how long an edit takes until `mkdocs serve` shows it. The build takes the checks' findings, as it
does wherever `readout check` ran before it. `--check` leaves it at the check. Figures of one run
compare; machines are noisy, so read the ratios.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from invent import invent
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from site_support import environment, served, serving, visiting  # noqa: E402

MB = 1_000_000
PYTHON = sys.executable


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run a Python module in a folder; give CPU seconds and peak memory in MB."""
    process = subprocess.Popen(
        [PYTHON, "-m", *arguments],
        cwd=folder,
        env=environment(XDG_CACHE_HOME=str(folder / "cache"), PYTHONPATH=str(ROOT)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ends with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def report(what: str, cpu: float, memory: float, size: int, more: str = "") -> None:
    """Print a row."""
    print(
        f"  {what:28} {cpu:8.2f} s {1000 * cpu / size:8.2f} ms {memory:7.0f} MB  {more}", flush=True
    )


def article(project: Path, size: int) -> Path:
    """Give the YAML of an article in the middle of the briefing."""
    return sorted((project / "seeds/articles").rglob("*.yml"))[size // 2]


def change(path: Path, number: int) -> None:
    """Change a word of an article's YAML, as an editor does: all at once."""
    text = path.read_text(encoding="utf-8")
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text.replace("It mattered", f"It mattered {number} times", 1))
    beside.replace(path)


def checks(project: Path, size: int) -> None:
    """Measure `readout check`."""
    report("check, cold", *run(project, "generator", "check"), size)
    report("check, warm", *run(project, "generator", "check"), size)
    change(article(project, size), 2)
    report("check, one article changed", *run(project, "generator", "check"), size)


def builds(project: Path, plain: Path, size: int) -> float:
    """Measure the build with the plugin and without; give the latter's CPU seconds."""
    cpu, memory = run(project, "mkdocs", "build")
    site = project / "site"
    files = [path for path in site.rglob("*") if path.is_file()]
    index = (site / "search/search_index.json").stat().st_size
    pages = [path for path in files if path.suffix == ".html"]
    largest = max(pages, key=lambda path: path.stat().st_size)
    report("build", cpu, memory, size, f"{len(pages)} pages")
    run(project, "generator", "write", str(plain / "docs"))
    without, memory = run(plain, "mkdocs", "build")
    report("build by MkDocs alone", without, memory, size, f"ratio {cpu / without:.2f}")
    total = sum(path.stat().st_size for path in files)
    print(f"  site {total / MB:.1f} MB, {total / size / 1000:.0f} KB an article")
    print(f"  search index {index / MB:.2f} MB, {index / size / 1000:.1f} KB an article")
    print(f"  largest page {largest.stat().st_size / 1000:.0f} KB, {largest.relative_to(site)}")
    return without


# Notes when the first result is there; Playwright looks for it in steps of up to half a second.
WATCH = """
new MutationObserver(() => {
  if (!window.readoutFound && document.querySelector(".md-search-result__item"))
    window.readoutFound = performance.now();
}).observe(document, { childList: true, subtree: true });
"""


def first_result(browser: Browser, home: str) -> float:
    """Search a fresh page for a name; give the seconds from the page's address to a result."""
    with visiting(browser) as visit:
        visit.page.set_default_timeout(120_000)
        visit.page.add_init_script(WATCH)
        visit.page.goto(f"{home}index.html")
        visit.page.locator("[data-md-component=search-query]").focus()
        visit.page.keyboard.type("Torv")
        visit.page.locator(".md-search-result__item").first.wait_for()
        return float(visit.page.evaluate("window.readoutFound")) / 1000


def searches(browser: Browser, site: Path) -> None:
    """Measure the search, over http and from a folder."""
    with served(site) as address:
        http = first_result(browser, address)
    file = first_result(browser, f"{site.as_uri()}/")
    print(f"  first search result {http:.2f} s by http, {file:.2f} s from a folder", flush=True)


def edits(browser: Browser, project: Path, size: int, without: float) -> None:
    """Measure an edit under `mkdocs serve`."""
    path = article(project, size)
    with serving(project, browser, start=600) as live:
        live.open(f"sources/{path.stem}.html")
        process = Path(f"/proc/{live.process.pid}/stat")

        def cpu() -> float:
            fields = process.read_text().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        for number in (3, 4):
            before, start = cpu(), time.perf_counter()
            live.page.set_default_timeout(600_000)
            live.change(lambda number=number: change(path, number), seconds=600)
            wall, used = time.perf_counter() - start, cpu() - before
            share = f"{wall:.2f} s on the clock, {used / without:.2f} of MkDocs alone"
            report("edit under mkdocs serve", used, 0, size, share)


def project(folder: Path, plugin: bool) -> Path:
    """Make a folder as the checkout is one, with or without the plugin."""
    folder.mkdir()
    shutil.copytree(ROOT / "docs", folder / "docs")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config if plugin else config.replace("  - readout\n", ""))
    return folder


def main() -> None:
    """Print the figures for each size."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [10, 100, 1000]
    browser_path = subprocess.run(
        ["sh", str(ROOT / "tests/browser.sh")], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
            ours = project(Path(temporary, "ours"), plugin=True)
            plain = project(Path(temporary, "plain"), plugin=False)
            invent(size, ours / "seeds")
            print(f"{size} articles{'':20} CPU{'':4} an article    peak")
            checks(ours, size)
            if "--check" in sys.argv:
                continue
            without = builds(ours, plain, size)
            browser = playwright.chromium.launch(
                executable_path=browser_path or None, args=["--no-sandbox", "--disable-gpu"]
            )
            searches(browser, ours / "site")
            edits(browser, ours, size, without)
            browser.close()


if __name__ == "__main__":
    main()
