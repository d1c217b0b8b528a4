"""Drafts made by hand, of an invented article, and any draft at all."""

import datetime
from typing import Any

from generator.draft.model import (
    Draft,
    ProposedDiscrepancy,
    ProposedFigure,
    ProposedMeeting,
    ProposedParty,
    ProposedPerson,
    ProposedPlace,
    ProposedPosition,
    ProposedQuotation,
    ProposedRole,
    ProposedStatement,
)
from generator.model import Span

DAY = datetime.date(2031, 9, 2)

TEXT = """Velmora and Tarsk open talks on the water of the Sarn

Okmund, 2 September 2031

Velmora and Tarsk began talks on the water of the river Sarn in Okmund on Tuesday.

“A river does not read maps,” Velmora’s water minister, Hanne Lidd, said. She asked for a third.

Tarsk’s envoy, Joren Pask, offered a quarter. “We can share what there is,” he said.

The talks go on in Okmund on Friday. “It is late,” said somebody.
"""

EMPTY: dict[str, Any] = {
    "headline": None,
    "published": None,
    "published_evidence": None,
    "publisher": None,
    "byline": None,
    "dateline": None,
    "people": (),
    "roles": (),
    "parties": (),
    "places": (),
    "quotations": (),
    "statements": (),
    "positions": (),
    "meetings": (),
    "figures": (),
    "discrepancies": (),
    "glossary": (),
    "lacks": (),
}


def span(words: str, text: str = TEXT) -> Span:
    """Give the first place of these words."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def sure(words: str, confidence: float = 0.9) -> dict[str, Any]:
    """Give what every proposal has, resting on these words of the article."""
    return {"evidence": (span(words),), "confidence": confidence, "why": "as printed"}


def quoted(words: str, speaker: str | None, confidence: float = 0.9) -> ProposedQuotation:
    found = span(words)
    return ProposedQuotation(
        start=found.start,
        end=found.end,
        speaker_start=None,
        speaker_end=None,
        confident=confidence > 0.8,
        confidence=confidence,
        why="named beside it",
        speaker=speaker,
        inferred=words.startswith("We"),
    )


def draft(**changes: Any) -> Draft:
    """Give a draft of the article with an entry of every kind, some of them unlikely."""
    found = EMPTY | {
        "headline": "Velmora and Tarsk open talks on the water of the Sarn",
        "published": DAY,
        "published_evidence": span("2 September 2031"),
        "dateline": "okmund",
        "people": (
            ProposedPerson(
                **sure("Hanne Lidd"), id="lidd", name="Hanne Lidd", aliases=("Lidd",), party="vel"
            ),
            ProposedPerson(
                **sure("Joren Pask"), id="pask", name="Joren Pask", aliases=("Pask",), party="tar"
            ),
            ProposedPerson(
                **sure("somebody", 0.2), id="x", name="Somebody", aliases=(), party=None
            ),
        ),
        "roles": (
            ProposedRole(
                **sure("water minister, Hanne Lidd"), person="lidd", role="water minister"
            ),
            ProposedRole(**sure("envoy, Joren Pask"), person="pask", role="envoy"),
        ),
        "parties": (
            ProposedParty(**sure("Velmora"), id="vel", name="Velmora", kind="state", aliases=()),
            ProposedParty(
                **sure("Tarsk"), id="tar", name="Tarsk", kind="state", aliases=(), country="XT"
            ),
        ),
        "places": (
            ProposedPlace(**sure("Okmund"), id="okmund", name="Okmund", country="XV"),
            ProposedPlace(**sure("the river Sarn"), id="sarn", name="Sarn"),
        ),
        "quotations": (
            quoted("A river does not read maps,", "lidd"),
            quoted("We can share what there is", "pask"),
            quoted("It is late", None, 0.8),
        ),
        "statements": (
            ProposedStatement(
                **sure("She asked for a third", 0.7),
                speaker="lidd",
                text="She asked for a third.",
                cue="asked",
            ),
            ProposedStatement(
                **sure("said somebody", 0.9), speaker="x", text="It is late.", cue="said"
            ),
        ),
        "positions": (
            ProposedPosition(
                **sure("offered a quarter"),
                party="tar",
                stance="offers",
                text="A quarter.",
                cue="x",
            ),
            ProposedPosition(
                **sure("share what there is"), party="tar", stance=None, text="Share.", cue="x"
            ),
        ),
        "meetings": (
            ProposedMeeting(
                **sure("The talks go on in Okmund on Friday"),
                id="talks",
                name="Talks",
                date="2031-09-05",
                date_as_written="Friday",
                place="okmund",
                parties=("vel", "tar", "vel"),
                people=(),
                status="scheduled",
            ),
        ),
        "figures": (
            ProposedFigure(
                **sure("a quarter", 0.4), value=0.25, unit=None, of="the flow", text="A quarter."
            ),
        ),
        "discrepancies": (
            ProposedDiscrepancy(
                **sure("said somebody"), kind="attribution", text="Nobody is named: who is it?"
            ),
        ),
        "glossary": (("WWC", "World Water Council"),),
        "lacks": ("No publisher was found.",),
    }
    return Draft(**(found | changes))
