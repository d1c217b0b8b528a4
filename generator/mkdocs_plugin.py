"""The MkDocs plugin `readout`: the briefing's pages, generated for each build, live and built."""

import datetime
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator import addresses, build
from generator.archive import TAKE_AWAY, pack
from generator.cache import known_findings
from generator.inspection import stated_language
from generator.language import N_, language_of
from generator.memory import Memory
from generator.mkdocs_reuse import Reuse
from generator.mkdocs_search import index_only_what_is_searched
from generator.mkdocs_shelf import ShelvedFile, put_on_shelf
from generator.problems import Problem, SeedError, format_text
from generator.render import render_problems
from generator.settings import Settings, templates_folder
from generator.shelf import Shelf
from generator.site import what_is_searched

# What `readout new` calls the pages in mkdocs.yml; another language calls them otherwise.
NAVIGATION = (
    *(N_("Overview"), N_("Participants"), N_("Positions"), N_("Meetings"), N_("Timeline")),
    *(N_("Changes"), N_("Quotations"), N_("Figures"), N_("Sources"), N_("Discrepancies")),
    *(N_("Brief to print"), N_("Method")),
)

log = logging.getLogger("mkdocs.plugins.readout")


class ReadoutConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options; paths are relative to mkdocs.yml."""

    seeds = c.Type(str, default="seeds")
    templates = c.Optional(c.Type(str))
    as_of = c.Optional(c.Type((str, datetime.date)))


class ReadoutPlugin(BasePlugin[ReadoutConfig]):  # type: ignore[no-untyped-call]
    """Hands the pages of a briefing to MkDocs."""

    def __init__(self) -> None:
        self.serving = False
        self.files = Shelf()
        self.problems: list[Problem] = []
        # What MkDocs would hold of every page, in a build
        self.shelf = Shelf()
        # From build to build, while somebody is editing
        self.memory: Memory | None = None
        self.reuse: Reuse | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether a person is editing; having this event keeps the plugin between builds."""
        self.serving = command == "serve"
        self.memory, self.reuse = None, Reuse() if self.serving else None

    @event_priority(100)  # the search asks the theme for its language
    def on_config(self, config: MkDocsConfig) -> None:
        """Settle the inputs and the language."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        as_of: Any = self.config.as_of
        try:
            day = datetime.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        except ValueError as error:
            raise PluginError(
                f"readout: as_of: {as_of} is not a date such as 2031-05-06"
            ) from error
        self.settings = Settings(
            seeds=root / self.config.seeds,
            templates=root / self.config.templates if self.config.templates else None,
            as_of=day,
        )
        self.language = language_of(stated_language(self.settings.seeds) or "en")
        for name in (self.language.tag, self.language.locale.language):
            if has_theme_language(config, name):
                config.theme["language"] = name
                break
        # Material puts every `title`, and every heading that it shortens, into these tooltips as
        # HTML, so a seed's `<script>` would run. Browsers show the same words as text.
        if "content.tooltips" in (features := config.theme.get("features") or []):
            config.theme["features"] = [name for name in features if name != "content.tooltips"]
        # Readout's part of the theme comes before Material's; a person's own before both.
        config.theme.dirs.insert(
            1 if config.theme.custom_dir else 0, str(templates_folder() / "theme")
        )
        config.extra["readout_published_at"] = published_at(config.site_url)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the pages before MkDocs empties the site's folder, so that errors leave it be."""
        try:
            memory = self.memory or known_findings(self.settings.seeds)
            if self.serving:
                self.memory = memory
            corpus, warnings = build.read(self.settings, memory)
            self.files = build.pages(
                corpus, self.settings.as_of, self.settings.templates, published_at(config.site_url)
            )
            day = self.settings.as_of or corpus.data.as_of or corpus.newest
            count = sum(article.data.published <= day for article in corpus.articles)
            config.extra["readout_searched"] = what_is_searched(count, self.language)
            self.problems = []
            if warnings:
                log.info("The seed files have warnings:\n%s", _text(warnings))
        except SeedError as error:
            if not self.serving:
                raise PluginError(f"{error}\n{_text(error.problems)}") from error
            self.problems = error.problems
            log.error("%s\n%s", error, _text(error.problems))
            # Every address that may be open in the browser shows the problems.
            self.files = self.files or Shelf(
                (address.markdown, "")
                for address in vars(addresses).values()
                if isinstance(address, addresses.Address)
            )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files to those of the docs folder."""
        for path in self.files:
            if files.get_file_from_path(path):
                raise PluginError(
                    f"readout: {path} is generated, but the docs folder has a file of that name;"
                    " rename the file"
                )
            files.append(ShelvedFile(config, path, self.files))
        index_only_what_is_searched(config)
        if self.reuse and not self.problems:
            self.reuse.begin(config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name the pages in the site's language, where mkdocs.yml gives them their usual names."""
        for page in nav.pages:
            if page.title in NAVIGATION:
                page.title = self.language.gettext(page.title)
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Take what was made of the page for the last build."""
        if self.reuse and not self.problems:
            self.reuse.watch(page)
        return page

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let Readout's part of the theme speak the site's language."""
        env.globals["say"] = self.language.gettext
        if self.reuse:
            self.reuse.end(files)
            if not self.problems:
                self.reuse.finish(env, config)
        return env

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Date each page; while the seed files have errors, let every page show them."""
        if not self.problems:
            # MkDocs calls every page changed today. Without a date, the sitemap gives none.
            page.update_date = stated_date(page.meta)
            return None
        page.meta = {"title": "The seed files have errors", "hide": ["toc"]}
        return render_problems(self.problems, self.settings.templates)

    @event_priority(-100)  # after whoever changes the HTML
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Let go of what has become HTML: MkDocs would hold the Markdown of every page.

        While somebody is editing, the HTML itself stays in memory for the next build.
        """
        if page.file.src_uri in self.files:
            page.markdown = ""
            if not self.reuse:
                put_on_shelf(page, self.shelf)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Call no page canonical whose address is only this machine's."""
        if not published_at(config.site_url):
            page.canonical_url = None

    @event_priority(-200)  # after Material's search is complete, at -100
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put a site that is published beside itself, as one file to take along."""
        if published_at(config.site_url) and not self.serving:
            pack(Path(config.site_dir), Path(config.site_dir) / TAKE_AWAY)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch the seeds and the templates."""
        for folder in (self.settings.seeds, self.settings.templates, templates_folder()):
            if folder and folder.exists():
                server.watch(str(folder))
        return server


def published_at(site_url: str | None) -> str | None:
    """Give the site's address on the web; None where the address is only this machine's."""
    host = urlsplit(site_url or "").hostname or ""
    return None if host in ("", "localhost", "0.0.0.0", "::1") or host[:4] == "127." else site_url


def has_theme_language(config: MkDocsConfig, language: str) -> bool:
    """Tell whether the theme has its own words in a language."""
    return any(
        Path(folder, "partials", "languages", f"{language}.html").is_file()
        for folder in config.theme.dirs
    )


def stated_date(meta: Mapping[str, Any]) -> str:
    """Give the day that a page's front matter states, as YYYY-MM-DD; empty where it states none."""
    try:
        return datetime.date.fromisoformat(str(meta.get("date", ""))[:10]).isoformat()
    except ValueError:
        return ""


def _text(problems: list[Problem]) -> str:
    return format_text(problems, lambda file, line: None)
