"""The blocks of a memo's Markdown: paragraphs, headings, list items, table rows, quoted paragraphs.

Read for its words and not for its looks: what a reader would not see as running text (comments,
front matter, code fences, link definitions, rules, numbers of headings and lists) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

# What a comment is covered with, so that nothing after it moves. Inline text leaves it out.
COVER = "\u200b"

# Comments, and what a browser does not show.
_COMMENT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?:.*\n)*?---[^\S\n]*(?:\n|\Z)")
_QUOTE_MARK = re.compile(r"(?: {0,3}>[^\S\n]?)+")
_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*\Z")
# "2.", "2.1", "3)" and "2 What comes next", but not "8 hours of talks".
_HEADING_NUMBER = re.compile(
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})+\.?|[0-9]{1,3}[.)])\s+|[0-9]{1,2}\s+(?=[A-Z])"
)
_BULLET = re.compile(r"\s*[-*+•]\s+(?:\[[ xX]\]\s+)?")
_NUMBERED = re.compile(r"\s*(?:\(?(?P<number>[0-9]{1,9})[.)]|\(?[a-z]\))\s+")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\]]{1,60}\]:\s*")
_DEFINITION = re.compile(
    r"\s{0,3}(?:\*\[[^\]]{1,200}\]:.*|\[[^\]]{1,200}\]:\s*\S+(?:\s+[\"'(].*)?)\s*\Z"
)
_RULE = re.compile(r"\s*(?:=+|(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){2,})\Z")
_TABLE_RULE = re.compile(r"(?=.*-)(?=.*\|)[\s|:-]+\Z")
_HTML_BLOCK = re.compile(
    r"\s*</?(?:li|p|div|t[drh]|table|[uod]l|d[td]|h[1-6]|section|article|blockquote|details|summary"
    r"|figure|figcaption|hr)\b",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"(?:!!!|\?\?\?\+?)\s+[\w -]+")


class Kind(StrEnum):
    """What a block is, as far as it matters for its words."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    QUOTED = "quoted"
    NOTE = "note"


@dataclass(slots=True)
class RawBlock:
    """A block and the pieces of the memo that it is made of, as (start, end), one a line."""

    kind: Kind
    pieces: list[tuple[int, int]] = field(default_factory=list)


def cover_comments(memo: str) -> str:
    """Cover HTML comments, line ends apart; one that is never closed is text."""
    if "<" not in memo:
        return memo
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", COVER, found.group()), memo)


def read_blocks(memo: str) -> Iterator[RawBlock]:
    """Yield the blocks of a memo whose comments are covered."""
    found = _FRONT_MATTER.match(memo)
    return _Reader(memo, found.end() if found else 0).read()


class _Reader:
    def __init__(self, memo: str, start: int) -> None:
        self.memo = memo
        self.lines: list[tuple[int, int]] = []
        while start <= len(memo):
            end = memo.find("\n", start)
            end = len(memo) if end < 0 else end
            self.lines.append((start, end))
            start = end + 1
        self.block: RawBlock | None = None
        self.never_closed: dict[str, int] = {}

    def read(self) -> Iterator[RawBlock]:
        number = 0
        while number < len(self.lines):
            start, end = self.lines[number]
            if closing := self._closing_fence(number):
                yield from self._done()
                number = closing + 1
                continue
            yield from self._line(start, end)
            number += 1
        yield from self._done()

    def _done(self) -> Iterator[RawBlock]:
        if self.block and self.block.pieces:
            yield self.block
        self.block = None

    def _closing_fence(self, number: int) -> int | None:
        """Give the line that closes the code fence which this line opens, if both are so."""
        opening = _FENCE.match(self.memo[slice(*self.lines[number])])
        if opening is None:
            return None
        fence = opening["fence"]
        if len(fence) >= self.never_closed.get(fence[0], 1 << 30):
            return None
        for other in range(number + 1, len(self.lines)):
            line = self.memo[slice(*self.lines[other])].strip()
            if len(line) >= len(fence) and not line.strip(fence[0]):
                return other
        self.never_closed[fence[0]] = len(fence)
        return None

    def _line(self, start: int, end: int) -> Iterator[RawBlock]:
        quote = _QUOTE_MARK.match(self.memo, start, end)
        if quote:
            start = quote.end()
        line = self.memo[start:end]
        bare = line.replace(COVER, "").strip()
        if not bare or _RULE.match(bare) or _TABLE_RULE.match(bare) or _DEFINITION.match(line):
            yield from self._done()
            return
        if quote and self.block and self.block.kind is not Kind.QUOTED:
            yield from self._done()
        kind = Kind.QUOTED if quote else Kind.PARAGRAPH
        if heading := _HEADING.match(line):
            yield from self._alone(Kind.HEADING, start, line, *heading.span("text"))
        elif line.lstrip().startswith("|"):
            first = line.index("|") + 1
            last = len(line.rstrip().rstrip("|"))
            yield from self._alone(Kind.ROW, start, line, first, last)
        elif note := _FOOTNOTE.match(line):
            yield from self._done()
            self.block = RawBlock(Kind.NOTE, [(start + note.end(), end)])
        elif callout := _CALLOUT.match(line):
            title = line[callout.end() :]
            first = callout.end() + len(title) - len(title.lstrip(' "'))
            yield from self._alone(Kind.HEADING, start, line, first, len(line.rstrip(' "')))
        elif item := self._item(line):
            yield from self._done()
            self.block = RawBlock(kind if quote else Kind.ITEM, [(start + item.end(), end)])
        else:
            if _HTML_BLOCK.match(line):
                yield from self._done()
            if self.block is None:
                self.block = RawBlock(kind)
            self.block.pieces.append((start, end))

    def _alone(
        self, kind: Kind, start: int, line: str, first: int, last: int
    ) -> Iterator[RawBlock]:
        yield from self._done()
        if kind is Kind.HEADING and (number := _HEADING_NUMBER.match(line, first, last)):
            first = number.end()
        if first < last:
            yield RawBlock(kind, [(start + first, start + last)])

    def _item(self, line: str) -> re.Match[str] | None:
        if bullet := _BULLET.match(line):
            return bullet
        numbered = _NUMBERED.match(line)
        # A wrapped line that happens to begin with "40." begins no list.
        if numbered and self.block and self.block.kind in (Kind.PARAGRAPH, Kind.QUOTED):
            return numbered if numbered["number"] in (None, "1") else None
        return numbered
