"""What is wrong with the seed files: problems as values, and how they are printed."""

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from generator import __version__


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


# What is reported outside the rules of checks/, and what each code states. None of it can be
# ignored: a file that cannot be read, or evidence that is not found, stays an error.
LOAD_CODES: Mapping[str, str] = {
    "E101": "A seed file lies inside the seeds folder; no symbolic link leads out of it.",
    "E102": "A seed file can be read.",
    "E103": "A seed file has at most 5,000,000 bytes.",
    "E104": "A seed file is not empty.",
    "E105": "A seed file has no byte order mark.",
    "E106": "A seed file is UTF-8.",
    "E107": "A seed file holds no NUL character.",
    "E108": "A seed file has LF line ends.",
    "E110": "A seed file's YAML is one document of YAML 1.2.",
    "E111": "A seed file's values are few enough, and not nested deeply, aliases written out.",
    "E112": "A seed file has no YAML tags.",
    "E113": "A key is one word.",
    "E114": "A key stands once in its mapping.",
    "E120": "The seeds folder exists.",
    "E121": "The seeds folder has a briefing.yml.",
    "E122": "There is at least one article.",
    "E123": "A seed file's name ends in .yml, not in .yaml.",
    "E124": "An article has both files, its .txt and its .yml.",
    "E125": "An article's id, the name of its files, is a slug.",
    "E126": "An article's id is unique in all subfolders.",
    "E130": "An id stands in the registry that its field refers to.",
    "E131": "A key is one that the seed formats know.",
    "E132": "A value is one of those that its field allows.",
    "E133": "A slug, a country, a time of day and a language tag have their form.",
    "E134": "A date exists, a web address is one, a text is not blank.",
    "E135": "A required key is there, and a value has the type of its field.",
    "E150": "At least one article had been published by the as-of date.",
    "E160": "A template can be rendered.",
    "E161": "A file that is to be written replaces only what Readout wrote.",
    "E191": "A comment that ignores a code gives its reason.",
    "E192": "A comment that ignores a code names one that exists.",
    "E193": "A comment ignores only a rule's code, never an error of reading or of evidence.",
    "W194": "A comment that ignores a code silences something.",
    "E201": "Evidence stands in its article, word for word.",
    "E202": "Evidence stands in its article once.",
    "E203": "Evidence in briefing.yml names its article.",
    "E204": "The article that evidence names exists.",
    "E205": "The pieces of evidence around […] stand in the article in that order.",
}


class SeedError(Exception):
    """Raised once, at the edge, when the seed files have errors; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        super().__init__(f"{counted(errors, 'error')} in the seed files")


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Give a number with its noun: 1 error, 2 errors; `nouns` is the plural without an s."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place, then code, and drop repeats."""
    return sorted(set(problems), key=lambda p: (p.location, p.code, p.message, p.help))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def one_line(text: str) -> str:
    """Make a text safe for one line of a terminal: control and direction marks become escapes.

    A no-break space, which tells nothing there, becomes a space.
    """
    text = text.replace("\xa0", " ").replace("\u202f", " ")
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


LineOf = Callable[[str, int], str | None]
"""Gives the text of a line of a file, or None where there is none to show."""

Paint = Callable[[str, str], str]
"""Colours a piece of text as the part it is: place, error, warning, gutter or help."""


def unpainted(text: str, part: str) -> str:
    """Leave a piece of text as it is."""
    return text


def format_text(problems: Iterable[Problem], line_of: LineOf, paint: Paint = unpainted) -> str:
    """Print each problem as `file:line:column: CODE message`, its line with a caret, and help."""
    return "\n".join(_paragraph(problem, line_of, paint) for problem in problems)


def _paragraph(problem: Problem, line_of: LineOf, paint: Paint) -> str:
    where = problem.location
    # The path goes through one_line too: a file's name is input like any other.
    place = paint(one_line(f"{where}:"), "place")
    label = paint(f"{problem.code} {problem.severity}:", problem.severity)
    rows = [f"{place} {label} {one_line(problem.message)}"]
    line = line_of(where.file, where.line)
    if line is not None:
        rows += _excerpt(line, problem, paint)
    rows += [f"  {paint('help:', 'help')} {one_line(row)}" for row in problem.help.splitlines()]
    return "\n".join(rows)


