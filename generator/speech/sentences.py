"""A text with its quotations blanked out, and the sentences that are left."""

import re
from collections.abc import Iterator

from generator.model import Span
from generator.passages import Quoted
from generator.speech.words import ABBREVIATIONS, SMALL_ABBREVIATIONS

# Stands for a quoted character: no letter, no space, no punctuation.
BLANK = "\ue000"

_END = re.compile(r"[.!?…][\"'”’»)\]]*[ ]+(?=[\"'“‘„«(\[]?(?:[^\W_a-z]|\ue000))")
_LAST_WORD = re.compile(r"[\w.]+\Z")
_STARTERS = re.compile(r"[\"'“‘]|(?:A|An|At|But|He|His|In|It|On|She|That|The|They|This|We)\b")
# Where a quotation that is never closed gives way: to its speaker ("“We came, said Torv.") or at a
# mark of another kind ("“We came," Torv said.").
_GIVES_WAY = re.compile(
    r",['’]? +(?=(?:said|says|added|warned|according to)\b|(?:he|she|they) (?:said|says|added)\b)"
    r"|[,.?!…](?=[\"“”](?:\s|\Z))"
)


def quoted_words(text: str, quoted: Quoted) -> Span:
    """Give the quoted words' span; of a quotation that is never closed, up to its speaker."""
    if not quoted.closed:
        found = _GIVES_WAY.search(text, quoted.span.start, quoted.span.end)
        if found:
            return Span(start=quoted.span.start, end=found.start() + 1)
    return quoted.span


def outside(text: str, quotations: list[Span]) -> str:
    """Blank out the quotations, character by character.

    A full stop that ends one stays, because it ends the sentence too.
    """
    parts = []
    at = 0
    for span in quotations:
        words = text[span.start : span.end].rstrip()
        stop = words[-1:] if words.endswith((".", "…")) else ""
        parts += [text[at : span.start], BLANK * (len(words) - len(stop)), stop]
        at = span.start + len(words)
    return "".join([*parts, text[at:]])


def ends_in_abbreviation(text: str, start: int, stop: int) -> bool:
    """Tell whether the full stop at `stop` belongs to an abbreviation or an initial."""
    word = _LAST_WORD.search(text, max(start, stop - 20), stop)
    if not word:
        return False
    bare = word.group()
    if "." in bare or (len(bare) == 1 and bare.isalpha() and bare.isupper()):
        return True
    if bare[0].isupper():
        return bare.lower() in ABBREVIATIONS
    return bare in SMALL_ABBREVIATIONS


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph of a text whose quotations are blanked out."""
    first = start
    for found in _END.finditer(text, start, end):
        stop = found.start()
        if text[stop] == "." and ends_in_abbreviation(text, first, stop):
            # "in the U.S. The talks": a stop may end both.
            dotted = "." in text[max(first, stop - 3) : stop]
            if not (dotted and _STARTERS.match(text, found.end(), end)):
                continue
        yield Span(start=first, end=found.end())
        first = found.end()
    if first < end:
        yield Span(start=first, end=end)
