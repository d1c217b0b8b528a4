"""Briefing to Markdown pages through the templates. It words what the briefing holds; no more."""

import datetime
import json
from functools import cache, lru_cache, partial
from html import escape as escape_html
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from generator import addresses, descriptions
from generator.addresses import Address
from generator.briefing import ArticleView, Briefing
from generator.diagram import who_met
from generator.language import Language, language_of
from generator.listing import Part
from generator.markdown import finalize, inert
from generator.model import Stance
from generator.page import Page
from generator.problems import Problem
from generator.roles import parts_of, roles_of
from generator.settings import templates_folder
from generator.silence import silences
from generator.site import Site, counted, translated

# How much a page of each kind weighs in a search. What somebody said is found at the speaker's
# first, and in the article last, which has every word that the other pages have.
_WEIGHTS = {
    "person": 12,
    "party": 8,
    "issue": 7,
    "period": 7,
    "meetings": 7,
    "quotations": 4,
    "brief": 0.5,
    "article": 0.001,
}
# Pages that then say nothing that others do not.
_REPEATING = {"sources"}
# Pages that are found however old they are.
_LASTING = {"article", "meetings"}
# Where Python-Markdown puts the footnotes. They repeat the article, so no search needs them.
_NOTES_HERE = """\
<div data-search-exclude="true" markdown="block">

///Footnotes Go Here///

</div>

"""

ENGLISH = language_of("en")


def make_environment(templates: Path | None, language: Language = ENGLISH) -> Environment:
    """Make the Jinja2 environment: a person's own templates first, then Readout's.

    It lasts while the same templates are there, and so does what it compiled of those that did not
    change.
    """
    own = sorted(path.name for path in templates.glob("*.jinja")) if templates else ()
    return _environment(templates, language, tuple(own))


@lru_cache(maxsize=4)
def _environment(templates: Path | None, language: Language, own: tuple[str, ...]) -> Environment:
    folders = [folder for folder in (templates, templates_folder()) if folder]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        # Together these escape whatever a template prints, for Markdown and for HTML.
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "date": cache(language.date),
        "weekday_date": cache(partial(language.date, weekday=True)),
        "reasoning": language.reasoning,
        "word": language.word,
        "inert": inert,
        "number": language.number,
    }
    environment.globals |= {
        "_": partial(translated, language),
        "ngettext": partial(counted, language),
        "addresses": addresses,
        "stances": Stance,
        "who_met": who_met,
        "silences": silences,
        "roles_of": roles_of,
        "parts_of": parts_of,
    }
    return environment


def render_problems(problems: list[Problem], templates: Path | None = None) -> str:
    """Render the page that stands in for every other while the seed files have errors."""
    template = make_environment(templates).get_template("problems.md.jinja")
    return template.render(problems=problems)


class Renderer:
    """Renders the pages of one briefing; a page's own state lives in its `Page`."""

    def __init__(
        self, briefing: Briefing, templates: Path | None = None, site_url: str | None = None
    ) -> None:
        self.briefing = briefing
        self.site = Site(briefing, site_url)
        self.environment = make_environment(templates, briefing.language)

    def page(self, template: str, address: Address, title: str, **context: Any) -> str:
        """Render one page: front matter, then the template's Markdown, then how to cite it.

        The date is that of the newest article that the page rests on. A `briefing` in the context
        is the part of it that the page shows.
        """
        briefing = context.pop("briefing", self.briefing)
        view: ArticleView = context.get("view", self.briefing.articles[-1])
        page = Page(self.site, address, _day(view, context.get("part")))
        body, cite = (
            self.environment.get_template(f"{name}.md.jinja")
            .render(page=page, briefing=briefing, title=title, **context)
            .strip()
            for name in (template, "_cite")
        )
        # MkDocs' themes print both as they are, so they are HTML already.
        matter = {
            "title": escape_html(" ".join(title.split())),
            "description": escape_html(
                descriptions.of_page(self.briefing, template, title, **context)
            ),
            "date": view.article.data.published.isoformat(),
        }
        rows = [f"{key}: {_yaml_text(value)}" for key, value in matter.items()]
        excluded = page.is_lean and template in _REPEATING
        if excluded or (page.is_old and template not in _LASTING):
            rows += ["search:", "  exclude: true"]
        elif template in _WEIGHTS:
            rows += ["search:", f"  boost: {_WEIGHTS[template]}"]
        notes = "".join(f"\n{note}\n" for note in page.notes())
        end = (_NOTES_HERE if notes else "") + cite
        return "\n".join(["---", *rows, "---", "", body, "", end, ""]) + notes


def _day(view: ArticleView, part: Part | None) -> datetime.date:
    """Give the day of the newest thing on a page."""
    if part is not None and part.period.name:
        return max(row.told for row in part.period.rows)
    return view.article.data.published


def _yaml_text(value: str) -> str:
    """Write a text as YAML in quotation marks, with escapes for what YAML takes no other way."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
