"""The quotations of a text as it is printed, with marks forgotten, doubled or turned around."""

import re
from collections.abc import Iterator
from functools import cached_property

from generator.model import Span
from generator.passages import Passages, Quoted

_DOUBLE = re.compile(r"[“”\"]+")
_TWO_SINGLE = re.compile(r"(?<!\w)''(?=\w)")
_OTHERS = re.compile(r"[„«»]")
# What an opening mark may stand behind, and a closing one in front of, besides white space.
_OPENS_AFTER = "([{—–-/‘'’"
_CLOSES_BEFORE = ")]}.,;:!?…—–-/’'"
# No print nests deeper; without a limit, marks that are never closed take quadratic time.
_DEEPEST = 8
_SPOKEN = re.compile(r"\w")


class Printed(Passages):
    """A text whose quotation marks are read by where they stand, not by which way they turn.

    An article that has double marks keeps single ones for headlines, titles and quotations inside
    others: they open none of their own. With French, German or only single marks the text is read
    as `Passages` reads it. Two single marks for a double one open nothing: the checks, which a
    draft has to pass, know no such mark. Stretches without a word are left out.
    """

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """Every stretch inside quotation marks, in order; inner ones follow outer ones."""
        doubles = _DOUBLE.search(self.text) or _TWO_SINGLE.search(self.text)
        others = _OTHERS.search(self.text)
        found = self._doubles() if doubles and not others else super().quoted
        return tuple(q for q in found if _SPOKEN.search(self.text, q.span.start, q.span.end))

    def _doubles(self) -> list[Quoted]:
        found = [quoted for span in self.paragraphs for quoted in self._doubles_in(span)]
        return sorted(found, key=lambda quoted: (quoted.span.start, -quoted.span.end))

    def _doubles_in(self, paragraph: Span) -> Iterator[Quoted]:
        open_at: list[int] = []
        spans: list[tuple[int, int, int]] = []
        for marks in _DOUBLE.finditer(self.text, paragraph.start, paragraph.end):
            opens, closes = self._sides(marks.start(), marks.end(), paragraph)
            if opens is closes:  # neither tells: marks alternate
                opens = not open_at
            if opens and len(open_at) < _DEEPEST:
                open_at.append(marks.end())
            elif not opens and open_at:
                spans.append((open_at.pop(), marks.start(), len(open_at)))
        # A mark that is never closed ends where the next one opens, or with its paragraph.
        starts = sorted([*open_at, *(start for start, _, _ in spans)])
        for start in open_at:
            end = next((later - 1 for later in starts if later > start), paragraph.end)
            yield Quoted(span=Span(start=start, end=end), mark='"', closed=False, depth=0)
        for start, end, around in spans:
            depth = around - sum(opened < start for opened in open_at)
            yield Quoted(span=Span(start=start, end=end), mark='"', closed=True, depth=depth)

    def _sides(self, start: int, end: int, paragraph: Span) -> tuple[bool, bool]:
        """Tell whether marks have room to open on their left, and to close on their right."""
        before = self.text[start - 1] if start > paragraph.start else " "
        after = self.text[end] if end < paragraph.end else " "
        left = before.isspace() or before in _OPENS_AFTER
        right = after.isspace() or after in _CLOSES_BEFORE
        return left, right
