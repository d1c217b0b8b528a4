"""What `readout check` prints, in each of its formats.

The problems of data/reports/problems.json stand beside what is made of them. After an intended
change: `pytest --renew-golden`, and read the difference in Git.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import DATA, Project

from generator.cli import _paint
from generator.problems import (
    Location,
    Problem,
    Severity,
    format_github,
    format_json,
    format_sarif,
    format_text,
    in_order,
    one_line,
    unpainted,
)

REPORTS = DATA / "reports"
FILE = "seeds/articles/second-round.yml"
RULES = {"E301": "A quotation stands inside quotation marks.", "W501": "One person, one role."}
SARIF_SCHEMA = json.loads((DATA / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))

Compare = Callable[[Path, str], None]


def problem(row: dict[str, Any]) -> Problem:
    where = {name: row.pop(name) for name in ("file", "line", "column", "end_line", "end_column")}
    severity = Severity(row.pop("severity"))
    return Problem(location=Location(**where), severity=severity, **row)


def line_of(file: str, line: int) -> str | None:
    lines: list[str] = yaml.safe_load((REPORTS / "lines.yml").read_text(encoding="utf-8"))
    return lines[line - 1] if file == FILE else None


@pytest.fixture
def problems() -> list[Problem]:
    text = (REPORTS / "problems.json").read_text(encoding="utf-8")
    return [problem(row) for row in json.loads(text)]


def annotations(output: str) -> list[dict[str, str]]:
    """Read workflow commands as GitHub's runner does."""
    found = []
    for row in output.splitlines():
        match = re.fullmatch(r"::(error|warning) (.*?)::(.*)", row)
        assert match, row
        pairs = [pair.split("=", 1) for pair in match[2].split(",")]
        properties = {name: unescaped(value, "%3A", "%2C") for name, value in pairs}
        found.append({**properties, "message": unescaped(match[3])})
    return found


def unescaped(text: str, *more: str) -> str:
    for escape in ("%0D", "%0A", *more, "%25"):
        text = text.replace(escape, chr(int(escape[1:], 16)))
    return text


def valid_sarif(text: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(text)
    jsonschema.Draft4Validator(SARIF_SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        log
    )
    return log


# Formats


def test_text(problems: list[Problem], compare: Compare) -> None:
    compare(REPORTS / "text.txt", format_text(problems, line_of) + "\n")


def test_text_in_colour(problems: list[Problem], compare: Compare) -> None:
    printed = format_text(problems, line_of, _paint)
    assert re.sub(r"\x1b\[\d+m", "", printed) == format_text(problems, line_of)
    # The escape character as its picture, so that the file can be read.
    compare(REPORTS / "colour.txt", printed.replace("\x1b", "␛") + "\n")


def test_json(problems: list[Problem]) -> None:
    printed = json.loads(format_json(problems))
    assert printed == json.loads((REPORTS / "problems.json").read_text(encoding="utf-8"))


def test_github(problems: list[Problem], compare: Compare) -> None:
    printed = format_github(problems)
    compare(REPORTS / "github.txt", printed + "\n")
    for row, item in zip(annotations(printed), problems, strict=True):
        where = item.location
        assert row["file"] == where.file
        assert (row["line"], row["col"]) == (str(where.line), str(where.column))
        assert (row["endLine"], row["endColumn"]) == (str(where.end_line), str(where.end_column))
        assert row["title"] == item.code
        assert row["message"].count("\n") == len(item.help.splitlines())


def test_sarif(problems: list[Problem], compare: Compare) -> None:
    log = valid_sarif(format_sarif(problems, RULES, line_of))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    for result in run["results"]:
        assert driver["rules"][result.pop("ruleIndex")]["id"] == result["ruleId"]
    # The rules that are about other things would only be in a reader's way.
    driver["rules"] = [rule for rule in driver["rules"] if rule["id"] in ("E201", "E301", "W501")]
    driver["version"] = driver["semanticVersion"] = "…"
    compare(REPORTS / "sarif.json", json.dumps(log, indent=2, ensure_ascii=False) + "\n")


def test_sarif_of_nothing() -> None:
    log = valid_sarif(format_sarif([], RULES, line_of))
    assert log["runs"][0]["results"] == []


def test_sarif_names_a_file_elsewhere_and_one_whose_name_is_no_text() -> None:
    here = [
        Problem(
            code="E102",
            severity=Severity.ERROR,
            message=f"{file} cannot be read",
            help="",
            location=Location(file=file),
        )
        for file in ("/srv/seeds/a b.yml", "seeds/\udcff.yml")
    ]
    printed = format_sarif(here, RULES, line_of).encode(errors="backslashreplace").decode()
    artifacts = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]
        for result in valid_sarif(printed)["runs"][0]["results"]
    ]
    assert artifacts == [
        {"uri": "file:///srv/seeds/a%20b.yml"},
        {"uri": "seeds/%FF.yml", "uriBaseId": "%SRCROOT%"},
    ]


