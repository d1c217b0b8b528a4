"""Where each party stands on each issue, how that moved, and whether they agree."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from generator.model import Cited, Position, Stance

# A move is marked in the matrix for so many days; after that the issue's page tells of it.
RECENT = datetime.timedelta(days=30)

# So many of a party's moves on an issue are told in one place; a story is no longer.
MOST_MOVES = 12


class Move(StrEnum):
    """What became of a party's stance on an issue."""

    APPEARED = "appeared"
    SOFTENED = "softened"
    HARDENED = "hardened"
    SHIFTED = "shifted"  # in both directions at once, or from one forthcoming stance to another


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a party's stances on an issue were from a day on, and how they differ from before.

    `move` is None where an article repeats what was known.
    """

    day: datetime.date
    positions: tuple[Cited[Position], ...]
    move: Move | None

    @property
    def stances(self) -> list[Stance]:
        """The stances, each once, from most to least forthcoming."""
        return _stances(self.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Where one party stands on one issue: its stances of the newest day that gives any.

    `attributed` tells that others say so and the party itself does not. `steps` tell how it came
    there, the oldest first; `recent` is the last move, where it is not older than RECENT and the
    briefing had articles before it.
    """

    issue: str
    party: str
    positions: tuple[Cited[Position], ...] = ()
    attributed: bool = False
    steps: tuple[Step, ...] = ()
    recent: Step | None = None

    @property
    def stances(self) -> list[Stance]:
        """The stances, each once, from most to least forthcoming."""
        return _stances(self.positions)

    @property
    def moves(self) -> tuple[Step, ...]:
        """The last steps that moved the stance; none where it never moved from the first."""
        moves = [step for step in self.steps if step.move]
        return tuple(moves[-MOST_MOVES:]) if len(moves) > 1 else ()


def _stances(positions: Iterable[Cited[Position]]) -> list[Stance]:
    given = {cited.entry.stance for cited in positions}
    return [stance for stance in Stance if stance in given]


def cell_of(
    issue: str,
    party: str,
    positions: Sequence[Cited[Position]],
    days: Mapping[str, datetime.date],
    as_of: datetime.date,
) -> MatrixCell:
    """Derive a cell from the positions on the issue; `days` gives each article's date."""
    here = [p for p in positions if p.entry.issue == issue and p.entry.party == party]
    own = [p for p in here if p.entry.attributed_by in (None, party)]
    steps = _steps(own or here, days)
    last = next((step for step in reversed(steps) if step.move), None)
    since = max(min(days.values()), as_of - RECENT) if days else as_of
    return MatrixCell(
        issue=issue,
        party=party,
        positions=steps[-1].positions if steps else (),
        attributed=bool(here) and not own,
        steps=steps,
        recent=last if last and last.day > since else None,
    )


def _steps(
    positions: Sequence[Cited[Position]], days: Mapping[str, datetime.date]
) -> tuple[Step, ...]:
    """Group what is stated by the day of its articles, and compare each day with the one before."""

    def day_of(cited: Cited[Position]) -> datetime.date:
        return days[cited.article or ""]

    found = [(day, tuple(rows)) for day, rows in groupby(sorted(positions, key=day_of), day_of)]
    stances = [_stances(rows) for _, rows in found]
    moves = [Move.APPEARED, *(move_between(before, after) for before, after in pairwise(stances))]
    return tuple(
        Step(day=day, positions=rows, move=move)
        for (day, rows), move in zip(found, moves, strict=False)
    )


def move_between(before: Sequence[Stance], after: Sequence[Stance]) -> Move | None:
    """Compare two sets of stances, each ordered from most to least forthcoming.

    It softened where it is nowhere more closed than it was and somewhere more forthcoming.
    """
    if before == after:
        return None
    if {stance.group for stance in (*before, *after)} == {"forthcoming"}:
        return Move.SHIFTED  # to accept after one has offered is no hardening
    order = list(Stance)
    ends = [
        order.index(new) - order.index(old)
        for old, new in ((before[0], after[0]), (before[-1], after[-1]))
    ]
    if max(ends) <= 0 and min(ends) < 0:
        return Move.SOFTENED
    if min(ends) >= 0 and max(ends) > 0:
        return Move.HARDENED
    return Move.SHIFTED


def issue_status(cells: Iterable[MatrixCell]) -> str:
    """Derive agreed, disputed, open or not stated from the parties' own stances (SEEDS.md)."""
    cells = list(cells)
    stated = [cell for cell in cells if cell.positions and not cell.attributed]
    groups = {cell.party: {stance.group for stance in cell.stances} for cell in stated}
    pressing = {
        cell.party
        for cell in stated
        if "forthcoming" in groups[cell.party] or Stance.DEMANDS in cell.stances
    }
    closed = {party for party, found in groups.items() if "closed" in found}
    if len(stated) > 1 and all(found == {"forthcoming"} for found in groups.values()):
        return "agreed"
    if any(a != b for a in pressing for b in closed):
        return "disputed"
    return "open" if any(cell.positions for cell in cells) else "not stated"
