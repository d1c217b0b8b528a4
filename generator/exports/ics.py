"""meetings.ics: the meetings that have a day, as a calendar to subscribe to (RFC 5545, 7986)."""

import datetime
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from generator.addresses import of_meeting, on_the_web
from generator.briefing import Briefing
from generator.calendar import MeetingView
from generator.edtf import Edtf
from generator.exports.identity import key_of
from generator.exports.wording import fit, in_one_line, printed

NAME = "meetings.ics"


def export(briefing: Briefing, site_url: str | None = None) -> str:
    """Give the text of meetings.ics: an event for each meeting whose date is known to the day."""
    title = in_one_line(briefing.title)
    calendar = Calendar()
    calendar.add("prodid", "-//Readout//Briefing calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    if site_url:
        calendar.add("source", on_the_web(NAME, site_url), parameters={"VALUE": "URI"})
    events = [
        _event(briefing, meeting, meeting.date, site_url)
        for meeting in briefing.meetings
        if meeting.date and meeting.date.to_the_day
    ]
    starts = [start for event in events if isinstance(start := event.start, datetime.datetime)]
    # A calendar must hold something (RFC 5545, 3.6), so one without events holds a time zone.
    for component in (*(_zones(starts) if events else [Timezone.from_tzid("UTC")]), *events):
        calendar.add_component(component)
    text: str = calendar.to_ical().decode()
    return text


def _event(briefing: Briefing, meeting: MeetingView, date: Edtf, site_url: str | None) -> Event:
    event = Event()
    event.add("uid", f"{meeting.id}@{key_of(briefing)}")
    reported = briefing.corpus.article(meeting.reports[-1].article or "").data.published
    stamp = datetime.datetime.combine(reported, datetime.time(), datetime.UTC)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", meeting.changes)
    if meeting.time and meeting.timezone and date.is_day:
        time = datetime.time.fromisoformat(meeting.time)
        zone = ZoneInfo(meeting.timezone)
        event.add("dtstart", datetime.datetime.combine(date.earliest, time, zone))
    else:
        event.add("dtstart", date.earliest)
        if date.latest < datetime.date.max:
            event.add("dtend", date.latest + datetime.timedelta(days=1))
    event.add("summary", in_one_line(meeting.name))
    event.add("status", _status(meeting, date))
    # A briefing's calendar takes nobody's time.
    event.add("transp", "TRANSPARENT")
    if meeting.place:
        event.add("location", in_one_line(briefing.registry.places[meeting.place].name))
    event.add("description", "\n".join(_description(briefing, meeting)))
    if site_url:
        event.add("url", briefing.atlas.now(of_meeting(meeting.id)).under(site_url))
    return event


def _status(meeting: MeetingView, date: Edtf) -> str:
    if meeting.slots[-1].called_off:
        return "CANCELLED"
    doubtful = date.uncertain or date.approximate or meeting.status == "postponed"
    return "TENTATIVE" if doubtful else "CONFIRMED"


def _description(briefing: Briefing, meeting: MeetingView) -> Iterator[str]:
    registry, language = briefing.registry, briefing.language
    say = language.gettext

    def row(name: str, text: str) -> str:
        return in_one_line(say("{name}: {text}", name=name, text=text))

    status = language.word(meeting.status)
    yield say(
        "{status}, as of {day}.",
        status=status[:1].upper() + status[1:],
        day=language.date(briefing.as_of),
    )
    assert meeting.date
    yield row(language.date(meeting.date, weekday=True), language.reasoning(meeting.date_reasoning))
    if meeting.time:
        zone = meeting.timezone or say("time zone not stated")
        yield f"{meeting.time} ({in_one_line(zone)})"
    if names := [registry.parties[id_].name for id_ in meeting.parties]:
        yield row(say("Parties"), language.listed(names))
    if names := [registry.people[id_].name for id_ in meeting.people]:
        yield row(say("People"), language.listed(names))
    if meeting.outcome:
        yield row(say("Outcome"), meeting.outcome)
    yield ""
    for item in meeting.evidence:
        data = briefing.corpus.article(item.article).data
        day = language.date(data.published)
        yield fit(say("“{words}”", words=printed(briefing, item)))
        yield in_one_line(", ".join(filter(None, [data.headline, data.publisher, day])))


def _zones(starts: Iterable[datetime.datetime]) -> Iterator[Timezone]:
    """Yield each time zone in use, with its rules for the years of its events."""
    years: dict[str, set[int]] = {}
    for start in starts:
        years.setdefault(str(start.tzinfo), set()).add(start.year)
    for name, found in sorted(years.items()):
        yield Timezone.from_tzid(
            name,
            first_date=datetime.date(min(found), 1, 1),
            last_date=datetime.date(min(max(found) + 1, datetime.MAXYEAR), 1, 1),
        )
