"""The words to cite for a place in an article: they must occur once, or say what stands around."""

from generator.evidence import Text, fold
from generator.model import Selector, Span

# How many words before and after tell places apart, the fewest first.
_CONTEXTS = ((0, 0), *((a, b) for n in (1, 3, 9, 27, 81) for a, b in ((0, n), (n, 0), (n, n))))
# Longer words than these are no quotation of a place, but half the article.
_LONGEST = 2_000


def selector_for(article: Text, span: Span) -> Selector | None:
    """Give the selector that leads to this span's words and to no others; None where none does.

    White space is written as a single space, as evidence reads it.
    """
    text = article.text
    span = trimmed(text, span.start, span.end)
    exact = " ".join(text[span.start : span.end].split())
    if not exact:
        return None
    for before, after in _CONTEXTS:
        prefix, suffix = _before(text, span.start, before), _after(text, span.end, after)
        if _stands_twice(prefix + exact + suffix, article.folded.text):
            continue
        selector = Selector(exact=exact, prefix=prefix, suffix=suffix)
        found = article.locate(selector)
        if len(found.spans) == 1 and span.start <= found.spans[0].start < span.end:
            return selector
        if not found.places:
            return None
    return None


def _stands_twice(words: str, folded: str) -> bool:
    """Tell at once what locating would tell late where words stand a thousand times."""
    words = fold(words).text.strip()
    first = folded.find(words)
    return first >= 0 and folded.find(words, first + 1) >= 0


def _before(text: str, end: int, count: int) -> str:
    """Give the last words before an offset, with the space that follows them."""
    if not count:
        return ""
    words = text[max(0, end - 40 * count) : end].split()[-count:]
    return " ".join(words) + (" " if words and text[end - 1].isspace() else "")


def _after(text: str, start: int, count: int) -> str:
    """Give the first words after an offset, with the space that precedes them."""
    if not count:
        return ""
    words = text[start : start + 40 * count].split()[:count]
    return (" " if words and text[start].isspace() else "") + " ".join(words)


def can_cite(article: Text, span: Span) -> bool:
    """Tell whether a selector leads to this span; most often the words alone do."""
    if span.end - span.start > _LONGEST or span.end <= span.start:
        return False
    folded = article.folded
    start, end = folded.position(span.start), folded.position(span.end)
    words = folded.text[start:end]
    if words and words == words.strip() and "[…]" not in words and words.isascii():
        first = folded.text.find(words)
        if (
            first == start
            and folded.origin(start, end) == span
            and folded.text.find(words, first + 1) < 0
        ):
            return True
    return selector_for(article, span) is not None


def trimmed(text: str, start: int, end: int) -> Span:
    """Give the stretch without white space at its edges; an empty one where nothing else is."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start=start, end=max(start, start + len(words.strip())))
