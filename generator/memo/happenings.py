"""The meetings and events that a clause of a memo may name, and their dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.edtf import Edtf
from generator.memo.claims import Backing
from generator.memo.known import Known
from generator.model import Span
from generator.speech.names import plain
from generator.terms import GATHERING, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A meeting or an event; `where` is the words that its date rests on."""

    name: str
    date: Edtf | None
    where: tuple[Backing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting(Happening):
    """What shows that this meeting is meant: words of its name alone, and who meets where."""

    distinctive: frozenset[str]
    generic: frozenset[str]
    parties: frozenset[str]
    people: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event(Happening):
    about: frozenset[str]


class Happenings:
    """The meetings and events of a briefing, asked which of them a clause names."""

    def __init__(self, known: Known) -> None:
        self.known = known

    @cached_property
    def meetings(self) -> tuple[_Meeting, ...]:
        """The meetings."""
        return tuple(self._meetings())

    @cached_property
    def events(self) -> tuple[_Event, ...]:
        """The events."""
        return tuple(
            _Event(
                name=cited.entry.text,
                date=cited.entry.date,
                where=self.known.in_dated(
                    cited.evidence, cited.entry.date, _told(cited.entry.text, cited.entry.date)
                ),
                about=terms(cited.entry.text),
            )
            for article in self.known.articles
            for cited in article.events
        )

    def _meetings(self) -> Iterator[_Meeting]:
        registry = self.known.registry
        parties = [name for p in registry.parties.values() for name in (p.name, *p.aliases)]
        people = [name for p in registry.people.values() for name in (p.name, *p.aliases)]
        # Who meets is told by the entry, and counted once.
        known_words = terms(" ".join((*parties, *people)))
        for view in self.known.meetings:
            # Each article calls it otherwise: a session, talks, a dialogue.
            words = terms(" ".join(dict.fromkeys(cited.entry.name for cited in view.reports)))
            place = registry.places.get(view.place or "")
            called = " ".join((place.name, *place.aliases)) if place else ""
            where = (
                self.known.in_dated(view.evidence, view.date, _told(view.name, view.date))
                if view.date
                else self.known.in_evidence(view.evidence, f"{view.name}, no date announced")
            )
            yield _Meeting(
                name=view.name,
                date=view.date,
                where=where,
                distinctive=words - GATHERING - known_words,
                generic=words & GATHERING,
                parties=frozenset(view.parties),
                people=frozenset(view.people),
                places=terms(called) - known_words - terms("mission office building centre"),
            )

    def named_in(self, text: str, spans: list[Span]) -> list[Happening]:
        """Give the meetings that stretches of a text name best, else the events; best ones only."""
        about: set[str] = set()
        ids: set[str] = set()
        flat = plain(text)
        for span in spans:
            about |= terms(text[span.start : span.end])
            for mention in self.known.names.find(flat, span.start, span.end):
                ids.update(mention.ids)
        scored = [(self._score(meeting, about, ids), meeting) for meeting in self.meetings]
        best = max((score for score, _ in scored), default=0)
        if best:
            return [meeting for score, meeting in scored if score == best]
        told = [(len(event.about & about), event) for event in self.events]
        most = max((count for count, _ in told), default=0)
        # An event has no name: nearly all that the clause says must stand in the entry's text.
        if most < 4 or most < 0.75 * len(about):
            return []
        return [event for count, event in told if count == most]

    def _score(self, meeting: _Meeting, about: set[str], ids: set[str]) -> int:
        """Count what shows that the meeting is meant; 0 where that is not enough."""
        distinctive = len(meeting.distinctive & about)
        generic = len(meeting.generic & about)
        present = meeting.people & ids
        # "Nato secretary-general Jens Stoltenberg" is one who meets, not two.
        own = {self.known.registry.people[id_].party for id_ in present}
        anchors = len(present) + len((meeting.parties & ids) - own)
        anchors += bool(meeting.places & about)
        if not about & GATHERING:
            return 0
        if not distinctive and anchors < 2:
            return 0
        if distinctive + generic + anchors < 2:
            return 0
        return 2 * distinctive + generic + anchors


def _told(name: str, date: Edtf) -> str:
    return f"{' '.join(name.split())}, {date.words_with_weekday()}"
