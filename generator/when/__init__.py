"""Date words of an English news article to dates, with the reasoning in words.

Words are resolved against the day on which the article was published; nothing reads the clock.
`words` is what date words can say, `forms` (built of `patterns`) reads them into it, `reckoning`
turns it into dates, `reasons` says why, `facing` judges which way a sentence looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.edtf import Edtf
from generator.when.facing import Sentences
from generator.when.forms import find_phrases
from generator.when.reasons import (
    SENTENCES,
    Facing,
    Reasoning,
    Resolution,
    reasoning,
    say_in_english,
)
from generator.when.reckoning import reckon, reckon_elsewhere, reckon_several
from generator.when.words import Counted, DayOfMonth, Month, Says, Stretch, Weekday, Which

__all__ = [
    "SENTENCES",
    "Facing",
    "Mention",
    "Reasoning",
    "Resolution",
    "find_mentions",
    "reasoning",
    "resolve",
    "say_in_english",
]


# A verb that is misjudged puts "13 January" a year off: only one this near has a say there.
_NEAR_A_VERB = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Date words in a text, `text[start:end]`, and what they mean there."""

    start: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Reading:
    """A mention on its way: what its words say, and how unclear its sentence leaves them."""

    mention: Mention
    says: Says
    unclear: int


def resolve(words: str, published: date, *, facing: Facing | None = None) -> Resolution | None:
    """Resolve words that are known to be date words; None if none are understood in them.

    Words with several date expressions ("Wednesday (12 January)") mean the date that fits all of
    them, or none if there is no such date.
    """
    phrases = list(find_phrases(words, alone=True))
    if len(phrases) <= 1:
        return next((reckon(words, phrase.says, published, facing) for phrase in phrases), None)
    parts = [
        reckon(words[phrase.start : phrase.end], phrase.says, published, facing)
        for phrase in phrases
    ]
    return reckon_several(words, parts, published)


def find_mentions(
    text: str, published: date, *, start: int = 0, end: int | None = None
) -> list[Mention]:
    """Find the date expressions of an article's text, in order; linear in its length.

    Which way a sentence looks is judged from its verbs. One weekday means one date in a text:
    every bare "Monday" means what the clearest mention of it means.
    """
    readings = list(_read(text, published, start, len(text) if end is None else end))
    weekdays = _settle_weekdays(readings, published)
    mentions = []
    for reading in readings:
        mention, resolution = reading.mention, reading.mention.resolution
        settled = weekdays.get(_bare_weekday(reading.says))
        if settled is not None and resolution.date != settled:
            resolution = reckon_elsewhere(resolution, settled, published)
            mention = Mention(start=mention.start, end=mention.end, resolution=resolution)
        mentions.append(mention)
    return mentions


def _read(text: str, published: date, start: int, end: int) -> Iterator[_Reading]:
    sentences = Sentences(text, start, end)
    for phrase in find_phrases(text, start, end):
        view = sentences.view(phrase.start, phrase.end)
        ahead = isinstance(phrase.says, Counted) and phrase.says.ahead
        if ahead and view.facing is not Facing.FUTURE:
            continue  # "They met twice in three days": a length of time
        facing = view.facing
        if view.unclear > _NEAR_A_VERB and _lacks_year(phrase.says):
            facing = None
        words = text[phrase.start : phrase.end]
        resolution = reckon(words, phrase.says, published, facing)
        mention = Mention(start=phrase.start, end=phrase.end, resolution=resolution)
        yield _Reading(mention, phrase.says, view.unclear)


def _lacks_year(says: Says) -> bool:
    if isinstance(says, Stretch):
        says = says.last
    return isinstance(says, DayOfMonth | Month) and says.month is not None and says.year is None


def _bare_weekday(says: Says) -> int | None:
    if isinstance(says, Weekday) and says.which is Which.BARE:
        return says.weekday
    return None


def _settle_weekdays(readings: list[_Reading], published: date) -> dict[int | None, Edtf]:
    """Give each weekday's date at its clearest mention, a full date within a week above all."""
    clearest: dict[int | None, tuple[int, Edtf]] = {}
    for reading in readings:
        says, resolution = reading.says, reading.mention.resolution
        if resolution.date is None:
            continue
        weekday, unclear = _bare_weekday(says), reading.unclear
        if isinstance(says, DayOfMonth) and says.weekday is not None:
            away = abs(resolution.date.earliest - published)
            if away < timedelta(weeks=1) and not resolution.weekday_mismatch:
                weekday, unclear = says.weekday, -1
        if weekday is not None and (weekday not in clearest or unclear < clearest[weekday][0]):
            clearest[weekday] = (unclear, resolution.date)
    return {weekday: day for weekday, (_, day) in clearest.items()}
