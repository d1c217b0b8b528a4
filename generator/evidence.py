"""Quote selectors to spans: find the article's words, exactly once, or say why not.

The rules are those of SEEDS.md ("Evidence"): a W3C Web Annotation TextQuoteSelector, matched
literally but for white space, quotation marks, dashes, Unicode composition (NFC) and invisible
characters. An offset map leads every match back to the untouched article.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import attrgetter

from generator.model import Selector, Span
from generator.passages import Passages

ELISION = re.compile(r"\s+\[…\]\s+")

# Soft hyphen, zero-width space, non-joiner, joiner, word joiner, zero-width no-break space.
_SKIPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDED = str.maketrans(
    dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("‐‑‒–—―", "-")
)
_TOKEN = re.compile(rf"(\s(?:[{_SKIPPED}]*\s)*)|\S+")
_ODD_SPACE = re.compile(r"\s{2,}|[^\S ]")
_SKIP = re.compile(rf"[{_SKIPPED}]")
# Hangul vowels and finals join what stands before them, as combining marks do.
_JOINS = re.compile(r"[\u1160-\u11ff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, with the way back to its offsets.

    `text[runs[i]:runs[i+1]]` came from the original text at `origins[i]`: letter by letter where
    `literal[i]`, otherwise as a whole from `origins[i]` to `ends[i]`.
    """

    text: str
    runs: list[int]
    origins: list[int]
    ends: list[int]
    literal: list[bool]

    def origin(self, start: int, end: int) -> Span:
        """Give the original's span for the range `start:end` of the folded text (not empty)."""
        first = bisect_right(self.runs, start) - 1
        last = bisect_right(self.runs, end - 1) - 1
        from_ = self.origins[first] + (start - self.runs[first] if self.literal[first] else 0)
        to = self.origins[last] + end - self.runs[last] if self.literal[last] else self.ends[last]
        return Span(start=from_, end=to)

    def position(self, offset: int) -> int:
        """Give the place in the folded text that an offset of the original falls on."""
        run = max(0, bisect_right(self.origins, offset) - 1)
        if not self.runs:
            return 0
        if self.literal[run]:
            length = self.ends[run] - self.origins[run]
            return self.runs[run] + min(max(0, offset - self.origins[run]), length)
        if offset <= self.origins[run]:
            return self.runs[run]
        return self.runs[run + 1] if run + 1 < len(self.runs) else len(self.text)


def fold(text: str) -> Folded:
    """Fold away the differences that SEEDS.md forgives, and keep the way back."""
    out: list[str] = []
    runs: list[int] = []
    origins: list[int] = []
    ends: list[int] = []
    literal: list[bool] = []
    length = 0

    def add(piece: str, start: int, end: int, *, as_is: bool) -> None:
        nonlocal length
        if piece:
            # Letter-by-letter runs that touch are one: most articles are a handful of runs.
            if as_is and literal and literal[-1] and ends[-1] == start:
                ends[-1] = end
            else:
                runs.append(length)
                origins.append(start)
                ends.append(end)
                literal.append(as_is)
            out.append(piece)
            length += len(piece)

    if text.isascii() or (not _SKIP.search(text) and unicodedata.is_normalized("NFC", text)):
        # Nearly every text is composed already: only its white space may differ.
        at = 0
        for match in _ODD_SPACE.finditer(text):
            add(text[at : match.start()].translate(_FOLDED), at, match.start(), as_is=True)
            add(" ", match.start(), match.end(), as_is=False)
            at = match.end()
        add(text[at:].translate(_FOLDED), at, len(text), as_is=True)
        return Folded("".join(out), runs, origins, ends, literal)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        if match.group(1):
            add(" ", start, end, as_is=token == " ")
            continue
        for piece, first, after in _clusters(token, start):
            add(piece.translate(_FOLDED), first, after, as_is=piece == text[first:after])
    return Folded("".join(out), runs, origins, ends, literal)


