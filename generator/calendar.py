"""Meetings: merged over the articles that report them, and what has become of them by a day."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from generator import when
from generator.corpus import Article
from generator.edtf import Edtf
from generator.language import Language
from generator.model import Cited, Evidence, Meeting, MeetingStatus, Place

# A meeting that many articles report needs no more of them as its evidence on a page.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where a meeting is to be.

    `called_off`: nobody expects it then, since it is cancelled, or postponed with no new date.
    """

    date: Edtf | None = None
    time: str | None = None
    timezone: str | None = None
    place: str | None = None
    called_off: bool = False

    def specifies(self, former: "Slot") -> bool:
        """Tell whether this only adds to a former slot, or narrows its date down."""
        here, there = ((slot.time, slot.timezone, slot.place) for slot in (self, former))
        if any(was is not None and now != was for now, was in zip(here, there, strict=True)):
            return False
        if former.date is None or self.date is None:
            return former.date is None
        return former.date == self.date or former.date.is_rougher_than(self.date)


class Turn(StrEnum):
    """What a report makes of a meeting, against what was known before."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A report that changed what was known of a meeting, with what stood before and after it."""

    day: datetime.date
    report: Cited[Meeting]
    turn: Turn
    before: Slot
    after: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting as of the briefing's day; `status` as SEEDS.md lists it for briefing.json."""

    id: str
    name: str
    date: Edtf | None
    date_as_written: str | None
    date_reasoning: when.Reasoning
    time: str | None
    timezone: str | None
    place: str | None
    parties: tuple[str, ...]
    people: tuple[str, ...]
    status: str
    outcome: str | None
    reports: tuple[Cited[Meeting], ...]
    days: tuple[datetime.date, ...]  # of the articles that report it

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every report, each once."""
        return tuple(dict.fromkeys(item for cited in self.reports for item in cited.evidence))

    @property
    def newest_evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the newest reports: what a page shows of a meeting with many."""
        return tuple(dict.fromkeys(e for cited in self.reports[-_SHOWN:] for e in cited.evidence))

    @property
    def more_reports(self) -> int:
        """How many reports there are beyond these."""
        return max(0, len(self.reports) - _SHOWN)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What stood after each report."""
        return slots_of([r.entry for r in self.reports], self.days)

    @property
    def statuses(self) -> tuple[MeetingStatus, ...]:
        """What stood after each report."""
        return statuses_of([r.entry for r in self.reports], self.days)

    @property
    def history(self) -> tuple[Chapter, ...]:
        """How the meeting came to be what it is: the reports that changed it, the oldest first."""
        chapters: list[Chapter] = []
        slot, status = Slot(), None
        rows = zip(self.reports, self.days, self.slots, self.statuses, strict=True)
        for report, day, after, now in rows:
            turn: Turn | None = None
            if now is not status and now is not MeetingStatus.SCHEDULED:
                turn = Turn(now)
            elif not chapters or (after.date and not slot.date) or _narrowed(slot, after):
                turn = Turn.ANNOUNCED
            elif not after.specifies(slot):
                turn = Turn.MOVED
            if turn:
                chapters.append(
                    Chapter(day=day, report=report, turn=turn, before=slot, after=after)
                )
            slot, status = after, now
        return tuple(chapters)

    @property
    def changes(self) -> int:
        """How many reports gave it another day, hour or place, or called it off or on again."""
        return sum(one != other for one, other in pairwise(self.slots))


def when_and_where(meeting: Meeting | Slot, language: Language, places: Mapping[str, Place]) -> str:
    """Say when and where a meeting is to be, in one line."""
    parts = [
        language.date(meeting.date) if meeting.date else language.gettext("date not announced")
    ]
    if meeting.time:
        parts.append(meeting.time + (f" ({meeting.timezone})" if meeting.timezone else ""))
    if meeting.place:
        parts.append(places[meeting.place].name)
    return ", ".join(parts)


def meetings_of(articles: Sequence[Article], day: datetime.date) -> Iterator[MeetingView]:
    reports: dict[str, list[tuple[Article, Cited[Meeting]]]] = {}
    for article in articles:
        for cited in article.meetings:
            reports.setdefault(cited.entry.id, []).append((article, cited))
    views = [_meeting(found, day) for found in reports.values()]
    yield from sorted(
        views,
        key=lambda view: (
            view.date is None,
            view.date.earliest if view.date else day,
            view.time or "",
        ),
    )


def _meeting(reports: Sequence[tuple[Article, Cited[Meeting]]], day: datetime.date) -> MeetingView:
    """Merge a meeting's reports: the newest that states a thing decides it."""

    def newest(name: str) -> Any:
        stated = [v for _, cited in reports if (v := getattr(cited.entry, name)) not in (None, ())]
        return stated[-1] if stated else getattr(reports[-1][1].entry, name)

    entries, days = [c.entry for _, c in reports], [a.data.published for a, _ in reports]
    date = slots_of(entries, days)[-1].date
    published, entry = [
        (day, entry) for day, entry in zip(days, entries, strict=True) if entry.date == date
    ][-1]
    return MeetingView(
        id=entry.id,
        name=newest("name"),
        date=date,
        date_as_written=entry.date_as_written,
        date_reasoning=_date_reasoning(entry, published),
        time=newest("time"),
        timezone=newest("timezone"),
        place=newest("place"),
        parties=tuple(dict.fromkeys(id_ for _, c in reports for id_ in c.entry.parties)),
        people=tuple(dict.fromkeys(id_ for _, c in reports for id_ in c.entry.people)),
        status=_status(statuses_of(entries, days)[-1], date, day),
        outcome=newest("outcome"),
        reports=tuple(cited for _, cited in reports),
        days=tuple(days),
    )


