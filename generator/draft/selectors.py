"""The words to cite for a place in an article: they must occur once, or say what stands around."""

import re

from generator.evidence import Text
from generator.model import Selector, Span

# How many words before and after make a place the only one, the fewest first.
_CONTEXTS = ((0, 0), *((a, b) for n in (1, 3, 9, 27, 81) for a, b in ((0, n), (n, 0), (n, n))))
# In characters: what is once in the text with so much around it can be cited with some words more.
_AROUND = 24
# Longer words than these are no quotation of a place, but half the article.
_LONGEST = 2_000


def selector_for(article: Text, span: Span) -> Selector | None:
    """Give the selector that leads to this span's words and to no others; None where none does.

    White space is written as a single space, as evidence reads it.
    """
    text = article.text
    span = trimmed(text, span.start, span.end)
    exact = _spaced(text[span.start : span.end])
    if not exact:
        return None
    for before, after in _CONTEXTS:
        start, end = _words_before(text, span.start, before), _words_after(text, span.end, after)
        if not _is_once(article, start, end):
            continue
        prefix, suffix = _spaced(text[start : span.start]), _spaced(text[span.end : end])
        selector = Selector(exact=exact, prefix=prefix, suffix=suffix)
        found = article.locate(selector).spans
        if len(found) == 1 and span.start <= found[0].start < span.end:
            return selector
    return None


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _words_before(text: str, end: int, count: int) -> int:
    """Give where the last so many words before an offset start; long words are cut."""
    first = max(0, end - 40 * count)
    starts = [match.start() for match in re.finditer(r"\S+", text[first:end])]
    return first + starts[max(0, len(starts) - count)] if starts and count else end


def _words_after(text: str, start: int, count: int) -> int:
    """Give where the first so many words after an offset end; long words are cut."""
    ends = [match.end() for match in re.finditer(r"\S+", text[start : start + 40 * count])]
    return start + ends[min(count, len(ends)) - 1] if ends else start


def can_cite(article: Text, span: Span) -> bool:
    """Tell whether a selector leads to this span; most often the words alone do."""
    if not 0 < span.end - span.start <= _LONGEST:
        return False
    words = article.text[span.start : span.end]
    if words.isascii() and words == words.strip() and _is_whole(article, span):
        if _is_once(article, span.start, span.end):
            return True
        # A longer selector takes in all of this.
        start, end = max(0, span.start - _AROUND), span.end + _AROUND
        if article.text[start:end].isascii() and _is_once(article, start, end):
            return True
    return selector_for(article, span) is not None


def _is_whole(article: Text, span: Span) -> bool:
    """Tell whether a stretch ends where letters do: no accent that is set apart follows it."""
    folded = article.folded
    start, end = folded.position(span.start), folded.position(span.end)
    return start < end and folded.origin(start, end) == span


def _is_once(article: Text, start: int, end: int) -> bool:
    """Tell whether the words of a stretch, as they are compared, stand nowhere else."""
    folded = article.folded
    words = folded.text[folded.position(start) : folded.position(end)].strip()
    if not words:
        return False
    first = folded.text.find(words)
    return first >= 0 and folded.text.find(words, first + 1) < 0


def trimmed(text: str, start: int, end: int) -> Span:
    """Give the stretch without white space at its edges; an empty one where nothing else is."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start=start, end=max(start, start + len(words.strip())))