def _clusters(word: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the word in composed pieces, each with its place; invisible characters are dropped.

    It is cut where composition cannot reach across, and left whole where that cannot be told.
    """
    letters = [(char, start + i) for i, char in enumerate(word) if char not in _SKIPPED]
    if not letters:
        return
    cuts = [
        i
        for i, (char, _) in enumerate(letters)
        if not i or not (unicodedata.category(char)[0] == "M" or _JOINS.match(char))
    ]
    pieces = [letters[a:b] for a, b in zip(cuts, [*cuts[1:], len(letters)], strict=True) if a < b]
    folded = [unicodedata.normalize("NFC", "".join(c for c, _ in piece)) for piece in pieces]
    if "".join(folded) != unicodedata.normalize("NFC", "".join(c for c, _ in letters)):
        pieces = [letters]
        folded = [unicodedata.normalize("NFC", "".join(c for c, _ in letters))]
    for text, piece in zip(folded, pieces, strict=True):
        yield text, piece[0][1], piece[-1][1] + 1


@dataclass(frozen=True, slots=True)
class Located:
    """What looking for a selector gave: `spans` where it was found once, otherwise why not.

    `places` are the spans of several matches. `out_of_order` tells that every piece stands in one
    paragraph, but not in the order given.
    """

    spans: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    out_of_order: bool = False


class Text:
    """An article's text, ready to be searched; what is costly is made once and when needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.passages = Passages(text)

    def rest(self) -> None:
        """Forget what can be made again from the text: there may be thousands of articles."""
        vars(self).pop("folded", None)
        self.passages = Passages(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text as it is compared."""
        return fold(self.text)

    def locate(self, selector: Selector) -> Located:
        """Find the selector's words. They must occur exactly once, prefix and suffix included."""
        whole = self._occurrences(selector.prefix, selector.exact, selector.suffix)
        if len(whole) == 1:
            return Located(spans=(whole[0],))
        if whole:
            return Located(places=tuple(whole))
        pieces = [piece for piece in ELISION.split(selector.exact) if piece.strip()]
        if len(pieces) < 2:
            return Located()
        return self._locate_pieces(selector, pieces)

    def _occurrences(self, prefix: str, exact: str, suffix: str) -> list[Span]:
        needle = fold(prefix + exact + suffix)
        start = needle.position(len(prefix))
        end = needle.position(len(prefix) + len(exact))
        # The words themselves, without white space that the writer left at their edges.
        words = needle.text[start:end].strip()
        if not words:
            return []
        start = needle.text.index(words, start)
        end = start + len(words)
        lead = needle.text[:start] if prefix else ""
        tail = needle.text[end:] if suffix else ""
        # White space at the far edge of a prefix or suffix says nothing about the words.
        lead, tail = (
            lead.lstrip() if lead.strip() else lead,
            tail.rstrip() if tail.strip() else tail,
        )
        wanted = lead + words + tail
        found = []
        at = self.folded.text.find(wanted)
        while at >= 0:
            begin = at + len(lead)
            found.append(self.folded.origin(begin, begin + len(words)))
            at = self.folded.text.find(wanted, at + 1)
        return found

    def _locate_pieces(self, selector: Selector, pieces: list[str]) -> Located:
        places = []
        for index, piece in enumerate(pieces):
            prefix = selector.prefix if index == 0 else ""
            suffix = selector.suffix if index == len(pieces) - 1 else ""
            places.append(self._occurrences(prefix, piece, suffix))
        matches: list[tuple[Span, ...]] = []
        out_of_order = False
        for paragraph in self.passages.paragraphs:
            inside = [_within(spans, paragraph) for spans in places]
            if all(inside):
                here = _in_order(inside)
                out_of_order = out_of_order or not here
                matches += here
        if len(matches) == 1:
            return Located(spans=matches[0])
        return Located(
            places=tuple(Span(start=m[0].start, end=m[-1].end) for m in matches),
            out_of_order=out_of_order and not matches,
        )


def _within(spans: list[Span], paragraph: Span) -> list[Span]:
    """List the spans, which are in order, that a paragraph holds."""
    first = bisect_left(spans, paragraph.start, key=attrgetter("start"))
    last = bisect_right(spans, paragraph.end, key=attrgetter("end"))
    return spans[first:last]


def _in_order(places: list[list[Span]], most: int = 9) -> list[tuple[Span, ...]]:
    """List the ways, `most` at most, to take one span of each list, each after the one before."""
    ways: list[tuple[Span, ...]] = [()]
    for left, spans in zip(range(len(places) - 1, -1, -1), places, strict=True):
        longer = (
            (*way, span) for way in ways for span in islice(spans, _first_after(spans, way), None)
        )
        ways = list(islice(longer, 1000 if left else most))
    return ways


def _first_after(spans: list[Span], way: tuple[Span, ...]) -> int:
    return bisect_left(spans, way[-1].end, key=attrgetter("start")) if way else 0
