"""`# readout: ignore CODE reason`: what it silences, what it cannot, and what is wrong with it."""

import json
from pathlib import Path

import pytest
import yaml
from conftest import DATA, Project

from generator.checks import registered
from generator.seedfile import SeedFile

ARTICLE = "articles/2031-05-05-second-round.yml"
# A meeting whose date is not the one that its words mean: E401.
DATE = "date: 2031-05-14"
WRONG = "date: 2031-05-20"


# What these tests are about, whatever other rules may come to find.
ABOUT = {"E124", "W143", "E191", "E192", "E193", "W194", "E201", "E401"}


def codes(project: Project) -> list[str]:
    listed = json.loads(project.readout("check", "--format", "json").output)
    return [row["code"] for row in listed if row["code"] in ABOUT]


def said(project: Project, code: str) -> tuple[str, str, int]:
    """Give message, help and line of the one problem with this code."""
    listed = json.loads(project.readout("check", "--format", "json").output)
    (row,) = [row for row in listed if row["code"] == code]
    return row["message"], row["help"], row["line"]


@pytest.fixture
def wrong(fishing: Project) -> Project:
    fishing.replace(ARTICLE, DATE, WRONG)
    assert codes(fishing) == ["E401"]
    return fishing


def test_what_counts_as_a_comment() -> None:
    text = (DATA / "ignores.yml").read_text(encoding="utf-8")
    found = SeedFile(Path("ignores.yml"), text).ignores
    rows = text.split("\n")
    assert len(found) == text.count("ignore W") + text.count("ignore  W")
    for ignore in found:
        assert ignore.reason in rows[ignore.line - 1].split(" #")[0], ignore
        row = rows[ignore.location.line - 1]
        assert row[ignore.location.column - 1] == "#"
        assert ignore.location.end_column == len(row) + 1
    assert "NOT" not in {ignore.code for ignore in found}


def test_a_file_without_the_marker_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SeedFile, "_scalars", lambda self: pytest.fail("read again"))
    assert SeedFile(Path("a.yml"), "headline: x # a comment\n").ignores == ()


def test_behind_the_value(wrong: Project) -> None:
    wrong.replace(ARTICLE, WRONG, f"{WRONG}  # readout: ignore E401 the ministry moved it")
    assert codes(wrong) == []


def test_on_the_line_above(wrong: Project) -> None:
    comments = "# readout: ignore E401 the ministry moved it\n    # a note\n\n    "
    wrong.replace(ARTICLE, WRONG, comments + WRONG)
    assert codes(wrong) == []


def test_in_briefing_yml(fishing: Project) -> None:
    people = "people:\n  # readout: ignore W143 he will speak tomorrow\n  zz:\n    name: Zed Zorn\n"
    fishing.replace("briefing.yml", "people:\n", people)
    assert "W143" not in codes(fishing)


def test_another_line_or_another_code_stays(wrong: Project) -> None:
    wrong.replace(ARTICLE, "headline:", "# readout: ignore E401 the wrong line\nheadline:")
    wrong.replace(ARTICLE, WRONG, f"{WRONG}  # readout: ignore E402 the wrong code")
    assert sorted(codes(wrong)) == ["E401", "W194", "W194"]


def test_words_inside_a_text_silence_nothing(wrong: Project) -> None:
    wrong.replace(ARTICLE, WRONG, f'name: "# readout: ignore E401 x"\n    {WRONG}')
    text = (wrong.seeds / ARTICLE).read_text(encoding="utf-8")
    at = text.index('name: "# readout')
    start = text.rindex("\n    name:", 0, at)
    wrong.write(ARTICLE, text[:start] + text[text.index("\n", start + 1) :])
    assert codes(wrong) == ["E401"]


def test_e191_a_reason_is_required(wrong: Project) -> None:
    wrong.replace(ARTICLE, WRONG, f"{WRONG} # readout: ignore E401")
    assert codes(wrong) == ["E401", "E191"]
    message, advice, _ = said(wrong, "E191")
    assert message == "this comment does not say why E401 is ignored"
    assert "CODE reason" in advice


def test_e192_an_unknown_code(wrong: Project) -> None:
    wrong.replace(ARTICLE, WRONG, f"{WRONG} # readout: ignore e401 the ministry moved it")
    assert codes(wrong) == ["E401", "E192"]
    message, advice, _ = said(wrong, "E192")
    assert message == "there is no rule “e401”"
    assert advice == "did you mean “E401”?"


def test_e192_no_code(wrong: Project) -> None:
    wrong.replace(ARTICLE, WRONG, f"{WRONG} # readout: ignore")
    assert codes(wrong) == ["E401", "E192"]


@pytest.mark.parametrize("code", ["E201", "E131", "W194", "E193"])
def test_e193_what_cannot_be_ignored(code: str, fishing: Project) -> None:
    fishing.replace(ARTICLE, "headline:", f"# readout: ignore {code} because\nheadline:")
    assert codes(fishing) == ["E193"]
    assert said(fishing, "E193")[0].startswith(f"{code} cannot be ignored")


def test_evidence_that_is_not_found_stays_an_error(fishing: Project) -> None:
    entry = "statements:\n  - speaker: ilse-torv\n    text: x\n    evidence: never printed"
    fishing.replace(ARTICLE, "statements:", f"{entry} # readout: ignore E201 it was said")
    assert sorted(codes(fishing)) == ["E193", "E201"]


def test_w194_a_comment_that_silences_nothing(fishing: Project) -> None:
    fishing.replace(ARTICLE, DATE, f"{DATE} # readout: ignore E401 no longer so")
    assert codes(fishing) == ["W194"]
    assert fishing.readout("check").exit_code == 0
    assert fishing.readout("check", "--strict").exit_code == 1


def test_w194_waits_until_the_files_can_be_read(fishing: Project) -> None:
    fishing.replace(ARTICLE, DATE, f"{DATE} # readout: ignore E401 no longer so")
    fishing.write("articles/2031-05-09-third.txt", "Half an article.\n")
    assert codes(fishing) == ["E124"]


def test_comments_leave_the_data_as_it_is(fishing: Project) -> None:
    before = fishing.corpus().articles[0].data
    text = (fishing.seeds / ARTICLE).read_text(encoding="utf-8")
    fishing.write(ARTICLE, text.replace("\n", " # readout: ignore E401 x\n", 1))
    assert yaml.safe_load(text)["headline"] == before.headline
    assert fishing.corpus().articles[0].data == before


def test_a_rule_s_letter_is_its_severity() -> None:
    for code, rule in registered().items():
        assert code[0] == rule.severity.name[0]
