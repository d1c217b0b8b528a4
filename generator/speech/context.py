"""The sentence that a quotation stands in, where the quoted words alone are no sentence."""

from generator.model import Span
from generator.passages import Passages
from generator.speech.names import plain
from generator.speech.sentences import outside, quoted_words, sentences

_OPENING = "“„«‹\"‘‚'"
_CLOSING = "”“»›\"’‘'"
_STOPS = ".!?…"


def sentences_around(passages: Passages, span: Span) -> list[Span]:
    """Give the sentences that the words stand in, trimmed; none where the words are sentences."""
    if _is_whole(passages, span):
        return []
    quoted = [quoted_words(passages.text, item) for item in passages.quoted if not item.depth]
    # Lines may end within a sentence, and no-break spaces part two.
    text = plain(outside(passages.text, quoted))
    return [
        _trimmed(passages.text, sentence)
        for paragraph in passages.paragraphs
        if paragraph.start < span.end and span.start < paragraph.end
        for sentence in sentences(text, paragraph.start, paragraph.end)
        if sentence.start < span.end and span.start < sentence.end
    ]


def _is_whole(passages: Passages, span: Span) -> bool:
    """Tell whether a sentence starts where the words do, and ends where they do."""
    text = plain(passages.text)
    words = text[span.start : span.end].strip().strip(_OPENING + _CLOSING)
    first = passages.paragraphs[passages.paragraph_at(span.start) - 1].start
    before = text[first : span.start].rstrip(_OPENING + " ")
    last = passages.paragraphs[passages.paragraph_at(max(span.start, span.end - 1)) - 1].end
    after = text[span.end : last].lstrip(_CLOSING + " ")
    starts = not before or before[-1] in _STOPS + _CLOSING + ",:"
    # “The fish is gone,” she said: the comma stands for the full stop.
    ends = not after or words[-1:] in _STOPS or after[0] in _STOPS + ","
    return starts and ends and not words[:1].islower()


def _trimmed(text: str, span: Span) -> Span:
    sentence = text[span.start : span.end]
    return Span(start=span.start, end=span.start + len(sentence.rstrip()))
