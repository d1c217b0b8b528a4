"""The dates of a memo: that they exist, are known, and belong to what they are given for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from generator.edtf import Edtf
from generator.memo.claims import Claim, Kind, Verdict
from generator.memo.happenings import Happening, Happenings
from generator.memo.known_dates import KnownDates, meets
from generator.memo.reading import Reading, Sentence
from generator.model import Span
from generator.speech.words import HOMOGRAPHS, JUDGING, VERBS
from generator.terms import GATHERING, terms
from generator.when import find_mentions

_NUMERIC = re.compile(r"(?<![\w./-])([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![\w/-])")
_YEAR = re.compile(
    r"(?<![\w.,/$€£#-])(?:1[5-9]|20|21)[0-9]{2}(?![\w%]|[.,][0-9]|-[0-9])(?!\s+(?:[a-z]{4,})?"
    r"(?:people|troops|soldiers|cases|members|votes|tons|tonnes|dollars|euros|boats)\b)"
)
# A clause ends here; what stands beyond is another matter's date.
_BOUNDARY = re.compile(
    r"[,;:()|–—\ue000]|\b(?:that|which|when|while|where|whereas|but|before|after|following|until"
    r"|because|although|though|if|than|ahead of)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:and|or|then)\s", re.IGNORECASE)
# "since 5 May" and "by 5 May" name a limit, not the day of the meeting.
_LIMIT = re.compile(
    r"\b(?:since|until|till|by|before|after|from|than)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"\b(?:announced|agreed|cancelled|confirmed|scheduled|planned|invited|decided|proposed|published"
    r"|reported)\s+(?:\w+\s+){0,2}\Z"
)
# "They will meet again on Friday": another meeting than the one that is known.
_ANOTHER = re.compile(r"\b(?:again|another|further|follow-up|once more|new)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Verbs that are plainly of saying something.
_SPEAKING = VERBS - JUDGING - HOMOGRAPHS


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Date words in the prose and the days they can mean, the likeliest first.

    `wrong` says what is wrong with the words themselves: a weekday that does not fit, a day that
    does not exist.
    """

    span: Span
    dates: tuple[Edtf, ...]
    wrong: str = ""
    help: str = ""


