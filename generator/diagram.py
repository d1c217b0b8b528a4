"""Who met whom, laid out for a small drawing that is made at build."""

import math
from dataclasses import dataclass

from generator.briefing import Briefing

WIDTH, HEIGHT, RADIUS = 420, 220, 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party in the drawing: where it stands, and where its name is put."""

    id: str
    name: str
    x: float
    y: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two parties and the meetings they share; `held` where at least one took place."""

    one: Node
    other: Node
    meetings: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Who met, or is to meet, whom."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    width: int = WIDTH
    height: int = HEIGHT


def who_met(briefing: Briefing) -> Diagram | None:
    """Lay out the parties that share a meeting on a ring; None where no two do."""
    shared: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for meeting in briefing.meetings:
        if meeting.status != "cancelled":
            ids = [party.id for party in briefing.parties if party.id in meeting.parties]
            for index, one in enumerate(ids):
                for other in ids[index + 1 :]:
                    found = shared.setdefault((one, other), [])
                    found.append((meeting.name, meeting.status == "held"))
    if not shared:
        return None
    named = {id_ for pair in shared for id_ in pair}
    parties = [party for party in briefing.parties if party.id in named]
    nodes = {}
    for index, party in enumerate(parties):
        angle = 2 * math.pi * index / len(parties) - math.pi / 2
        across, down = math.cos(angle), math.sin(angle)
        anchor = "middle" if abs(across) < 0.3 else "start" if across > 0 else "end"
        x, y = WIDTH / 2 + RADIUS * across, HEIGHT / 2 + RADIUS * down
        nodes[party.id] = Node(
            id=party.id,
            name=party.name,
            x=round(x, 1),
            y=round(y, 1),
            label_y=round(y + (-14 if down < -0.3 else 20 if down > 0.3 else 4), 1),
            anchor=anchor,
        )
    ties = tuple(
        Tie(
            one=nodes[one],
            other=nodes[other],
            meetings=tuple(name for name, _ in found),
            held=any(held for _, held in found),
        )
        for (one, other), found in shared.items()
    )
    return Diagram(nodes=tuple(nodes.values()), ties=ties)
