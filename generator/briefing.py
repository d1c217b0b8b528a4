"""The corpus as a briefing of one day: merged, grouped, and with what follows from it derived.

Everything a page shows is decided here; the renderer only words it.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.acknowledgement import Told
from generator.addresses import Address, of_entry
from generator.calendar import MeetingView, meetings_of
from generator.contradictions import contradictions
from generator.corpus import Article, Corpus
from generator.edtf import Edtf
from generator.language import Language, language_of
from generator.ledger import DiscrepancyView, affected_by, derived, overlap
from generator.matrix import MatrixCell, cell_of, issue_status
from generator.model import (
    BottomLine,
    Cited,
    Discrepancy,
    DiscrepancyKind,
    Event,
    Evidence,
    Figure,
    Participation,
    Position,
    Quotation,
    Span,
    Statement,
    Takeaway,
    spans_of,
)
from generator.registry import Registry
from generator.utterances import Utterance, utterances_of


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue with every party's cell; `status` is agreed, disputed, open or not stated."""

    id: str
    name: str
    question: str | None
    status: str
    cells: tuple[MatrixCell, ...]
    positions: tuple[Cited[Position], ...]
    utterances: tuple[Utterance, ...]
    statements: tuple[Cited[Statement], ...]

    @property
    def others(self) -> list[Cited[Position]]:
        """The positions that are neither where a party stands nor a move: repeated, attributed."""
        told = {cited.id for cell in self.cells for cited in cell.positions}
        told |= {
            cited.id
            for cell in self.cells
            if cell.moved
            for step in cell.steps
            if step.move
            for cited in step.positions
        }
        return [cited for cited in self.positions if cited.id not in told]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened: an event, or a meeting held that no event tells of."""

    id: str
    date: Edtf
    text: str
    evidence: tuple[Evidence, ...]
    meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person: the roles as printed, what they said, and where they were."""

    id: str
    name: str
    party: str | None
    participations: tuple[Cited[Participation], ...]
    quotations: tuple[Cited[Quotation], ...]
    utterances: tuple[Utterance, ...]
    statements: tuple[Cited[Statement], ...]
    positions: tuple[Cited[Position], ...]
    meetings: tuple[MeetingView, ...]

    @property
    def roles(self) -> list[str]:
        """The roles as printed, each once."""
        return list(dict.fromkeys(p.entry.role for p in self.participations if p.entry.role))

    @property
    def count(self) -> int:
        """How many statements and utterances of the person there are."""
        return len(self.utterances) + len(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A party: its people, where it stands, what was said in its name, its meetings."""

    id: str
    name: str
    kind: str
    people: tuple[PersonView, ...]
    cells: tuple[MatrixCell, ...]
    statements: tuple[Cited[Statement], ...]
    quotations: tuple[Cited[Quotation], ...]
    meetings: tuple[MeetingView, ...]

    @property
    def silent_on(self) -> tuple[MatrixCell, ...]:
        """The issues on which the party has stated nothing."""
        return tuple(cell for cell in self.cells if not cell.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One piece of evidence in an article, and the entry that rests on it."""

    span: Span
    kind: str
    cited: Cited[Any]
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article with every use of its words, by place."""

    article: Article
    uses: tuple[Use, ...]


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """All that the pages and the exports show, as of one day."""

    title: str
    language: Language
    as_of: datetime.date
    corpus: Corpus
    registry: Registry
    articles: tuple[ArticleView, ...]
    bottom_line: Cited[BottomLine] | None
    takeaways: tuple[Cited[Takeaway], ...]
    parties: tuple[PartyView, ...]
    people: tuple[PersonView, ...]
    issues: tuple[IssueView, ...]
    meetings: tuple[MeetingView, ...]
    timeline: tuple[TimelineEntry, ...]
    quotations: tuple[Cited[Quotation], ...]
    utterances: tuple[Utterance, ...]
    statements: tuple[Cited[Statement], ...]
    figures: tuple[Cited[Figure], ...]
    discrepancies: tuple[DiscrepancyView, ...]
    glossary: dict[str, str]
    _doubts: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def meetings_with(self, *statuses: str) -> list[MeetingView]:
        """List the meetings of these statuses, in order of date."""
        return [meeting for meeting in self.meetings if meeting.status in statuses]

    @cached_property
    def mute(self) -> list[str]:
        """The parties that are silent on every issue, where others are not: told in one line."""
        mute = [party.id for party in self.parties if len(party.silent_on) == len(self.issues)]
        return mute if len(mute) < len(self.parties) else []

    @property
    def glance(self) -> list[MeetingView]:
        """The newest meetings that were held between parties, at most two."""
        held = [m for m in self.meetings_with("held") if len(m.parties) > 1 and m.date]
        newest = max((m.date.latest for m in held if m.date), default=None)
        return [m for m in held if m.date and m.date.latest == newest][:2]

    @cached_property
    def utterance_of(self) -> dict[str, Utterance]:
        """The utterance that each quotation reports, by the quotation's id."""
        return {w.id: utterance for utterance in self.utterances for w in utterance.witnesses}

    @property
    def utterances_by_speaker(self) -> list[tuple[str, list[Utterance]]]:
        """What each speaker is quoted with, in the order of the articles."""
        found: dict[str, list[Utterance]] = {}
        for utterance in self.utterances:
            found.setdefault(utterance.cited.entry.speaker, []).append(utterance)
        return list(found.items())

    @property
    def series(self) -> list[tuple[Cited[Figure], ...]]:
        """The figures of the same thing in the same unit, where there are several, by date."""
        return [rows for rows in self._figures_by_thing if len(rows) > 1]

    @property
    def single_figures(self) -> list[Cited[Figure]]:
        """The figures of things that are counted once."""
        return [rows[0] for rows in self._figures_by_thing if len(rows) == 1]

    @property
    def _figures_by_thing(self) -> list[tuple[Cited[Figure], ...]]:
        found: dict[tuple[str, str], list[Cited[Figure]]] = {}
        for cited in self.figures:
            key = (cited.entry.of.casefold(), (cited.entry.unit or "").casefold())
            found.setdefault(key, []).append(cited)
        return [tuple(rows) for rows in found.values()]

    def doubts(self, *entries: Cited[Any]) -> list[Cited[Discrepancy]]:
        """List the discrepancies in the words that the entries rest on, the weightiest first."""
        touched = {doubt for cited in entries for doubt in self._doubts.get(cited.id, ())}
        return [view.cited for view in self.discrepancies if view.cited.id in touched]

    @property
    def statement_count(self) -> int:
        """How many statements of all kinds the articles' files make."""
        return sum(1 for view in self.articles for _ in view.article.entries())


class NothingToBriefError(Exception):
    """Raised where no article had been published by the as-of date."""


def brief(corpus: Corpus, as_of: datetime.date | None = None) -> Briefing:
    """Write the briefing as of a day: from the articles published by then, and nothing later.

    Without `as_of` it is the day that briefing.yml gives, otherwise the newest article's date.
    Raises NothingToBriefError.
    """
    day = as_of or corpus.data.as_of or corpus.newest
    articles = [a for a in corpus.articles if a.data.published <= day]
    if not articles:
        raise NothingToBriefError(
            f"no article had been published by {day}; the first is of"
            f" {corpus.articles[0].data.published}"
        )
    known = {article.id for article in articles}
    registry = corpus.registry
    quotations = _all(articles, "quotations")
    statements = _all(articles, "statements")
    positions = _all(articles, "positions")
    participants = _all(articles, "participants")
    meetings = tuple(meetings_of(articles, day))
    days = {article.id: article.data.published for article in articles}
    stated: dict[tuple[str, str], list[Cited[Position]]] = {}
    for cited in positions:
        stated.setdefault((cited.entry.issue, cited.entry.party), []).append(cited)
    cells = {
        (issue, party): cell_of(issue, party, stated.get((issue, party), ()), days, day)
        for issue in registry.issues
        for party in registry.parties
    }
    utterances = utterances_of(quotations, days)
    people = tuple(
        PersonView(
            id=id_,
            name=person.name,
            party=person.party,
            participations=tuple(p for p in participants if p.entry.person == id_),
            quotations=tuple(q for q in quotations if q.entry.speaker == id_),
            utterances=tuple(u for u in utterances if u.cited.entry.speaker == id_),
            statements=tuple(s for s in statements if s.entry.speaker == id_),
            positions=tuple(p for p in positions if p.entry.voiced_by == id_),
            meetings=tuple(m for m in meetings if id_ in m.people),
        )
        for id_, person in registry.people.items()
    )
    bottom_line = corpus.bottom_line
    takeaways = _known(corpus.takeaways, known) or articles[-1].takeaways
    across = _known(corpus.discrepancies, known)
    language = language_of(corpus.data.language)
    found = derived(contradictions(articles, registry), Told(articles, across), language)
    discrepancies = sorted(
        [*_all(articles, "discrepancies"), *across, *found],
        key=lambda cited: list(DiscrepancyKind).index(cited.entry.kind),
    )
    cross = [("bottom-line", bottom_line)] if bottom_line and _known([bottom_line], known) else []
    entries: list[tuple[str, Cited[Any]]] = [
        *cross,
        *(("takeaway", cited) for cited in _known(corpus.takeaways, known)),
        *(pair for article in articles for pair in (*_publication(article), *article.entries())),
        *(("discrepancy", cited) for cited in discrepancies if cited.article is None),
    ]
    affected = affected_by(entries, discrepancies)
    doubts: dict[str, list[str]] = {}
    for discrepancy in discrepancies:
        # Most of what is merely unclear does not make what was said doubtful.
        if discrepancy.entry.kind is not DiscrepancyKind.OTHER:
            for _, cited in affected[discrepancy.id]:
                doubts.setdefault(cited.id, []).append(discrepancy.id)
    return Briefing(
        title=corpus.data.title,
        language=language,
        as_of=day,
        corpus=corpus,
        registry=registry,
        articles=tuple(_article_views(articles, entries, registry)),
        bottom_line=bottom_line if cross else None,
        takeaways=tuple(takeaways),
        parties=tuple(_parties(registry, people, cells, statements, quotations, meetings)),
        people=people,
        issues=tuple(_issues(registry, cells, positions, utterances, statements)),
        meetings=meetings,
        timeline=tuple(_timeline(_all(articles, "events"), meetings)),
        quotations=quotations,
        utterances=utterances,
        statements=statements,
        figures=_all(articles, "figures"),
        discrepancies=tuple(
            DiscrepancyView(cited=cited, affected=tuple(affected[cited.id]))
            for cited in discrepancies
        ),
        glossary=dict(corpus.data.glossary),
        _doubts=doubts,
    )


def _all(articles: Iterable[Article], plural: str) -> tuple[Any, ...]:
    return tuple(cited for article in articles for cited in getattr(article, plural))


def _known(entries: Sequence[Cited[Any]], articles: set[str]) -> list[Cited[Any]]:
    """Keep the entries that rest on known articles only: nothing later leaks."""
    return [c for c in entries if all(item.article in articles for item in c.evidence)]


def _publication(article: Article) -> Iterator[tuple[str, Cited[Any]]]:
    """Give the words that an article's date rests on as an entry: they are cited like any other."""
    if article.published_evidence:
        yield (
            "date of publication",
            Cited(
                id=f"{article.id}-published",
                article=article.id,
                entry=article.data,
                evidence=article.published_evidence,
                path=("published_evidence",),
            ),
        )


# Positions


def _issues(
    registry: Registry,
    cells: dict[tuple[str, str], MatrixCell],
    positions: Sequence[Cited[Position]],
    utterances: Sequence[Utterance],
    statements: Sequence[Cited[Statement]],
) -> Iterator[IssueView]:
    for id_, issue in registry.issues.items():
        row = tuple(cells[id_, party] for party in registry.parties)
        yield IssueView(
            id=id_,
            name=issue.name,
            question=issue.question,
            status=issue_status(row),
            cells=row,
            positions=tuple(p for p in positions if p.entry.issue == id_),
            utterances=tuple(
                u for u in utterances if any(id_ in w.entry.issues for w in u.witnesses)
            ),
            statements=tuple(s for s in statements if id_ in s.entry.issues),
        )


def _parties(
    registry: Registry,
    people: Sequence[PersonView],
    cells: dict[tuple[str, str], MatrixCell],
    statements: Sequence[Cited[Statement]],
    quotations: Sequence[Cited[Quotation]],
    meetings: Sequence[MeetingView],
) -> Iterator[PartyView]:
    for id_, party in registry.parties.items():
        yield PartyView(
            id=id_,
            name=party.name,
            kind=party.kind,
            people=tuple(person for person in people if person.party == id_),
            cells=tuple(cells[issue, id_] for issue in registry.issues),
            statements=tuple(s for s in statements if registry.party_of(s.entry.speaker) == id_),
            quotations=tuple(q for q in quotations if registry.party_of(q.entry.speaker) == id_),
            meetings=tuple(m for m in meetings if id_ in m.parties),
        )


def _timeline(
    events: Sequence[Cited[Event]], meetings: Sequence[MeetingView]
) -> Iterator[TimelineEntry]:
    entries = [
        TimelineEntry(
            id=cited.id, date=cited.entry.date, text=cited.entry.text, evidence=cited.evidence
        )
        for cited in events
    ]
    told = [item for cited in events for item in cited.evidence]
    for meeting in meetings:
        if meeting.status == "held" and meeting.date and not overlap(meeting.evidence, told):
            entries.append(
                TimelineEntry(
                    id=f"held-{meeting.id}",
                    date=meeting.date,
                    text=meeting.outcome or meeting.name,
                    evidence=meeting.evidence,
                    meeting=meeting.id,
                )
            )
    yield from sorted(entries, key=lambda entry: (entry.date.earliest, entry.date.latest))


def _article_views(
    articles: Sequence[Article], entries: Sequence[tuple[str, Cited[Any]]], registry: Registry
) -> Iterator[ArticleView]:
    uses: dict[str, list[Use]] = {article.id: [] for article in articles}
    for kind, cited in entries:
        for id_, span in dict.fromkeys(spans_of(cited.evidence)):
            uses[id_].append(
                Use(span=span, kind=kind, cited=cited, address=of_entry(kind, cited, registry))
            )
    for article in articles:
        found = sorted(uses[article.id], key=lambda use: (use.span.start, -use.span.end))
        yield ArticleView(article=article, uses=tuple(found))
