"""The discrepancies, and the statements that rest on the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.acknowledgement import Told
from generator.contradictions import Contradiction, Side
from generator.language import N_, Language
from generator.model import (
    Cited,
    Discrepancy,
    DiscrepancyKind,
    Evidence,
    Meeting,
    Span,
    spans_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyView:
    """A discrepancy and the entries that rest on the same words, as (kind, entry)."""

    cited: Cited[Discrepancy]
    affected: tuple[tuple[str, Cited[Any]], ...]


def overlap(one: Iterable[Evidence], other: Iterable[Evidence]) -> bool:
    theirs = spans_of(other)
    return any(
        article == there and span.start < words.end and words.start < span.end
        for article, span in spans_of(one)
        for there, words in theirs
    )


def affected_by(
    entries: Sequence[tuple[str, Cited[Any]]], discrepancies: Sequence[Cited[Discrepancy]]
) -> dict[str, list[tuple[str, Cited[Any]]]]:
    found: dict[str, list[tuple[str, Cited[Any]]]] = {cited.id: [] for cited in discrepancies}
    by_article: dict[str, list[tuple[Span, str, Cited[Any]]]] = {}
    for kind, cited in entries:
        if kind != "discrepancy":
            for article, span in spans_of(cited.evidence):
                by_article.setdefault(article, []).append((span, kind, cited))
    for cited in discrepancies:
        touched: dict[str, tuple[str, Cited[Any]]] = {}
        for article, words in spans_of(cited.evidence):
            for span, kind, entry in by_article.get(article, ()):
                if span.start < words.end and words.start < span.end:
                    touched[entry.id] = (kind, entry)
        found[cited.id] = list(touched.values())
    return found


_WORDED = {
    "role": N_("{subject} is “{first}” in one place and “{second}” in another."),
    "figure": N_("For {subject} one place gives {first}, another {second}."),
    "date": N_("For “{subject}” one place gives {first}, another {second}."),
}


def derived(
    found: Iterable[Contradiction], told: Told, language: Language
) -> Iterator[Cited[Discrepancy]]:
    """Enter the contradictions that were found and that nobody has entered by hand."""
    for contradiction in found:
        if told.of(contradiction.words) or not contradiction.evidence:
            continue
        first, second = contradiction.sides
        text = language.gettext(
            _WORDED[contradiction.about],
            subject=contradiction.subject,
            first=_says(first, language),
            second=_says(second, language),
        )
        yield Cited(
            id=f"found-{contradiction.about}-{first.cited.id}-{second.cited.id}",
            article=None,
            entry=Discrepancy(
                kind=DiscrepancyKind.CONTRADICTION,
                text=text,
                evidence=tuple(item.selector for item in contradiction.evidence),
            ),
            evidence=contradiction.evidence,
            path=(),
        )


def _says(side: Side, language: Language) -> str:
    entry = side.cited.entry
    return language.date(entry.date) if isinstance(entry, Meeting) and entry.date else side.says
