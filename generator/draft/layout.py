"""The parts of an article's text: headline, byline, dateline, captions, pointers, and the body."""

import datetime
import re
from dataclasses import dataclass, field

from generator.boilerplate import find_boilerplate, find_captions
from generator.edtf import MONTHS
from generator.model import Span
from generator.passages import Passages
from generator.when.forms import find_phrases
from generator.when.words import DayOfMonth

_LONGEST_HEADLINE = 200
# So many paragraphs at the top may tell who wrote the article, and when.
_TOP = 6
_NAME = (
    r"[^\W\d_a-z][\w.'’-]*"
    r"(?: (?:(?:van|von|der|den|de|da|di|del|bin|al|el) ){0,2}[^\W\d_a-z][\w.'’-]*){1,3}"
)
_BYLINE = re.compile(
    rf"[Bb](?:y|Y) (?P<who>{_NAME}(?:(?:,| and|, and) {_NAME}){{0,3}}?)"
    r"(?:(?:,| for| \||\s+[-–—]|\n) ?(?P<where>[^\W\d_a-z][^\n.:;]{1,50}?))?\s*\Z"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|Sept)\.?"
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_][^\W\d_]*){0,4})"
    r"(?:, (?P<region>(?!(?:" + _MONTH + r"))[^\W\d_a-z][\w. ]{1,24}?))?"
    rf"(?:,? (?P<date>(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?))?"
    r"(?: ?\((?P<agency>[^\W\d_a-z][\w &./-]{1,30})\))?"
    r"(?: [-–—]{1,2} |\s?—\s?)(?=[\"“‘'\w])"
)
_AGENCY = re.compile(
    r"\((?P<agency>Reuters|AP|AFP|dpa|DPA|EFE|ANSA|TASS|Xinhua|Bloomberg)\) ?[-–—]"
)
_RIGHTS = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)(?: [Cc]opyright)? ?(?:\d{4},? )?(?P<who>[^\W\d_a-z][^\n.]{1,50})"
)
_PUBLISHED = re.compile(r"(?:(?:first )?published|posted|updated|date)\b:?", re.IGNORECASE)
_LABELS = ("EXCLUSIVE", "UPDATE", "BREAKING", "ANALYSIS", "OPINION", "WATCH", "VIDEO", "COMMENT")
_ENDS = (".", ".”", ".’", '."', ".'", ":", ";", ",")


@dataclass(slots=True)
class Layout:
    """Where the parts of a text stand; `body` and `captions` are paragraphs, in order."""

    headline: Span | None = None
    byline: Span | None = None
    publisher: Span | None = None
    dateline: Span | None = None
    region: str | None = None
    body: list[Span] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    published: datetime.date | None = None
    published_evidence: Span | None = None


def read_layout(text: str, passages: Passages) -> Layout:
    """Part a text into what is report and what is not, and read who published it when."""
    layout = Layout()
    captions = [span.start for span in find_captions(text)]
    asides = [span.start for span in find_boilerplate(text)]
    for number, paragraph in enumerate(passages.paragraphs):
        words = text[paragraph.start : paragraph.end].strip()
        if _holds(paragraph, asides):
            layout.asides.append(paragraph)
        elif _holds(paragraph, captions):
            layout.captions.append(paragraph)
        elif number == 0 and _is_headline(words):
            layout.headline = _at(text, paragraph)
        elif number < _TOP and len(words) < 120 and _read_top(text, paragraph, layout):
            layout.asides.append(paragraph)
        else:
            layout.body.append(paragraph)
    _read_dateline(text, layout)
    _read_date(text, passages, layout)
    if not layout.publisher:
        for span in layout.asides:
            if found := _RIGHTS.search(text, span.start, span.end):
                layout.publisher = Span(start=found.start("who"), end=found.end("who"))
    return layout


def _holds(paragraph: Span, starts: list[int]) -> bool:
    """Tell whether one of the sorted places is in the paragraph; those before it are dropped."""
    while starts and starts[0] < paragraph.start:
        del starts[0]
    return bool(starts) and starts[0] < paragraph.end


def _at(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=start + len(words.strip()))


def _is_headline(words: str) -> bool:
    return len(words) <= _LONGEST_HEADLINE and "\n" not in words and not words.endswith(_ENDS)


def _read_top(text: str, paragraph: Span, layout: Layout) -> bool:
    """Read a byline or the line of the date; False where the paragraph is neither."""
    found = _BYLINE.match(text, paragraph.start, paragraph.end)
    if found and not layout.byline:
        layout.byline = Span(start=found.start("who"), end=found.end("who"))
        if found["where"]:
            layout.publisher = Span(start=found.start("where"), end=found.end("where"))
        return True
    words = _at(text, paragraph)
    label = _PUBLISHED.match(text, words.start)
    dated = next(find_phrases(text, label.end() if label else words.start, words.end), None)
    if dated and isinstance(dated.says, DayOfMonth) and dated.says.year:
        return bool(label) or dated.end - dated.start > 0.6 * (words.end - words.start)
    return False


def _read_dateline(text: str, layout: Layout) -> None:
    for paragraph in layout.body[:1]:
        if found := _DATELINE.match(text, paragraph.start, paragraph.end):
            name = found["place"]
            # "He came — and went" is no dateline; "LUND (Reuters) —" and "LUND, May 5 —" are.
            told = found["agency"] or found["date"]
            if told or (name.isupper() and name not in _LABELS):
                layout.dateline = Span(start=found.start("place"), end=found.end("place"))
                layout.region = found["region"]
                if found["agency"] and not layout.publisher:
                    layout.publisher = Span(start=found.start("agency"), end=found.end("agency"))
        elif not layout.publisher and (
            agency := _AGENCY.search(text, paragraph.start, paragraph.start + 60)
        ):
            layout.publisher = Span(start=agency.start("agency"), end=agency.end("agency"))


def _read_date(text: str, passages: Passages, layout: Layout) -> None:
    """Find the date that the text itself gives: in a line of its own, a dateline or a caption."""
    first = layout.body[0] if layout.body else None
    opening = [Span(start=first.start, end=min(first.end, first.start + 120))] if first else []
    top = passages.paragraphs[:_TOP]
    lines = [span for span in layout.asides if span in top]
    for spans in (lines, opening if layout.dateline else [], layout.captions):
        for span in spans:
            for phrase in find_phrases(text, span.start, span.end):
                says = phrase.says
                if isinstance(says, DayOfMonth) and says.year and says.month:
                    try:
                        layout.published = datetime.date(says.year, says.month, says.day)
                    except ValueError:
                        continue
                    layout.published_evidence = Span(start=phrase.start, end=phrase.end)
                    return
