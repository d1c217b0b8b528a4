"""What a memo claims, and what the seed files say to each claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model import Span
from generator.problems import Location, Severity

CODES: Mapping[str, str] = {
    "E901": "A quotation in a memo has the words that its article prints.",
    "E902": "A quotation in a memo is attributed to the speaker that the seed files give.",
    "W903": "A quotation in a memo stands inside quotation marks in an article.",
    "E904": "A role in a memo is one that the articles print for this person.",
    "W905": "A person with a role in a memo is in the briefing.",
    "E906": "A date in a memo exists, fits its weekday, and is that of the event it is given for.",
    "W907": "A date in a memo is found in the briefing.",
    "E908": "A figure in a memo is the one that the articles give for the same thing.",
    "W909": "A figure in a memo is found in the briefing.",
}


class Kind(StrEnum):
    """What sort of thing is claimed."""

    QUOTATION = "quotation"
    NAME = "name"
    DATE = "date"
    FIGURE = "figure"


class Verdict(StrEnum):
    """What the seed files say to a claim."""

    BACKED = "backed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """A place in the seed files that backs or contradicts; `says` is what it says, in short.

    `paragraph` is that of an article's text, None for a place in a YAML file.
    """

    location: Location
    paragraph: int | None
    says: str = ""

    @property
    def place(self) -> str:
        """The place alone: "seeds/articles/a.txt:9:2, paragraph 4"."""
        return (
            f"{self.location}, paragraph {self.paragraph}" if self.paragraph else f"{self.location}"
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.says}" if self.says else self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of the memo, at `span`, with the verdict and where the seed files give it.

    One that is not backed has a code, a message and a help as problems have them, pointing at
    `at`; one that is backed may have notes, for what a reader should know all the same.
    """

    kind: Kind
    span: Span
    words: str
    verdict: Verdict
    where: tuple[Backing, ...] = ()
    notes: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    help: str = ""
    at: Span | None = None

    @property
    def severity(self) -> Severity:
        """How much it weighs where it is not backed."""
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING
