"""The command line: what it prints, where it writes, and with which status it ends."""

import json
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import TESTS, Project
from jsonschema import Draft202012Validator
from test_model import FAULTS

from generator import __version__
from generator.build import MANIFEST
from generator.cli import main
from generator.seedfile import SeedFile

BRIEFING = "briefing.yml"
TALKS = "articles/2031-05-05-second-round.yml"

# Exit status


def warn(project: Project) -> None:
    """Put something into the briefing that is worth a warning, and no error."""
    project.replace(BRIEFING, "places:\n", "places:\n  nowhere: {name: Port Lund Nowhere}\n")


def err(project: Project) -> None:
    """Change one word of one quotation."""
    project.replace(
        TALKS, "exact: The cod will not wait for us", "exact: The cod can not wait for us"
    )


def test_a_clean_briefing_ends_with_0(fishing: Project) -> None:
    assert fishing.readout("check").exit_code == 0
    assert fishing.readout("check", "--strict").exit_code == 0
    assert fishing.readout("write", "out").exit_code == 0


def test_a_warning_ends_with_1_only_where_it_is_strict(fishing: Project) -> None:
    warn(fishing)
    result = fishing.readout("check")
    assert result.exit_code == 0
    assert " warning: " in result.output
    assert "0 errors, " in result.output
    assert fishing.readout("check", "--strict").exit_code == 1
    written = fishing.readout("write", "out")
    assert written.exit_code == 0
    assert " warning: " in written.output


def test_one_changed_word_in_one_quotation_ends_with_1_at_its_line(fishing: Project) -> None:
    line = (
        (fishing.seeds / TALKS)
        .read_text(encoding="utf-8")
        .splitlines()
        .index("    exact: The cod will not wait for us")
    )
    err(fishing)
    assert fishing.complaints("error") == [
        f"seeds/{TALKS}:{line + 1}:12: E201 error: these words do not stand in the article"
    ]
    assert fishing.readout("check").exit_code == 1
    result = fishing.readout("write", "out")
    assert result.exit_code == 1
    assert re.search(r"\n1 error, \d+ warnings?\. Nothing was written\.\n\Z", result.output)
    assert not (fishing.folder / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["chekc"],
        ["check", "--sedes", "x"],
        ["check", "--format", "xml"],
        ["check", "more"],
        ["check", "--as-of", "tomorrow"],
        ["check", "--as-of", "2031-02-30"],
        ["check", "--as-of"],
        ["check", "--templates", "nowhere"],
        ["write"],
        ["write", "one", "two"],
        ["write", "seeds/briefing.yml"],
        ["write", "--format", "json", "out"],
        ["schema", "person"],
    ],
)
def test_wrong_usage_ends_with_2(fishing: Project, arguments: list[str]) -> None:
    result = fishing.readout(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith(("Usage: readout", "Error: Option"))
    assert sorted(path.name for path in fishing.folder.iterdir()) == ["seeds"]


# What is printed


def test_json_is_a_list_of_problems_as_the_seed_formats_describe_it(fishing: Project) -> None:
    warn(fishing)
    err(fishing)
    result = fishing.readout("check", "--format", "json")
    assert result.exit_code == 1
    problems = json.loads(result.output)
    assert {problem["severity"] for problem in problems} == {"error", "warning"}
    for problem in problems:
        assert {key: type(value) for key, value in problem.items()} == {
            "code": str,
            "severity": str,
            "message": str,
            "help": str,
            "file": str,
            "line": int,
            "column": int,
            "end_line": int,
            "end_column": int,
        }
        place = (problem["line"], problem["column"])
        assert (1, 1) <= place < (problem["end_line"], problem["end_column"])
    # Lines and columns count from 1, the end is the first column after; the file is relative.
    [error] = [problem for problem in problems if problem["severity"] == "error"]
    assert error["file"] == f"seeds/{TALKS}"
    row = (
        (fishing.folder / error["file"]).read_text(encoding="utf-8").split("\n")[error["line"] - 1]
    )
    assert row[error["column"] - 1 : error["end_column"] - 1] == "The cod can not wait for us"


def test_json_of_a_clean_briefing_is_an_empty_list(fishing: Project) -> None:
    result = fishing.readout("check", "--format", "json")
    assert (result.exit_code, json.loads(result.output)) == (0, [])


@pytest.mark.parametrize("name", ["first", "second"])
def test_json_says_what_the_text_says(name: str, project: Any) -> None:
    broken = project(f"broken/{name}")
    problems = json.loads(broken.readout("check", "--format", "json").output)
    assert [
        f"{p['file']}:{p['line']}:{p['column']}: {p['code']} {p['severity']}: {p['message']}"
        for p in problems
    ] == broken.complaints()


def test_file_names_are_relative_to_the_folder_it_runs_in(fishing: Project) -> None:
    err(fishing)
    inside = Project(fishing.folder / "seeds")
    beside = Project(fishing.folder / "beside")
    beside.folder.mkdir()
    for place, seeds, printed in (
        (fishing, "seeds", "seeds/"),
        (inside, ".", ""),
        (inside, str(fishing.seeds), ""),
        (beside, "../seeds", "../seeds/"),
        (beside, str(fishing.seeds), f"{fishing.seeds}/"),
    ):
        problems = json.loads(place.readout("check", "--seeds", seeds, "--format", "json").output)
        [file] = {problem["file"] for problem in problems if problem["severity"] == "error"}
        assert file == f"{printed}{TALKS}"


def test_what_is_printed_is_utf_8_whatever_the_terminal_thinks(fishing: Project) -> None:
    err(fishing)
    run = fishing.process(
        "check", environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    )
    assert run.returncode == 1
    assert "the article has “will” where this has “can”" in run.stdout
    assert run.stderr == ""


def test_a_terminal_obeys_no_seed_file(fishing: Project) -> None:
    """Control characters and direction marks in a file show as escapes."""
    fishing.write(TALKS, 'headline: H\npublished: 2031-05-05\n"\\e[2J\u202e\\a": 1\n')
    output = fishing.readout("check").output
    assert "unknown key “\\x1b[2J\\u202e\\x07”" in output
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)


