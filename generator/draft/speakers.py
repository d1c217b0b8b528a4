"""Who a draft takes a quotation to be by: bolder than the checks, which must not cry wolf."""

import re
from dataclasses import replace
from functools import cached_property
from typing import Any

from generator.draft.marks import Printed
from generator.draft.nlp import Parses
from generator.model import Span
from generator.speech import Attribution, Kind, Names, Speech, Subject, Where, attribute
from generator.speech.words import (
    ADVERBS,
    BE,
    DESCRIBING,
    DETERMINERS,
    OPENERS,
    PRONOUNS,
    ROLES,
    STOPS,
    TIMES,
)

# How far a sentence is read, in characters.
_FAR = 800
_PARTS = re.compile(r"[,;()—–] ?| - ")
_WORD = re.compile(r"[\w.'-]+")
_CUED = re.compile(r"[,:]\s*\Z")
_CONTRACTED = re.compile(r"(he|she|it|they|we|i|you)'(?:s|d|ve|ll|m|re)", re.IGNORECASE)
_WHO = re.compile(r"(?:\A|[.,;:] )([^.,;:]{2,90}?),? who [^.,;:]*\Z")
# "…," the suit reads: verbs that are nouns, too, where they close a clause.
_READS = re.compile(
    r"[\"'“”‘’]*,? *((?:the|an?|his|her|their|its|our)(?: [\w'-]+){1,5}?) "
    r"(?:reads|read|states|notes|claims|charges|reports|demands)(?=\s*(?:[.,;)]|\Z))",
    re.IGNORECASE,
)
# "“So we wait …” Torv said.": the mark parts them, though the sentence goes on.
_SAID_ALONE = re.compile(
    r"[\"'“”‘’»«]*\s+((?:[^\W\d_a-z][\w.'-]* ){1,5}|(?:[Hh]e|[Ss]he|[Tt]hey) )"
    r"(?:said|says|added|asked|wrote|repeated|replied)(?=[.,;])"
)
# "“The fish is gone.” — Ilse Torv"
_SIGNED = re.compile(
    r"[\"'“”‘’»«]*\s*[—–―]+\s*((?:[^\W\d_a-z][\w.'-]* ?){2,4})(?=\s*(?:[,.\ue000\"“(]|\Z))"
)
_NO_SUBJECT = {word.lower() for word in STOPS | ADVERBS | OPENERS | BE} | TIMES
_NAME = re.compile(r"[^\W\d_a-z][\w.'-]*(?: [^\W\d_a-z][\w.'-]*)*")
# "Republican presidential hopeful Ilse Torv": the name is the second.
_OFFICE = re.compile(r" ((?:[a-z-]+ ){1,4})([^\W\d_a-z][\w.'-]*(?: [^\W\d_a-z][\w.'-]*)*)")
_OFFICES = ROLES | DESCRIBING | {"hopeful", "frontrunner", "front-runner", "of", "and"}
# "a", "a Monday editorial"
_ONE_OR_TWO = re.compile(r"(?: [\w'-]+){1,2}")
_ASKED = re.compile(r"\b(?:was|were|is|are|been|being) (?:asked|told)\b")


