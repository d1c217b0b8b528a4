"""The words of an article that a page marks, as HTML; the rest as it is printed."""

from collections.abc import Sequence

from markupsafe import Markup

from generator import addresses
from generator.markdown import escape_within, inert
from generator.model import Span


def marked_words(text: str, sentence: Span, spans: Sequence[Span]) -> Markup:
    """Mark the spans in a sentence, for Markdown."""
    parts: list[Markup] = []
    at = sentence.start
    for span in spans:
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if at <= start < end:
            parts += [escape_within(text[at:start])]
            parts += [Markup(f"<mark>{escape_within(text[start:end])}</mark>")]
            at = end
    return Markup("").join([*parts, escape_within(text[at : sentence.end])])


def marked(text: str, paragraph: Span, spans: list[Span]) -> Markup:
    """Mark the spans in a paragraph, for raw HTML.

    Where two cross, the later goes on in a second mark.
    """
    out: list[Markup] = []
    open_ends: list[int] = []
    at = paragraph.start

    def advance(to: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= to:
            out.append(inert(text[at : open_ends[-1]]))
            out.append(Markup("</mark>"))
            at = open_ends.pop()
        out.append(inert(text[at:to]))
        at = to

    waiting = sorted(
        ((max(s.start, paragraph.start), min(s.end, paragraph.end), s) for s in spans),
        key=lambda row: (row[0], -row[1]),
    )
    while waiting:
        start, end, span = waiting.pop(0)
        advance(start)
        # The id stands where the words begin, and only there; where they go on, its name does.
        first = start == max(span.start, paragraph.start) and span.start >= paragraph.start
        attribute = "id" if first else "data-words"
        out.append(Markup(f'<mark {attribute}="{addresses.words_anchor(span)}">'))
        if open_ends and end > open_ends[-1]:
            rest = (open_ends[-1], end, span)
            place = next((i for i, row in enumerate(waiting) if row[0] > rest[0]), len(waiting))
            waiting.insert(place, rest)
            end = open_ends[-1]
        open_ends.append(end)
    advance(paragraph.end)
    return Markup("").join(out)
