"""The corpus as a briefing of one day: merged, grouped, and with what follows from it derived.

Everything a page shows is decided here; the renderer only words it.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.acknowledgement import Told
from generator.addresses import Address, of_entry
from generator.calendar import MeetingView, meetings_of
from generator.contradictions import contradictions
from generator.corpus import Article, Corpus
from generator.edtf import Edtf
from generator.hindsight import as_it_stood
from generator.independence import near_copies
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
from generator.periods import Atlas
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
        told |= {c.id for cell in self.cells for step in cell.moves for c in step.positions}
        return [cited for cited in self.positions if cited.id not in told]

    def reports(self, position: Position) -> list[str]:
        """List the articles that give the party this stance, on the word of the same speaker."""
        same = (position.party, position.stance, position.attributed_by)
        return [
            c.article
            for c in self.positions
            if c.article and (c.entry.party, c.entry.stance, c.entry.attributed_by) == same
        ]


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
    atlas: Atlas = field(default_factory=Atlas, repr=False)
    # For each article, the first that prints its text: itself, or the one that it nearly copies.
    first_prints: Mapping[str, str] = field(default_factory=dict, repr=False)
    # All discrepancies, whichever a page shows; for each entry in doubt, their numbers.
    _ledger: tuple[Cited[Discrepancy], ...] = field(default=(), repr=False)
    _doubts: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def meetings_with(self, *statuses: str) -> list[MeetingView]:
        """List the meetings of these statuses, in order of date."""
        return [meeting for meeting in self.meetings if meeting.status in statuses]

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
        """The figures of things that are counted once; the articles' pages have them too."""
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
        return [self._ledger[index] for index in sorted(touched)]

    def reprints(self, article: str) -> list[str]:
        """List the later articles that are near-copies of an article."""
        return self._reprints.get(article, [])

    @cached_property
    def _reprints(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, first in self.first_prints.items():
            if id_ != first:
                found.setdefault(first, []).append(id_)
        return found

    def independent(self, articles: Iterable[str]) -> int:
        """Count articles, near-copies of one text once."""
        return len({self.first_prints[id_] for id_ in articles})

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
    if corpus.articles[0].data.published > day:
        raise NothingToBriefError(
            f"no article had been published by {day}; the first is of"
            f" {corpus.articles[0].data.published}"
        )
    corpus = as_it_stood(corpus, day)
    articles, registry = corpus.articles, corpus.registry
    quotations = _all(articles, "quotations")
    statements = _all(articles, "statements")
    positions = _all(articles, "positions")
    participants = _all(articles, "participants")
    meetings = tuple(meetings_of(articles, day))
    days = {article.id: article.data.published for article in articles}
    stated = _grouped(positions, lambda p: [(p.entry.issue, p.entry.party)])
    cells = {
        (issue, party): cell_of(issue, party, stated[issue, party], days, day)
        for issue in registry.issues
        for party in registry.parties
    }
    utterances = utterances_of(quotations, days)
    taking_part = _grouped(participants, lambda p: [p.entry.person])
    quoted = _grouped(quotations, lambda q: [q.entry.speaker])
    uttered = _grouped(utterances, lambda u: [u.cited.entry.speaker])
    reported = _grouped(statements, lambda s: [s.entry.speaker])
    voiced = _grouped(positions, lambda p: [p.entry.voiced_by])
    met = _grouped(meetings, lambda m: m.people)
    people = tuple(
        PersonView(
            id=id_,
            name=person.name,
            party=person.party,
            participations=taking_part[id_],
            quotations=quoted[id_],
            utterances=uttered[id_],
            statements=reported[id_],
            positions=voiced[id_],
            meetings=met[id_],
        )
        for id_, person in registry.people.items()
    )
    bottom_line = corpus.bottom_line
    takeaways = corpus.takeaways or articles[-1].takeaways
    across = corpus.discrepancies
    language = language_of(corpus.data.language)
    found = derived(contradictions(articles, registry), Told(articles, across), language)
    discrepancies = sorted(
        [*_all(articles, "discrepancies"), *across, *found],
        key=lambda cited: list(DiscrepancyKind).index(cited.entry.kind),
    )
    cross = [("bottom-line", bottom_line)] if bottom_line else []
    entries: list[tuple[str, Cited[Any]]] = [
        *cross,
        *(("takeaway", cited) for cited in corpus.takeaways),
        *(pair for article in articles for pair in (*_publication(article), *article.entries())),
        *(("discrepancy", cited) for cited in discrepancies if cited.article is None),
    ]
    affected = affected_by(entries, discrepancies)
    doubts: dict[str, list[int]] = {}
    for number, discrepancy in enumerate(discrepancies):
        # Most of what is merely unclear does not make what was said doubtful.
        if discrepancy.entry.kind is not DiscrepancyKind.OTHER:
            for _, cited in affected[discrepancy.id]:
                doubts.setdefault(cited.id, []).append(number)
    return Briefing(
        title=corpus.data.title,
        language=language,
        as_of=day,
        corpus=corpus,
        registry=registry,
        articles=tuple(_article_views(articles, entries, registry)),
        bottom_line=bottom_line,
        takeaways=takeaways,
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
        first_prints=near_copies(articles),
        _ledger=tuple(discrepancies),
        _doubts=doubts,
    )


def _all(articles: Iterable[Article], plural: str) -> tuple[Any, ...]:
    return tuple(cited for article in articles for cited in getattr(article, plural))


class _Groups(dict[Any, tuple[Any, ...]]):
    def __missing__(self, key: Any) -> tuple[Any, ...]:
        return ()


def _grouped(entries: Iterable[Any], keys: Callable[[Any], Iterable[Any]]) -> _Groups:
    """Group entries by each of their keys, in one pass; a key that no entry has gives none."""
    found: dict[Any, list[Any]] = {}
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            found.setdefault(key, []).append(entry)
    return _Groups({key: tuple(group) for key, group in found.items()})


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
    on_issue = [
        _grouped(positions, lambda p: [p.entry.issue]),
        _grouped(utterances, lambda u: (i for w in u.witnesses for i in w.entry.issues)),
        _grouped(statements, lambda s: s.entry.issues),
    ]
    for id_, issue in registry.issues.items():
        row = tuple(cells[id_, party] for party in registry.parties)
        yield IssueView(
            id=id_,
            name=issue.name,
            question=issue.question,
            status=issue_status(row),
            cells=row,
            positions=on_issue[0][id_],
            utterances=on_issue[1][id_],
            statements=on_issue[2][id_],
        )


def _parties(
    registry: Registry,
    people: Sequence[PersonView],
    cells: dict[tuple[str, str], MatrixCell],
    statements: Sequence[Cited[Statement]],
    quotations: Sequence[Cited[Quotation]],
    meetings: Sequence[MeetingView],
) -> Iterator[PartyView]:
    members = _grouped(people, lambda person: [person.party])
    reported = _grouped(statements, lambda s: [registry.party_of(s.entry.speaker)])
    quoted = _grouped(quotations, lambda q: [registry.party_of(q.entry.speaker)])
    met = _grouped(meetings, lambda m: m.parties)
    for id_, party in registry.parties.items():
        yield PartyView(
            id=id_,
            name=party.name,
            kind=party.kind,
            people=members[id_],
            cells=tuple(cells[issue, id_] for issue in registry.issues),
            statements=reported[id_],
            quotations=quoted[id_],
            meetings=met[id_],
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
    told = _grouped(
        (item for cited in events for item in cited.evidence), lambda item: [item.article]
    )
    for meeting in meetings:
        if meeting.status != "held" or not meeting.date:
            continue
        if not any(overlap([item], told[item.article]) for item in meeting.evidence):
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
