"""What is wrong with the seed files: problems as values, and how they are printed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file; lines and columns count characters from 1, the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: where, what (`message`), and what to do next (`help`)."""

    code: str
    severity: Severity
    message: str
    help: str
    location: Location


class SeedError(Exception):
    """Raised once, at the edge, when the seed files have errors; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        super().__init__(f"{counted(errors, 'error')} in the seed files")


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: 1 error, 2 errors."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place, then code, and drop repeats."""
    return sorted(set(problems), key=lambda p: (p.location, p.code, p.message))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def one_line(text: str) -> str:
    """Make a text safe for one line of a terminal: control and direction marks become escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def format_text(problems: Iterable[Problem], line_of: Callable[[str, int], str | None]) -> str:
    """Print each problem as `file:line:column: CODE message`, its line with a caret, and help.

    `line_of(file, line)` gives the text of a line, or None where there is none to show.
    """
    return "\n".join(_paragraph(problem, line_of) for problem in problems)


def _paragraph(problem: Problem, line_of: Callable[[str, int], str | None]) -> str:
    where = problem.location
    # The path goes through too: a file's name is input like any other.
    rows = [one_line(f"{where}: {problem.code} {problem.severity}: {problem.message}")]
    line = line_of(where.file, where.line)
    if line is not None:
        rows += _excerpt(line, where)
    rows += [f"  help: {one_line(row)}" for row in problem.help.splitlines()]
    return "\n".join(rows)


def _excerpt(line: str, where: Location, width: int = 96) -> list[str]:
    """Show the line around the place, cut to `width` characters, with carets under the place."""
    start = where.column - 1
    end = where.end_column - 1 if where.end_line == where.line else len(line)
    cut = max(0, start - width // 2) if len(line) > width else 0
    shown = one_line(line[cut : cut + width])
    before = one_line(line[cut:start])
    marked = max(1, len(one_line(line[start : min(end, cut + width)])))
    number = str(where.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * len(before)}{'^' * marked}"]


def format_json(problems: Iterable[Problem]) -> str:
    """Print a JSON list with one object a problem, its keys as SEEDS.md names them."""
    rows = []
    for problem in problems:
        row = asdict(problem)
        rows.append(row | row.pop("location"))
    return json.dumps(rows, ensure_ascii=False, indent=2)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like `word`, or None where none is near."""
    # Only help texts need it, so a run without problems does not load it.
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Word the help for an unknown name: the nearest known one, else `otherwise`."""
    near = nearest(word, known)
    return f"did you mean “{near}”?" if near else otherwise
