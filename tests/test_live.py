"""`mkdocs serve` as a person uses it: a real server, a real browser, real edits."""

import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from site_support import ROOT, Live, edit, make_project, serving

pytest_plugins = ["site_support"]

# A small briefing, so that a rebuild takes a moment and no more.
BRIEFING = """\
title: Quota talks between Arvenia and Costa Norte
language: en
parties:
  arvenia: {name: Arvenia, country: XA}
  costa-norte: {name: Costa Norte, country: XC}
people:
  ilse-torv: {name: Ilse Torv, party: arvenia}
"""
TEXT = """\
Quota talks end without a deal

Arvenia and Costa Norte parted in Port Lund on Monday. “We go home with homework,” Ilse Torv said.
"""
SAYS = """\
headline: Quota talks end without a deal
published: 2031-05-05
quotations:
  - speaker: ilse-torv
    exact: We go home with homework
statements:
  - speaker: arvenia
    text: Arvenia left the talks.
    evidence: &parted Arvenia and Costa Norte parted
  - speaker: costa-norte
    text: Costa Norte left the talks.
    evidence: *parted
"""
ARTICLE = "seeds/articles/2031-05-05-quota-talks"
TEMPLATE = "own-templates/timeline.md.jinja"


def quota_talks(folder: Path, options: str = "") -> Path:
    """Make a project of the small briefing."""
    project = make_project(folder, seeds=None, options=options)
    article = project / ARTICLE
    article.parent.mkdir(parents=True)
    (project / "seeds/briefing.yml").write_text(BRIEFING, encoding="utf-8")
    article.with_suffix(".txt").write_text(TEXT, encoding="utf-8")
    article.with_suffix(".yml").write_text(SAYS, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Live]:
    """Serve the small briefing, with a template of its own."""
    folder = tmp_path_factory.mktemp("live") / "project"
    project = quota_talks(folder, options="templates: own-templates")
    (project / TEMPLATE).parent.mkdir()
    timeline = (ROOT / "templates/timeline.md.jinja").read_text(encoding="utf-8")
    (project / TEMPLATE).write_text(timeline, encoding="utf-8")
    with serving(project, browser) as live:
        yield live


@pytest.fixture
def live(server: Live) -> Iterator[Live]:
    """Give the served briefing; a test that fails leaves nothing broken for the next."""
    edited = (server.project / "seeds/briefing.yml", server.project / f"{ARTICLE}.yml")
    good = {path: path.read_bytes() for path in (*edited, server.project / TEMPLATE)}
    yield server
    broken = {path: text for path, text in good.items() if path.read_bytes() != text}
    if broken:
        server.change(lambda: [path.write_bytes(text) for path, text in broken.items()])


def test_live_reload_is_on(live: Live) -> None:
    # click 8.3 gives `mkdocs serve` a false default for --livereload.
    assert not importlib.metadata.version("click").startswith("8.3.")
    watched = re.search(r"Watching paths for changes: (.*)", live.output)
    assert watched
    for folder in ("docs", "mkdocs.yml", "seeds", "own-templates"):
        assert f"'{folder}'" in watched[1]
    assert "livereload(" in live.open("").content()


def test_an_edited_seed_shows_after_one_rebuild(live: Live) -> None:
    page = live.open("people/ilse-torv.html")
    builds = live.builds
    live.edit("seeds/briefing.yml", "name: Ilse Torv", "name: Ilse Maria Torv")
    expect(page.locator("h1")).to_contain_text("Ilse Maria Torv")
    assert live.built_once_more(builds), live.output
    live.edit("seeds/briefing.yml", "name: Ilse Maria Torv", "name: Ilse Torv")
    expect(page.locator("h1")).to_contain_text("Ilse Torv")


def test_an_edited_template_shows_after_one_rebuild(live: Live) -> None:
    page = live.open("timeline.html")
    builds = live.builds
    live.edit(TEMPLATE, "What happened when, by", "What took place when, by")
    expect(page.locator(".md-content")).to_contain_text("What took place when")
    assert live.built_once_more(builds), live.output
    live.edit(TEMPLATE, "What took place when, by", "What happened when, by")


def test_a_broken_seed_shows_its_problem_everywhere(live: Live) -> None:
    place = f"{ARTICLE}.yml:5:12"
    page = live.open("quotations.html")
    builds = live.builds
    printed = live.edit(f"{ARTICLE}.yml", "home with homework", "home with housework")
    # On the terminal
    assert f"{place}: E201 error: these words do not stand in the article" in printed
    assert "help: the nearest passage" in printed
    assert "Traceback" not in printed
    # In the browser, which has come by itself, and on every page
    for name in (
        "",
        "method.html",
        "people/ilse-torv.html",
        "parties/arvenia.html",
        "sources/2031-05-05-quota-talks.html",
        "timeline.html",
    ):
        live.open(name)
        problem = page.locator(".readout-problem").filter(has_text=place)
        expect(problem).to_have_count(1)
        for words in ("E201", "Help: the nearest passage", "homework"):
            expect(problem).to_contain_text(words)
        assert page.title().startswith("The seed files have errors")
    assert live.built_once_more(builds), live.output
    # And the next good edit brings the site back.
    live.open("method.html")
    live.edit(f"{ARTICLE}.yml", "home with housework", "home with homework")
    expect(page.locator("h1")).to_contain_text("Method")
    expect(page.locator(".readout-problem")).to_have_count(0)
    live.open("quotations.html")
    expect(page.locator(".md-content")).to_contain_text("We go home with homework")


