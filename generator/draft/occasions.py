"""When and on what occasion words were said, where the article prints it beside their cue."""

import datetime
import re

from generator.model import Span
from generator.when import find_mentions

_NAME = r"[^\W\d_a-z][\w.'-]*"
_FURTHER = (
    rf"(?: (?:at|in|on|with|to|from) (?:the |an? )?{_NAME}"
    rf"(?: (?:of|in|mission|evening|morning|afternoon|night|{_NAME}))*)"
)
_EVENT = (
    r"(?:press conference|news conference|briefing|conference call|call|interview|speech|statement|"
    r"address|rally|debate|hearing|town hall|forum|summit|ceremony|tweet|post|letter|e-?mail|"
    r"message|memo|column|op-ed|editorial|broadcast|podcast|meeting|event|note|remarks)"
)
_AUDIENCE = (
    r"(?:journalists|reporters|supporters|lawmakers|members of parliament|deputies|diplomats|"
    r"delegates|voters|students|(?:an|the) audience|(?:a|the) crowd|parliament|a (?:rally|forum))"
)
_OCCASION = re.compile(
    rf"\b(?:(?:[Aa]t|[Ii]n|[Dd]uring|[Oo]n|[Aa]fter) (?:an?|the|his|her|their|its) "
    rf"(?:[\w'-]+ ){{0,3}}?{_EVENT}\b"
    rf"|(?:told|telling) {_AUDIENCE}\b(?: (?:at|in|on|during) an? (?:[\w'-]+ ){{0,2}}?{_EVENT}\b)?)"
    rf"(?: held)?{_FURTHER}{{0,2}}"
)
# How far from the cue an occasion may stand, and how far both are looked for, in characters.
_NEAR = 90
_READ = 300
# What may stand between the cue and the day: who was told, and the occasion.
_UP_TO_THE_DAY = re.compile(
    r"\s*(?:(?:an? |the )?[\w'.-]+(?: [^\W\d_a-z][\w'.-]*)*\s+)?"
    r"(?:(?:at|in|during|on|to|with|from|late|early|again)\b[^,.;:()]*)?\s*"
)
_AHEAD_OF_THE_CUE = re.compile(r",?\s*(?:(?:evening|morning|afternoon|night),?\s*)?")


def find_occasion(text: str, sentence: Span, cue: Span) -> str | None:
    """Give the words that print the occasion nearest the cue; `text` has its quotations blanked."""
    nearest: tuple[int, str] | None = None
    start, end = max(sentence.start, cue.start - _READ), min(sentence.end, cue.end + _READ)
    for found in _OCCASION.finditer(text, start, end):
        away = max(found.start() - cue.end, cue.start - found.end(), 0)
        if away <= _NEAR and (nearest is None or away < nearest[0]):
            nearest = away, found.group()
    return nearest[1].rstrip(".") if nearest else None


def find_day(
    text: str, sentence: Span, cue: Span, published: datetime.date
) -> datetime.date | None:
    """Give the day that the cue dates the words to: "said Torv on Monday"."""
    start, end = max(sentence.start, cue.start - _READ), min(sentence.end, cue.end + _READ)
    for mention in find_mentions(text, published, start=start, end=end):
        date = mention.resolution.date
        if date is None or not date.is_day or date.earliest > published:
            continue
        if mention.start >= cue.end:
            told = _UP_TO_THE_DAY.fullmatch(text, cue.end, mention.start)
        elif mention.end <= cue.start:
            told = _AHEAD_OF_THE_CUE.fullmatch(text, mention.end, cue.start)
        else:
            return date.earliest
        if told:
            return date.earliest
    return None
