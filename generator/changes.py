"""What changed from one day to another: what was not known on the first and is on the second.

One derivation serves the page of changes, the feed and `readout diff`. Two days are compared by
what was known on each; only what the articles between them touch is looked at, so that going
through every date of a corpus takes time in proportion to the corpus.
"""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from generator import addresses
from generator.addresses import Address, of_entry
from generator.briefing import Briefing
from generator.calendar import Slot, when_and_where
from generator.contradictions import bare_role
from generator.corpus import Article
from generator.language import Language
from generator.matrix import MatrixCell, cell_of, move_between
from generator.model import Cited, Evidence, MeetingStatus, Participation, Position


class ChangeKind(StrEnum):
    """What sort of thing changed, in the order that readers want it."""

    TAKEAWAY = "new finding"
    APPEARED = "new position"
    SOFTENED = "softened"
    HARDENED = "hardened"
    SHIFTED = "shifted"
    HELD = "held"
    MOVED = "moved"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    ANNOUNCED = "announced"
    SPECIFIED = "more is known"
    DISCREPANCY = "new discrepancy"
    PERSON = "first named"
    ROLE = "other role"
    ALSO = "also reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed: what it is, what stood before, and what stands after.

    `entries` are the ids of the entries that made the change; `address` is where the thing is
    shown in full.
    """

    kind: ChangeKind
    subject: str
    after: str = ""
    before: str = ""
    article: str | None
    evidence: tuple[Evidence, ...] = ()
    address: Address
    entries: tuple[str, ...] = ()

    def words(self, language: Language) -> str:
        """Say it in plain text, without its kind."""
        said = self.subject
        if self.after:
            said = language.gettext("{name}: {text}", name=said, text=self.after)
        if self.before:
            said = language.gettext("{text} (before: {what})", text=said, what=self.before)
        return said


def changes(
    briefing: Briefing, after: datetime.date | None, until: datetime.date
) -> tuple[Change, ...]:
    """List what a reader of `until` knows that one of `after` did not; None is before any article.

    Nothing later than the briefing's own day is known to it.
    """
    return History(briefing).between(after, until)


class History:
    """What was known on each day, kept by what it is about."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.language = briefing.language
        self.articles = [view.article for view in briefing.articles]
        self.published = [article.data.published for article in self.articles]
        self._day = {article.id: article.data.published for article in self.articles}
        self._order = {article.id: number for number, article in enumerate(self.articles)}
        self._positions: dict[tuple[str, str], list[Cited[Position]]] = {}
        self._roles: dict[str, list[Cited[Participation]]] = {}
        self._named: dict[str, tuple[Article, Cited[Any]]] = {}
        for article in self.articles:
            for cited in article.positions:
                key = cited.entry.issue, cited.entry.party
                self._positions.setdefault(key, []).append(cited)
            for spoken in article.participants:
                if spoken.entry.role:
                    self._roles.setdefault(spoken.entry.person, []).append(spoken)
            for person, entry in _people(article):
                self._named.setdefault(person, (article, entry))
        self._meetings = {view.id: (view, view.slots, view.statuses) for view in briefing.meetings}
        self._discrepancies = sorted(
            (
                (max(self._order[item.article] for item in view.cited.evidence), number)
                for number, view in enumerate(briefing.discrepancies)
            ),
        )

    def by_date(self) -> Iterator[tuple[datetime.date, tuple[Change, ...]]]:
        """Yield each date of publication and what changed since the one before, newest first."""
        days = [None, *dict.fromkeys(self.published)]
        for after, until in reversed(list(pairwise(days))):
            assert until is not None
            yield until, self.between(after, until)

    def between(self, after: datetime.date | None, until: datetime.date) -> tuple[Change, ...]:
        """List what changed from one day to the other, by kind, then as the articles tell it."""
        first = bisect_right(self.published, after) if after else 0
        last = bisect_right(self.published, until)
        new = self.articles[first:last]
        found = [
            *(change for article in new for change in self._of_article(article)),
            *self._of_positions(new, after, until),
            *self._of_meetings(new, after, until),
            *self._of_people(new),
            *self._of_roles(new, after, until),
            *self._of_discrepancies(first, last),
        ]
        order = list(ChangeKind)
        return tuple(sorted(found, key=lambda change: order.index(change.kind)))

    def _known(self, entries: Sequence[Cited[Any]], day: datetime.date | None) -> int:
        """Count the entries, which stand in the order of their articles, that a day knows."""
        if day is None:
            return 0
        return bisect_right(entries, day, key=lambda cited: self._day[cited.article or ""])

    # What an article adds

    def _of_article(self, article: Article) -> Iterator[Change]:
        place = addresses.of_article(article.id)
        for cited in article.takeaways:
            yield Change(
                kind=ChangeKind.TAKEAWAY,
                subject=cited.entry.text,
                article=article.id,
                evidence=cited.evidence,
                address=of_entry("takeaway", cited, self.briefing.registry),
                entries=(cited.id,),
            )
        said = [
            self.language.ngettext(
                "{count} quotation", "{count} quotations", len(article.quotations)
            ),
            self.language.ngettext(
                "{count} reported statement",
                "{count} reported statements",
                len(article.statements),
            ),
            self.language.ngettext("{count} event", "{count} events", len(article.events)),
            self.language.ngettext("{count} figure", "{count} figures", len(article.figures)),
        ]
        lists = (article.quotations, article.statements, article.events, article.figures)
        some = [words for words, entries in zip(said, lists, strict=True) if entries]
        if some:
            yield Change(
                kind=ChangeKind.ALSO,
                subject=article.data.headline,
                after=self.language.listed(some),
                article=article.id,
                address=place,
            )

    # Positions

    def cell(self, issue: str, party: str, day: datetime.date | None) -> MatrixCell:
        """Give where a party stood on an issue, as a day knew it."""
        entries = self._positions.get((issue, party), [])
        known = entries[: self._known(entries, day)]
        # Its own newest words decide, and mostly stand at the end.
        for cited in reversed(known):
            if cited.entry.attributed_by in (None, party):
                day_of_it = self._day[cited.article or ""]
                newest = known[self._known(known, day_of_it - datetime.timedelta(days=1)) :]
                return cell_of(issue, party, newest, self._day, self.briefing.as_of)
        return cell_of(issue, party, known, self._day, self.briefing.as_of)

    def _known_before(self, known: Sequence[Cited[Any]], cited: Cited[Any]) -> int:
        order = self._order[cited.article or ""]
        return bisect_right(known, order - 1, key=lambda other: self._order[other.article or ""])

    def _of_positions(
        self, new: Iterable[Article], after: datetime.date | None, until: datetime.date
    ) -> Iterator[Change]:
        keys = dict.fromkeys((c.entry.issue, c.entry.party) for a in new for c in a.positions)
        for issue, party in keys:
            former, now = self.cell(issue, party, after), self.cell(issue, party, until)
            kind = _move(former, now)
            if kind is None:
                continue
            moved = [p for p in now.positions if p.entry.stance not in former.stances]
            moved = moved or list(now.positions)
            registry = self.briefing.registry
            yield Change(
                kind=kind,
                subject=self.language.gettext(
                    "{party} on {issue}",
                    party=registry.parties[party].name,
                    issue=registry.issues[issue].name,
                ),
                after=self._stances(now),
                before=self._stances(former),
                article=moved[-1].article,
                evidence=tuple(item for cited in moved for item in cited.evidence),
                address=of_entry("position", moved[0], registry),
                entries=tuple(cited.id for cited in moved),
            )

    def _stances(self, cell: MatrixCell) -> str:
        words = [self.language.word(stance) for stance in cell.stances]
        if cell.attributed:
            words.append(self.language.gettext("attributed"))
        return ", ".join(words)

    # Meetings

    def _of_meetings(
        self, new: Iterable[Article], after: datetime.date | None, until: datetime.date
    ) -> Iterator[Change]:
        for id_ in dict.fromkeys(c.entry.id for article in new for c in article.meetings):
            view, slots, statuses = self._meetings[id_]
            known, before = self._known(view.reports, until), self._known(view.reports, after)
            report, slot = view.reports[known - 1], slots[known - 1]
            former = (statuses[before - 1], slots[before - 1]) if before else None
            kind = _fate(statuses[known - 1], slot, former)
            if kind is None:
                continue
            now = self._when(slot)
            if slot.called_off:
                now = self.language.gettext("was due {when}", when=now) if slot.date else ""
            if kind is ChangeKind.HELD and report.entry.outcome:
                now = f"{now}. {report.entry.outcome}"
            yield Change(
                kind=kind,
                subject=report.entry.name,
                after=now,
                before=self._stood(former, slot, kind) if former else "",
                article=report.article,
                evidence=report.evidence,
                address=addresses.of_meeting(id_),
                entries=(report.id,),
            )

    def _when(self, slot: Slot) -> str:
        return when_and_where(slot, self.language, self.briefing.registry.places)

    def _stood(self, former: tuple[MeetingStatus, Slot], slot: Slot, kind: ChangeKind) -> str:
        status, stood = former
        if kind is ChangeKind.ANNOUNCED:
            return self.language.word(status)
        words = self._when(stood)
        return words if stood.date and words != self._when(slot) else ""

    # People

    def _of_people(self, new: Iterable[Article]) -> Iterator[Change]:
        for article in new:
            for person in dict.fromkeys(person for person, _ in _people(article)):
                first, cited = self._named[person]
                # A speaker may be a party, and parties are known from the start.
                if first is not article or person not in self.briefing.registry.people:
                    continue
                roles = [c.entry.role for c in article.participants if c.entry.person == person]
                yield Change(
                    kind=ChangeKind.PERSON,
                    subject=self.briefing.registry.people[person].name,
                    after=", ".join(dict.fromkeys(role for role in roles if role)),
                    article=article.id,
                    evidence=cited.evidence,
                    address=addresses.of_person(person),
                    entries=(cited.id,),
                )

    def _of_roles(
        self, new: Iterable[Article], after: datetime.date | None, until: datetime.date
    ) -> Iterator[Change]:
        for person in dict.fromkeys(c.entry.person for a in new for c in a.participants):
            printed = self._roles.get(person, [])
            former = self._newest(printed[: self._known(printed, after)])
            now = self._newest(printed[: self._known(printed, until)])
            entity = self.briefing.registry.people[person]
            bare = [
                {bare_role(c.entry.role or "", self.briefing.registry, entity.party) for c in some}
                for some in (former, now)
            ]
            if not former or bare[0] & bare[1]:
                continue
            yield Change(
                kind=ChangeKind.ROLE,
                subject=entity.name,
                after=", ".join(dict.fromkeys(c.entry.role or "" for c in now)),
                before=", ".join(dict.fromkeys(c.entry.role or "" for c in former)),
                article=now[-1].article,
                evidence=tuple(item for cited in now for item in cited.evidence),
                address=addresses.of_person(person),
                entries=tuple(cited.id for cited in now),
            )

    def _newest(self, known: Sequence[Cited[Participation]]) -> list[Cited[Participation]]:
        """Keep the roles of the newest article that prints any."""
        return list(known[self._known_before(known, known[-1]) :]) if known else []

    # Discrepancies

    def _of_discrepancies(self, first: int, last: int) -> Iterator[Change]:
        """Yield those whose newest article is among the new: then they became known."""
        for order, number in self._discrepancies:
            if first <= order < last:
                cited = self.briefing.discrepancies[number].cited
                yield Change(
                    kind=ChangeKind.DISCREPANCY,
                    subject=self.language.word(cited.entry.kind),
                    after=cited.entry.text,
                    article=self.articles[order].id,
                    evidence=cited.evidence,
                    address=of_entry("discrepancy", cited, self.briefing.registry),
                    entries=(cited.id,),
                )