def test_whatever_is_broken_the_server_lives(live: Live) -> None:
    page = live.open("positions.html")
    good = "headline: Quota talks end"
    now = good
    for bad, code in (
        ("headline: 'Quota talks end", "E110"),
        ("headlin: Quota talks end", "E131"),
        ("dateline: port-lund\nheadline: Quota talks end", "E130"),
    ):
        printed = live.edit(f"{ARTICLE}.yml", now, bad)
        assert re.search(rf"^{ARTICLE}\.yml:\d+:\d+: {code} ", printed, re.M), printed
        assert "Traceback" not in printed
        expect(page.locator(".readout-problem").first).to_contain_text(code)
        now = bad
    assert "Traceback" not in live.edit(f"{ARTICLE}.yml", now, good)
    expect(page.locator("h1")).to_contain_text("Positions")


def test_a_broken_template_shows_where(live: Live) -> None:
    rows = (live.project / TEMPLATE).read_text(encoding="utf-8").split("\n")
    good = '{{ _("What happened when, by'
    line = next(number for number, row in enumerate(rows, 1) if good in row)
    page = live.open("method.html")
    now = good
    for bad in (f"{{{{ nobody }}}}{good}", f"{{% nothing %}}{good}"):
        printed = live.edit(TEMPLATE, now, bad)
        assert f"{TEMPLATE}:{line}:1: E160 error" in printed, printed
        assert "Traceback" not in printed
        expect(page.locator(".readout-problem")).to_contain_text(f"{TEMPLATE}:{line}")
        now = bad
    live.edit(TEMPLATE, now, good)
    expect(page.locator("h1")).to_contain_text("Method")


def test_editors_leavings_break_nothing(live: Live) -> None:
    seed = live.project / f"{ARTICLE}.yml"
    folder, name = seed.parent, seed.name
    leavings = [
        folder / f"{name}~",
        folder / f".{name}.swp",
        folder / f"#{name}#",
        folder / f"{name}.bak",
        folder / "4913",
        folder / f".~lock.{seed.stem}.txt#",
        folder / ".DS_Store",
        live.project / f"{TEMPLATE}~",
    ]
    lock = folder / f".#{name}"  # Emacs' lock is a link that leads nowhere

    def leave() -> None:
        for path in leavings:
            path.write_bytes(b"\x00half: [written")
        lock.symlink_to("somebody@somewhere.1234:5678")

    def clean() -> None:
        for path in [*leavings, lock]:
            path.unlink()
        seed.touch()

    page = live.open("timeline.html")
    for act in (leave, clean):
        printed = live.change(act)
        assert "error" not in printed.lower(), printed
        assert "Traceback" not in printed
        expect(page.locator("h1")).to_contain_text("Timeline")


def test_a_new_article_comes_and_goes(live: Live) -> None:
    article = live.project / "seeds/articles/2031-05-06-arvenia-waits"
    text, says = article.with_suffix(".txt"), article.with_suffix(".yml")
    page = live.open("sources.html")

    def add() -> None:
        text.write_text("Arvenia waits\n\nArvenia waits for news.\n")
        says.write_text("headline: Arvenia waits\npublished: 2031-05-06\n")

    def remove() -> None:
        text.unlink()
        says.unlink()

    live.change(add)
    expect(page.locator(".md-content")).to_contain_text("Arvenia waits")
    live.open("sources/2031-05-06-arvenia-waits.html")
    expect(page.locator("h1")).to_contain_text("Arvenia waits")
    live.open("sources.html")
    live.change(remove)
    expect(page.locator(".md-content")).not_to_contain_text("Arvenia waits")
    answer = page.goto(f"{live.address}sources/2031-05-06-arvenia-waits.html")
    assert answer is not None
    assert answer.status == 404
    live.open("")


def test_a_start_with_a_broken_seed_shows_it_and_recovers(browser: Browser, tmp_path: Path) -> None:
    project = quota_talks(tmp_path / "project")
    edit(project / "seeds/briefing.yml", "\nlanguage: en\n", "\nlangauge: en\n")
    with serving(project, browser) as live:
        assert "seeds/briefing.yml:2:1: E131 error: unknown key “langauge”" in live.output
        assert "did you mean “language”?" in live.output
        assert "Traceback" not in live.output
        for name in ("positions.html", "method.html", ""):
            problem = live.open(name).locator(".readout-problem").filter(has_text="E131")
            expect(problem).to_contain_text("seeds/briefing.yml:2:1")
            expect(problem).to_contain_text("Help: did you mean “language”?")
        live.edit("seeds/briefing.yml", "\nlangauge: en\n", "\nlanguage: en\n")
        expect(live.page.locator("h1")).to_contain_text("Quota talks between Arvenia")
        live.open("people/ilse-torv.html")
        expect(live.page.locator("h1")).to_contain_text("Ilse Torv")
