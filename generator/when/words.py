"""What the date words of English news can say: a vocabulary between their forms and their dates.

`generator.dateforms` reads words into it, `generator.reckoning` turns it into dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Which(StrEnum):
    """Which of the days, months or weekends of a name is meant."""

    BARE = ""  # "Wednesday": the context decides
    THIS = "this"
    LAST = "last"
    PAST = "past"  # "this past Wednesday": no doubt that it is the latest
    NEXT = "next"
    COMING = "coming"  # "this coming Wednesday": no doubt that it is the first
    OF_WEEK = "of week"  # "Wednesday of next week"
    AFTER = "after"  # "Wednesday week", "two weeks on Wednesday"


class Part(StrEnum):
    """Which part of a week, month or year is meant."""

    WHOLE = ""
    ROUGH = "rough"  # "early January", "the end of the year"
    LATER = "later"  # "later this week": from the article's day on
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, 0 for Monday; `weeks` away for `OF_WEEK` and `AFTER`."""

    weekday: int
    which: Which = Which.BARE
    weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """A day of the month, with as much of month, year and weekday as the words give."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the year."""

    month: int
    year: int | None = None
    which: Which = Which.BARE
    part: Part = Part.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year by its number."""

    year: int
    part: Part = Part.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one date to another of the same kind; the first may leave out what the last says."""

    first: Weekday | DayOfMonth | Month | Year
    last: Weekday | DayOfMonth | Month | Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many days, weeks, months or years from the article's day; below 0 before it."""

    count: int
    unit: str
    ahead: bool = False  # "in three days", which is a length of time unless the future is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """From the article's day to so many days, weeks, months or years after it."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week, weekend, month or year by its distance from the article's day."""

    unit: str
    which: Which
    part: Part = Part.WHOLE


class Dateless(StrEnum):
    """Date words that name no date, and why."""

    VAGUE = "vague"  # "in the coming days"
    ANCHORED = "anchored"  # "the following Monday"


Says = Weekday | DayOfMonth | Month | Year | Stretch | Counted | Within | Period | Dateless


class Phrase(NamedTuple):
    """Date words and their place in the text: `text[start:end]`."""

    start: int
    end: int
    says: Says
