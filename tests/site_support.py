"""What the tests of the built site share: projects, builds, servers and a browser.

The test modules that need the fixtures name this one in `pytest_plugins`, after they have
imported its functions; hence PYTEST_DONT_REWRITE, and no assertion stands in here.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
DATA = Path(__file__).resolve().parent / "data"
GENEVA = "2022-01-10-geneva-talks"

# A page of each kind, of the project's own briefing.
KINDS = (
    "index.html",
    "participants.html",
    "people/ned-price.html",
    "parties/russia.html",
    "positions.html",
    "issues/nato-enlargement.html",
    "meetings.html",
    "timeline.html",
    "quotations.html",
    "figures.html",
    "sources.html",
    f"sources/{GENEVA}.html",
    "discrepancies.html",
    "brief.html",
    "method.html",
    "404.html",
)

# The article as a reader sees it: what stands in `.article-text`, without what Readout adds.
ARTICLE_TEXT = """() => {
  const text = document.querySelector(".article-text").cloneNode(true);
  text.querySelectorAll(".readout-ui").forEach(added => added.remove());
  return text.textContent;
}"""


# Projects and builds


def make_project(folder: Path, seeds: Path | None = SEEDS, options: str = "") -> Path:
    """Make a briefing's folder as the checkout is one; `options` are YAML for the plugin."""
    folder.mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text()
    if options:
        config = config.replace("  - readout\n", f"  - readout: {{{options}}}\n")
    (folder / "mkdocs.yml").write_text(config)
    shutil.copytree(ROOT / "docs", folder / "docs")
    if seeds:
        shutil.copytree(seeds, folder / "seeds")
    return folder


def environment(**more: str) -> dict[str, str]:
    """Give the environment that a mkdocs process runs in."""
    kept = {key: value for key, value in os.environ.items() if key != "SITE_URL"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", **more}


def start_build(project: Path, **env: str) -> subprocess.Popen[str]:
    """Start `mkdocs build --strict`; what it prints on both streams is its stdout."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def end_build(process: subprocess.Popen[str]) -> str:
    """Wait for a build; gives what it printed, and fails the test where anything went wrong."""
    output, _ = process.communicate(timeout=300)
    if process.returncode or re.search(r"^(?:WARNING|ERROR)", output, re.M):
        pytest.fail(f"mkdocs build exits with {process.returncode}:\n{output}")
    return output


def build(project: Path, **env: str) -> Path:
    """Build a project with --strict; gives the site's folder."""
    end_build(start_build(project, **env))
    return project / "site"


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file, as editors do: all at once."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        pytest.fail(f"{old!r} stands {text.count(old)} times in {path}")
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


def pages_of(site: Path) -> list[str]:
    """List the site's HTML pages, relative to its folder."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


# Servers


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, with the site's own 404 page, as GitHub Pages does."""

    def __init__(self, *args: object, prefix: str, **kwargs: object) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self.prefix) if path.startswith(self.prefix) else "/nowhere"
        return super().translate_path(f"/{inside}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that leaves a page drops its connections."""


@contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on a free port; gives the address that stands for the folder."""
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# The browser


@dataclass
class Visit:
    """A page in the browser, and what it did: requests, complaints, dialogs."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning") and self.complaints.append(message.text)
            ),
        )
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def foreign(self, home: str) -> list[str]:
        """List the requests that left the address or folder; `data:` and the like do not."""
        inside = (home, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]


@contextmanager
def visiting(
    browser: Browser, width: int = 1280, height: int = 900, **options: Any
) -> Iterator[Visit]:
    """Open a page in a fresh context of the browser; `options` are Playwright's for it."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(15_000)
    try:
        yield Visit(context.new_page())
    finally:
        context.close()


def search(page: Page, words: str) -> None:
    """Type words into the search field and wait for its results."""
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    # The list is there; its heading says when it is complete.
    page.wait_for_function(
        """() => /\\d/.test(document.querySelector(".md-search-result__meta").textContent)
           || document.querySelectorAll(".md-search-result__item").length === 1"""
    )


# The live server


@dataclass
class Live:
    """A project that `mkdocs serve` serves, what the server prints, and a tab of a browser.

    Whatever changes the files waits for the tab to load anew by itself, so no reload is left
    over for what comes next.
    """

    project: Path
    address: str
    process: subprocess.Popen[bytes]
    log: Path
    page: Page

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def builds(self) -> int:
        """How often the site has been built."""
        return self.output.count("Building documentation...")

    def built_once_more(self, builds: int) -> bool:
        """Tell whether there was one build more, after the time in which a second would come."""
        time.sleep(1.2)  # a change is noticed within 0.6 seconds
        return self.builds == builds + 1

    def wait(self, done: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Wait until something holds, while the server lives."""
        end = time.monotonic() + seconds
        while not done():
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"no {what}; the server printed:\n{self.output}")
            time.sleep(0.05)

    def open(self, name: str) -> Page:
        """Open a page of the site in the tab."""
        self.page.goto(self.address + name)
        return self.page

    def edit(self, path: str, old: str, new: str) -> str:
        """Make one edit and wait for its build; gives what the server printed meanwhile."""
        return self.change(lambda: edit(self.project / path, old, new))

    def change(self, act: Callable[[], object], seconds: float = 20) -> str:
        """Do something to the files; wait until it is built and the tab shows it."""
        self.page.evaluate("window.before = true")
        before = len(self.output)
        act()
        self.wait(lambda: "Reloading browsers" in self.output[before:], "rebuild", seconds)
        self.page.wait_for_function("!window.before && document.readyState === 'complete'")
        return self.output[before:]


@contextmanager
def serving(project: Path, browser: Browser, start: float = 20) -> Iterator[Live]:
    """Run `mkdocs serve` on a free port, with a tab of the browser; `start` seconds it may take."""
    address = f"127.0.0.1:{free_port()}"
    log = project / "serve.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=project,
            env=environment(),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        with visiting(browser) as visit:
            live = Live(project, f"http://{address}/", process, log, visit.page)
            live.wait(lambda: "Serving on" in live.output, "start", start)
            live.open("")
            yield live
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that tests/browser.sh finds; an empty line there is Playwright's own."""
    found = subprocess.run(
        ["sh", str(ROOT / "tests/browser.sh")], stdout=subprocess.PIPE, text=True, check=True
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found.stdout.strip() or None, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield chromium
        finally:
            chromium.close()


# The project's own briefing, built once

SITE_URL = "https://briefings.example/readout/"


@pytest.fixture(scope="session")
def own_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project's own briefing, as it is published at SITE_URL."""
    project = make_project(tmp_path_factory.mktemp("own") / "project")
    build(project, SITE_URL=SITE_URL)
    return project


@pytest.fixture(scope="session")
def own_site(own_project: Path) -> Path:
    """Give the folder of the project's own site. Nobody writes into it."""
    return own_project / "site"


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project's own briefing with the whole text of its article."""
    project = make_project(tmp_path_factory.mktemp("full") / "project")
    edit(
        project / f"seeds/articles/{GENEVA}.yml",
        "\npublished: 2022-01-10\n",
        "\npublished: 2022-01-10\nrights: full\n",
    )
    return build(project)


@pytest.fixture(scope="session")
def own_address(own_site: Path) -> Iterator[str]:
    """Serve the project's own site below the path that SITE_URL gives it."""
    with served(own_site, prefix="/readout/") as address:
        yield address


def without_digits(text: str) -> str:
    """Make places comparable that are named by offsets."""
    return re.sub(r"\d+", "0", text)