def _excerpt(line: str, problem: Problem, paint: Paint, width: int = 96) -> list[str]:
    """Show the line around the place, cut to `width` characters, with carets under the place."""
    where = problem.location
    start = where.column - 1
    end = where.end_column - 1 if where.end_line == where.line else len(line)
    cut = max(0, start - width // 2) if len(line) > width else 0
    shown = one_line(line[cut : cut + width])
    indent = " " * _cells(one_line(line[cut:start]))
    carets = "^" * max(1, _cells(one_line(line[start : min(end, cut + width)])))
    number = str(where.line)
    return [
        f"  {paint(f'{number} |', 'gutter')} {shown}",
        f"  {paint(f'{chr(32) * len(number)} |', 'gutter')} {indent}"
        f"{paint(carets, problem.severity)}",
    ]


def _cells(text: str) -> int:
    """Count the columns of a terminal that a text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def format_json(problems: Iterable[Problem]) -> str:
    """Print a JSON list with one object a problem, its keys as SEEDS.md names them."""
    rows = []
    for problem in problems:
        row = asdict(problem)
        rows.append(row | row.pop("location"))
    return json.dumps(rows, ensure_ascii=False, indent=2)


def format_github(problems: Iterable[Problem]) -> str:
    """Print GitHub Actions workflow commands, which annotate the files of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    where = problem.location
    properties = {
        "file": where.file,
        "line": where.line,
        "col": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
        "title": problem.code,
    }
    listed = ",".join(
        f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in properties.items()
    )
    return f"::{problem.severity} {listed}::{_escaped(_in_full(problem))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_full(problem: Problem) -> str:
    """Give message and help, a line each, for formats that have one field for both."""
    rows = [problem.message, *(f"help: {row}" for row in problem.help.splitlines())]
    return "\n".join(one_line(row) for row in rows)


SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def format_sarif(
    problems: Iterable[Problem],
    rules: Mapping[str, str],
    line_of: LineOf,
    always: Mapping[str, str] = LOAD_CODES,
) -> str:
    """Print SARIF 2.1.0, for code scanning.

    `rules` gives what each code states that a comment can silence, `always` the other codes.
    A fingerprint follows the code, the file and the words there, so that a finding stays the
    same one when lines above it come and go.
    """
    states = {**always, **rules}
    order = {code: index for index, code in enumerate(states)}
    seen: Counter[str] = Counter()
    results = []
    for problem in problems:
        where = problem.location
        # A block's own words begin on the line after its `>-`.
        last = max(where.line, min(where.end_line, where.line + 2))
        rows = [line_of(where.file, number) or "" for number in range(where.line, last + 1)]
        words = " ".join(" ".join(rows).split())
        named = "\0".join((problem.code, where.file, words)).encode(errors="surrogateescape")
        mark = hashlib.sha256(named).hexdigest()[:16]
        seen[mark] += 1
        results.append(
            {
                "ruleId": problem.code,
                "ruleIndex": order[problem.code],
                "level": problem.severity,
                "message": {"text": _sarif_text(_in_full(problem))},
                "locations": [{"physicalLocation": _sarif_place(where)}],
                # The one name that GitHub compares.
                "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen[mark]}"},
            }
        )
    driver = {
        "name": "Readout",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_sarif_rule(code, text, code in rules) for code, text in states.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_rule(code: str, states: str, can_be_ignored: bool) -> dict[str, Any]:
    comment = f"# readout: ignore {code} reason"
    if can_be_ignored:
        silence = f"The comment `{comment}` in the YAML silences it for one line."
    else:
        silence = "It cannot be silenced."
    return {
        "id": code,
        "shortDescription": {"text": states},
        "fullDescription": {"text": states},
        "help": {
            "text": f"{states} {silence}",
            "markdown": f"**{code}**: {states}\n\n{silence}",
        },
        "defaultConfiguration": {"level": "warning" if code.startswith("W") else "error"},
    }


def _sarif_place(where: Location) -> dict[str, Any]:
    # A file's name may be bytes that are no text; a URI holds them all.
    uri = quote(os.fsencode(where.file))
    if where.file.startswith("/"):
        artifact = {"uri": f"file://{uri}"}
    else:
        artifact = {"uri": uri, "uriBaseId": "%SRCROOT%"}
    return {
        "artifactLocation": artifact,
        "region": {
            "startLine": where.line,
            "startColumn": where.column,
            "endLine": where.end_line,
            "endColumn": where.end_column,
        },
    }


def _sarif_text(text: str) -> str:
    """Keep SARIF's readers from taking words for placeholders (3.11.5) or for links (3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


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