def _people(article: Article) -> Iterator[tuple[str, Cited[Any]]]:
    """Yield (person, entry) for everybody whom an entry names, roles first."""
    for spoken in article.participants:
        yield spoken.entry.person, spoken
    for quoted in article.quotations:
        yield quoted.entry.speaker, quoted
    for stated in article.statements:
        yield stated.entry.speaker, stated
    for position in article.positions:
        if position.entry.voiced_by:
            yield position.entry.voiced_by, position
    for meeting in article.meetings:
        for person in meeting.entry.people:
            yield person, meeting


def _move(former: MatrixCell, now: MatrixCell) -> ChangeKind | None:
    """Tell how a party moved on an issue; None where it stands where it stood."""
    if not former.positions or (former.attributed and not now.attributed):
        return ChangeKind.APPEARED
    move = move_between(former.stances, now.stances)
    return ChangeKind(move) if move else None


def _fate(
    status: MeetingStatus, slot: Slot, former: tuple[MeetingStatus, Slot] | None
) -> ChangeKind | None:
    """Tell what became of a meeting; None where nothing did."""
    stated = {MeetingStatus.HELD: ChangeKind.HELD, MeetingStatus.CANCELLED: ChangeKind.CANCELLED}
    if status in stated:
        return None if former and former[0] is status else stated[status]
    if slot.called_off:
        was_off = former and former[1].called_off and former[0] is status
        return None if was_off else ChangeKind.POSTPONED
    if former is None or former[1].called_off or former[0] is MeetingStatus.HELD:
        return ChangeKind.ANNOUNCED
    if slot == former[1]:
        return None
    return ChangeKind.SPECIFIED if slot.specifies(former[1]) else ChangeKind.MOVED


