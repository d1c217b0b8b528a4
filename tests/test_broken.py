"""A file for every rule: `tests/broken/CODE.yml` breaks the clean base, `CODE.txt` is what is said.

`pytest tests/test_broken.py --renew-golden` writes the texts anew; read the difference.
"""

import os
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.checks import registered
from generator.cli import main
from generator.problems import LOAD_CODES

BROKEN = Path(__file__).parent / "broken"
CODES = sorted(path.stem for path in BROKEN.glob("*.yml"))

# Files of five megabytes and bytes that are no text stand in test_seedfile.py; an as-of date, a
# template and a folder to write into, which are no seeds, in test_cli.py.
ELSEWHERE = {"E103", "E106", "E150", "E160", "E161"}


def broken(code: str, folder: Path) -> None:
    """Copy the clean base and break it as the code's file says."""
    seeds = folder / "seeds"
    shutil.copytree(BROKEN / "base", seeds)
    change = yaml.safe_load((BROKEN / f"{code}.yml").read_text(encoding="utf-8"))
    for edit in change.get("edit", ()):
        path = seeds / edit["file"]
        text = path.read_text(encoding="utf-8")
        assert text.count(edit["old"]) == 1, edit
        path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    for name, text in change.get("add", {}).items():
        (seeds / name).parent.mkdir(parents=True, exist_ok=True)
        (seeds / name).write_bytes(text.encode())
    for name, target in change.get("link", {}).items():
        (folder / "outside.txt").write_text("A text.\n", encoding="utf-8")
        (seeds / name).symlink_to(target)
    for name in change.get("remove", ()):
        if (seeds / name).is_dir():
            shutil.rmtree(seeds / name)
        else:
            (seeds / name).unlink()


def said(folder: Path) -> str:
    """Give what `readout check` prints there, without the coverage."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        output = CliRunner().invoke(main, ["check"], catch_exceptions=False).output
    finally:
        os.chdir(before)
    return "".join(
        row for row in output.splitlines(keepends=True) if not row.startswith("Coverage:")
    )


def test_the_base_is_clean(tmp_path: Path) -> None:
    shutil.copytree(BROKEN / "base", tmp_path / "seeds")
    assert said(tmp_path) == "No problems found.\n"


def test_there_is_a_file_for_every_code() -> None:
    assert set(CODES) == {*registered(), *LOAD_CODES} - ELSEWHERE


@pytest.mark.parametrize("code", CODES)
def test_says_what_is_wrong(code: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    broken(code, tmp_path)
    output = said(tmp_path)
    expected = BROKEN / f"{code}.txt"
    if pytestconfig.getoption("--renew-golden"):
        expected.write_text(output, encoding="utf-8")
    assert f" {code} " in output
    assert output == expected.read_text(encoding="utf-8")
