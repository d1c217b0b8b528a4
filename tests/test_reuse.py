"""What is kept while somebody edits makes the very site that a clean build makes."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from site_support import ROOT, edit, make_project

from generator.mkdocs_plugin import ReadoutPlugin

NEWEST = "seeds/articles/2031-05-07-smaller-cut"


class Serving:
    """The builds of one `mkdocs serve`: the plugin lives from one to the next."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.plugin: ReadoutPlugin

    def build(self, *, clean: bool = False) -> Mapping[str, bytes]:
        """Build as the server does, or as if it had just been started; gives the site's files."""
        before = Path.cwd()
        os.chdir(self.project)
        try:
            config = load_config("mkdocs.yml", site_dir=str(self.project / "site"))
            plugin = config.plugins["readout"]
            assert isinstance(plugin, ReadoutPlugin)
            if vars(self).get("plugin") is not plugin:
                plugin.on_startup(command="serve", dirty=False)
                self.plugin = plugin
            kept = plugin.memory, plugin.reuse
            if clean:
                plugin.memory = plugin.reuse = None
            build(config, serve_url="http://127.0.0.1:8000/")
            plugin.memory, plugin.reuse = kept
        finally:
            os.chdir(before)
        site = self.project / "site"
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            # It has the hour of the build in it.
            if path.is_file() and path.name != "sitemap.xml.gz"
        }

    def compare(self) -> None:
        """Fail where what is kept makes another site than a clean build."""
        served, clean = self.build(), self.build(clean=True)
        assert served.keys() == clean.keys()
        assert [name for name in clean if served[name] != clean[name]] == []


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Serving:
    folder = tmp_path_factory.mktemp("reuse") / "project"
    seeds = ROOT / "templates/new/seeds"
    project = make_project(folder, seeds, options="templates: own-templates")
    (project / "own-templates").mkdir()
    shutil.copy(ROOT / "templates/timeline.md.jinja", project / "own-templates")
    serving = Serving(project)
    serving.build()
    return serving


def _add(project: Path) -> None:
    article = project / "seeds/articles/2031-05-08-waits"
    article.with_suffix(".txt").write_text("Arvenia waits\n\nArvenia waits for news.\n")
    article.with_suffix(".yml").write_text("headline: Arvenia waits\npublished: 2031-05-08\n")


def _remove(project: Path) -> None:
    for path in (project / "seeds/articles").glob("2031-05-08-waits.*"):
        path.unlink()


EDITS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "words": lambda p: edit(p / f"{NEWEST}.yml", "calls that its last word", "wants no more"),
    "quotation": lambda p: edit(
        p / f"{NEWEST}.yml",
        "\nquotations:\n",
        "\nquotations:\n  - speaker: ramiro-quell\n    exact: what our ports can carry\n",
    ),
    "article": _add,
    "no article": _remove,
    "name": lambda p: edit(p / "seeds/briefing.yml", "name: Ilse Torv", "name: Ilse Maria Torv"),
    "broken": lambda p: edit(p / f"{NEWEST}.yml", "headline: Costa", "headlin: Costa"),
    "mended": lambda p: edit(p / f"{NEWEST}.yml", "headlin: Costa", "headline: Costa"),
    "template": lambda p: edit(
        p / "own-templates/timeline.md.jinja", "What happened when, by", "What took place, by"
    ),
    "method": lambda p: edit(p / "docs/method.md", "# Method", "# The method"),
    "status": lambda p: edit(
        p / "docs/method.md", "# The method", "---\nstatus: new\n---\n# The method"
    ),
    "other status": lambda p: edit(p / "docs/method.md", "status: new", "status: deprecated"),
    "label": lambda p: edit(
        p / "docs/method.md", "## What changed", '## What changed {: data-toc-label="Short" }'
    ),
    "other label": lambda p: edit(p / "docs/method.md", '"Short"', '"Long"'),
    "no search": lambda p: edit(
        p / "mkdocs.yml", "  - search:\n", "  - search:\n      enabled: false\n"
    ),
    "search": lambda p: edit(p / "mkdocs.yml", "      enabled: false\n", ""),
    "settings": lambda p: edit(p / "mkdocs.yml", "permalink: true", "permalink: false"),
    "site": lambda p: edit(p / "mkdocs.yml", "site_name: Readout", "site_name: Fish"),
    "navigation": lambda p: edit(p / "mkdocs.yml", "Sources: sources.md", "Texts: sources.md"),
    "look": lambda p: edit(p / "mkdocs.yml", "text-box-search-outline", "fish"),
    "permission": lambda p: edit(p / "mkdocs.yml", "  generator: false", "  generator: true"),
    "extension": lambda p: edit(p / "mkdocs.yml", "  - tables\n", "  - tables\n  - admonition\n"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_served_site_equals_a_clean_build(serving: Serving, name: str) -> None:
    EDITS[name](serving.project)
    serving.compare()


def test_templates_that_are_added_changed_and_removed_are_seen(serving: Serving) -> None:
    own = serving.project / "own-templates/sources.md.jinja"
    page = "sources.html"
    before = serving.build()[page]
    own.write_text("# Texts of ours\n")
    assert b"Texts of ours" in serving.build()[page]
    own.write_text("# Texts of yours\n")
    assert b"Texts of yours" in serving.build()[page]
    own.unlink()
    assert serving.build()[page] == before


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the pages that the theme's templates are asked for."""
    found: list[str] = []
    whole = Template.render

    def render(self: Template, *given: Any, **more: Any) -> str:
        page = given[0].get("page") if given else None
        if self.name == "main.html" and page:
            found.append(page.file.src_uri)
        return whole(self, *given, **more)

    monkeypatch.setattr(Template, "render", render)
    return found


def without_extension(serving: Serving) -> None:
    if "admonition" in (serving.project / "mkdocs.yml").read_text(encoding="utf-8"):
        edit(serving.project / "mkdocs.yml", "  - admonition\n", "")
    serving.build()


def test_only_pages_that_changed_are_finished(serving: Serving, finished: list[str]) -> None:
    without_extension(serving)
    finished.clear()
    serving.build()
    assert finished == []
    edit(serving.project / "docs/method.md", "are checked further", "are checked once more")
    serving.build()
    assert finished == ["method.md"]
    edit(serving.project / "mkdocs.yml", "Meetings: meetings.md", "Dates: meetings.md")
    finished.clear()
    serving.build()
    pages = {name for name in serving.plugin.files if name.endswith(".md")}
    assert set(finished) == pages | {"method.md"}


def test_only_pages_that_changed_are_converted(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_extension(serving)
    converted: list[str] = []
    whole = Page.render

    def render(page: Page, config: MkDocsConfig, files: Files) -> None:
        converted.append(page.file.src_uri)
        whole(page, config, files)

    monkeypatch.setattr(Page, "render", render)
    edit(serving.project / "docs/method.md", "method", "way")
    serving.build()
    assert converted == ["method.md"]
