"""Whom later mentions and pronouns lead to: surnames, "he", "she", "the minister"."""

import re
from bisect import bisect_left

from generator.draft.people import Person
from generator.draft.reading import Parties, Reading
from generator.draft.words import FEMALE, MALE, OFFICES
from generator.model import Span
from generator.speech import Mention, Names
from generator.speech.clauses import Clauses
from generator.speech.names import plain

_PERSONAL = re.compile(r"(?:he|she|him|her|his|hers)\Z", re.IGNORECASE)
_THING = re.compile(r"(?:it|its|they|we|i|you|who)\Z", re.IGNORECASE)
# A pronoun leads back over so many paragraphs.
_BACK = 3


class Coreference:
    """The mentions of the people and parties of one article, and what leads back to them."""

    def __init__(self, reading: Reading, people: list[Person], parties: Parties) -> None:
        self.reading = reading
        self.people = {person.id: person for person in people}
        shared = [person.surname for person in people]
        names = [(name, person.id) for person in people for name in person.names]
        names += [
            (person.surname, person.id) for person in people if shared.count(person.surname) == 1
        ]
        names += parties.names()
        self.names = Names(dict.fromkeys(names))
        self.clauses = Clauses(reading.flat, reading.paragraphs, self.names)
        self._persons = [m for m in self.clauses.mentions if self._person(m)]
        self._starts = [mention.span.start for mention in self._persons]

    def _person(self, mention: Mention) -> Person | None:
        return self.people.get(mention.ids[0]) if len(mention.ids) == 1 else None

    def resolve_speaker(self, span: Span) -> tuple[str | None, bool]:
        """Give the id that the words of a speaker lead to, and whether that had to be inferred."""
        words = plain(self.reading.text[span.start : span.end])
        found = {mention.ids for mention in self.names.find(words, 0, len(words)) if mention.ids}
        if len(found) == 1 and len(ids := found.pop()) == 1:
            return ids[0], False
        if found:
            persons = {i for ids in found for i in ids if i in self.people}
            return (persons.pop(), False) if len(persons) == 1 else (None, False)
        if _PERSONAL.match(words):
            return self._antecedent(span.start, words.lower()), True
        if _THING.match(words):
            return None, False
        return self._described(span.start, words.lower()), True

    def _antecedent(self, at: int, pronoun: str) -> str | None:
        """Find whom "he" or "she" means: the first named of the nearest sentence before."""
        female = pronoun in ("she", "her", "hers")
        paragraphs = self.reading.paragraphs
        number = bisect_left(paragraphs, at + 1, key=lambda span: span.start) - 1
        end = at
        for paragraph in paragraphs[max(0, number - _BACK) : number + 1][::-1]:
            fits = [m for m in self._between(paragraph.start, end) if self._fits(m, female)]
            if fits:
                last = fits[-1].span.start
                start = self._sentence_start(paragraph.start, last)
                first = next(m for m in fits if m.span.start >= start)
                return first.ids[0]
            end = paragraph.start
        return None

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._persons[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _sentence_start(self, paragraph: int, at: int) -> int:
        sentences = self.reading.sentences
        index = bisect_left(sentences, at + 1, key=lambda span: span.start) - 1
        return max(paragraph, sentences[index].start) if index >= 0 else paragraph

    def _fits(self, mention: Mention, female: bool) -> bool:
        person = self.people[mention.ids[0]]
        return person.female is None or person.female is female

    def _described(self, at: int, words: str) -> str | None:
        """Find whom "the minister" means: the last named whose role ends so, if that is one."""
        heads = [word for word in re.findall(r"[\w-]+", words) if word in OFFICES]
        if not heads:
            return None
        gender = True if heads[-1] in FEMALE else False if heads[-1] in MALE else None
        for mention in reversed(self._between(max(0, at - 6_000), at)):
            person = self.people[mention.ids[0]]
            if gender is not None and person.female not in (None, gender):
                continue
            for role in person.roles:
                text = self.reading.text[role.role.start : role.role.end].lower()
                if heads[-1] in re.findall(r"[\w-]+", text):
                    return person.id
        return None
