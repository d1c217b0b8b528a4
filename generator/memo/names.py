"""The people whom a memo names with a role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.edtf import MONTHS, WEEKDAYS
from generator.memo.claims import Claim, Kind, Verdict
from generator.memo.reading import Reading
from generator.memo.roles import PrintedRole, Role, Roles
from generator.model import DiscrepancyKind, Span
from generator.problems import nearest
from generator.speech.words import ADVERBS, DESCRIBING, OPENERS, ROLES, STOPS
from generator.terms import word_set

# A name of up to four words: "Greta Holm", "Ursula van der Laan".
_NAME = re.compile(
    r"(?<![\w'-])[^\W\d_a-z][\w'-]*(?:\s(?:(?:van|von|der|den|de|da|del|di|al|el|bin|la|le)\s){0,2}"
    r"[^\W\d_a-z][\w'-]*){0,5}"
)
_NO_PEOPLE = word_set(
    """Assembly Staff Office Council Committee Ministry Department House Party Union Court
    Secretariat Palace Hotel Street Day Treaty Commission Parliament Congress Senate University
    School College Institute Center Centre City County State States Republic Island Islands
    """
)
_TITLES = ROLES | {"affairs"}
_NOT_NAMES = ADVERBS | DESCRIBING | OPENERS | ROLES | STOPS


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the memo; `person` is its id, None for somebody whom the registry lacks."""

    span: Span
    person: str | None


@dataclass(frozen=True, slots=True)
class NamesWithRoles:
    """Checks the roles that a memo gives to people."""

    reading: Reading
    roles: Roles

    def check(self) -> Iterator[Claim]:
        """Give a claim for each name with a role, in order."""
        named = [*self._known_people(), *self._strangers()]
        for name in sorted(named, key=lambda name: name.span.start):
            sentence = self.reading.sentence_at(name.span.start).span
            text = self.reading.outside
            for role in (
                self.roles.before(text, sentence.start, name.span.start),
                self.roles.after(text, name.span.end, sentence.end),
            ):
                if role and role.words and not self.reading.is_quoted(name.span):
                    yield self._check(name, role)

    def _known_people(self) -> Iterator[_Named]:
        people = self.reading.known.registry.people
        for mention in self.reading.mentions:
            if len(mention.ids) == 1 and mention.ids[0] in people:
                yield _Named(mention.span, mention.ids[0])

    def _strangers(self) -> Iterator[_Named]:
        mentions = [m.span for m in self.reading.mentions if m.ids]
        at = 0
        for found in _NAME.finditer(self.reading.outside):
            while at < len(mentions) and mentions[at].end <= found.start():
                at += 1
            words = list(re.finditer(r"\S+", found.group()))
            offices = [n for n, word in enumerate(words) if word.group().lower() in _TITLES]
            words = words[offices[-1] + 1 :] if offices else words
            while words and words[0].group().lower() in _NOT_NAMES:
                words.pop(0)
            if not words or len(words) > 6:
                continue
            last = words[-1].group()
            end = found.start() + words[-1].end() - (2 if last.endswith("'s") else 0)
            span = Span(start=found.start() + words[0].start(), end=end)
            overlaps = at < len(mentions) and mentions[at].start < span.end
            if not overlaps and self._may_be_a_name(span):
                yield _Named(span, None)

    def _may_be_a_name(self, span: Span) -> bool:
        words = self.reading.outside[span.start : span.end].split()
        known = self.reading.known
        before = self.reading.outside[max(0, span.start - 30) : span.start].split()
        if before[-1:] == ["New"] or any(
            word in _NO_PEOPLE or word in MONTHS or word in WEEKDAYS for word in words
        ):
            return False
        if any(True for _ in known.places.find(self.reading.outside, span.start, span.end)):
            return False
        if all(word.isupper() for word in words) or set(words) & known.glossary_words:
            return False
        if len(words) > 1:
            return True
        # One word is a person's name only right behind an office: "Foreign Minister Holm".
        return bool(before) and before[-1].lower() in ROLES

    def _check(self, name: _Named, role: Role) -> Claim:
        first = min(name.span.start, role.span.start)
        last = max(name.span.end, role.span.end)
        claim = Claim(
            kind=Kind.NAME,
            span=self.reading.prose.origin(Span(start=first, end=last)),
            words=" ".join(self.reading.text[first:last].split()),
            verdict=Verdict.BACKED,
            at=self.reading.prose.origin(role.span),
        )
        if name.person is None:
            return self._check_stranger(name, role, claim)
        printed = self.roles.printed(name.person)
        fitting = [p for p in printed if self.roles.agree(role, p.role, name.person)]
        if fitting:
            return self._backed(claim, fitting, printed)
        return self._contradicted(name.person, role, claim, printed)

    def _backed(
        self, claim: Claim, fitting: list[PrintedRole], printed: tuple[PrintedRole, ...]
    ) -> Claim:
        known = self.reading.known
        where = known.in_text(fitting[0].article, fitting[0].span, fitting[0].text)
        return replace(claim, where=(where,), notes=self._contradictions(printed))

    def _contradictions(self, printed: tuple[PrintedRole, ...]) -> tuple[str, ...]:
        return self.reading.known.doubts(
            ((p.article.id, p.span) for p in printed), frozenset({DiscrepancyKind.CONTRADICTION})
        )

    def _contradicted(
        self, person: str, role: Role, claim: Claim, printed: tuple[PrintedRole, ...]
    ) -> Claim:
        known = self.reading.known
        name, words = known.printed_name(person), self.reading.words(role.span)
        texts = self.roles.texts(person)
        if texts:
            rows = ["as printed: " + "; ".join(f"“{text}”" for text in texts)]
        else:
            rows = [f"the articles print no role for {name}; leave it out"]
        others = [
            known.printed_name(id_)
            for id_ in known.registry.people
            if id_ != person
            and any(self.roles.agree(role, p.role, id_) for p in self.roles.printed(id_))
        ]
        if others and len(role.words) > 1:
            rows.append(f"that is a role of {' and '.join(others)}")
        return replace(
            claim,
            verdict=Verdict.CONTRADICTED,
            where=tuple(known.in_text(p.article, p.span, p.text) for p in printed[:3]),
            code="E904",
            message=f"no article calls {name} “{words}”",
            help="\n".join([*rows, *self._contradictions(printed)]),
        )

    def _check_stranger(self, name: _Named, role: Role, claim: Claim) -> Claim:
        known = self.reading.known
        words = self.reading.words(name.span)
        printed = self.roles.printed_for(words)
        fitting = [p for p in printed if self.roles.agree(role, p.role, "")]
        if fitting:
            where = known.in_text(fitting[0].article, fitting[0].span, fitting[0].text)
            return replace(claim, where=(where,))
        places = known.find_words(words)
        help_text = "add the article that names this person, or leave the name out"
        if places:
            help_text = (
                f"the name is printed, but not as “{self.reading.words(role.span)}”: {places[0]}"
            )
        elif near := self._misspelt(words):
            help_text = f"did you mean “{near}”?"
        return replace(
            claim,
            verdict=Verdict.NOT_FOUND,
            where=places,
            code="W905",
            message=f"{words} is not in the briefing",
            help=help_text,
            at=self.reading.prose.origin(name.span),
        )

    def _misspelt(self, words: str) -> str | None:
        """Give the known name that is nearly the same; a shared first name is no likeness."""
        people = self.reading.known.registry.people.values()
        near = nearest(
            words, [name for person in people for name in (person.name, *person.aliases)]
        )
        alike = near and SequenceMatcher(None, near.split()[-1], words.split()[-1]).ratio() > 0.7
        return near if alike else None
