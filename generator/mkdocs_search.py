"""What the search leaves out is not read for it.

Material's search parses the HTML of every page in Python, a fifth of a build's time, and most of it
only to leave it out: footnotes, and in a large briefing the articles' text.
"""

import re
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from generator.mkdocs_shelf import ShelvedFile

_EXCLUDED = ' data-search-exclude="'
# No `h2`: a heading stands for all that follows it, so that it cannot be taken out alone.
_ELEMENT = re.compile(r"<([a-z]+)(?:\s[^<>]*)?\Z")


def index_only_what_is_searched(config: MkDocsConfig) -> None:
    """Let Material's search, if it is in use, read no more of a page than it holds of it."""
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        if type(plugin).__module__.startswith("material.") and index is not None:
            index.add_entry_from_context = partial(_add_entry, index.add_entry_from_context)


def _add_entry(whole: Any, page: Page) -> None:
    # Of what somebody wrote by hand it is not known how it is put together.
    whole(_Searched(page) if isinstance(page.file, ShelvedFile) else page)


class _Searched:
    """A page as the search reads it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.content = searched(page.content or "")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


def searched(html: str) -> str:
    """Take out the elements that are excluded from the search, where they are well-formed."""
    parts: list[str] = []
    at = 0
    mark = html.find(_EXCLUDED)
    while mark >= 0:
        start = html.rfind("<", at, mark)
        element = _ELEMENT.match(html, start, mark) if start >= 0 else None
        if element and (end := _end(html, mark, element.group(1))):
            parts.append(html[at:start])
            at = mark = end
        mark = html.find(_EXCLUDED, mark + 1)
    return "".join([*parts, html[at:]])


def _end(html: str, inside: int, name: str) -> int | None:
    """Find where an element ends, from a place in its opening tag; None where it does not."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b").finditer(html, inside):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return html.index(">", tag.end()) + 1
    return None
