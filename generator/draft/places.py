"""The places where an article says that something happens."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from generator.draft.model import ProposedPlace
from generator.draft.nations import known, slug
from generator.draft.people import Person
from generator.draft.reading import Reading
from generator.draft.words import OFFICES
from generator.edtf import MONTHS
from generator.model import Span
from generator.speech.words import WEEKDAYS

_WORD = r"[^\W\d_a-zà-öø-ÿ][\w]*(?:['.-](?!s\b)\w+)*"
_PLACE = re.compile(
    rf"\b(?:in|at) (?:the )?(?P<name>{_WORD}(?: (?:{_WORD}|mission|headquarters|embassy|of)){{0,4}}"
    rf"(?: in {_WORD}(?: {_WORD})?)?)(?:, (?P<country>{_WORD}(?: {_WORD})?))?"
)
_PERIODS = frozenset((*MONTHS, *WEEKDAYS, *(month[:3] for month in MONTHS)))


@dataclass(frozen=True, slots=True)
class Place:
    """A place and where it is named; `code` is the country's, where the article tells it."""

    id: str
    name: str
    span: Span
    code: str | None = None


class Places:
    """The places of one article, found behind "in" and "at"."""

    def __init__(self, reading: Reading, people: list[Person]) -> None:
        self.reading = reading
        self.used: set[str] = set()
        people_names = {name for person in people for name in person.names}
        found = []
        for paragraph in reading.paragraphs:
            for match in _PLACE.finditer(reading.flat, paragraph.start, paragraph.end):
                place = self._place(match)
                if place and place.name not in people_names:
                    found.append(place)
        if (span := reading.layout.dateline) and (id_ := slug(self._words(span))):
            words = self._words(span)
            name = words.title() if words.isupper() else words
            found.insert(0, Place(id_, name, span, self._code(reading.layout.region)))
            self.used.add(id_)
        self.found = found
        self._starts = [place.span.start for place in found]

    def _words(self, span: Span) -> str:
        return " ".join(self.reading.text[span.start : span.end].split())

    def _place(self, match: re.Match[str]) -> Place | None:
        start, end = match.span("name")
        while match.string[start:end].endswith(" of"):
            end -= 3
        words = match.string[start:end].split(" ")
        if words[0] in _PERIODS or words[0].lower() in OFFICES or words[0] in ("I", "A", "The"):
            return None
        if words[-1] in _PERIODS:
            return None
        mentions = self.reading.named_in(start - 80, end)
        if any(m.span.start < start < m.span.end for m in mentions):
            return None  # "Cooperation in Europe" is part of a name
        mentions = [mention for mention in mentions if mention.span.start >= start]
        adjective = mentions and mentions[0].span == Span(start=start, end=end)
        if adjective and self.reading.text[start:end] != _country(mentions[0].ids[0]):
            return None
        span = Span(start=start, end=end)
        name = self._words(span)
        id_ = slug(name)
        return Place(id_, name, span, self._code(match["country"])) if id_ else None

    def _code(self, country: str | None) -> str | None:
        if not country:
            return None
        found, names, _ = known()
        for mention in names.find(country, 0, len(country)):
            if len(mention.ids) == 1 and mention.span.end - mention.span.start == len(country):
                return found[mention.ids[0]].code
        return None

    def within(self, start: int, end: int) -> Place | None:
        """Give the first place that is named in a stretch."""
        first = bisect_left(self._starts, start)
        for place in self.found[first : first + 1]:
            if place.span.end <= end:
                self.used.add(place.id)
                return place
        return None

    def propose(self) -> list[ProposedPlace]:
        """Propose the places of meetings, of the dateline, and those named with a country."""
        proposed: dict[str, ProposedPlace] = {}
        for place in self.found:
            if place.id in proposed or not (place.id in self.used or place.code):
                continue
            evidence = self.reading.cite(place.span.start, place.span.end)
            if evidence:
                used = place.id in self.used
                proposed[place.id] = ProposedPlace(
                    evidence=evidence,
                    confidence=0.7 if used else 0.5,
                    why="something happens there" if used else "named with its country",
                    id=place.id,
                    name=place.name,
                    country=place.code,
                )
        return list(proposed.values())


def _country(id_: str) -> str | None:
    party = known()[0].get(id_)
    return party.name if party else None
