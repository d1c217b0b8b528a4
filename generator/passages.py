"""An article's text as a reader sees it: its paragraphs, and what stands inside quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.model import Span

_EMPTY_LINES = re.compile(r"(?:[^\S\n]*\n)+")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")

# What closes each opening mark. English, German and French typography; the straight mark is its
# own partner.
_PARTNERS = {"“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
_SINGLE = "‘’‚'"
# No print nests deeper; without a limit, marks that are never closed take quadratic time.
_DEEPEST = 8
_MARKS = re.compile(r"[“”„«»‹›\"‘’‚']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A stretch inside quotation marks: `span` is between the marks, which it leaves out."""

    span: Span
    mark: str
    closed: bool
    depth: int


class Passages:
    """The paragraphs and quoted stretches of one text; found when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs: parted by blank lines or, in a text without any, by lines."""
        divider = _BLANK_LINES if _BLANK_LINES.search(self.text.strip()) else re.compile(r"\n+")
        spans = []
        start = 0
        for gap in [*divider.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            if lead := _EMPTY_LINES.match(self.text, start, end):
                start = lead.end()
            while end > start and self.text[end - 1] == "\n":
                end -= 1
            if self.text[start:end].strip():
                spans.append(Span(start=start, end=end))
            start = gap.end() if gap else end
        return tuple(spans)

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.paragraphs]

    def paragraph_at(self, offset: int) -> int:
        """Give the number, from 1, of the paragraph that holds the offset (or stands before it)."""
        return max(1, bisect_right(self._starts, offset))

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """Every stretch inside quotation marks, in order; inner ones follow outer ones.

        A quotation that its paragraph does not close ends with the paragraph. That is how a
        quotation over several paragraphs is printed, and how a forgotten mark is contained.
        """
        found = [quoted for span in self.paragraphs for quoted in self._quoted_in(span)]
        return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))

    def _quoted_in(self, paragraph: Span) -> Iterator[Quoted]:
        text = self.text
        open_marks: list[tuple[str, int]] = []
        for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
            at, mark = match.start(), match.group()
            before = text[at - 1] if at > paragraph.start else " "
            after = text[at + 1] if at + 1 < paragraph.end else " "
            # An apostrophe stands between letters, or after one with no single mark open.
            closes = next(
                (
                    index
                    for index in range(len(open_marks) - 1, -1, -1)
                    if mark in _PARTNERS[open_marks[index][0]]
                ),
                None,
            )
            if mark in _SINGLE and after.isalnum() and before.isalnum():
                continue
            if closes is not None and not (mark in _SINGLE and before.isspace()):
                # What was opened inside and never closed ends here too: it was an apostrophe
                # ("the ’90s") or a forgotten mark.
                for inner in range(len(open_marks) - 1, closes - 1, -1):
                    opener, start = open_marks.pop()
                    if inner == closes:
                        yield Quoted(
                            span=Span(start=start, end=at), mark=opener, closed=True, depth=inner
                        )
                    elif opener not in _SINGLE:
                        yield Quoted(
                            span=Span(start=start, end=at), mark=opener, closed=False, depth=inner
                        )
            elif (
                mark in _PARTNERS
                and not before.isalnum()
                # French sets a space inside its marks.
                and (mark in "«‹" or not after.isspace())
                and len(open_marks) < _DEEPEST
            ):
                open_marks.append((mark, at + 1))
        for depth, (opener, start) in enumerate(open_marks):
            if opener not in _SINGLE:
                yield Quoted(
                    span=Span(start=start, end=paragraph.end),
                    mark=opener,
                    closed=False,
                    depth=depth,
                )

    def is_quoted(self, span: Span) -> bool:
        """Tell whether the span stands inside one stretch of quotation marks.

        Marks at the span's own edges may belong to it. A quotation that runs on over several
        paragraphs, each opened and only the last closed, is one stretch.
        """
        start, end = span.start, span.end
        while start < end and (self.text[start].isspace() or self.text[start] in _PARTNERS):
            start += 1
        while start < end and (self.text[end - 1].isspace() or _MARKS.match(self.text[end - 1])):
            end -= 1
        return any(run.start <= start and end <= run.end for run in self._runs)

    @cached_property
    def _runs(self) -> list[Span]:
        """Quoted stretches, those that continue over paragraphs also as one."""
        runs: list[Span] = []
        ends = {span.end for span in self.paragraphs}
        carried: Span | None = None
        for quoted in self.quoted:
            runs.append(quoted.span)
            if quoted.depth:
                continue
            if carried and self._opens_paragraph_after(carried, quoted.span):
                carried = Span(start=carried.start, end=quoted.span.end)
                runs.append(carried)
            else:
                carried = quoted.span
            if quoted.closed or carried.end not in ends:
                carried = None
        return runs

    def _opens_paragraph_after(self, before: Span, span: Span) -> bool:
        number = self.paragraph_at(before.start)
        here = self.paragraph_at(span.start)
        first = self.paragraphs[here - 1].start
        number = self.paragraph_at(before.end - 1)
        return here == number + 1 and not self.text[first : span.start - 1].strip()
