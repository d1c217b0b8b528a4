"""Long lists by period, so that no page of the site grows without end.

A list that does not fit on one page is parted by year, a year that does not fit by month, a month
into runs of days that do, a day by number. How a period is parted depends on its own rows only, and
runs are filled from the first day on, so what is past keeps its addresses while a briefing grows.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.addresses import Address
from generator.edtf import Edtf

# How many bytes of a finished page its list may take, as estimated; the theme and the page's head
# need some 20,000 more, and no page should exceed 300,000.
ROOM = 220_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry of a list: its anchors and article, the day that places it, its size in bytes.

    `told` is the date of the newest article that it rests on.
    It is the `index`-th of the view's `field`. Of a list that is parted, the rows of the highest
    `rank` are shown on the list's own page.
    """

    field: str
    index: int
    anchor: str
    others: tuple[str, ...] = ()
    article: str | None
    day: datetime.date
    told: datetime.date
    rank: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of a list with its rows; it has parts where these do not fit on a page.

    `name` is a year, a month, the first day of a run, or that with a number; the whole list has
    none. `number` tells which part of a single day it is.
    """

    name: str
    rows: tuple[Row, ...]
    parts: tuple["Period", ...] = ()
    number: int | None = None

    @property
    def date(self) -> Edtf:
        """The year, the month, or the days of the rows."""
        if len(self.name) < len("2031-05-06"):
            return Edtf(text=self.name)
        first, last = self.rows[0].day, self.rows[-1].day
        return Edtf(text=f"{first}" if first == last else f"{first}/{last}")

    @property
    def days(self) -> list[str]:
        """The days of the rows, each once."""
        return list(dict.fromkeys(row.day.isoformat() for row in self.rows))

    def leaves(self) -> Iterator["Period"]:
        """Yield the periods that show their rows, the earliest first."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def walk(self) -> Iterator["Period"]:
        """Yield every period below this one."""
        for part in self.parts:
            yield part
            yield from part.walk()


def split(rows: Sequence[Row], room: int) -> Period:
    """Part a list into periods that each fit into `room` bytes; one that fits has no parts."""
    return _split("", sorted(rows, key=lambda row: row.day), room)


def _split(name: str, rows: Sequence[Row], room: int) -> Period:
    parts: list[Period] = []
    if _size(rows) > room:
        if len(name) == len("2031-05"):
            parts = list(_runs(rows, room))
        else:
            length = len("2031-05") if name else len("2031")
            for part, found in groupby(rows, lambda row: row.day.isoformat()[:length]):
                parts.append(_split(part, list(found), room))
    return Period(name=name, rows=tuple(rows), parts=tuple(parts))


def _runs(rows: Sequence[Row], room: int) -> Iterator[Period]:
    """Fill runs of whole days one after the other; part a day that fits in none."""
    run: list[Row] = []
    for _, on_the_day in groupby(rows, lambda row: row.day):
        day = list(on_the_day)
        if run and _size(run) + _size(day) > room:
            yield Period(name=f"{run[0].day}", rows=tuple(run))
            run = []
        if _size(day) > room:
            yield from _numbered(day, room)
        else:
            run += day
    if run:
        yield Period(name=f"{run[0].day}", rows=tuple(run))


def _numbered(day: Sequence[Row], room: int) -> Iterator[Period]:
    pieces: list[list[Row]] = [[]]
    for row in day:
        if pieces[-1] and _size(pieces[-1]) + row.size > room:
            pieces.append([])
        pieces[-1].append(row)
    for number, piece in enumerate(pieces, 1):
        # The first keeps the day's own name, which it had before there was too much.
        name = f"{day[0].day}" + (f"-part-{number}" if number > 1 else "")
        yield Period(name=name, rows=tuple(piece), number=number)


def _size(rows: Sequence[Row]) -> int:
    return sum(row.size for row in rows)


def newest(rows: Sequence[Row], room: int) -> list[Row]:
    """Choose the rows of the highest rank that fit into `room` bytes, at least one."""
    chosen: list[Row] = []
    left = room
    for row in sorted(rows, key=lambda row: -row.rank):
        left -= row.size
        if chosen and left < 0:
            break
        chosen.append(row)
    return chosen


def page_of(page: str, name: str) -> str:
    """Name the page of a period; an article's id may be a date too, so those have a folder."""
    return f"{page}/{'published/' if page == 'sources' else ''}{name}" if name else page


@dataclass(frozen=True, slots=True)
class Atlas:
    """Which lists are parted, by their page, and so where each of their entries is."""

    lists: Mapping[str, Period] = field(default_factory=dict)
    _moved: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for page, whole in self.lists.items():
            self._moved[page] = {
                anchor: page_of(page, leaf.name)
                for leaf in whole.leaves()
                for row in leaf.rows
                for anchor in (row.anchor, *row.others)
            }

    def now(self, address: Address) -> Address:
        """Give the place of what would be at the address if no list were parted."""
        page = self._moved.get(address.page, {}).get(address.anchor)
        return Address(page=page, anchor=address.anchor) if page else address
