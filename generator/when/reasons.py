"""Why date words are taken for a date: the sentences, and the record that holds one."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from generator.edtf import MONTHS, WEEKDAYS, Edtf

_IN_ARTICLE = "“{words}”, in an article of {published}, "
_NO_YEAR = "“{words}” names no year; "
_NO_MONTH = "“{words}” names no month; "
_CHOSEN = {
    "nearest": "the nearest to the article's date, {published}, is WHEN.",
    "first": "the first after the article's date, {published}, is WHEN.",
    "last": "the last before the article's date, {published}, is WHEN.",
    "fitting": "the nearest to the article's date, {published}, that fits the weekday is WHEN.",
}
_REASONS = {
    "names": "“{words}” gives the date itself: WHEN.",
    "is": _IN_ARTICLE + "is WHEN.",
    "about": _IN_ARTICLE + "is about WHEN.",
    **{f"no year, {which}": _NO_YEAR + chosen for which, chosen in _CHOSEN.items()},
    **{f"no month, {which}": _NO_MONTH + chosen for which, chosen in _CHOSEN.items()},
    "mismatch": "“{words}” is taken by the day of the month: WHEN. The weekday does not match it.",
}
_SHAPES = {
    "day": "{date}",
    "month": "{date:month}",
    "year": "{date:year}",
    "days": "{date} to {last}",
    "months": "{date:month} to {last:month}",
    "years": "{date:year} to {last:year}",
}
_WEEKDAY_IS = _IN_ARTICLE + "is the WHICH: {date:day}."
_OR = " It can also mean {other:day}."

# Every sentence that a reasoning can be, whole, so that a catalogue can translate it. A date in
# it is said in full ("Thursday 13 January 2022") or in the form that stands after the colon.
SENTENCES = {
    **{
        f"{reason} {shape}": sentence.replace("WHEN", said)
        for reason, sentence in _REASONS.items()
        for shape, said in _SHAPES.items()
    },
    "same day": _IN_ARTICLE + "is that same day.",
    "next": _WEEKDAY_IS.replace("WHICH", "next {date:weekday}"),
    "last": _WEEKDAY_IS.replace("WHICH", "last {date:weekday}"),
    "nearest": _WEEKDAY_IS.replace("WHICH", "nearest {date:weekday}"),
    "last, or": _WEEKDAY_IS.replace("WHICH", "last {date:weekday}") + _OR,
    "week before": _WEEKDAY_IS.replace("WHICH", "{date:weekday} of the week before"),
    "same week": _WEEKDAY_IS.replace("WHICH", "{date:weekday} of the same week"),
    "week after": _WEEKDAY_IS.replace("WHICH", "{date:weekday} of the week after"),
    "week after, or": _WEEKDAY_IS.replace("WHICH", "{date:weekday} of the week after") + _OR,
    "days after": _IN_ARTICLE + "is {days} days after {other}: {date}.",
    "elsewhere": "“{words}” is the same {date:weekday} as elsewhere in the article: {date:day}.",
    "vague": "“{words}” names no date.",
    "anchored": "“{words}” counts from a date that the words do not give; they name no date.",
    "impossible": "“{words}” names no date that exists.",
    "several": "“{words}” names more than one date.",
    "not announced": "No date is announced.",
    "not printed": "The article prints no words for this date.",
    "printed": "The article writes “{words}”.",
}


class Facing(StrEnum):
    """Which way a sentence looks from the article's day."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """Why words are taken for a date: a template and the values of its fields."""

    template: str
    values: tuple[tuple[str, str | date], ...]

    def __str__(self) -> str:
        return self.say(self.template, say_in_english)

    def say(self, template: str, say_date: Callable[[date, str], str]) -> str:
        """Fill a template, a translation perhaps; `say_date` gets a date and its form."""
        return _Sentence(say_date).vformat(template, (), dict(self.values))


def reasoning(reason: str, **values: str | date) -> Reasoning:
    """Give the reasoning of a sentence in SENTENCES, with the values of its fields."""
    return Reasoning(template=SENTENCES[reason], values=tuple(values.items()))


class _Sentence(string.Formatter):
    def __init__(self, say_date: Callable[[date, str], str]) -> None:
        self._say_date = say_date

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._say_date(value, format_spec) if isinstance(value, date) else str(value)


def say_in_english(day: date, form: str) -> str:
    """Say a date in full, or only as "day" (without its weekday), "weekday", "month", "year"."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    forms = {
        "weekday": weekday,
        "day": f"{day.day} {month} {day.year}",
        "month": f"{month} {day.year}",
        "year": f"{day.year}",
    }
    return forms.get(form) or f"{weekday} {forms['day']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The date that words mean, the other dates that they can mean, and why this one."""

    words: str
    date: Edtf | None  # None: the words name no date, or more than one
    candidates: tuple[Edtf, ...]
    reasoning: Reasoning
    weekday_mismatch: bool = False
