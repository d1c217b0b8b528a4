"""Whose words a clause reports: its verbs of speech and the noun phrases beside them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.model import Span
from generator.speech.names import Mention, Names
from generator.speech.sentences import BLANK, ends_in_abbreviation
from generator.speech.words import (
    ADVERBS,
    BE,
    DESCRIBING,
    DETERMINERS,
    HOMOGRAPHS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    STOPS,
    TELLING,
    VERBS,
)

_TOKEN = re.compile(r"\S+")
_VERBS = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
_EDGES = "\"'“”‘’„«»()[],;:.!?…—–-"
_PARTS = re.compile(r"[,()—–]| - ")
_CAPITALISED = re.compile(r"(?:[^\W\d_a-z][\w.'-]*\s+)*[^\W\d_a-z][\w'-]*\Z")
_BY = re.compile(r"\s+by\s+")
_AND = re.compile(r"\s+and\s+")
_OF_SOMETHING = re.compile(r"\s+(of|for|at|in|from|and)\s[^,.;:]{1,60},\s+")


# Verbs of speech with this behind them only.
_PARTICLES = {"went": " on", "goes": " on", "put": " it", "puts": " it"}
_NO_NAMES = ADVERBS | DETERMINERS | OPENERS | STOPS


class Kind(StrEnum):
    """How a speaker is told: by name, by a pronoun, by other words ("the minister"), or not."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who speaks, by a clause: `ids` whom a name may stand for, `sure` if it can be no other."""

    kind: Kind
    span: Span
    ids: tuple[str, ...] = ()
    sure: bool = True


