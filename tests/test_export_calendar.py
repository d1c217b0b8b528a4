"""meetings.ics, written by `icalendar`, read back by `ical`."""

import datetime
import re
from pathlib import Path
from typing import Any

from conftest import Project
from exports_support import every_text, hostile, later, shown, texts, with_examples
from hypothesis import given
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from site_support import SITE_URL

from generator.briefing import Briefing, brief
from generator.exports import ics

pytest_plugins = ["exports_support"]


def calendar_of(briefing: Briefing, site_url: str | None = None) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(ics.export(briefing, site_url))


def events_of(briefing: Briefing, site_url: str | None = None) -> dict[str, Event]:
    """Give the events by the meeting's id."""
    events = calendar_of(briefing, site_url).events
    assert len({event.uid for event in events}) == len(events)
    return {str(event.uid).split("@")[0]: event for event in events}


def status_of(event: Event) -> str:
    return event.status.value if event.status else ""


def test_calendar_has_every_meeting_with_a_day(either: Briefing) -> None:
    events = events_of(either)
    expected = {m.id for m in either.meetings if m.date and re.search(r"-\d\d-\d\d", str(m.date))}
    assert set(events) == expected
    for meeting in either.meetings:
        if meeting.id in events:
            event = events[meeting.id]
            assert event.summary == meeting.name
            place = meeting.place and either.registry.places[meeting.place].name
            assert event.location == place
            reported = either.corpus.article(str(meeting.reports[-1].article)).data.published
            midnight = datetime.datetime.combine(reported, datetime.time(), datetime.UTC)
            assert event.dtstamp == event.last_modified == midnight
            assert event.description is not None
            assert str(meeting.date_reasoning) in event.description
            for item in meeting.evidence:
                article = either.corpus.article(item.article)
                for span in item.spans:
                    assert article.text.text[span.start : span.end] in event.description
                assert article.data.headline in event.description


def test_calendar_says_what_it_is(fish: Briefing) -> None:
    calendar = calendar_of(fish)
    assert calendar.prodid == "-//Readout//Briefing calendar//EN"
    assert calendar.method == "PUBLISH"
    text = ics.export(fish)
    assert f"\r\nNAME:{fish.title}\r\n" in text
    assert f"\r\nX-WR-CALNAME:{fish.title}\r\n" in text


def test_calendar_keeps_the_form_of_rfc_5545(either: Briefing) -> None:
    raw = ics.export(either, SITE_URL).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_days_of_the_calendar(fish: Briefing) -> None:
    events = events_of(fish)
    # An interval; the end is the first day after it.
    first = events["first-round"]
    assert (first.dtstart, first.dtend) == (datetime.date(2031, 3, 3), datetime.date(2031, 3, 5))
    second = events["second-round"]
    assert (second.dtstart, second.dtend) == (datetime.date(2031, 5, 5), datetime.date(2031, 5, 6))
    # 10:00 in the Azores is 10:00 UTC in May.
    third = events["third-round"].dtstart
    assert isinstance(third, datetime.datetime)
    assert third.astimezone(datetime.UTC) == datetime.datetime(2031, 5, 14, 10, tzinfo=datetime.UTC)
    assert third.replace(tzinfo=None) == datetime.datetime(2031, 5, 14, 10)
    assert "BEGIN:VTIMEZONE\r\nTZID:Atlantic/Azores\r\n" in ics.export(fish)
    # A month is no day, and a meeting without a date has none.
    assert not {"signing", "report-to-storting"} & set(events)


def test_status_and_sequence_of_the_calendar(fish: Briefing) -> None:
    found = {id_: (status_of(e), e.sequence) for id_, e in events_of(fish).items()}
    assert found == {
        "first-round": ("CONFIRMED", 0),
        "second-round": ("CONFIRMED", 0),
        "third-round": ("CONFIRMED", 1),  # the second article adds the hour
        "coast-guard-drill": ("CONFIRMED", 0),
        "chamber-debate": ("CONFIRMED", 0),
        "exchange-visit": ("CANCELLED", 0),  # postponed, to no day
        "dinner": ("CANCELLED", 0),
        "league-assembly": ("TENTATIVE", 0),  # around 28 May
    }


