"""The people whom an article names, with their roles and parties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.draft import roles
from generator.draft.nations import slug
from generator.draft.reading import Parties, Reading
from generator.draft.words import DESCRIBED, FEMALE, GOVERNING, MALE, OFFICES, THINGS, TITLES
from generator.edtf import MONTHS
from generator.model import Span
from generator.speech.words import (
    ADVERBS,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    TELLING,
    VERBS,
    WEEKDAYS,
)

_UP = r"[^\W\d_a-zà-öø-ÿ]"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Prof|St|Col|Lt|Capt|Sgt|Rev|Maj|Adm)\."
_CAP = rf"(?:{_TITLE}|(?:{_UP}\.)+{_UP}?(?!\w)|(?:(?:al|el)-)?{_UP}\w*(?:['-](?!s\b)\w+)*)"
_PARTICLE = r"(?:van|von|der|den|de|da|di|del|della|du|la|bin|ibn|al|el|ter|ten|dos)"
_CAPITAL = re.compile(_UP)
_CHAIN = re.compile(rf"(?<![\w@#/.-]){_CAP}(?: (?:{_PARTICLE} ){{0,2}}{_CAP}){{0,9}}")
_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
_NO_NAME = (
    ADVERBS | DETERMINERS | OPENERS | PREPOSITIONS | PRONOUNS | STOPS | {"and", "or", "not", "yes"}
)
_DAYS = WEEKDAYS | {*MONTHS}
_SAYS_NEXT = re.compile(r" (?:(?:also|then|later|has|had|who) )?([a-z]+)\b")
_SAID_BEFORE = re.compile(r"\b([a-z]+) \Z")
_OF_PARTY = re.compile(r" of (?:the )?(?=[^\W\d_a-z])")
_COMPOUND = re.compile(r"\w+-[a-z]{4,}\Z")  # "Lund-based"
_AGE = re.compile(r",? (?:\(?\d{2}\)?,|who\b)")
_MOST_PEOPLE = 200


@dataclass(slots=True)
class RolePrinted:
    """A role as printed for a person: the role's own span, and that of role and name together."""

    role: Span
    whole: Span
    party: str | None


@dataclass(slots=True)
class Person:
    """A person on the way to a proposal."""

    id: str
    name: str
    span: Span
    surname: str
    names: dict[str, Span] = field(default_factory=dict)
    roles: list[RolePrinted] = field(default_factory=list)
    female: bool | None = None
    titled: bool = False

    @property
    def party(self) -> str | None:
        """The party of the first role that tells it."""
        return next((role.party for role in self.roles if role.party), None)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that may be a person's: its span, and what was printed before it in capitals."""

    span: Span
    words: tuple[str, ...]
    lead: tuple[str, ...]


def find_people(reading: Reading, parties: Parties) -> list[Person]:
    """Find who is named with a role, a title or a verb of speech, in order."""
    people: dict[str, Person] = {}
    surnames: dict[str, list[Person]] = {}
    flat = reading.flat
    loose: list[tuple[_Name, roles.Office | None, int]] = []
    for paragraph in reading.paragraphs:
        floor = paragraph.start
        for name in _names(flat, paragraph, reading):
            office = roles.before(flat, floor, name.span.start)
            whole = Span(start=office.start, end=name.span.end) if office else name.span
            if not office and (office := roles.after(flat, name.span.end, paragraph.end)):
                whole = Span(start=name.span.start, end=office.end)
            if len(name.words) == 1:
                if office or _title(name):
                    loose.append((name, office, whole.start))
                continue
            sure = office or _title(name) or _speaks(flat, name, paragraph)
            known = _same(surnames.get(_surname(name.words), ()), name.words)
            if not sure and not known:
                continue
            if not known and len(people) >= _MOST_PEOPLE:
                continue
            person = known or _new(name, people, surnames)
            floor = name.span.end
            _take(person, name, office, whole, parties)
    for name, office, start in loose:
        found: list[Person] = surnames.get(name.words[0], [])
        if not found:
            found = [_new(name, people, surnames)] if len(people) < _MOST_PEOPLE else []
        if len(found) == 1:
            end = max(name.span.end, office.end if office else 0)
            _take(found[0], name, office, Span(start=start, end=end), parties)
    owners = {words for words, _ in parties.names()}
    found = [p for p in people.values() if p.roles or p.titled or p.name not in owners]
    return sorted(found, key=lambda person: person.span.start)


