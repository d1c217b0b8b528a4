"""The manual as a reader follows it: the tutorial in order, and every command that a page shows."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from conftest import Project
from manual_support import FILE, STEP, Reader
from mkdocs.__main__ import cli as mkdocs
from site_support import GENEVA, ROOT

from generator.cli import main

TUTORIAL = ROOT / "manual/tutorial.md"
README = ROOT / "README.md"


def test_tutorial(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    reader = Reader(tmp_path)
    shown: list[tuple[int, int, str, str]] = []
    for step in STEP.finditer(text):
        if step["info"] == "text" and not FILE.search(step["before"]):
            # No page ends a line in spaces, as an excerpt that is cut may do.
            printed = re.sub(r" +$", "", reader.printed, flags=re.M)
            shown.append((step.start("body"), step.end("body"), step["body"], printed))
        reader.take(step)
    if request.config.getoption("--renew-golden"):
        for start, end, _, printed in reversed(shown):
            text = text[:start] + printed + text[end:]
        TUTORIAL.write_text(text, encoding="utf-8")
        return
    assert [written for *_, written, _ in shown] == [printed for *_, printed in shown]
    # The newcomer has seen every kind of thing: a page, errors and their help, a site.
    assert len(shown) == 5
    codes = re.findall(r": ([EW]\d{3}) ", "".join(row[2] for row in shown))
    assert codes == ["E124", "W701", "E201", "E401"]
    (page,) = reader.served
    assert "Fishing talks between Arvenia and Costa Norte" in page
    site = reader.folder / "site"
    assert "Talks on the water of the Sarn" in (site / "index.html").read_text(encoding="utf-8")
    assert "We can share what there is" in (site / "people/joren-pask.html").read_text(
        encoding="utf-8"
    )


# Every page that shows commands


_COMMANDS = re.compile(r"(?:(?<=`)|^)(?:\.venv/bin/)?(make|readout|mkdocs) ([^`\n>#]*)", re.M)


@pytest.mark.parametrize(
    "page",
    [README, *sorted((ROOT / "manual").glob("*.md")), ROOT / "templates/new/README.md"],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_commands_exist(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    programs = {"readout": main, "mkdocs": mkdocs}
    for program, words in _COMMANDS.findall(page.read_text(encoding="utf-8")):
        first, *rest = shlex.split(words)
        if program == "make":
            assert first in targets, words
            continue
        command = programs[program].commands[first]
        for name in (word for word in rest if word.endswith((".md", ".txt", ".html"))):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("The reader's own file.\n", encoding="utf-8")
        try:
            command.make_context(first, rest)  # parses; runs nothing
        except click.MissingParameter:
            assert not rest, words  # a command that is only named
        except click.UsageError as error:
            pytest.fail(f"{program} {words}: {error.message}")


def test_readmes_options_exist() -> None:
    named = set(re.findall(r"`(--[a-z-]+)", README.read_text(encoding="utf-8")))
    known = {
        name for command in main.commands.values() for each in command.params for name in each.opts
    }
    assert {"--seeds", "--templates", "--as-of", "--format", "--strict"} <= named <= known


def test_readmes_commands_work(tmp_path: Path) -> None:
    ours = Project(ROOT)
    assert ours.readout("check", "--strict").output.startswith("No problems found.\n")
    written = ours.readout("write", str(tmp_path / "pages")).output
    assert re.search(r"^\d+ files written into ", written, re.M)
    assert (tmp_path / "pages/index.md").is_file()
    assert ours.readout("schema").exit_code == 0


def test_readmes_mistake_is_real(tmp_path: Path) -> None:
    """Make the mistake that README shows, in the line where it shows it."""
    text = README.read_text(encoding="utf-8")
    shown = re.search(r"```\n(seeds/articles/\S+?\.yml:(\d+):.*?)```", text, re.S)
    assert shown
    wrong = re.search(rf"^ *{shown[2]} \| (.*)$", shown[1], re.M)
    assert wrong
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    seed = tmp_path / f"seeds/articles/{GENEVA}.yml"
    rows = seed.read_text(encoding="utf-8").split("\n")
    rows[int(shown[2]) - 1] = wrong[1]
    seed.write_text("\n".join(rows), encoding="utf-8")
    checked = Project(tmp_path).readout("check")
    # Warnings may stand beside it, since the quotation of the article is used no more.
    assert shown[1] in checked.output
    assert "1 error, " in checked.output
