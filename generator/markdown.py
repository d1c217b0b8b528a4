"""Seed text into Markdown: every character a reader should see, and none that a parser acts on.

What Markdown, its extensions or HTML could act on becomes a numeric character reference. These
mean the same in running text, in raw HTML and in attributes, so one escape serves everywhere.
"""

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

# Acted on wherever they stand.
_ALWAYS = r"[&<>\"'`*_\[\]{}|\\~^=#$@]"
# Acted on only where a line starts (lists, rules, admonitions, definitions, blocks, indented code),
# doubled (typographic extensions) or tripled (the footnotes' place), before a letter or digit
# (emoji, addresses), or after `www`.
_AT_START = r"(?<![\s\S])(?:[ +\-!:?>%./]|(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)](?!\S))"
_IN_COMPANY = (
    r"(?<=([-+!.:]))\1|[-+!.:](?=([-+!.:])(?<=\2\2))|:(?=\S)|[ ](?![\s\S])|(?<= ) "
    r"|(?<=[Ww]{3})\.|[!?](?=\d)|/(?=//)"
)
# White space and controls that a parser would strip, fold, split lines at, or keep for itself. What
# Unicode has at 128 to 159 stays: HTML reads references to these as other characters.
_CONTROLS = r"[^\S \x85]|[\x01-\x1f\x7f]"
_ACTIVE = re.compile(f"{_ALWAYS}|{_AT_START}|{_IN_COMPANY}|{_CONTROLS}")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _reference(match: re.Match[str]) -> str:
    return "".join(
        char if char.isalnum() and len(match.group()) > 1 else f"&#{ord(char)};"
        for char in match.group()
    )


# A name stands on every page, and a quotation on three or four.
_often = lru_cache(maxsize=2**15)


def _inert(text: str, guard: str = "") -> str:
    escaped = _ACTIVE.sub(_reference, f"{guard}{text}{guard}")
    return escaped[len(guard) : len(escaped) - len(guard)]


@_often
def escape(text: str) -> Markup:
    """Escape a seed text for a place inside a paragraph, a cell or a heading.

    A text with direction controls is isolated, so that it cannot turn the words around it.
    """
    return _isolated(text, _inert(text))


@_often
def escape_within(text: str) -> Markup:
    """Escape a seed text between other words, where no line starts or ends."""
    return _isolated(text, _inert(text, guard="x"))


def _isolated(text: str, escaped: str) -> Markup:
    return Markup(f"<bdi>{escaped}</bdi>" if _DIRECTION.search(text) else escaped)


@_often
def inert(text: str) -> Markup:
    """Escape a seed text where no element may isolate it: in attributes, in the article itself.

    Attributes of an element with `markdown="…"` are read twice, so they need it twice.
    """
    return Markup(_inert(text, guard="x"))


def finalize(value: Any) -> Any:
    """Escape what a template prints, unless it is markup that Readout made."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise ValueError("a template prints a value that is not given")
    return value if hasattr(value, "__html__") else escape(str(value))