@dataclass(slots=True)
class Dates:
    """Checks the dates of one memo; `said` tells of quotations when they were said."""

    reading: Reading
    said: list[tuple[Span, frozenset[date]]]
    known_dates: KnownDates = field(init=False)
    happenings: Happenings = field(init=False)
    words: list[DateWords] = field(init=False)

    def __post_init__(self) -> None:
        self.known_dates = KnownDates(self.reading.known)
        self.happenings = Happenings(self.reading.known)
        found = [*self._mentions(), *self._numeric()]
        taken = sorted(item.span for item in found)
        found += (item for item in self._years() if not _overlaps(item.span, taken))
        self.words = sorted(found, key=lambda item: item.span)

    def check(self) -> Iterator[Claim]:
        """Give a claim for each date outside quotations, in order."""
        for words in self.words:
            if not self.reading.is_quoted(words.span):
                yield self._check(words)

    # Finding

    def _mentions(self) -> Iterator[DateWords]:
        # What is quoted was said on another day.
        for mention in find_mentions(self.reading.outside, self.reading.known.as_of):
            span, resolution = Span(start=mention.start, end=mention.end), mention.resolution
            if resolution.weekday_mismatch and resolution.date is not None:
                right = resolution.date.words_with_weekday()
                yield DateWords(
                    span=span,
                    dates=(resolution.date,),
                    wrong=f"weekday and day disagree: that day is {right}",
                    help="give the weekday or the day as the articles do",
                )
            elif resolution.date is not None:
                dates = dict.fromkeys((resolution.date, *resolution.candidates))
                yield DateWords(span=span, dates=tuple(dates))
            elif resolution.reasoning.template.endswith("no date that exists."):
                yield DateWords(
                    span=span,
                    dates=(),
                    wrong=f"there is no “{resolution.words}”",
                    help="give a day that exists",
                )

    def _numeric(self) -> Iterator[DateWords]:
        for found in _NUMERIC.finditer(self.reading.outside):
            one, other, year = int(found[1]), int(found[3]), int(found[4])
            year += 2000 if len(found[4]) == 2 else 0
            dates = []
            for month, day in ((other, one), (one, other)):
                with suppress(ValueError):
                    dates.append(Edtf.parse(f"{year:04}-{month:02}-{day:02}"))
            if dates:
                span = Span(start=found.start(), end=found.end())
                yield DateWords(span=span, dates=tuple(dict.fromkeys(dates)))

    def _years(self) -> Iterator[DateWords]:
        for found in _YEAR.finditer(self.reading.outside):
            span = Span(start=found.start(), end=found.end())
            yield DateWords(span=span, dates=(Edtf.parse(found.group()),))

    # Checking

    def _check(self, words: DateWords) -> Claim:
        claim = Claim(
            kind=Kind.DATE,
            span=self.reading.prose.origin(words.span),
            words=" ".join(self.reading.words(words.span).split()),
            verdict=Verdict.BACKED,
        )
        named = self._named(words)
        if words.wrong:
            printed = self.reading.known.find_words(claim.words)[:1]
            rows = [
                words.help,
                *(f"the article has it so: {place}" for place in printed),
                *(f"in the briefing: {each.where[0]}" for each in named if each.where),
            ]
            return replace(
                claim,
                verdict=Verdict.CONTRADICTED,
                code="E906",
                message=words.wrong,
                help="\n".join(rows),
                where=tuple(place for each in named for place in each.where),
            )
        if days := self._said_on_another_day(words):
            right = " or ".join(
                Edtf(text=day.isoformat()).words_with_weekday() for day in sorted(days)
            )
            return replace(
                claim,
                verdict=Verdict.CONTRADICTED,
                code="E906",
                message=f"the quotation was said on {right}",
                help="give that date, or the occasion that this date belongs to",
            )
        dated = [each for each in named if each.date is not None]
        for day in words.dates:
            if place := next((e.where for e in dated if e.date and meets(day, e.date)), None):
                return replace(claim, where=place)
        known = self.known_dates.find(words.dates)
        if len(named) == len(dated) == 1 and self._is_given_for(words, bool(known)):
            return self._another_date(claim, named[0])
        if known:
            return replace(claim, where=known)
        return self._not_found(claim, words, named)

    def _another_date(self, claim: Claim, right: Happening) -> Claim:
        when = right.date.words_with_weekday() if right.date else ""
        return replace(
            claim,
            verdict=Verdict.CONTRADICTED,
            where=right.where,
            code="E906",
            message=f"another date than the briefing has for “{_short(right.name)}”: {when}",
            help="\n".join(place.place for place in right.where) or "see its entry",
        )

    def _not_found(self, claim: Claim, words: DateWords, named: list[Happening]) -> Claim:
        if undated := next((each for each in named if each.date is None), None):
            help_text = f"the articles give no date for “{undated.name}”"
        elif near := self.known_dates.nearest(words.dates):
            help_text = f"the nearest date in the briefing is {near}"
        else:
            help_text = "give a date that an article prints, or leave it out"
        return replace(
            claim,
            verdict=Verdict.NOT_FOUND,
            code="W907",
            message=f"this date is not in the briefing ({_in_words(words.dates[0])})",
            help=help_text,
        )

    # What the date is given for

    def _clause(self, words: DateWords, sentence: Sentence) -> list[Span]:
        """Give the stretches of the date's own clause, before and behind it."""
        text, span = self.reading.outside, words.span
        start, end = sentence.span.start, sentence.span.end
        others = [each.span for each in self.words]
        at = bisect_left(others, span)
        before = others[at - 1] if at and others[at - 1].start >= start else None
        behind = others[at + 1] if at + 1 < len(others) and others[at + 1].end <= end else None
        if before:
            start = before.end
        for found in _BOUNDARY.finditer(text, start, span.start):
            start = found.end()
        if behind:
            end = behind.start
            if split := _AND.search(text, span.end, end):
                end = split.start()
        if boundary := _BOUNDARY.search(text, span.end, end):
            end = boundary.start()
        if before and (split := _AND.search(text, start, span.start)):
            start = split.end()
        return [Span(start=start, end=span.start), Span(start=span.end, end=end)]

    def _named(self, words: DateWords) -> list[Happening]:
        """Find what the date's clause names; else the sentence, if it gives no other date."""
        sentence = self.reading.sentence_at(words.span.start)
        named = self.happenings.named_in(self.reading.outside, self._clause(words, sentence))
        if not named and self._is_only_date(words, sentence):
            named = self.happenings.named_in(self.reading.outside, [sentence.span])
        return named

    def _is_only_date(self, words: DateWords, sentence: Sentence) -> bool:
        return all(
            other is words or not sentence.span.start <= other.span.start < sentence.span.end
            for other in self.words
        )

    def _is_given_for(self, words: DateWords, is_known: bool) -> bool:
        """Tell whether the date is the day of what is named beside it, and of nothing else."""
        text, sentence = self.reading.outside, self.reading.sentence_at(words.span.start)
        clause = self._clause(words, sentence)
        lead = text[clause[0].start : words.span.start]
        if _ANOTHER.search(text, clause[0].start, clause[1].end):
            return False
        if _LIMIT.search(lead) or _ANNOUNCED.search(lead) or self._is_of_saying(clause):
            return False
        # A date that the briefing has may belong to anything that the rest of the sentence tells.
        return not is_known or bool(self.happenings.named_in(text, clause))

    def _is_of_saying(self, clause: list[Span]) -> bool:
        """Tell whether the date is when something was said: "Torv said on Monday"."""
        text = self.reading.outside
        lead = text[clause[0].start : clause[0].end]
        verbs = [found for found in _WORD.finditer(lead) if found.group() in _SPEAKING]
        if verbs:
            return not terms(lead[verbs[-1].end() :]) & GATHERING
        tail = text[clause[1].start : clause[1].end]
        verb = next((found for found in _WORD.finditer(tail) if found.group() in _SPEAKING), None)
        opens = not terms(lead)
        return bool(verb) and opens

    def _said_on_another_day(self, words: DateWords) -> frozenset[date]:
        """Give the days on which what the sentence quotes was said, if this is none of them."""
        sentence = self.reading.sentence_at(words.span.start)
        days = [
            days
            for span, days in self.said
            if sentence.span.start <= span.start < sentence.span.end
        ]
        if not days or not all(days) or not self._is_of_saying(self._clause(words, sentence)):
            return frozenset()
        known = frozenset(day for each in days for day in each)
        fits = any(one.earliest <= day <= one.latest for one in words.dates for day in known)
        return frozenset() if fits else known


def _overlaps(span: Span, taken: list[Span]) -> bool:
    at = bisect_right(taken, span.start, key=lambda each: each.start)
    return (at > 0 and taken[at - 1].end > span.start) or (
        at < len(taken) and taken[at].start < span.end
    )


def _short(name: str, most: int = 70) -> str:
    words = " ".join(name.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _in_words(day: Edtf) -> str:
    return day.words_with_weekday()
