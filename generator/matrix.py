"""Where each party stands on each issue, and what follows: agreed, disputed or open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model import Cited, Position, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Where one party stands on one issue: its stances of the newest article that gives any.

    `attributed` tells that others say so and the party itself does not.
    """

    issue: str
    party: str
    positions: tuple[Cited[Position], ...] = ()
    attributed: bool = False

    @property
    def stances(self) -> list[Stance]:
        """The stances, each once, from most to least forthcoming."""
        given = {cited.entry.stance for cited in self.positions}
        return [stance for stance in Stance if stance in given]


def cell_of(issue: str, party: str, positions: Sequence[Cited[Position]]) -> MatrixCell:
    here = [p for p in positions if p.entry.issue == issue and p.entry.party == party]
    own = [p for p in here if p.entry.attributed_by in (None, party)]
    stated = own or here
    newest = [p for p in stated if p.article == stated[-1].article]
    return MatrixCell(
        issue=issue, party=party, positions=tuple(newest), attributed=bool(here) and not own
    )


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