def test_sequence_grows_with_every_change(fishing: Project) -> None:
    def third() -> Event:
        return events_of(brief(fishing.corpus(), datetime.date(2031, 6, 1)))["third-round"]

    uid = third().uid
    stages: list[tuple[dict[str, Any], tuple[str, int, str]]] = [
        ({"date": "2031-05-14"}, ("CONFIRMED", 1, "2031-05-14")),  # nothing new
        ({"date": "2031-05-16"}, ("CONFIRMED", 2, "2031-05-16")),
        ({"status": "postponed"}, ("CANCELLED", 3, "2031-05-16")),
        ({"status": "postponed", "date": "2031-05-20"}, ("TENTATIVE", 4, "2031-05-20")),
        ({"date": "2031-05-20?"}, ("TENTATIVE", 5, "2031-05-20")),
        ({"place": "port-lund", "date": "2031-05-20"}, ("CONFIRMED", 6, "2031-05-20")),
        ({"status": "cancelled"}, ("CANCELLED", 7, "2031-05-20")),
        ({"status": "held"}, ("CONFIRMED", 8, "2031-05-20")),
    ]
    for number, (says, expected) in enumerate(stages):
        later(fishing, f"later-{number}", f"2031-05-{9 + number:02}", {"id": "third-round", **says})
        event = third()
        day = event.dtstart.isoformat()[:10] if event.dtstart else ""
        assert (status_of(event), event.sequence, day) == expected, says
        assert event.uid == uid
        assert event.dtstamp.date() == datetime.date(2031, 5, 9 + number)


def test_uid_outlives_everything_but_the_title(fishing: Project) -> None:
    before = {id_: event.uid for id_, event in events_of(fishing.briefing()).items()}
    fishing.replace("briefing.yml", "as_of: 2031-05-08", "as_of: 2031-05-06")
    fishing.replace("briefing.yml", "title: Fishing talks", "title: FISHING  talks")
    after = {id_: event.uid for id_, event in events_of(fishing.briefing(), SITE_URL).items()}
    assert after.items() <= before.items()
    fishing.replace("briefing.yml", "title: FISHING  talks", "title: Fish talks")
    other = {event.uid for event in events_of(fishing.briefing()).values()}
    assert not other & set(before.values())


def test_calendar_links_where_the_site_is_known(fish: Briefing) -> None:
    assert {event.url for event in events_of(fish).values()} == {None}
    for id_, event in events_of(fish, SITE_URL).items():
        assert str(event.url) == f"{SITE_URL}meetings.html#meeting-{id_}"


def test_calendar_without_meetings_holds_a_component(small: Project) -> None:
    text = ics.export(small.briefing())
    assert "BEGIN:VTIMEZONE" in text
    assert calendar_of(small.briefing()).events == []


def test_time_without_a_zone_or_day_is_told_in_words(fishing: Project) -> None:
    path = "articles/herald/2031-05-07-smaller-cut.yml"
    fishing.replace(path, "    date: 2031-05-14\n", "    date: 2031-05-14/2031-05-15\n")
    event = events_of(fishing.briefing())["third-round"]
    assert (event.dtstart, event.dtend) == (datetime.date(2031, 5, 14), datetime.date(2031, 5, 16))
    assert "10:00 (Atlantic/Azores)" in str(event.description)


def test_the_last_day_of_all(fishing: Project) -> None:
    path = "articles/2031-05-05-second-round.yml"
    fishing.replace(path, "date: 2031-05-09", "date: 9999-12-31")
    event = events_of(fishing.briefing())["exchange-visit"]
    assert event.dtstart == datetime.date(9999, 12, 31)


@every_text
@given(text=texts)
@with_examples
def test_calendar_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    [event] = calendar_of(briefing, SITE_URL).events
    assert event.summary == event.location == shown(text)
    assert f"Outcome: {shown(text)}" in str(event.description)
    assert "“said so”" in str(event.description)