def _narrowed(before: Slot, after: Slot) -> bool:
    """Tell whether the day alone became known, within the days that were known before."""
    rougher = before.date and after.date and before.date.is_rougher_than(after.date)
    return bool(rougher) and after.specifies(replace(before, date=after.date))


def statuses_of(
    reports: Sequence[Meeting], days: Sequence[datetime.date]
) -> tuple[MeetingStatus, ...]:
    """Give what stood after each report; `days` are those of their articles.

    A report that states no status leaves it as it was, unless it gives a day yet to come: whoever
    names one announces the meeting, once more perhaps.
    """
    stood = MeetingStatus.SCHEDULED
    found = []
    for report, day in zip(reports, days, strict=True):
        if "status" in report.model_fields_set:
            stood = report.status
        elif report.date and report.date.latest > day:
            stood = MeetingStatus.SCHEDULED
        found.append(stood)
    return tuple(found)


def slots_of(reports: Sequence[Meeting], days: Sequence[datetime.date]) -> tuple[Slot, ...]:
    """Give what stood after each report: a later one changes what it states, and keeps the rest.

    "Next week" after "on the 12th" changes nothing, unless it says that it was postponed.
    """
    slots: list[Slot] = []
    due: Edtf | None = None
    postponed = False
    for entry, status in zip(reports, statuses_of(reports, days), strict=True):
        last = slots[-1] if slots else Slot()
        if status is MeetingStatus.POSTPONED and not postponed:
            due = last.date or entry.date
        postponed = status is MeetingStatus.POSTPONED
        date = entry.date or last.date
        if last.date and date and not postponed and date.is_rougher_than(last.date):
            date = last.date
        slots.append(
            Slot(
                date=date,
                time=entry.time or last.time,
                timezone=entry.timezone or last.timezone,
                place=entry.place or last.place,
                called_off=status is MeetingStatus.CANCELLED or (postponed and date == due),
            )
        )
    return tuple(slots)


def _status(stated: MeetingStatus, date: Edtf | None, day: datetime.date) -> str:
    if stated is not MeetingStatus.SCHEDULED:
        return str(stated)
    if date is None:
        return "undated"
    return "past" if date.latest < day else "upcoming"


def _date_reasoning(meeting: Meeting, published: datetime.date) -> when.Reasoning:
    words = meeting.date_as_written
    if not words:
        return when.reasoning("not announced" if meeting.date is None else "not printed")
    first = when.Facing.PAST if meeting.status is MeetingStatus.HELD else when.Facing.FUTURE
    found = [when.resolve(words, published, facing=facing) for facing in (first, None)]
    found += [when.resolve(words, published, facing=facing) for facing in when.Facing]
    known = [resolution for resolution in found if resolution]
    fitting = [r for r in known if r.date == meeting.date] or known
    return fitting[0].reasoning if fitting else when.reasoning("printed", words=words)
