"""A memo's running text without its Markdown, and the way back to the file."""

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.memo.blocks import COVER, Kind, RawBlock, cover_comments, read_blocks
from generator.model import Span
from generator.passages import Passages

_LINK_TEXT = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,100}\]){0,300}"
_LINK_TARGET = (
    r"\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?"
    r"(?:\s+(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?\s?\)"
)
_INLINE = re.compile(
    "|".join(
        (
            r"(?P<gap>\s+)",
            r"\\(?P<escaped>[!-/:-@\[-`{-~])",
            # Marks of footnotes, [^1] and [1] and ¹ and <sup>1</sup>, are no figures.
            r"(?P<note>\[\^[^\[\]\s]{1,60}\]|\[[0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,9}\](?!\()"
            r"|<sup[^<>]{0,100}>[^<]{0,300}</sup>|[¹²³⁰⁴-⁹]+)",
            rf"!?\[(?P<link>{_LINK_TEXT})\](?:{_LINK_TARGET}|\[[^\[\]]{{0,200}}\])",
            r"(?P<address><[^\s<>:@]{1,60}[:@][^\s<>]{1,1000}>"
            r"|\b(?:https?://|www\.)[^\s<>“”\"]{0,1000}[^\s<>“”\".,;:!?)\]’'*_])",
            r"(?P<break><br\s?/?>)",
            r"(?P<tag></?[A-Za-z][^<>]{0,300}>)",
            r"(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
            r"(?P<attributes>\{\s?[:.#][^{}]{0,200}\})",
            r"(?P<struck>~~[^~\n]{1,500}~~)",
            r"(?P<mark>\*{1,3}|_{1,3}|`+|~~)",
            rf"(?P<unseen>[{COVER}\u00ad\u2060\ufeff]+)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like: `text[start:end]` of the prose."""

    kind: Kind
    start: int
    end: int


class Prose:
    """What a reader of the rendered memo reads; each block is one line, blank lines between."""

    def __init__(self, memo: str) -> None:
        self.memo = memo
        covered = cover_comments(memo)
        # Where each letter of the text comes from in the memo.
        self._starts = array("l")
        self._ends = array("l")
        letters: list[str] = []
        blocks: list[Block] = []
        for raw in read_blocks(covered):
            found = list(_letters(covered, raw))
            if not any(letter.strip() for letter, _, _ in found):
                continue
            if blocks:
                found = [("\n", *found[0][1:]), ("\n", *found[0][1:]), *found]
            start = len(letters) + (2 if blocks else 0)
            for letter, from_, to in found:
                letters.append(letter)
                self._starts.append(from_)
                self._ends.append(to)
            blocks.append(Block(raw.kind, start, len(letters)))
        self.text = "".join(letters)
        self.blocks = tuple(blocks)

    def origin(self, span: Span) -> Span:
        """Give the place in the memo of a span of the text (not empty)."""
        return Span(start=self._starts[span.start], end=self._ends[span.end - 1])

    def places(self, index: int) -> tuple[int, int]:
        """Give where the letter at an index comes from in the memo, as start and end."""
        return self._starts[index], self._ends[index]

    @cached_property
    def passages(self) -> Passages:
        """The text's paragraphs, which are its blocks, and its quoted stretches."""
        return Passages(self.text)


_Letter = tuple[str, int, int]


def _letters(memo: str, block: RawBlock) -> Iterator[_Letter]:
    """Yield the letters of a block as they are shown, each with its place in the memo."""
    places = array("l")
    rows = []
    for start, end in block.pieces:
        rows.append(memo[start:end])
        places.extend(range(start, end + 1))
    joined = "\n".join(rows)

    def inline(start: int, end: int) -> Iterator[_Letter]:
        at = start
        for found in _INLINE.finditer(joined, start, end):
            for index in range(at, found.start()):
                yield joined[index], places[index], places[index] + 1
            at = found.end()
            from_, to = places[found.start()], places[at - 1] + 1
            what = found.lastgroup
            if what in ("gap", "break"):
                yield " ", from_, to
            elif what == "escaped":
                yield found["escaped"], from_, to
            elif what == "entity":
                yield from ((letter, from_, to) for letter in html.unescape(found.group()))
            elif found["link"] is not None:
                yield from inline(*found.span("link"))
            elif what == "mark" and not _is_emphasis(joined, found):
                for index in range(found.start(), at):
                    yield joined[index], places[index], places[index] + 1
        for index in range(at, end):
            yield joined[index], places[index], places[index] + 1

    return inline(0, len(joined))


def _is_emphasis(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1 : found.start()] or " "
    after = text[found.end() : found.end() + 1] or " "
    if found.group()[0] == "_":
        return not (before.isalnum() and after.isalnum())
    if found.group()[0] == "*":
        numbers = before.isdecimal() and after.isdecimal()
        return not (numbers or (before.isspace() and after.isspace()))
    return True
