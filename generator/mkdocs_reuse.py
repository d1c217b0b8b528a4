"""What `mkdocs serve` need not make again: HTML, search entries and finished pages.

MkDocs builds every page anew for each edit. Nearly all of that time goes into converting Markdown,
most of the rest into the search index and the theme's templates. What these made is kept from build
to build while all that it is made from is the same, so that a kept page can be trusted.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import mkdocs
from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext

from generator.settings import templates_folder
from generator.shelf import Shelf

# These make a page's HTML from its Markdown and the files it links to, and from nothing else.
EXTENSIONS = frozenset(
    {"attr_list", "fenced_code", "footnotes", "md_in_html", "meta", "tables", "toc"}
)
# These change no page while it is made.
PLUGINS = frozenset({"readout", "search", "offline", "material/search", "material/offline"})
# What else of the settings a conversion reads.
SETTINGS = ("mdx_configs", "validation", "use_directory_urls", "docs_dir")
# The folders of templates that stay as they are, or whose files are looked at.
OWN_THEMES = frozenset(
    {
        templates_folder() / "theme",
        Path(get_theme_dir("material")),
        Path(mkdocs.__file__).parent / "templates",
    }
)
# What of the settings is no plain data; templates read the theme's variables, named below.
OBJECTS = ("plugins", "theme", "hooks")

Attributes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made from a page's Markdown, and what each file looked for was."""

    markdown: str
    asked: dict[str, Any]
    attributes: Attributes
    links: dict[str, dict[str, str]]


class Reuse:
    """What the last build made of each page, by the name of its file."""

    def __init__(self) -> None:
        self.settings = ""
        self.pages: dict[str, _Made] = {}
        self.entries: dict[str, tuple[Any, list[Any]]] = {}
        self.usable = False
        # Of each finished page, what its template was given; the page itself is on the shelf.
        self.look = ""
        self.given: dict[str, bytes] = {}
        self.finished = Shelf()

    def begin(self, config: MkDocsConfig) -> None:
        """Begin a build; where anything is at work that is not known here, all is made anew."""
        known = [name for name in config.markdown_extensions if name in EXTENSIONS]
        self.usable = known == config.markdown_extensions and PLUGINS.issuperset(config.plugins)
        settings = repr((known, *((name, config[name]) for name in SETTINGS)))
        if settings != self.settings or not self.usable:
            self.pages, self.entries, self.settings = {}, {}, settings
        for name, plugin in config.plugins.items():
            index: Any = getattr(plugin, "search_index", None)
            if self.usable and name in ("search", "material/search") and hasattr(index, "entries"):
                whole = index.add_entry_from_context
                index.add_entry_from_context = partial(self._add_entries, index, whole)

    def watch(self, page: Page) -> None:
        """Let a page take its HTML from what is kept, if it can."""
        if self.usable:
            page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]

    def finish(self, env: Environment, config: MkDocsConfig) -> None:
        """Let the theme's template of a page be asked only for pages that look otherwise."""
        if self.usable and OWN_THEMES.issuperset(map(Path, config.theme.dirs)):
            whole = env.get_template

            def get_template(name: Any, *others: Any) -> Any:
                # With others it is a template that asks, for what it extends or includes.
                found = whole(name, *others)
                return found if others or name != "main.html" else _Template(self, found)

            env.get_template = get_template  # type: ignore[assignment, method-assign]
            self.shown = ""

    def render(self, template: Template, context: TemplateContext) -> str:
        """Give a finished page, the one that is kept if it was given the same."""
        page = context["page"]
        assert page is not None
        # The same for every page of a build.
        self.shown = self.shown or _look(context["config"], context["nav"])
        if self.shown != self.look:
            self.look, self.given, self.finished = self.shown, {}, Shelf()
        given = _given(page, context["base_url"])
        name = page.file.src_uri
        if self.given.get(name) != given:
            self.finished.put(name, template.render(context))
            self.given[name] = given
        return str(self.finished[name])

    def end(self, files: Files) -> None:
        """Forget the pages that are no more."""
        self.pages = {name: made for name, made in self.pages.items() if name in files.src_uris}
        self.entries = {name: made for name, made in self.entries.items() if name in files.src_uris}
        self.given = {name: given for name, given in self.given.items() if name in files.src_uris}
        self.finished = self.finished.tidied(self.given)

    def _render(self, page: Page, whole: Any, config: MkDocsConfig, files: Files) -> None:
        name = page.file.src_uri
        made = self.pages.get(name)
        if made and made.markdown == page.markdown and _same(made.asked, files):
            vars(page).update(made.attributes)
            page.links_to_anchors = {_file(files, to): dict(to_) for to, to_ in made.links.items()}
            return
        before = set(vars(page))
        asking, ear = _Asking(files, page.file), _Ear()
        logging.getLogger("mkdocs").addHandler(ear)
        try:
            whole(config, asking)
        finally:
            logging.getLogger("mkdocs").removeHandler(ear)
        self.pages.pop(name, None)
        # What was complained about has to be complained about again.
        if not ear.heard:
            links = page.links_to_anchors or {}
            kept = {"content", "toc", "_title_from_render", "present_anchor_ids"}
            if set(vars(page)) - before <= {*kept, "links_to_anchors", "render"}:
                self.pages[name] = _Made(
                    markdown=page.markdown or "",
                    asked=asking.answers,
                    attributes={key: vars(page)[key] for key in kept if key in vars(page)},
                    links={to.src_uri: anchors for to, anchors in links.items()},
                )

    def _add_entries(self, index: Any, whole: Any, page: Page) -> None:
        state = (page.content, page.url, str(page.title), repr(page.meta), repr(index.config))
        before, entries = self.entries.get(page.file.src_uri, (None, []))
        if before == state and page.file.src_uri in self.pages:
            index.entries += entries
            return
        start = len(index.entries)
        whole(page)
        self.entries[page.file.src_uri] = (state, index.entries[start:])


