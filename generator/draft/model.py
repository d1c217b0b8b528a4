"""What a draft proposes of one article: entries with their evidence, a confidence and the reason.

Everything is frozen, made of plain values, and picklable, so that others can map `propose` over an
archive. Offsets count Unicode code points of the article's text; `end` is exclusive.
"""

import datetime
from dataclasses import dataclass

from generator.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What every proposal has: the words it rests on, how likely it is right (0 to 1), and why."""

    evidence: tuple[Span, ...]
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedQuotation:
    """Words inside quotation marks, and who says them.

    `start:end` are the words without their marks, `speaker_start:speaker_end` the words that name
    the speaker ("Torv", "she", "the minister"), None where no words do. `speaker` is the id of the
    proposed person or party that these lead to. `confident`: a person need hardly look.
    """

    start: int
    end: int
    speaker_start: int | None
    speaker_end: int | None
    confident: bool
    confidence: float
    why: str
    speaker: str | None = None
    inferred: bool = False
    said: datetime.date | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPerson(Proposal):
    """A person who is named: id (a slug), the fullest name printed, what else it is called."""

    id: str
    name: str
    aliases: tuple[str, ...]
    party: str | None  # the id of a proposed party


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRole(Proposal):
    """A role as printed, with its own evidence (the words that hold role and name)."""

    person: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedParty(Proposal):
    """A state, organisation or alliance that is named."""

    id: str
    name: str
    kind: str  # as in SEEDS.md
    aliases: tuple[str, ...]
    country: str | None = None  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPlace(Proposal):
    """A place where something is said to happen."""

    id: str
    name: str
    country: str | None = None  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStatement(Proposal):
    """What somebody is reported to have said, without quotation marks; `text` is the sentence."""

    speaker: str
    text: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPosition(Proposal):
    """Words in which a party wants or refuses something; `stance` None: a person has to say."""

    party: str
    stance: str | None
    text: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMeeting(Proposal):
    """A meeting with what is told of it; `date` is EDTF as in SEEDS.md."""

    id: str
    name: str
    date: str | None
    date_as_written: str | None
    place: str | None
    parties: tuple[str, ...]
    people: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFigure(Proposal):
    """A number with what it counts."""

    value: int | float
    unit: str | None
    of: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedDiscrepancy(Proposal):
    """Something that the article seems to get wrong."""

    kind: str  # as in SEEDS.md
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that is proposed of one article; `lacks` says what could not be found or done."""

    headline: str | None
    published: datetime.date | None
    published_evidence: Span | None
    publisher: str | None
    byline: str | None
    dateline: str | None  # the id of a proposed place
    people: tuple[ProposedPerson, ...]
    roles: tuple[ProposedRole, ...]
    parties: tuple[ProposedParty, ...]
    places: tuple[ProposedPlace, ...]
    quotations: tuple[ProposedQuotation, ...]
    statements: tuple[ProposedStatement, ...]
    positions: tuple[ProposedPosition, ...]
    meetings: tuple[ProposedMeeting, ...]
    figures: tuple[ProposedFigure, ...]
    discrepancies: tuple[ProposedDiscrepancy, ...]
    glossary: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]