class Clauses:
    """The clauses of one text made plain, with its quotations blanked out."""

    def __init__(self, text: str, paragraphs: Iterable[Span], names: Names) -> None:
        self.text = text
        self.mentions = tuple(m for p in paragraphs for m in names.find(text, p.start, p.end))
        self._starts = [mention.span.start for mention in self.mentions]
        self._ending = {mention.span.end: mention for mention in self.mentions}

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Give the names that stand in a stretch of the text."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def verbs(self, start: int, end: int) -> Iterator[Span]:
        """Yield the verbs of speech in a stretch of the text."""
        for word in _VERBS.finditer(self.text, start, end):
            form = word.group()
            if form in VERBS and self.text.startswith(_PARTICLES.get(form, ""), word.end()):
                yield Span(start=word.start(), end=word.end())

    def subject_of(self, verb: Span, start: int, end: int) -> Subject | None:
        """Find who does what a verb of speech tells, within `start:end`; None for nobody.

        Infinitives, participles and nouns that look like verbs have no subject of their own.
        """
        text, word = self.text, self.text[verb.start : verb.end]
        at, before = self._skip_adverbs(start, verb.start)
        if (by := _BY.match(text, verb.end, end)) and not before.endswith(("has", "had")):
            return self.noun_phrase(by.end(), end)
        if word == "saying" and before == "as":
            return self._quoted(start, at)
        if word.endswith("ing") or before in BE or before in DETERMINERS or before == "to":
            return None
        if not before or BLANK in before:
            return None if word in TELLING else self.noun_phrase(verb.end, end)
        subject = self._before(start, at)
        if subject and word in HOMOGRAPHS and subject.kind is Kind.DESCRIPTION:
            return None
        return subject

    def is_relative(self, verb: Span, start: int) -> bool:
        """Tell whether a verb only describes somebody: "Torv, who has called for a cut, said"."""
        return self._skip_adverbs(start, verb.start)[1] in ("who", "which", "that")

    def noun_phrase(self, start: int, end: int, *, deeper: bool = True) -> Subject | None:
        """Read the noun phrase that opens a stretch: "Minister Ilse Torv", "the minister"."""
        text = self.text
        first = last = -1
        delimiter = ""
        for token in _TOKEN.finditer(text, start, end):
            raw = token.group()
            core = raw.strip(_EDGES)
            if first < 0 and not core and BLANK not in raw:
                continue
            if BLANK in raw or not core or (first >= 0 and raw[0] in "([\"“'"):
                break
            if core in STOPS or core in ADVERBS or core in BE:
                # "the former governor and chairman Ed Rendell"
                office = self._word_before(first, last)[1] if core == "and" and first >= 0 else ""
                if office[:1].isupper() and office.lower() in ROLES:
                    continue
                break
            if first < 0:
                if core.lower() in STOPS:
                    return None
                first = token.start() + raw.index(core)
            elif core in VERBS and core not in HOMOGRAPHS:
                break
            last = token.start() + raw.index(core) + len(core)
            tail = raw[raw.index(core) + len(core) :]
            if tail and not (tail == "." and ends_in_abbreviation(text, start, token.end() - 1)):
                delimiter = tail[0]
                break
        if first < 0:
            return None
        subject = self._head(first, last)
        if subject.kind is Kind.NAME:
            return self._and_another(subject)
        if subject.kind is Kind.DESCRIPTION and deeper:
            further = _OF_SOMETHING.match(text, last, end)
            after = last + 1 if delimiter == "," else further.end() if further else 0
            named = self.noun_phrase(after, end, deeper=False) if after else None
            if named and named.kind is Kind.NAME:
                # "the minister and his envoy, Torv": perhaps two who speak.
                return replace(named, sure=delimiter == "," or not further or further[1] != "and")
        return subject

    def _head(self, start: int, end: int) -> Subject:
        """Judge a noun phrase by its last word."""
        text = self.text[start:end]
        span = Span(start=start, end=end)
        if text.lower() in PRONOUNS:
            return Subject(kind=Kind.PRONOUN, span=span)
        mention = self._ending.get(end)
        if mention and mention.ids and mention.span.start >= start:
            return Subject(kind=Kind.NAME, span=mention.span, ids=mention.ids)
        if text.endswith(("'s", "s'")):
            return Subject(kind=Kind.DESCRIPTION, span=span)
        name = _CAPITALISED.search(text, max(0, len(text) - 80))
        for word in _TOKEN.finditer(text, name.start()) if name else ():
            if word.group().lower() not in _NO_NAMES:
                return Subject(kind=Kind.NAME, span=Span(start=start + word.start(), end=end))
        return Subject(kind=Kind.DESCRIPTION, span=span)

    def _and_another(self, subject: Subject) -> Subject:
        """Add the second of two who speak together: "said Torv and Quell"."""
        joint = _AND.match(self.text, subject.span.end)
        for mention in self.mentions_in(joint.end(), joint.end() + 1) if joint else ():
            span = Span(start=subject.span.start, end=mention.span.end)
            return Subject(kind=Kind.NAME, span=span, ids=(*subject.ids, *mention.ids))
        return subject

    def _word_before(self, start: int, at: int) -> tuple[int, str]:
        """Give the word that ends before `at`, and where it starts."""
        end = at
        while end > start and self.text[end - 1].isspace():
            end -= 1
        first = self.text.rfind(" ", start, end) + 1
        first = max(first, start)
        return first, self.text[first:end]

    def _skip_adverbs(self, start: int, at: int) -> tuple[int, str]:
        """Step back over "also", "has", "on Monday": the word before them, and where it ends."""
        for _ in range(7):
            first, word = self._word_before(start, at)
            if not word or not (word in ADVERBS or (len(word) > 4 and word.endswith("ly"))):
                return at, word
            at = first
        return at, word

    def _quoted(self, start: int, at: int) -> Subject | None:
        """Find who is quoted: "quoted Torv as saying", "Torv was quoted as saying"."""
        first, _ = self._word_before(start, at)
        behind, word = self._word_before(start, first)
        if word in ("quoted", "cited"):
            return self._before(start, self._before_be(start, behind))
        return self._before(start, first)

    def _before_be(self, start: int, at: int) -> int:
        first, word = self._word_before(start, at)
        return first if word in BE else at

    def _before(self, start: int, at: int) -> Subject | None:
        """Find the subject that ends at `at`, over what is set between commas behind it."""
        end = len(self.text[start:at].rstrip()) + start
        if end <= start:
            return None
        if self.text[end - 1] not in ",)—–-":
            return self._backwards(start, end)
        parts = []
        first = start
        for divider in _PARTS.finditer(self.text, start, end):
            parts.append((first, divider.start()))
            first = divider.end()
        for first, last in reversed(parts[-7:]):
            last = len(self.text[first:last].rstrip()) + first
            if last > first:
                subject = self._backwards(first, last)
                if subject and subject.sure and subject.kind in (Kind.NAME, Kind.PRONOUN):
                    return subject
        return Subject(kind=Kind.DESCRIPTION, span=Span(start=start, end=end), sure=False)

    def _backwards(self, start: int, end: int) -> Subject | None:
        """Judge the noun phrase that ends at `end`: no clause or phrase may lead up to its name."""
        first, word = self._word_before(start, end)
        if word == "who":
            return self._before(start, first)
        if word.lower() in PRONOUNS:
            return Subject(kind=Kind.PRONOUN, span=Span(start=first, end=end))
        if word in ("and", "but", "then", "or"):
            return self._coordinated(start, first)
        if BLANK in word or word.lower() in OPENERS:
            return None
        subject = self._head(self._phrase_start(start, end), end)
        if subject.kind is not Kind.NAME:
            return subject
        return self._led_up_to(subject, start)

    def _phrase_start(self, start: int, end: int) -> int:
        mention = self._ending.get(end)
        if mention and mention.ids:
            return max(start, mention.span.start)
        name = _CAPITALISED.search(self.text, max(start, end - 80), end)
        return name.start() if name else self._word_before(start, end)[0]

    def _led_up_to(self, subject: Subject, start: int) -> Subject:
        """Walk left over what describes a name, to see that the name is the subject."""
        at = subject.span.start
        for _ in range(12):
            first, word = self._word_before(start, at)
            core = word.strip(_EDGES)
            bare = core.lower()
            if not core or BLANK in word or word[-1] in ":;" or bare in OPENERS:
                break
            if word[-1] == ",":
                break
            if bare in PREPOSITIONS:
                span = Span(start=first, end=subject.span.end)
                return Subject(kind=Kind.DESCRIPTION, span=span, sure=False)
            described = bare in ROLES or bare in DESCRIBING or core.endswith(("'s", "s'"))
            if not (described or core[:1].isupper() or "-" in core or "/" in core):
                sure = core.endswith("an") and core.islower()  # "the Arvenian"
                return replace(subject, sure=subject.sure and sure)
            at = first
        joint = self.text[start : subject.span.start].rstrip()
        if joint.endswith(" and"):
            other = self._ending.get(start + len(joint) - 4)
            if other:
                span = Span(start=other.span.start, end=subject.span.end)
                return Subject(kind=Kind.NAME, span=span, ids=(*other.ids, *subject.ids))
        return subject

    def _coordinated(self, start: int, at: int) -> Subject | None:
        """Find the subject of the second of two verbs: "Torv rose and said"."""
        found = self.mentions_in(start, at)
        if found:
            span = found[0].span
            subject = Subject(kind=Kind.NAME, span=span, ids=found[0].ids, sure=len(found) == 1)
            subject = self._led_up_to(subject, start)
            if subject.kind is Kind.NAME:
                return subject
        return self.noun_phrase(start, at)