def test_no_break_spaces_are_spaces_and_controls_are_escapes() -> None:
    assert one_line("Q\xa0\xa0 So\u202f! \u202e\x1b") == "Q   So ! \\u202e\\x1b"


def test_order_is_by_place() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 7), ("a", 9, 2)]
    found = [
        Problem(
            code="E101",
            severity=Severity.ERROR,
            message="",
            help="",
            location=Location(file=file, line=line, column=column),
        )
        for file, line, column in places
    ]
    ordered = [(p.location.file, p.location.line, p.location.column) for p in in_order(found)]
    assert ordered == sorted(places)
    assert unpainted("x", "error") == "x"


# The command


@pytest.fixture
def broken(fishing: Project) -> Project:
    """Break the briefing in two files: an altered quotation, and a colour that nobody asked for."""
    fishing.replace("articles/2031-05-05-second-round.yml", "headline:", "colour: blue\nheadline:")
    fishing.replace("briefing.yml", "language: en", "language: english!")
    return fishing


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_exit_codes(form: str, fishing: Project, broken: Project) -> None:
    assert broken.readout("check", "--format", form).exit_code == 1
    broken.replace("briefing.yml", "language: english!", "language: en")
    broken.replace("articles/2031-05-05-second-round.yml", "colour: blue\nheadline:", "headline:")
    assert fishing.readout("check", "--format", form).exit_code == 0


def test_wrong_usage(fishing: Project) -> None:
    assert fishing.readout("check", "--format", "xml").exit_code == 2


def test_every_format_says_the_same(broken: Project) -> None:
    listed = json.loads(broken.readout("check", "--format", "json").output)
    assert [row["code"] for row in listed] == ["E131", "E133"]
    text = broken.readout("check").output
    for row in listed:
        head = f"{row['file']}:{row['line']}:{row['column']}: {row['code']} {row['severity']}: "
        assert head + row["message"] in text
    printed = annotations(broken.readout("check", "--format", "github").output)
    assert [(row["file"], row["line"], row["title"]) for row in printed] == [
        (row["file"], str(row["line"]), row["code"]) for row in listed
    ]
    log = valid_sarif(broken.readout("check", "--format", "sarif").output)
    regions = [
        (result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"])
        for result in log["runs"][0]["results"]
        for place in [result["locations"][0]["physicalLocation"]]
    ]
    assert regions == [(row["code"], row["file"], row["line"]) for row in listed]


def test_github_prints_nothing_when_all_is_well(fishing: Project) -> None:
    assert fishing.readout("check", "--format", "github").output == ""


def test_sarif_describes_every_rule(fishing: Project) -> None:
    log = valid_sarif(fishing.readout("check", "--format", "sarif").output)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert {"E101", "E201", "E301", "W404"} <= rules.keys()
    for rule in rules.values():
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["markdown"]
    assert "readout: ignore W404" in rules["W404"]["help"]["text"]
    assert "cannot be silenced" in rules["E201"]["help"]["text"]


def test_a_fingerprint_stays_when_lines_come_and_go(broken: Project) -> None:
    def marks() -> list[str]:
        log = json.loads(broken.readout("check", "--format", "sarif").output)
        return [result["partialFingerprints"] for result in log["runs"][0]["results"]]

    before = marks()
    assert len({str(mark) for mark in before}) == len(before) == 2
    path = "articles/2031-05-05-second-round.yml"
    broken.replace(path, "colour: blue\n", "# a comment\n\n# and one more\ncolour: blue\n")
    assert marks() == before
    broken.replace(path, "colour: blue\n", "colour: red\n")
    assert marks() != before


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour(environment: dict[str, str], coloured: bool, broken: Project) -> None:
    settings = {"NO_COLOR": "", "FORCE_COLOR": "", **environment}
    result = broken.process("check", environment=settings)
    assert ("\x1b[31m" in result.stdout) is coloured


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_machines_get_no_colour(form: str, broken: Project) -> None:
    result = broken.process("check", "--format", form, environment={"FORCE_COLOR": "1"})
    assert "\x1b" not in result.stdout