class Speakers(Speech):
    """The quotations of a text, and who each is most likely by.

    `agreed` are the numbers of those for which a parse finds the speaker that the rules find.
    """

    def __init__(self, printed: Printed, nlp: Any = None) -> None:
        super().__init__(printed, Names([]))
        self.agreed: set[int] = set()
        self._parses = Parses(nlp, printed.text, self.clauses.text, self.words) if nlp else None

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who each quotation is by, in order."""
        found: list[Attribution] = []
        for index, told in enumerate(super().attributions):
            if not told.joined and self.is_fragment(index):
                told = Attribution()
            elif told.where in (None, Where.CARRIED):
                told = self._earlier(index, found) or told
            elif told.where is Where.BETWEEN and index - 1 in self.agreed:
                self.agreed.add(index)
            found.append(self._settled(told))
        return tuple(found)

    def is_fragment(self, index: int) -> bool:
        """Tell whether a quotation is part of a sentence of the article's own."""
        words = self.words[index]
        quoted = self.passages.text[words.start : words.end].strip()
        before = self.led_up_to(index).rstrip()
        return quoted[:1].islower() or (bool(before) and before[-1] not in ".?!:,—–-")

    def led_up_to(self, index: int) -> str:
        """Give what stands before a quotation in its sentence, the others blanked out."""
        end = self.opening(index)
        return self.clauses.text[max(self.sentence_at(end).start, end - _FAR) : end]

    def joined(self, index: int) -> Attribution | None:
        """Choose between what follows a quotation and what leads up to it."""
        after, before = self.after(index), self.before(index)
        if before and before.cue and self._matches(_ASKED, before.cue):
            return None
        if not after:
            found = self._bettered(before, index)
        elif before and not self._belongs_behind(after, before, index):
            found = before
        else:
            found = after
        return self._parsed(index, found) if self._parses else found

    def _parsed(self, index: int, found: Attribution | None) -> Attribution | None:
        """Let a parse confirm the rules, and decide where they know no name and no pronoun."""
        paragraph = self.passages.paragraphs[self.paragraph_of(index)]
        told = self._parses.told(index, paragraph) if self._parses else None
        if not told:
            return found
        subject, verb = told
        span = found.subject if found else None
        if span and span.start < subject.span.end and subject.span.start < span.end:
            self.agreed.add(index)
        if found and found.kind is not Kind.DESCRIPTION:
            return found
        where = Where.AFTER if verb.start >= self.words[index].end else Where.BEFORE
        return attribute(subject, verb, where, plain=False)

    def _belongs_behind(self, after: Attribution, before: Attribution, index: int) -> bool:
        """Tell whether "“…,” said Torv" is surer than what leads up to the quotation."""
        if not before.cue:
            return True
        cued = _CUED.search(self.clauses.text, before.cue.start, self.opening(index))
        if before.kind is Kind.DESCRIPTION:
            return not cued or after.kind is not Kind.DESCRIPTION
        return not cued and not self.is_fragment(index)

    def after(self, index: int) -> Attribution | None:
        """Read what follows a quotation, where a stop or a noun-like verb is in the way, too."""
        found = super().after(index)
        if found and found.subject and found.kind is not Kind.DESCRIPTION:
            return found
        if found and found.subject and (subject := self._whole(found.subject)):
            return replace(found, subject=subject)
        text, words = self.clauses.text, self.words[index]
        last = self.passages.text[words.start : words.end].rstrip()[-1:]
        stop = self.passages.paragraphs[self.paragraph_of(index)].end
        pattern = {"…": _SAID_ALONE, ",": _READS}.get(last, _SIGNED)
        told = pattern.match(text, words.end, stop)
        named = self.clauses.noun_phrase(*told.span(1)) if told else None
        if not told or not named:
            return None
        return attribute(named, Span(start=told.end(1), end=told.end()), Where.AFTER, plain=False)

    def _whole(self, described: Span) -> Span | None:
        """Complete "a" to "a Monday editorial"; None for what can be no speaker."""
        text = self.clauses.text[described.start : described.end]
        if text.lower() in DETERMINERS:
            rest = _ONE_OR_TWO.match(self.clauses.text, described.end)
            return Span(start=described.start, end=rest.end()) if rest else None
        if " " not in text and not text.endswith(("s", "people")):
            return None
        return described

    def _bettered(self, found: Attribution | None, index: int) -> Attribution | None:
        """Read what leads up to a quotation once more: "Torv spoke up, saying: “…”"."""
        named = found is not None and found.kind is not Kind.DESCRIPTION
        if found and found.subject and named and not self._is_time(found.subject):
            return found
        if self.opens_paragraph(index):
            return found
        text, end = self.clauses.text, self.opening(index)
        start = max(self.sentence_at(end).start, end - _FAR)
        if found and found.subject and found.cue and (led := self._who(start, found.subject)):
            return attribute(led, found.cue, Where.BEFORE, plain=False)
        verbs = list(self.clauses.verbs(start, end))
        verb = verbs[-1] if verbs else Span(start=end, end=end)
        saying = text[verb.start : verb.end].endswith("ing")
        if found and found.cue and found.cue.end < end - 2 and not saying:
            return found
        if not saying and not _CUED.search(text, max(start, end - 9), end):
            return found
        subject = self._leading(start, verb.start)
        return attribute(subject, verb, Where.BEFORE, plain=False) if subject else found

    def _matches(self, pattern: re.Pattern[str], span: Span) -> bool:
        return pattern.search(self.clauses.text, span.start, span.end) is not None

    def _is_time(self, span: Span) -> bool:
        first = _WORD.match(self.clauses.text, span.start, span.end)
        return first is not None and first.group().lower() in TIMES

    def _who(self, start: int, subject: Span) -> Subject | None:
        """Read "an official who spoke of his plans said": the official speaks, not the plans."""
        led = _WHO.search(self.clauses.text[start : subject.end])
        return self.clauses.noun_phrase(start + led.start(1), start + led.end(1)) if led else None

    def _leading(self, start: int, end: int) -> Subject | None:
        """Find the subject that a sentence opens with, behind any adverbial phrases."""
        text = self.clauses.text
        first, parts = start, []
        for divider in _PARTS.finditer(text, start, end):
            parts.append((first, divider.start()))
            first = divider.end()
        described = None
        for at, stop in [*parts, (first, end)]:
            opening = _WORD.search(text, at, stop)
            if not opening or opening.group().lower() in _NO_SUBJECT:
                continue
            if opening.group().lower() in PRONOUNS:
                span = Span(start=opening.start(), end=opening.end())
                return Subject(kind=Kind.PRONOUN, span=span)
            if opening.group().lower() in DETERMINERS:
                phrase = self.clauses.noun_phrase(opening.start(), stop)
                if not described and phrase and phrase.span.end > opening.end():
                    described = phrase
                continue
            name = _NAME.match(text, opening.start(), stop)
            if name and not name.group().endswith("ing") and name.end() < stop - 1:
                office = _OFFICE.match(text, name.end(), stop)
                while office and {*office[1].split()} <= _OFFICES:
                    name, office = office, _OFFICE.match(text, office.end(), stop)
                first = name.start(2) if name.re is _OFFICE else name.start()
                span = Span(start=first, end=name.end())
                return Subject(kind=Kind.NAME, span=span)
        return described

    def _earlier(self, index: int, found: list[Attribution]) -> Attribution | None:
        """Take over who was quoted before in the same paragraph."""
        if not index or self.paragraph_of(index) != self.paragraph_of(index - 1):
            return None
        before = found[index - 1]
        if not before.joined or not before.subject:
            return None
        return replace(before, where=Where.PREVIOUS, plain=False)

    def _settled(self, told: Attribution) -> Attribution:
        """Trim the verb that a pronoun is contracted with, and tell "Officials" from a name."""
        span = told.subject
        if not span:
            return told
        words = self.clauses.text[span.start : span.end]
        if contracted := _CONTRACTED.fullmatch(words):
            end = span.start + contracted.end(1)
            return replace(told, kind=Kind.PRONOUN, subject=Span(start=span.start, end=end))
        if told.kind is Kind.NAME and words[-1:] == "s" and words[:-1].lower() in ROLES:
            return replace(told, kind=Kind.DESCRIPTION, plain=False)
        return told
