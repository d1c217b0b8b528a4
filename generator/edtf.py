"""Dates that keep their precision: the part of EDTF (ISO 8601-2:2019) that the seed files use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, NoReturn, Self

# Written out, because strftime and the calendar module speak the language of the machine.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

FORMS = (
    "Allowed are a day (2031-05-14), a month (2031-05), a year (2031) and an interval of these "
    "(2031-05-14/2031-05-16), each date with at most one mark: "
    "? uncertain, ~ approximate, % both."
)

# For the JSON Schemas: as near as a pattern comes to what is read below (29 February of any year).
_YEAR = "(?!0000)[0-9]{4}"
_MONTH_AND_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|[12][0-9]))"
)
_EITHER_END = f"{_YEAR}(-(0[1-9]|1[0-2])|-{_MONTH_AND_DAY})?[?~%]?"
DATE_PATTERN = f"^{_YEAR}-{_MONTH_AND_DAY}$"
EDTF_PATTERN = f"^{_EITHER_END}(/{_EITHER_END})?$"

_END = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")


class _End(NamedTuple):
    """One date of an `Edtf`: its numbers as far as they are known, its first and last day."""

    year: int
    month: int | None
    day: int | None
    mark: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edtf:
    """A day, month, year or interval, perhaps uncertain or approximate; ordered by its first day.

    `earliest` and `latest` are the first and last day of what is written, both included; a mark
    of doubt does not widen them. Among equal spans the text decides, so that the order is total.
    """

    earliest: date = field(init=False, repr=False)
    latest: date = field(init=False, repr=False)
    text: str

    def __post_init__(self) -> None:
        ends = _read_ends(self.text)
        object.__setattr__(self, "earliest", ends[0].first)
        object.__setattr__(self, "latest", ends[-1].last)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF; raise ValueError with what is wrong and the forms that are allowed."""
        return cls(text=text)

    def __str__(self) -> str:
        return self.text

    @property
    def is_day(self) -> bool:
        """Tell whether this is one single day."""
        return self.earliest == self.latest

    @property
    def ends(self) -> tuple[Edtf, Edtf]:
        """The first and the last date of an interval; of a single date, itself twice."""
        first, _, last = self.text.partition("/")
        return Edtf.parse(first), Edtf.parse(last or first)

    def may_be(self, other: Edtf) -> bool:
        """Tell whether both can be one date, of which one is only told more exactly."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def is_loose(self) -> bool:
        """Tell whether this is when something may be: a few days are how long it takes."""
        return self.latest - self.earliest >= timedelta(days=6)

    def is_rougher_than(self, other: Edtf) -> bool:
        """Tell whether this says less than the other date, and nothing against it."""
        longer = self.latest - self.earliest > other.latest - other.earliest
        return self.is_loose and longer and self.may_be(other)

    @property
    def to_the_month(self) -> bool:
        """Tell whether every date of this names at least its month."""
        return all(end.month is not None for end in _read_ends(self.text))

    @property
    def to_the_day(self) -> bool:
        """Tell whether this is a day, or an interval from one day to another."""
        return all(end.day is not None for end in _read_ends(self.text))

    @property
    def uncertain(self) -> bool:
        """Tell whether a date of this is marked as doubtful (`?` or `%`)."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """Tell whether a date of this is marked as a rough one (`~` or `%`)."""
        return "~" in self.text or "%" in self.text

    def words(self) -> str:
        """Say it in English: "14 to 16 May 2031", "about May 2031", "2031 (uncertain)"."""
        return self._say(weekday=False)

    def words_with_weekday(self) -> str:
        """Say it in English, each day with its weekday: "Wednesday 14 May 2031"."""
        return self._say(weekday=True)

    def _say(self, *, weekday: bool) -> str:
        first, *others = _read_ends(self.text)
        last = others[0] if others else first
        if first == last:
            return _doubt(_say_end(first, weekday=weekday), first.mark)
        if first.mark != last.mark:
            ends = (_doubt(_say_end(end, weekday=weekday), end.mark) for end in (first, last))
            return " to ".join(ends)
        return _doubt(
            f"{_say_end(first, before=last, weekday=weekday)} to {_say_end(last, weekday=weekday)}",
            first.mark,
        )


def _read_ends(text: str) -> tuple[_End, ...]:
    parts = text.split("/")
    if len(parts) > 2:
        _refuse(text, "is not a date: an interval has one “/”")
    ends = tuple(_read_end(part, text) for part in parts)
    if ends[0].first > ends[-1].last:
        _refuse(text, "runs backwards: its end comes before its start")
    return ends


def _read_end(part: str, text: str) -> _End:
    match = _END.fullmatch(part)
    if match is None:
        _refuse(text, "is not a date in a form that Readout reads")
    year = int(match[1])
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    if year == 0:
        _refuse(text, "is not a date that exists: there is no year 0000")
    if month is None:
        return _End(year, None, None, match[4], date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        _refuse(text, f"is not a date that exists: there is no month {match[2]}")
    length = last_day(year, month)
    if day is None:
        return _End(year, month, None, match[4], date(year, month, 1), date(year, month, length))
    if not 1 <= day <= length:
        _refuse(text, f"is not a date that exists: {MONTHS[month - 1]} {year} has {length} days")
    return _End(year, month, day, match[4], date(year, month, day), date(year, month, day))


def last_day(year: int, month: int) -> int:
    """Give the number of days in a month."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def _say_end(end: _End, *, before: _End | None = None, weekday: bool) -> str:
    """Say one date; one that stands `before` another leaves out what the other repeats."""
    said = []
    if end.day is not None:
        said = [WEEKDAYS[end.first.weekday()]] if weekday else []
        said.append(str(end.day))
    alike = before is not None and (end.day is None) == (before.day is None)
    same_year = alike and before is not None and end.year == before.year
    if end.month is not None and before is not None and same_year and before.month is not None:
        # "14 to 16 May 2031", "28 May to 2 June 2031", "May to June 2031"
        return " ".join(said if end.month == before.month else [*said, MONTHS[end.month - 1]])
    if end.month is not None:
        said.append(MONTHS[end.month - 1])
    return " ".join([*said, str(end.year)])


def _doubt(words: str, mark: str) -> str:
    about = "about " if mark in ("~", "%") else ""
    uncertain = " (uncertain)" if mark in ("?", "%") else ""
    return f"{about}{words}{uncertain}"


def _refuse(text: str, why: str) -> NoReturn:
    raise ValueError(f"“{text}” {why}. {FORMS}")
