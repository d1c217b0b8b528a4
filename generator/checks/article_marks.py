"""Rules about the quotation marks of an article's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from generator.checks import Finding, article_rule
from generator.checks.article_text import Place, findings, is_garbled
from generator.corpus import Article, Corpus
from generator.model import Span
from generator.problems import Severity

# Single marks are left to the reader: nothing tells an apostrophe from one.
_DOUBLE = re.compile(r"''|[“”„\"]")
_ANGLE = re.compile(r"[«»]")
_OPENERS = "“„«"
_BEFORE_OPENER = "([{"
# Behind these a straight mark may open or close: what is open decides.
_EITHER = "—–-―*_>/=‘’'“”|"
_GARBLES = "â€ÂÃÄÅ"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# A quotation that goes on over paragraphs may leave out the marks between; over this many.
_FARTHEST = 3


class _Role(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    NEITHER = "neither"


class _Fault(Enum):
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    NESTED = "nested"


@dataclass(slots=True)
class _Open:
    at: int
    nested: bool = False
    inside: list[int] = field(default_factory=list)


@article_rule("W601", Severity.WARNING)
def check_quotations_are_closed(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """Every quotation mark that opens is closed, by its paragraph or by one that continues it."""
    text = article.text.text

    def places() -> Iterator[Place]:
        for fault, at in _faults(article):
            if fault is _Fault.UNCLOSED:
                mark, words = _mark_and_word(text, at)
                spans = (Span(start=at, end=words.end), mark, words)
                yield spans, f"the quotation that opens with {_shown(text, at)} is never closed"

    help_text = (
        "list it under `discrepancies` (kind: unclosed-quotation) and say how far the briefing"
        " takes the quotation to run"
    )
    yield from findings(article, places(), help_text)


@article_rule("W602", Severity.WARNING)
def check_quotations_are_opened_once(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """No quotation stands inside marks of its own kind, and no mark closes what nothing opened."""
    text = article.text.text

    def places() -> Iterator[Place]:
        for fault, at in _faults(article):
            mark, words = _mark_and_word(text, at)
            if fault is _Fault.NESTED:
                inner = (Span(start=at, end=words.end), mark, words)
                shown = _shown(text, at)
                yield inner, f"{shown} opens inside another quotation, with the same kind of mark"
            elif fault is _Fault.UNOPENED:
                start = text.rfind(" ", max(0, at - 20), at) + 1 or at
                closing = (Span(start=start, end=mark.end), mark)
                yield closing, f"this {text[at]} closes a quotation that nothing opens"

    help_text = (
        "list it under `discrepancies` (kind: misprint), and say whose words you take these to be"
    )
    yield from findings(article, places(), help_text)


def _mark_and_word(text: str, at: int) -> tuple[Span, Span]:
    """Give the spans of the mark and of the word behind it, or of the mark twice."""
    length = 2 if text.startswith("''", at) else 1
    mark = Span(start=at, end=at + length)
    word = _WORD.search(text, mark.end, mark.end + 40)
    return mark, Span(start=word.start(), end=word.end()) if word else mark


def _shown(text: str, at: int) -> str:
    """Give the mark and the first words behind it, on one line."""
    words = text[at : at + 60].split("\n")[0].split()[:5]
    return " ".join(words).rstrip(".,;:”\"'")


def _faults(article: Article) -> Iterator[tuple[_Fault, int]]:
    """Yield what is wrong with the marks of the text, and where."""
    text, paragraphs = article.text.text, article.text.passages.paragraphs
    yield from _faults_of_kind(text, paragraphs, _DOUBLE)
    if "«" in text or "»" in text:
        yield from _faults_of_kind(text, paragraphs, _ANGLE)


def _faults_of_kind(
    text: str, paragraphs: Sequence[Span], marks: re.Pattern[str]
) -> Iterator[tuple[_Fault, int]]:
    """Yield the faults of one kind of marks: curly and straight double marks are one kind."""
    carried: int | None = None
    since = 0
    # German sets them »so«.
    reverse = marks is _ANGLE and text.find("»") < text.find("«") and "»" in text
    for paragraph in paragraphs:
        opened: list[_Open] = []
        first = True
        for match in marks.finditer(text, paragraph.start, paragraph.end):
            at, role = match.start(), _role(text, match, paragraph, bool(opened), reverse)
            if role is _Role.OPENS:
                line = max(paragraph.start, text.rfind("\n", max(0, at - 8), at) + 1)
                leads = at - line < 8 and not text[line:at].strip(" \t\xa0>*([-–—‘'")
                if carried is not None:
                    if not (first and leads):
                        yield _Fault.UNCLOSED, carried
                    carried = None
                elif opened and leads and line > paragraph.start:
                    # Lines are paragraphs here: the quotation goes on and opens anew.
                    opened.pop()
                opened.append(
                    _Open(at, nested=bool(opened) and _is_nested(text, opened[-1].at, at))
                )
            elif role is _Role.CLOSES:
                if opened:
                    closed = opened.pop()
                    yield from ((_Fault.NESTED, inner) for inner in closed.inside)
                    if closed.nested and marks is _DOUBLE:
                        opened[-1].inside.append(closed.at)
                elif carried is not None:
                    carried = None
                elif marks is _DOUBLE and not text[at - 1 : at].isdigit():
                    yield _Fault.UNOPENED, at
            first = first and role is _Role.NEITHER
        yield from ((_Fault.UNCLOSED, left.at) for left in opened[:-1])
        since += 1
        if opened:
            if carried is not None:
                yield _Fault.UNCLOSED, carried
            carried, since = opened[-1].at, 0
        elif carried is not None and since >= _FARTHEST:
            yield _Fault.UNCLOSED, carried
            carried = None
    if carried is not None:
        yield _Fault.UNCLOSED, carried


def _is_nested(text: str, outer: int, inner: int) -> bool:
    """Tell whether a quotation inside another has no marks that tell it from the outer one.

    “ ‘ “ is the third quotation, rightly set, and curly marks inside straight ones can be told,
    unless one was put right behind the other.
    """
    same = (text[outer] in "“„«") == (text[inner] in "“„«")
    between = text[max(outer, inner - 200) : inner]
    return (same and "‘" not in between) or inner == outer + 1


def _role(text: str, match: re.Match[str], paragraph: Span, opened: bool, reverse: bool) -> _Role:
    """Tell what a mark does, by what stands on its two sides and whether a quotation is open."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    otherwise = _Role.CLOSES if opened else _Role.OPENS
    if before in _GARBLES and is_garbled(text, match.start()):
        return _Role.NEITHER
    if mark in "«»":
        return _Role.OPENS if (mark == "«") != reverse else _Role.CLOSES
    if mark == "„":
        return _Role.OPENS
    if before.isspace() and after.isspace():
        return _Role.NEITHER if mark in _OPENERS or not opened else _Role.CLOSES
    if mark == "“":
        closes = not before.isspace() and (after.isspace() or after in ".,;:!?)]")
        return _Role.CLOSES if closes else _Role.OPENS
    if before.isspace() or before in _BEFORE_OPENER:
        return _Role.OPENS if mark != "”" else otherwise
    if after.isspace() or mark == "”" or before not in _EITHER:
        # A mark straight behind a stop, with a letter behind it, lacks a space on one side.
        return otherwise if before in ".:," and after.isalnum() and mark != "”" else _Role.CLOSES
    return otherwise