# The options that choose the inputs


def test_seeds_are_read_from_elsewhere(fishing: Project) -> None:
    fishing.seeds.rename(fishing.folder / "elsewhere")
    assert fishing.readout("check").exit_code == 1
    assert fishing.readout("check", "--seeds", "elsewhere").exit_code == 0
    assert fishing.readout("write", "--seeds", "elsewhere", "out").exit_code == 0
    assert (fishing.folder / "out/index.md").is_file()


def test_templates_hold_only_what_differs(fishing: Project) -> None:
    own = fishing.folder / "own"
    (own / "assets").mkdir(parents=True)
    (own / "timeline.md.jinja").write_text("# {{ title }} & {{ briefing.title }}\n")
    (own / "assets" / "readout.css").write_text("/* ours */")
    assert fishing.readout("check", "--templates", "own").exit_code == 0
    assert fishing.readout("write", "--templates", "own", "out").exit_code == 0
    out = fishing.folder / "out"
    assert "# Timeline & Fishing talks between" in (out / "timeline.md").read_text()
    assert (out / "assets/readout.css").read_text() == "/* ours */"
    assert fishing.readout("write", "plain").exit_code == 0
    plain, own_files = files(fishing.folder / "plain"), files(out)
    differing = {name for name in plain if plain[name] != own_files[name]}
    assert differing - {MANIFEST} == {"timeline.md", "assets/readout.css"}


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("{{ 1", "own/timeline.md.jinja:1:1: E160 error: the template cannot be rendered: "),
        (
            "\n{{ nothing }}",
            "own/timeline.md.jinja:2:1: E160 error: the template cannot be rendered",
        ),
        ("\n\n{% include 'x' %}", "own/timeline.md.jinja:3:1: E160 error: the template cannot be"),
        (
            "\n{{ briefing.articles[1].article.data.byline }}",
            "own/timeline.md.jinja:2:1: E160 error: the template cannot be rendered: ",
        ),
        (
            "\n{{ 1 / 0 }}",
            "own/timeline.md.jinja:2:1: E160 error: the template cannot be rendered: ",
        ),
        (
            "\n{{ [] + 1 }}",
            "own/timeline.md.jinja:2:1: E160 error: the template cannot be rendered",
        ),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    fishing: Project, template: str, complaint: str
) -> None:
    (fishing.folder / "own").mkdir()
    (fishing.folder / "own/timeline.md.jinja").write_text(template)
    result = fishing.readout("write", "--templates", "own", "out")
    assert result.exit_code == 1
    assert result.output.startswith(complaint)
    assert not (fishing.folder / "out").exists()


def test_a_template_that_is_not_utf_8_is_named(fishing: Project) -> None:
    (fishing.folder / "own").mkdir()
    (fishing.folder / "own/timeline.md.jinja").write_bytes(b"caf\xe9")
    result = fishing.readout("write", "--templates", "own", "out")
    assert result.exit_code == 1
    assert "E160 error: the template cannot be rendered: " in result.output


