"""The words to cite for a place in an article: they must occur once, or say what stands around."""

from generator.evidence import Text
from generator.model import Selector, Span

# How far, in characters, to look around for words that make a place the only one.
_AROUND = (24, 60, 150, 400)
# Longer words than these are no quotation of a place, but half the article.
_LONGEST = 2_000


def selector_for(article: Text, span: Span) -> Selector | None:
    """Give the selector that leads to this span and to no other; None where there is none."""
    text = article.text
    exact = text[span.start : span.end]
    if not exact.strip() or exact != exact.strip() or "[…]" in exact:
        return None
    for around in (0, *_AROUND):
        before = text[max(0, span.start - around) : span.start]
        after = text[span.end : span.end + around]
        # From a word's start to a word's end, where words are of common length.
        if span.start > around and " " in before[: _AROUND[0]]:
            before = before.partition(" ")[2]
        if span.end + around < len(text) and " " in after[-_AROUND[0] :]:
            after = after.rpartition(" ")[0]
        if not _is_once(article, span.start - len(before), span.end + len(after)):
            continue
        selector = Selector(exact=exact, prefix=before, suffix=after)
        if article.locate(selector).spans == (span,):
            return selector
    return None


def can_cite(article: Text, span: Span) -> bool:
    """Tell whether a selector leads to this span; most often the words alone do."""
    if not 0 < span.end - span.start <= _LONGEST:
        return False
    words = article.text[span.start : span.end]
    if words.isascii() and words == words.strip() and _is_whole(article, span):
        if _is_once(article, span.start, span.end):
            return True
        # A longer selector takes in all of this.
        start, end = max(0, span.start - _AROUND[0]), span.end + _AROUND[0]
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