class _Template:
    """The template of a page as MkDocs uses it."""

    def __init__(self, reuse: Reuse, template: Template) -> None:
        self._reuse = reuse
        self._template = template

    def render(self, context: TemplateContext) -> str:
        return self._reuse.render(self._template, context)


def _look(config: MkDocsConfig, nav: Navigation) -> str:
    """Name all that a page shows besides itself."""
    settings = {name: value for name, value in config.items() if name not in OBJECTS}
    own = [
        (str(path), path.stat().st_mtime_ns)
        for path in sorted((templates_folder() / "theme").rglob("*.html"))
    ]
    plugins = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    return repr((settings, dict(config.theme), plugins, own, list(map(_entry, nav.items))))


def _entry(item: Any) -> Any:
    """Give what a theme shows of an entry of the navigation, and of those below it."""
    stated = (getattr(item, "url", None), getattr(item, "meta", None))
    return type(item).__name__, item.title, stated, list(map(_entry, item.children or ()))


def _heading(anchor: AnchorLink) -> Any:
    return anchor.title, anchor.id, anchor.level, list(map(_heading, anchor.children))


def _given(page: Page, base_url: str) -> bytes:
    """Digest all that a page's template is given of the page."""
    around = (page.previous_page, page.next_page, *page.ancestors)
    beside = [found and (found.title, getattr(found, "url", None)) for found in around]
    stated = (page.title, page.meta, page.url, page.canonical_url, page.edit_url, page.update_date)
    headings = list(map(_heading, page.toc))
    digest = hashlib.sha256(repr((stated, base_url, beside, headings)).encode())
    digest.update((page.content or "").encode())
    return digest.digest()


class _Asking:
    """The site's files, noting what was asked for and found."""

    def __init__(self, files: Files, page: File) -> None:
        self._files = files
        self.answers = {page.src_uri: _answer(page)}

    def get_file_from_path(self, path: str) -> File | None:
        found = self._files.get_file_from_path(path)
        self.answers[path] = _answer(found)
        return found


class _Ear(logging.Handler):
    """Hears whether anything was logged."""

    heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note that something was."""
        self.heard = self.heard or record.levelno >= logging.INFO


def _answer(file: File | None) -> Any:
    return file and (file.src_uri, file.url, file.inclusion)


def _same(asked: Mapping[str, Any], files: Files) -> bool:
    return all(_answer(files.get_file_from_path(path)) == known for path, known in asked.items())


def _file(files: Files, name: str) -> File:
    file = files.get_file_from_path(name)
    assert file is not None, name
    return file