def test_the_day_is_chosen(fishing: Project) -> None:
    assert fishing.readout("check", "--as-of", "2031-05-05").exit_code == 0
    assert fishing.readout("write", "--as-of", "2031-05-05", "out").exit_code == 0
    data = json.loads((fishing.folder / "out/briefing.json").read_text(encoding="utf-8"))
    assert data["as_of"] == "2031-05-05"
    assert [article["id"] for article in data["articles"]] == ["2031-05-05-second-round"]


def test_a_day_before_every_article_is_refused(fishing: Project) -> None:
    result = fishing.readout("write", "--as-of", "2031-05-04", "out")
    assert result.exit_code == 1
    assert "E150 error: no article had been published by 2031-05-04" in result.output
    assert not (fishing.folder / "out").exists()


# Writing


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_pages_are_not_written_twice(fishing: Project) -> None:
    out = fishing.folder / "out"
    first = fishing.readout("write", "out")
    assert re.fullmatch(r"[1-9]\d* files written into out\n", first.output)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.*") if path.name != MANIFEST}
    assert int(first.output.split()[0]) == len([path for path in before if path.is_file()])
    assert fishing.readout("write", "out").output == "0 files written into out\n"
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_only_what_changed_is_written(fishing: Project) -> None:
    fishing.readout("write", "out")
    before = files(fishing.folder / "out")
    fishing.replace(BRIEFING, "  EEZ: exclusive economic zone", "  EEZ: economic zone")
    result = fishing.readout("write", "out")
    after = files(fishing.folder / "out")
    changed = {name for name in after if before[name] != after[name]} - {MANIFEST}
    assert result.output == f"{len(changed)} files written into out\n"
    assert "index.md" in changed
    assert "sources.md" not in changed


def test_nobody_elses_file_is_overwritten(fishing: Project) -> None:
    out = fishing.folder / "out"
    (out / "people").mkdir(parents=True)
    (out / "people/ilse-torv.md").write_text("mine")
    (out / "notes.md").write_text("mine too")
    result = fishing.readout("write", "out")
    assert result.exit_code == 1
    assert result.output.startswith(
        "out/people/ilse-torv.md:1:1: E161 error: is not a file that Readout wrote, or was changed"
        " since\n"
    )
    assert files(out) == {"people/ilse-torv.md": b"mine", "notes.md": b"mine too"}


def test_a_page_that_somebody_changed_is_not_overwritten(fishing: Project) -> None:
    fishing.readout("write", "out")
    page = fishing.folder / "out/index.md"
    page.write_text("mine")
    before = files(fishing.folder / "out")
    result = fishing.readout("write", "out")
    assert result.exit_code == 1
    assert result.output.startswith("out/index.md:1:1: E161 error: ")
    assert files(fishing.folder / "out") == before


@pytest.mark.parametrize(
    ("prepare", "place"),
    [
        pytest.param(lambda out: (out / "index.md").mkdir(), "out/index.md", id="a folder"),
        pytest.param(lambda out: (out / "people").write_text("mine"), "out/people", id="a file"),
        pytest.param(lambda out: (out / "index.md").symlink_to("x"), "out/index.md", id="a link"),
        pytest.param(
            lambda out: (out / MANIFEST).write_text("{") and (out / "index.md").write_text("mine"),
            "out/index.md",
            id="a broken memory",
        ),
        pytest.param(
            lambda out: (
                (out / MANIFEST).write_text("[1]") and (out / "index.md").write_text("mine")
            ),
            "out/index.md",
            id="a memory of something else",
        ),
    ],
)
def test_whatever_stands_in_the_way_stays(fishing: Project, prepare: Any, place: str) -> None:
    out = fishing.folder / "out"
    out.mkdir()
    prepare(out)
    before = sorted(out.rglob("*"))
    result = fishing.readout("write", "out")
    assert result.exit_code == 1
    assert result.output.startswith(f"{place}:1:1: E161 error: ")
    assert sorted(out.rglob("*")) == before


def test_where_nothing_can_be_written_is_said(fishing: Project) -> None:
    (fishing.folder / "file").write_text("mine")
    result = fishing.readout("write", "file/out")
    assert result.exit_code == 1
    assert "Not a directory" in result.output
    assert (fishing.folder / "file").read_text() == "mine"


def test_what_is_not_made_any_more_is_removed(fishing: Project) -> None:
    out = fishing.folder / "out"
    fishing.readout("write", "out")
    assert (out / "sources/2031-05-07-smaller-cut.md").is_file()
    (out / "sources/mine.md").write_text("mine")
    shutil.rmtree(fishing.seeds)
    shutil.copytree(TESTS / "data/small/seeds", fishing.seeds)
    assert fishing.readout("write", "out").exit_code == 0
    assert not (out / "sources/2031-05-07-smaller-cut.md").exists()
    assert not (out / "people/ilse-torv.md").exists()
    assert (out / "sources/mine.md").read_text() == "mine"
    clean = fishing.readout("write", "clean")
    assert clean.exit_code == 0
    assert files(out).keys() == files(fishing.folder / "clean").keys() | {"sources/mine.md"}