def _names(flat: str, paragraph: Span, reading: Reading) -> Iterator[_Name]:
    """Yield what may be people's names in a paragraph."""
    for chain in _chains(flat, paragraph):
        words = chain.group().split(" ")
        first, at = 0, chain.start()
        while first < len(words) and _leads(words[first], words[first + 1 : first + 2]):
            at += len(words[first]) + 1
            first += 1
        for index in range(first + 1, len(words) - 1):  # "Ohio Gov. Jan Torv"
            if words[index][-1] == "." and words[index].lower().rstrip(".") in TITLES:
                at += len(" ".join(words[first : index + 1])) + 1
                first = index + 1
        if first == len(words):
            continue
        # "US secretary Ilse Torv": a state or body before a name.
        named = reading.named_in(at, chain.end())
        while named and named[0].span.start == at and named[0].span.end < chain.end():
            skipped = flat[at : named[0].span.end].count(" ") + 1
            first, at = first + skipped, named[0].span.end + 1
            while first < len(words) and _leads(words[first], words[first + 1 : first + 2]):
                at += len(words[first]) + 1
                first += 1
            named = reading.named_in(at, chain.end())
        last = first
        while last < len(words) and not (
            words[last] in _DAYS or words[last].lower() in OFFICES or words[last] in ("I", "The")
        ):
            last += 1
        kept = words[first:last]
        while kept and kept[-1].islower():
            kept.pop()
        if not kept or len(kept) > 5 or named:
            continue
        if (
            any(_is_thing(word) for word in kept)
            or len(kept[-1]) < 2
            or not kept[-1][1:].strip(".")
        ):
            continue
        span = Span(start=at, end=at + len(" ".join(kept)))
        yield _Name(span, tuple(kept), tuple(word.lower().rstrip(".") for word in words[:first]))


def _chains(flat: str, paragraph: Span) -> Iterator[re.Match[str]]:
    """Yield the runs of capitalised words; to look at capitals only is what makes it quick."""
    end = paragraph.start
    for capital in _CAPITAL.finditer(flat, paragraph.start, paragraph.end):
        if capital.start() >= end and (chain := _CHAIN.match(flat, capital.start(), paragraph.end)):
            end = chain.end()
            yield chain


def _leads(word: str, following: list[str]) -> bool:
    """Tell whether a capitalised word before a name is no part of it."""
    lower = word.lower().rstrip(".")
    if word in _DAYS or _COMPOUND.match(word):
        return True
    return bool(following or len(lower) > 1) and (
        lower in _NO_NAME or lower in OFFICES or lower in DESCRIBED or lower in TITLES
    )


def _is_thing(word: str) -> bool:
    return word.lower() in THINGS or (word.isupper() and len(word) > 3) or word in _DAYS


def _title(name: _Name) -> bool:
    return bool(name.lead) and (name.lead[-1] in TITLES or name.lead[-1] in OFFICES)


def _speaks(flat: str, name: _Name, paragraph: Span) -> bool:
    """Tell whether a name stands beside a verb of speech, or has an age."""
    if flat[max(0, name.span.start - 4) : name.span.start].endswith((" of ", " in ", " at ")):
        return False
    after = _SAYS_NEXT.match(flat, name.span.end, paragraph.end)
    if after and after[1] in VERBS:
        return not flat[max(0, name.span.start - 4) : name.span.start].lower().endswith("the ")
    before = _SAID_BEFORE.search(flat, max(paragraph.start, name.span.start - 16), name.span.start)
    if before and before[1] in VERBS - TELLING and not before[1].endswith("ing"):
        return True
    return bool(_AGE.match(flat, name.span.end, paragraph.end))


def _surname(words: tuple[str, ...]) -> str:
    return next((word for word in reversed(words) if word not in _SUFFIXES), words[-1])


def _same(known: list[Person] | tuple[Person, ...], words: tuple[str, ...]) -> Person | None:
    """Find the person of this surname whose first name it is, too; a "J." may be a "Jan"."""
    for person in known:
        first = person.name.split()[0]
        if first == words[0] or first == person.surname or first[0] == words[0].rstrip("."):
            return person
    return None


def _new(name: _Name, people: dict[str, Person], surnames: dict[str, list[Person]]) -> Person:
    printed = " ".join(name.words)
    id_ = base = slug(printed) or "person"
    number = 2
    while id_ in people:
        id_, number = f"{base}-{number}", number + 1
    person = Person(id_, printed, name.span, _surname(name.words))
    people[id_] = person
    surnames.setdefault(person.surname, []).append(person)
    return person


def _take(
    person: Person, name: _Name, office: roles.Office | None, whole: Span, parties: Parties
) -> None:
    printed = " ".join(name.words)
    person.names.setdefault(printed, name.span)
    if len(printed) > len(person.name):
        person.name, person.span = printed, name.span
    hints = {*name.lead}
    if office:
        words = parties.reading.flat[office.start : office.end]
        hints.update(words.lower().split())
        party = parties.owner(*office.owner) if office.owner[1] else None
        party = party or parties.owner(office.start, office.end)
        if not party and (of := _OF_PARTY.match(parties.reading.flat, name.span.end)):
            party = parties.owner(of.end(), of.end() + 1)
        if not party and office.owner[1]:
            governs = not GOVERNING.isdisjoint(words.lower().split())
            if governs or not office.possessive:
                party = parties.invent(*office.owner)
        role = Span(start=office.start, end=office.end)
        person.roles.append(RolePrinted(role, whole, party))
    person.titled = person.titled or _title(name)
    if not hints.isdisjoint(FEMALE):
        person.female = True
    elif not hints.isdisjoint(MALE):
        person.female = False
