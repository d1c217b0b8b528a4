"""What nobody has answered yet, ranked by a rule that the page states."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.briefing import Briefing, IssueView
from generator.calendar import MeetingView
from generator.matrix import MatrixCell


class SilenceKind(StrEnum):
    """Who or what is silent, the weightiest first: this order is the rule of ranking."""

    PARTIES = "parties with no position"
    ONE_SIDED = "only one party has spoken"
    DUE = "due and not reported"
    ATTRIBUTED = "only in the words of others"
    ISSUES = "issues with no position"
    GAP = "not everybody has spoken"
    INFERRED = "quoted only by inference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Something that the articles leave unanswered: its kind, and what it is about.

    `parties` are those who are silent; `cells` are the positions that make it noticed.
    """

    kind: SilenceKind
    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    meeting: MeetingView | None = None
    cells: tuple[MatrixCell, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The parties and people who have spoken: for themselves, or for the party."""
        named = (
            cited.entry.attributed_by or cell.party
            for cell in self.cells
            for cited in cell.positions
        )
        return tuple(dict.fromkeys(named))


def silences(briefing: Briefing) -> list[Silence]:
    """List what is not stated: by kind, and of one kind what more is said about first."""
    order = list(SilenceKind)
    return sorted(_found(briefing), key=lambda silence: order.index(silence.kind))


def _found(briefing: Briefing) -> Iterator[Silence]:
    cells = [cell for issue in briefing.issues for cell in issue.cells]
    named = {cell.party for cell in cells if cell.positions}
    speaking = {cell.party for cell in cells if _spoken(cell)}
    silent = tuple(party.id for party in briefing.parties if party.id not in named)
    if silent and briefing.issues:
        yield Silence(kind=SilenceKind.PARTIES, parties=silent)
    for issue in sorted(briefing.issues, key=_weight, reverse=True):
        spoken = tuple(cell for cell in issue.cells if _spoken(cell))
        # Who speaks on nothing at all has been named above.
        missing = tuple(
            cell.party for cell in issue.cells if cell.party in speaking and not cell.positions
        )
        if spoken and missing:
            kind = SilenceKind.ONE_SIDED if len(spoken) == 1 else SilenceKind.GAP
            yield Silence(kind=kind, parties=missing, issues=(issue.id,), cells=spoken)
        for cell in issue.cells:
            if cell.attributed:
                yield Silence(
                    kind=SilenceKind.ATTRIBUTED,
                    parties=(cell.party,),
                    issues=(issue.id,),
                    cells=(cell,),
                )
    unspoken = tuple(
        issue.id for issue in briefing.issues if not any(cell.positions for cell in issue.cells)
    )
    if unspoken:
        yield Silence(kind=SilenceKind.ISSUES, issues=unspoken)
    for meeting in briefing.meetings_with("past"):
        yield Silence(kind=SilenceKind.DUE, meeting=meeting)
    inferred = tuple(
        person.id
        for person in briefing.people
        if person.quotations and all(cited.entry.inferred for cited in person.quotations)
    )
    if inferred:
        yield Silence(kind=SilenceKind.INFERRED, people=inferred)


def _spoken(cell: MatrixCell) -> bool:
    return bool(cell.positions) and not cell.attributed


def _weight(issue: IssueView) -> int:
    """Count what is said about an issue."""
    return len(issue.positions) + len(issue.utterances) + len(issue.statements)