# The page

# Its bound: this many lines, of at most so many dates, stand in full. With their evidence they
# come to about 250 kilobytes of HTML; each of the other dates takes a line of a few hundred bytes.
LINES_IN_FULL = 200
DATES_IN_FULL = 30
DATES_IN_A_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A date of publication: its articles and, where it stands in full, what changed by them.

    With the one that `begins` the briefing everything is new, so only its findings are kept.
    """

    date: datetime.date
    articles: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    left_out: int = 0
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """The page of changes: the newest dates in full, those before in a line each, and the rest."""

    full: tuple[DateView, ...]
    brief: tuple[DateView, ...]
    rest: int
    most_lines: int = LINES_IN_FULL
    most_dates: int = DATES_IN_FULL


def newest_changes(briefing: Briefing) -> ChangesView:
    """Choose what the page of changes shows of each date, newest first."""
    history = History(briefing)
    by_day: dict[datetime.date, list[str]] = {}
    for article in reversed(history.articles):
        by_day.setdefault(article.data.published, []).append(article.id)
    full: list[DateView] = []
    room = LINES_IN_FULL
    for day, found in history.by_date():
        if not room or len(full) == DATES_IN_FULL:
            break
        begins = day == history.published[0]
        if begins:
            found = tuple(change for change in found if change.kind is ChangeKind.TAKEAWAY)
        shown = found[:room]
        room -= len(shown)
        full.append(
            DateView(
                date=day,
                articles=tuple(by_day[day]),
                changes=shown,
                left_out=len(found) - len(shown),
                begins=begins,
            )
        )
    others = [
        DateView(date=day, articles=tuple(ids)) for day, ids in list(by_day.items())[len(full) :]
    ]
    return ChangesView(
        full=tuple(full),
        brief=tuple(others[:DATES_IN_A_LINE]),
        rest=sum(len(view.articles) for view in others[DATES_IN_A_LINE:]),
    )
