"""Checks a text that somebody wrote from the briefing: sentence by sentence, claim by claim.

`prose` reads the text out of its Markdown, `reading` finds its sentences and what is quoted;
`quotations`, `names`, `dates` and `figures` each find claims of one kind and compare them with
what `known` gives of the corpus; `report` prints the outcome.
"""

import datetime
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.corpus import Corpus
from generator.inspection import too_early
from generator.memo.claims import CODES, Backing, Claim, Kind, Verdict
from generator.memo.dates import Dates
from generator.memo.figures import Figures
from generator.memo.file import read_memo
from generator.memo.known import Known
from generator.memo.names import NamesWithRoles
from generator.memo.quotations import Quotations
from generator.memo.reading import Reading
from generator.memo.roles import Roles
from generator.model import Span
from generator.problems import Location, Problem, SeedError, in_order
from generator.seedfile import UnreadableFileError, printed_path

__all__ = [
    "CODES",
    "Backing",
    "Claim",
    "Kind",
    "MemoReport",
    "Passage",
    "Verdict",
    "check_file",
    "check_memo",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the memo, or a row of a table: its place, its words, and what it claims."""

    location: Location
    words: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True)
class MemoReport:
    """What became of a memo; spans are offsets into `text`, whose line ends are LF."""

    name: str
    text: str
    as_of: datetime.date
    passages: tuple[Passage, ...]

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in order."""
        return tuple(claim for passage in self.passages for claim in passage.claims)

    def count(self, verdict: Verdict) -> int:
        """Count the claims with this verdict."""
        return sum(claim.verdict is verdict for claim in self.claims)

    @cached_property
    def problems(self) -> list[Problem]:
        """The claims that are not backed, as problems in the memo's file."""
        return in_order(
            problem for claim in self.claims if (problem := self.problem_of(claim)) is not None
        )

    def problem_of(self, claim: Claim) -> Problem | None:
        """Give a claim as a problem; None for one that is backed."""
        if not claim.code:
            return None
        return Problem(
            code=claim.code,
            severity=claim.severity,
            message=claim.message,
            help=claim.help,
            location=locate(self.name, self.text, claim.at or claim.span),
        )


def check_file(path: Path, corpus: Corpus, as_of: datetime.date | None = None) -> MemoReport:
    """Check a memo's file as of a day: else the one that briefing.yml gives, or the newest's.

    Raises SeedError where the file cannot be read, or no article had been published by then.
    """
    try:
        text = read_memo(path)
    except UnreadableFileError as error:
        raise SeedError([error.problem]) from error
    day = as_of or corpus.data.as_of or corpus.newest
    if problem := too_early(corpus, as_of):
        raise SeedError([problem])
    return check_memo(text, printed_path(path), corpus, day)


def check_memo(text: str, name: str, corpus: Corpus, as_of: datetime.date) -> MemoReport:
    """Check a memo against what the articles published by a day say; `name` is its file's name."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = Known(corpus, as_of)
    reading = Reading(text, known)
    roles = Roles(known)
    quotations = Quotations(reading, roles)
    claims = list(quotations.check())
    dates = Dates(reading, quotations.said)
    claims += NamesWithRoles(reading, roles).check()
    claims += dates.check()
    claims += Figures(reading, [words.span for words in dates.words]).check()
    claims.sort(key=lambda claim: (claim.span, claim.kind, claim.code))
    spans = [reading.prose.origin(sentence.span) for sentence in reading.sentences]
    starts = [span.start for span in spans]
    found: list[list[Claim]] = [[] for _ in spans]
    for claim in claims:
        found[max(0, bisect_right(starts, claim.span.start) - 1)].append(claim)
    passages = tuple(
        Passage(
            location=locate(name, text, span),
            words=" ".join(reading.words(sentence.span).split()),
            claims=tuple(own),
        )
        for sentence, span, own in zip(reading.sentences, spans, found, strict=True)
    )
    return MemoReport(name=name, text=text, as_of=as_of, passages=passages)


def locate(name: str, text: str, span: Span) -> Location:
    """Give the place of a span in the memo's file."""
    return Location(
        file=name,
        line=text.count("\n", 0, span.start) + 1,
        column=span.start - text.rfind("\n", 0, span.start),
        end_line=text.count("\n", 0, span.end) + 1,
        end_column=span.end - text.rfind("\n", 0, span.end),
    )
