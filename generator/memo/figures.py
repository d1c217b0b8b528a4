"""The figures of a memo: that the articles give them, and for the same thing."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.corpus import Article
from generator.memo.claims import Backing, Claim, Kind, Verdict
from generator.memo.known import Known
from generator.memo.reading import Reading
from generator.model import DiscrepancyKind, Span, spans_of
from generator.numbers import Number, find_numbers
from generator.speech.names import plain
from generator.speech.sentences import sentences
from generator.terms import terms

# Below this, "two sides" and "three issues" are counted by whoever writes the memo.
_COUNTED_BY_HAND = 12
# How much of what the memo says around a figure another figure's words must share to be of the
# same thing; and how much more than the words around the same number.
_SAME_THING = 0.5
_MARGIN = 0.34
_ROUNDING = 0.05
# What stands further off in a sentence says nothing of a figure.
_FAR = 400
_BOUNDARY = re.compile(r"[,;:()|–—\ue000]|\s(?:and|but|while|whereas|although|which|that)\s")


@dataclass(frozen=True, kw_only=True, eq=False)
class KnownFigure:
    """A number that the seed files give, in its sentence and its paragraph."""

    known: Known
    number: Number
    article: Article
    span: Span
    sentence: str
    paragraph: str
    says: str
    party: str | None = None

    @property
    def where(self) -> Backing:
        """The number's place."""
        return self.known.in_text(self.article, self.span, self.says)

    @cached_property
    def about(self) -> frozenset[str]:
        """What its own sentence is about."""
        own = frozenset({f"@{self.party}"}) if self.party else frozenset()
        return about(self.known, self.sentence) | own

    @cached_property
    def around(self) -> frozenset[str]:
        """What its paragraph is about."""
        return self.about | about(self.known, self.paragraph)


class KnownFigures:
    """The figures of a briefing: the seed files' entries, and every number in the articles."""

    def __init__(self, known: Known) -> None:
        self.known = known

    @cached_property
    def all(self) -> tuple[KnownFigure, ...]:
        """All figures; the entries first."""
        return (*self._entered(), *self._printed())

    def _entered(self) -> Iterator[KnownFigure]:
        for article in self.known.articles:
            for cited in article.figures:
                figure = cited.entry
                value = f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value}"
                read = find_numbers(f"{value} {figure.unit or ''} of")
                spans = [span for id_, span in spans_of(cited.evidence) if id_ == article.id]
                if read and spans:
                    words = f"{figure.of} {figure.text}"
                    yield KnownFigure(
                        known=self.known,
                        number=replace(read[0], nouns=terms(f"{figure.unit or ''} {figure.of}")),
                        article=article,
                        span=spans[0],
                        sentence=words,
                        paragraph=words,
                        says=f"{value} {figure.unit or figure.of}",
                        party=figure.according_to,
                    )

    def _printed(self) -> Iterator[KnownFigure]:
        for article in self.known.articles:
            text = article.text.text
            for span in article.text.passages.paragraphs:
                paragraph = text[span.start : span.end]
                numbers = find_numbers(paragraph)
                parts = list(sentences(paragraph, 0, len(paragraph))) if numbers else []
                for number in numbers:
                    own = next(part for part in parts if number.digits.start < part.end)
                    start, end = number.span.start, number.span.end
                    yield KnownFigure(
                        known=self.known,
                        number=number,
                        article=article,
                        span=Span(start=span.start + start, end=span.start + end),
                        sentence=paragraph[own.start : own.end],
                        paragraph=paragraph,
                        says=" ".join(paragraph[start:end].split()),
                    )


def about(known: Known, words: str) -> frozenset[str]:
    """Give what words are about: their terms, and the people and parties they name."""
    flat = plain(words)
    mentions = known.names.find(flat, 0, len(flat))
    return terms(words) | {f"@{id_}" for mention in mentions for id_ in mention.ids}


@dataclass(slots=True)
class Figures:
    """Checks the figures of one memo; `taken` are the spans of its date words."""

    reading: Reading
    taken: Sequence[Span]
    known_figures: KnownFigures = field(init=False)

    def __post_init__(self) -> None:
        self.known_figures = KnownFigures(self.reading.known)

    def check(self) -> Iterator[Claim]:
        """Give a claim for each figure outside quotations and dates, in order."""
        for number in find_numbers(self.reading.outside):
            if self.reading.is_quoted(number.digits) or self._is_date(number.digits):
                continue
            if claim := self._check(number):
                yield claim

    def _is_date(self, span: Span) -> bool:
        at = bisect_left(self.taken, span)
        near = self.taken[max(0, at - 1) : at + 1]
        return any(each.start < span.end and span.start < each.end for each in near)

    def _check(self, number: Number) -> Claim | None:
        counts = number.unit or number.nouns
        if not counts and number.value <= _COUNTED_BY_HAND:
            return None
        topic = self._topic(number)
        same: list[KnownFigure] = []
        other: list[KnownFigure] = []
        for figure in self.known_figures.all:
            if _comparable(number, figure.number):
                (same if figure.number.value == number.value else other).append(figure)
        claim = Claim(
            kind=Kind.FIGURE,
            span=self.reading.prose.origin(number.span),
            words=" ".join(self.reading.words(number.span).split()),
            verdict=Verdict.BACKED,
        )
        best = max((_share(topic, figure.around) for figure in same), default=0.0)
        rivals = [f for f in other if _is_of_same_thing(topic, f)]
        rival = max(rivals, key=lambda figure: _share(topic, figure.about), default=None)
        if rival and number.hedged and not same:
            near = abs(rival.number.value - number.value) <= _ROUNDING * rival.number.value
            if near:
                return replace(
                    claim, where=(rival.where,), notes=(f"rounded from {rival.where.says}",)
                )
        if same and (rival is None or _share(topic, rival.about) - best < _MARGIN):
            found = max(same, key=lambda figure: _share(topic, figure.around))
            notes = self.reading.known.doubts(
                [(found.article.id, found.span)], frozenset(DiscrepancyKind)
            )
            return replace(claim, where=(found.where,), notes=notes)
        if rival:
            return self._contradicted(claim, rivals, rival)
        if number.spelt and not number.unit and number.value <= _COUNTED_BY_HAND:
            return None
        return self._not_found(claim, number, other)

    def _topic(self, number: Number) -> frozenset[str]:
        """Give what the memo says around a figure: its clause, or its sentence if that is short."""
        text = self.reading.outside
        sentence = self.reading.sentence_at(number.span.start).span
        start = max(sentence.start, number.digits.start - _FAR)
        end = min(sentence.end, number.digits.end + _FAR)
        whole = text[start:end]
        for found in _BOUNDARY.finditer(text, start, number.digits.start):
            start = found.end()
        if behind := _BOUNDARY.search(text, number.digits.end, end):
            end = behind.start()
        topic = about(self.reading.known, text[start:end])
        if len(topic) < 4:
            topic = about(self.reading.known, whole)
        return topic - terms(number.unit)

    def _contradicted(self, claim: Claim, rivals: list[KnownFigure], rival: KnownFigure) -> Claim:
        ordered = [rival, *sorted(rivals, key=lambda figure: -figure.number.value)]
        places = tuple(_by_paragraph(ordered)[:3])
        return replace(
            claim,
            verdict=Verdict.CONTRADICTED,
            where=places,
            code="E908",
            message=f"another figure than the articles give: {rival.where.says}",
            help="\n".join(str(place) for place in places),
        )

    def _not_found(self, claim: Claim, number: Number, other: list[KnownFigure]) -> Claim:
        places = _by_paragraph(other[:20])[:2]
        if places and number.unit:
            help_text = "\n".join(["the articles have:", *(f"  {place}" for place in places)])
        else:
            help_text = "give a figure that an article prints, or leave it out"
        return replace(
            claim,
            verdict=Verdict.NOT_FOUND,
            code="W909",
            message="this figure is not in the briefing",
            help=help_text,
        )


def _by_paragraph(figures: Iterable[KnownFigure]) -> list[Backing]:
    """Give the places of figures, a number once a paragraph."""
    places: dict[tuple[str, int | None, float], Backing] = {}
    for figure in figures:
        key = (figure.article.id, figure.where.paragraph, figure.number.value)
        places.setdefault(key, figure.where)
    return list(places.values())


def _comparable(number: Number, known: Number) -> bool:
    """Tell whether two numbers count or measure the same sort of thing."""
    if number.unit or known.unit:
        return number.unit == known.unit
    if number.nouns & known.nouns:
        return True
    return number.value == known.value and (
        number.value > _COUNTED_BY_HAND or not number.nouns or not known.nouns
    )


def _is_of_same_thing(topic: frozenset[str], figure: KnownFigure) -> bool:
    shared = {term for term in topic & figure.about if not term.startswith("@")}
    return len(shared) >= 2 and _share(topic, figure.about) >= _SAME_THING


def _share(topic: frozenset[str], other: frozenset[str]) -> float:
    return len(topic & other) / len(topic) if topic else 0.0
