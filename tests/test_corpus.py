"""Whole briefings with much wrong in them, and what is said of them: readable, and all at once.

Each folder in tests/broken/ holds seeds/ and `expected.txt`, the output of `readout check` there.
After an intended change: `pytest --renew-golden`, and read the difference in Git.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TESTS, Project

BROKEN = sorted(path.parent.name for path in (TESTS / "broken").glob("*/seeds"))


@pytest.mark.parametrize("name", BROKEN)
def test_everything_wrong_is_said_at_once(
    name: str, project: Callable[[str], Project], compare: Callable[[Path, str], None]
) -> None:
    result = project(f"broken/{name}").readout("check")
    assert result.exit_code == 1
    compare(TESTS / "broken" / name / "expected.txt", result.output)


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_is_one_that_a_person_can_act_on(
    name: str, project: Callable[[str], Project]
) -> None:
    broken = project(f"broken/{name}")
    output = broken.readout("check").output
    rows = output.splitlines()
    places = [row for row in rows if re.match(r"\S+:\d+:\d+: [EW]\d{3} (error|warning): ", row)]
    assert places == sorted(places, key=_place), "in order of their places"
    assert len(set(places)) == len(places), "each once"
    assert output.count("  help: ") >= len(places)
    for row in places:
        # What Python, Pydantic and libyaml say to programmers says nothing to a journalist.
        assert not re.search(r"Input should|valid |type=|<class|None|\bstr\b|tuple|object", row)


def _place(row: str) -> tuple[str, int, int, str]:
    file, line, column, rest = row.split(":", 3)
    return file, int(line), int(column), rest