def test_what_somebody_changed_is_not_removed(fishing: Project) -> None:
    page = fishing.folder / "out/sources/2031-05-07-smaller-cut.md"
    fishing.readout("write", "out")
    page.write_text("mine")
    assert fishing.readout("write", "--as-of", "2031-05-05", "out").exit_code == 0
    assert page.read_text() == "mine"


def test_a_forged_memory_removes_nothing_outside(fishing: Project) -> None:
    out = fishing.folder / "out"
    fishing.readout("write", "out")
    victim = fishing.folder / "victim.txt"
    victim.write_text("mine")
    memory = json.loads((out / MANIFEST).read_text())
    [known] = {digest for name, digest in memory.items() if name == "index.md"}
    (out / MANIFEST).write_text(json.dumps({**memory, "../victim.txt": known}))
    victim.write_bytes((out / "index.md").read_bytes())
    assert fishing.readout("write", "out").exit_code == 0
    assert victim.exists()


def test_written_files_may_be_read_by_everyone(fishing: Project) -> None:
    fishing.readout("write", "out")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (fishing.folder / "out").rglob("*.*")}
    assert modes == {0o644}


# The schemas


def schema(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["schema", *arguments])
    assert result.exit_code == 0
    found: dict[str, Any] = json.loads(result.output)
    return found


def read(path: Path) -> Any:
    file = SeedFile(path, path.read_text(encoding="utf-8"))
    data = file.load()
    assert not file.problems
    return data


@pytest.mark.parametrize("which", ["article", "briefing", None])
def test_the_schema_is_one(which: str | None) -> None:
    found = schema(*[which] if which else [])
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize(
    ("which", "pattern"), [("article", "articles/**/*.yml"), ("briefing", "*")]
)
def test_the_schema_takes_the_fishing_briefing(which: str, pattern: str) -> None:
    paths = [path for path in (TESTS / "data/fishing/seeds").glob(pattern) if path.suffix == ".yml"]
    assert paths
    for path in paths:
        Draft202012Validator(schema(which)).validate(read(path))
        Draft202012Validator(schema()).validate(read(path))


@pytest.mark.parametrize(
    ("which", "file"), [("article", "articles/talks.yml"), ("briefing", "briefing.yml")]
)
def test_the_schema_refuses_a_broken_briefing(which: str, file: str) -> None:
    data = read(TESTS / "broken/first/seeds" / file)
    errors = {error.json_path for error in Draft202012Validator(schema(which)).iter_errors(data)}
    assert len(errors) > 5
    assert not Draft202012Validator(schema()).is_valid(data)


# JSON has no infinity, so a schema cannot speak of it.
@pytest.mark.parametrize(
    ("written", "complaint"), [fault for fault in FAULTS if "1e400" not in fault[0]]
)
def test_the_schema_refuses_what_check_refuses(written: str, complaint: str | None) -> None:
    file = SeedFile(Path("a.yml"), f"headline: H\npublished: 2031-05-05\n{written}\n")
    valid = Draft202012Validator(schema("article")).is_valid(file.load())
    assert valid == (complaint is None and "5, stance" not in written)


def _properties(found: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        for name, field in found.get("properties", {}).items():
            yield f"{path}.{name}", field
        for key, value in found.items():
            yield from _properties(value, f"{path}/{key}")


def test_every_field_is_described() -> None:
    properties = dict(_properties(schema()))
    assert len(properties) > 60
    assert [path for path, field in properties.items() if not field.get("description")] == []
    for path, field in properties.items():
        assert re.fullmatch(r"[A-Za-z`].*\.", field["description"]), path


# The program


def test_the_module_is_the_program(fishing: Project) -> None:
    run = fishing.process("--version")
    assert (run.returncode, run.stdout) == (0, f"readout, version {__version__}\n")
    assert fishing.process("check", "--strict").returncode == 0
    err(fishing)
    assert fishing.process("check").returncode == 1
    usage = fishing.process("chekc")
    assert (usage.returncode, usage.stdout) == (2, "")
    assert usage.stderr.startswith("Usage: readout ")


@pytest.mark.parametrize("command", ["check", "write", "schema"])
def test_every_command_and_option_is_explained(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    found = main.commands[command]
    assert found.help
    for parameter in found.params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name  # type: ignore[attr-defined]
