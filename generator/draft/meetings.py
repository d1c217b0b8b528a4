"""The meetings of which an article tells: with whom, where, and on which day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from generator.draft.coreference import Coreference
from generator.draft.model import ProposedMeeting
from generator.draft.nations import slug
from generator.draft.places import Places
from generator.draft.reading import Parties, Reading
from generator.draft.words import MEETINGS
from generator.model import Span
from generator.speech.words import BE, PREPOSITIONS, PRONOUNS, STOPS, VERBS
from generator.terms import word_set
from generator.when import Mention

_INITIALS = "".join(sorted({word[0] + word[0].upper() for word in MEETINGS}))
_NOUN = re.compile(
    rf"[{_INITIALS}](?<![\w-].)(?:{'|'.join(sorted({word[1:] for word in MEETINGS}))})\b(?!-)"
)
# So far, in characters, what is told of a meeting stands from its noun.
_REACH = 200
_TURN = re.compile(
    r"[;:\ue000]|, (?:when|which|who|where|but|while|as|after|before|adding|although|though)\b"
    r"|(?<=[a-z])\. | (?:but|because|that|while|although) "
)
_NAME_ENDS = re.compile(
    r"[,.;:()\ue000]| (?:in|at|on|to|by|from|after|before|when|where|which|that|who|will|would"
    r"|were|was|is|are|has|have|had|last|next|this|today|tomorrow|yesterday|led|held|ended|began|begin"
    r"|and (?:the|said|an?|its))\b"
)
_WITH = re.compile(r" (?:with|between|of|among) ")
_TOWARDS = re.compile(
    r"\b(?:will|would|shall|to be held|planned|due|scheduled|set to|expected|upcoming|ahead of"
    r"|agreed to)\b"
)
_MOVED = re.compile(r"\b(?:postponed|delayed|put off|deferred|rescheduled)\b")
_CANCELLED = re.compile(r"\b(?:cancel(?:l?ed|s)|called off|scrapped)\b")
_WORD_BEFORE = re.compile(r"([^\W_][\w'.-]*)[ ]\Z")
_MODALS = word_set("may might can could would will must should shall sound")
_ENDS = (STOPS | BE | PRONOUNS | VERBS | PREPOSITIONS | _MODALS) - {"next", "last"}
_DETERMINERS = word_set("the a an this that these those any no")
# Verbs that look like a part of a meeting's name: "to continue discussions".
_HOLDING = word_set(
    """attend attended attending begin began continue continued continuing end ended have had hold
    holding host hosted join joined leave left open opened plan planned resume resumed resuming
    start started conclude concluded launch launched cancel postpone more further
    """
)
_SESSIONS = word_set(
    """talks talk meeting meetings summit session sessions round negotiations discussions discussion
    consultations consultation
    """
)
_OWNERS = frozenset(("its", "their", "his", "her", "our"))
_MOST = 60


@dataclass(slots=True)
class _Told:
    """A meeting on its way; `start:end` are the words that tell of it."""

    noun: str
    name: Span
    start: int
    end: int
    parties: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    place: str | None = None
    date: str | None = None
    written: Span | None = None
    status: str = "held"


class Meetings:
    """The meetings of one article."""

    def __init__(
        self, reading: Reading, coreference: Coreference, parties: Parties, places: Places
    ) -> None:
        self.reading = reading
        self.coreference = coreference
        self.parties = parties
        self.places = places

    def propose(self) -> list[ProposedMeeting]:
        """Propose every meeting once, with all that the article tells of it."""
        found: list[tuple[_Told, list[Span]]] = []
        for told in self._told():
            evidence = self.reading.cite(told.start, told.end)
            if not evidence:
                continue
            for other, spans in found:
                if _same(told, other):
                    _merge(other, told)
                    spans += evidence
                    break
            else:
                found.append((told, list(evidence)))
            if len(found) >= _MOST:
                break
        ids: set[str] = set()
        return [self._proposal(told, spans, ids) for told, spans in found]

    def _told(self) -> Iterator[_Told]:
        for sentence in self.reading.sentences:
            nouns = list(_NOUN.finditer(self.reading.flat, sentence.start, sentence.end))
            floor = sentence.start
            dates = self.reading.dates_in(sentence) if nouns else []
            for index, noun in enumerate(nouns):
                last = nouns[index + 1].start() if index + 1 < len(nouns) else sentence.end
                last = min(last, noun.end() + _REACH)
                if turn := _TURN.search(self.reading.flat, noun.end(), last):
                    last = turn.start()
                if told := self._read(sentence, dates, noun, floor, last):
                    yield told
                    floor = told.end
                else:
                    floor = noun.end()

    def _read(
        self,
        sentence: Span,
        dates: list[Mention],
        noun: re.Match[str],
        floor: int,
        last: int,
    ) -> _Told | None:
        reading = self.reading
        start = self._phrase_start(floor, noun.start())
        name = Span(start=start, end=self._name_end(noun.end(), last))
        told = _Told(noun.group().lower(), name, start, noun.end())
        date = self._date(dates, start, noun, last)
        if date:
            told.written = Span(start=date.start, end=date.end)
            day = reading.day(date)
            told.date = str(day) if day else None
            told.end = max(told.end, date.end)
        if place := self.places.within(noun.end(), last):
            told.place = place.id
            told.end = max(told.end, place.span.end)
            last_party = place.span.start
        else:
            last_party = last
        joined = _WITH.match(reading.flat, noun.end(), last)
        self._attending(told, sentence, start, last_party if joined else noun.end())
        owner = _WORD_BEFORE.search(reading.flat, max(sentence.start, start - 8), start)
        if owner and owner[1].lower() in _OWNERS:
            told.start = owner.start()
            owners = [
                mention.ids[0]
                for mention in self.coreference.clauses.mentions_in(sentence.start, start)
                if len(mention.ids) == 1 and mention.ids[0] not in self.coreference.people
            ]
            told.parties[:0] = owners if owner[1].lower() == "their" else owners[-1:]
        told.parties = list(dict.fromkeys(told.parties))
        if not (date or (joined and told.parties and (told.place or len(told.parties) > 1))):
            return None
        told.end = max(told.end, told.name.end)
        told.status = self._status(sentence, told, date)
        return told

    def _attending(self, told: _Told, sentence: Span, start: int, end: int) -> None:
        """Take the parties and people named in the words of the meeting."""
        for mention in self.coreference.clauses.mentions_in(start, end):
            id_ = mention.ids[0] if len(mention.ids) == 1 else ""
            if person := self.coreference.people.get(id_):
                told.people.append(id_)
                told.parties += [person.party] if person.party else []
            elif id_:
                told.parties.append(id_)
            if id_:
                told.end = max(told.end, mention.span.end)
        told.people = list(dict.fromkeys(told.people))

    def _phrase_start(self, floor: int, at: int) -> int:
        """Step back to where the noun phrase of a meeting opens, without its article."""
        flat = self.reading.flat
        for _ in range(8):
            found = _WORD_BEFORE.search(flat, max(floor, at - 40), at)
            if not found:
                break
            word = found[1].lower()
            if word in _DETERMINERS or word in _OWNERS or word in _HOLDING:
                break
            if word == "of" and MEETINGS.intersection(flat[max(floor, at - 40) : at].split()):
                at = found.start()
                continue
            if (
                word in _ENDS
                or word[0].isdecimal()
                or word in ("and", "or", "for")
                or word.endswith("ly")
            ):
                break
            at = found.start()
        return at

    def _name_end(self, at: int, last: int) -> int:
        """Give where the meeting's name ends: it takes in "with X", "between X and Y", "of X"."""
        joined = _WITH.match(self.reading.flat, at, last)
        if not joined:
            return at
        stop = _NAME_ENDS.search(self.reading.flat, joined.end(), min(last, at + 90))
        end = stop.start() if stop else min(last, at + 90)
        for mention in self.reading.named_in(joined.end(), end):
            end = max(end, mention.span.end)
        return end

    def _date(
        self, dates: list[Mention], start: int, noun: re.Match[str], last: int
    ) -> Mention | None:
        """Find the date words behind the noun, or right before it: "Wednesday's talk"."""
        first = bisect_left(dates, noun.end(), key=attrgetter("start"))
        for mention in dates[first : first + 1]:
            if mention.end <= last:
                return mention
        for mention in dates[max(0, first - 1) : first]:
            if mention.start >= start and mention.end <= noun.start():
                return mention
        return None

    def _status(self, sentence: Span, told: _Told, date: Mention | None) -> str:
        around = self.reading.flat[max(sentence.start, told.start - 120) : told.end + 60]
        if _CANCELLED.search(around):
            return "cancelled"
        if _MOVED.search(around):
            return "postponed"
        published = self.reading.published
        day = self.reading.day(date) if date else None
        if day and published and day.earliest != published:
            return "scheduled" if day.earliest > published else "held"
        if date and not date.resolution.date:
            return "scheduled"
        lead = self.reading.flat[max(sentence.start, told.start - 80) : told.end + 40]
        return "scheduled" if _TOWARDS.search(lead) else "held"

    def _proposal(self, told: _Told, evidence: Sequence[Span], ids: set[str]) -> ProposedMeeting:
        text = self.reading.text
        words = " ".join(text[told.name.start : told.name.end].split())
        id_ = base = slug(words)[:60].strip("-") or "meeting"
        number = 2
        while id_ in ids:
            id_, number = f"{base}-{number}", number + 1
        ids.add(id_)
        self.parties.acting.update(told.parties)
        known = sum(map(bool, (told.date, told.place, told.parties)))
        named = [name for name, has in (("date", told.date), ("place", told.place)) if has]
        named += ["parties"] if told.parties else []
        return ProposedMeeting(
            evidence=tuple(evidence),
            confidence=round(0.35 + 0.18 * known, 2),
            why="a meeting with its " + " and ".join(named) if named else "a meeting with no day",
            id=id_,
            name=words[:1].upper() + words[1:],
            date=told.date,
            date_as_written=text[told.written.start : told.written.end] if told.written else None,
            place=told.place,
            parties=tuple(told.parties),
            people=tuple(told.people),
            status=told.status,
        )


def _same(one: _Told, other: _Told) -> bool:
    """Tell whether two mentions can be of one meeting: one day, and nothing that speaks against."""
    if not one.date or one.date != other.date or one.status != other.status:
        return False
    if one.noun != other.noun and not {one.noun, other.noun} <= _SESSIONS:
        return False
    places = {one.place, other.place} - {None}
    few, many = sorted((set(one.parties), set(other.parties)), key=len)
    return len(places) < 2 and few <= many


def _merge(into: _Told, other: _Told) -> None:
    into.place = into.place or other.place
    into.parties = list(dict.fromkeys([*into.parties, *other.parties]))
    into.people = list(dict.fromkeys([*into.people, *other.people]))
