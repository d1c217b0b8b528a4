"""Comments in seed files that speak to Readout: `# readout: ignore CODE reason`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems import Location

MARKER = "readout:"

_IGNORE = re.compile(r"#[ \t]*readout:[ \t]*ignore(?![\w-])")
_COMMENT = re.compile(r"(?:^|[ \t])#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """Where a YAML scalar stands, in code points; a block's first line is its header (`>-`)."""

    start: int
    end: int
    block: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """A comment that silences `code` on `line`; `code` or `reason` is empty where it has none."""

    code: str
    reason: str
    line: int
    location: Location


def find_ignores(file: str, text: str, scalars: Iterable[Scalar]) -> Iterator[Ignore]:
    """Find the comments that ignore a code, in order; `scalars` are those of the file, in order.

    A comment behind a value speaks of its own line, one that stands alone of the next line that
    is neither blank nor a comment. What only looks like a comment inside a text is none.
    """
    rows = text.split("\n")
    values = list(scalars)
    for match in _IGNORE.finditer(text):
        start = match.start()
        line = text.count("\n", 0, start) + 1
        line_start = text.rfind("\n", 0, start) + 1
        if any(_content_start(value, text) <= start < value.end for value in values):
            continue
        ended = max((value.end for value in values if value.end <= start), default=0)
        before = text[max(line_start, ended) : start]
        if _COMMENT.search(before) or (start > line_start and text[start - 1] not in " \t"):
            continue
        alone = not text[line_start:start].strip()
        code, _, reason = rows[line - 1][match.end() - line_start :].strip().partition(" ")
        yield Ignore(
            code=code,
            reason=reason.strip(),
            line=_next_line(rows, line) if alone else line,
            location=Location(
                file=file,
                line=line,
                column=start - line_start + 1,
                end_line=line,
                end_column=len(rows[line - 1].rstrip()) + 1,
            ),
        )


def _content_start(value: Scalar, text: str) -> int:
    """Give where a scalar's own words begin: those of a block after its header's line."""
    if not value.block:
        return value.start
    return text.find("\n", value.start, value.end) + 1 or value.end


def _next_line(rows: list[str], line: int) -> int:
    for number, row in enumerate(rows[line:], line + 1):
        if row.strip() and not row.lstrip().startswith("#"):
            return number
    return line
