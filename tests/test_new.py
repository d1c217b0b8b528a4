"""`readout new`: a project that is whole, serves at once, and needs nothing of the checkout."""

import errno
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from conftest import Project
from site_support import ROOT, environment

from generator.model import ArticleFile, BriefingFile
from generator.project import project_files, requirement
from generator.schema import printed_schema

EXAMPLE = ROOT / "templates/new/seeds"
# The overview takes the newest article's where these are left out.
LEFT_OUT = {"as_of", "takeaways"}


def new(home: Path, folder: str = "talks") -> Project:
    """Run `readout new` in a folder, in this process."""
    made = Project(home).readout("new", folder)
    assert made.exit_code == 0, made.output
    return Project(home / folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# What it makes


def test_the_example_is_without_a_problem(tmp_path: Path) -> None:
    checked = new(tmp_path).readout("check", "--strict")
    assert checked.exit_code == 0
    assert checked.output.startswith("No problems found.\n")


def test_the_example_shows_every_kind_of_entry() -> None:
    briefing = yaml.safe_load((EXAMPLE / "briefing.yml").read_text(encoding="utf-8"))
    assert set(BriefingFile.model_fields) - set(briefing) == LEFT_OUT
    articles = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (EXAMPLE / "articles").glob("*.yml")
    ]
    assert len(articles) == 2
    shown = {key for article in articles for key, value in article.items() if value}
    # An address in the web would be somebody's.
    assert set(ArticleFile.model_fields) - shown <= {"url"}


def test_what_the_checkout_has_is_taken_from_there(tmp_path: Path) -> None:
    made = files_in(new(tmp_path).folder)
    assert made["docs/method.md"] == (ROOT / "docs/method.md").read_bytes()
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    theirs = made["mkdocs.yml"].decode().split("\n")
    assert [pair for pair in zip(ours, theirs, strict=True) if len(set(pair)) > 1] == [
        ("site_name: Readout", "site_name: The fishing talks")
    ]
    assert made[".gitattributes"] == (ROOT / ".gitattributes").read_bytes()
    for name in ("article", "briefing"):
        assert made[f"seeds/.schema/{name}.json"].decode() == printed_schema(name)


def test_the_workflow_is_the_checkouts_in_what_they_share() -> None:
    ours, theirs = (
        yaml.safe_load((folder / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
        for folder in (ROOT, ROOT / "templates/new")
    )
    for key in (set(ours) | set(theirs)) - {"jobs"}:
        assert theirs[key] == ours[key], key
    actions = {
        step["uses"] for job in ours["jobs"].values() for step in job["steps"] if "uses" in step
    }
    for name, job in theirs["jobs"].items():
        assert job.get("permissions") == ours["jobs"][name].get("permissions")
        assert {step["uses"] for step in job["steps"] if "uses" in step} <= actions
    run = [step["run"] for step in theirs["jobs"]["build"]["steps"] if "run" in step]
    assert "readout check --format github" in run
    assert "mkdocs build --strict" in run


def test_the_readme_names_what_is_there(tmp_path: Path) -> None:
    project = new(tmp_path)
    readme = (project.folder / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+)` \|", readme, re.M)
    assert len(named) == 6
    for pattern in named:
        assert list(project.folder.glob(pattern)), pattern


@pytest.mark.parametrize(
    ("direct", "expected"),
    [
        (None, r"readout-briefing==\d\S*"),
        ({"url": "file:///x/r.whl", "archive_info": {}}, "readout-briefing @ file:///x/r.whl"),
        (
            {"url": "https://x.example/r", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            r"readout-briefing @ git\+https://x\.example/r@abc",
        ),
    ],
    ids=["from an index", "from a file", "from a repository"],
)
def test_the_requirement_says_where_readout_is_from(
    monkeypatch: pytest.MonkeyPatch, direct: object, expected: str
) -> None:
    found = SimpleNamespace(read_text=lambda _: direct and json.dumps(direct))
    monkeypatch.setattr(importlib.metadata, "distribution", lambda _: found)
    assert re.fullmatch(expected, requirement())
    rows = project_files()["requirements.txt"].decode().splitlines()
    assert [row for row in rows if not row.startswith("#")] == [requirement()]


# What it refuses


def not_empty(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")


@pytest.mark.parametrize(
    ("stand", "why"),
    [
        (not_empty, "is not empty"),
        (lambda path: path.write_text("mine"), "is not a folder"),
        (lambda path: path.symlink_to("nowhere"), "is not a folder"),
    ],
    ids=["a folder with something in it", "a file", "a link that leads nowhere"],
)
def test_refuses_what_is_there(tmp_path: Path, stand: Callable[[Path], object], why: str) -> None:
    stand(tmp_path / "talks")
    before = files_in(tmp_path)
    result = Project(tmp_path).readout("new", "talks")
    assert result.exit_code == 2
    assert f"talks {why}; name a new folder. Nothing was written." in result.output
    assert files_in(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["talks"]


@pytest.mark.parametrize("folder", ["talks", "a/b/talks", "."])
def test_takes_a_folder_that_is_new_or_empty(tmp_path: Path, folder: str) -> None:
    project = new(tmp_path, folder)
    assert files_in(project.folder) == project_files()
    assert not list(tmp_path.rglob(".readout-new-*"))


@pytest.mark.parametrize("folder", ["a/b/talks", "."])
def test_writes_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    for method, works in (("write_bytes", 5), ("rename", 0 if folder != "." else 3)):
        real, calls = getattr(Path, method), iter(range(100))

        def fails(self: Path, *arguments: object, real=real, calls=calls, works=works) -> object:
            if next(calls) == works:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(self, *arguments)

        with monkeypatch.context() as patch:
            patch.setattr(Path, method, fails)
            result = Project(tmp_path).readout("new", folder)
        assert result.exit_code == 1
        assert "No space left on device. Nothing was written." in result.output
        assert list(tmp_path.iterdir()) == []


# From the wheel


def test_works_from_the_wheel_away_from_the_checkout(tmp_path: Path) -> None:
    def run(*command: str | Path, cwd: Path = tmp_path) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment(PIP_CONFIG_FILE=os.devnull, PIP_NO_INPUT="1"),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
        return done.stdout

    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    # An environment of its own, which borrows the other packages of this one.
    run(sys.executable, "-m", "venv", "--without-pip", "venv")
    python = tmp_path / "venv/bin/python"
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel)
    (packages,) = tmp_path.glob("venv/lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(str(Path(yaml.__file__).parent.parent))
    found = run(python, "-c", "import generator; print(generator.__file__)")
    assert Path(found.strip()).is_relative_to(packages)

    assert "14 files" in run(tmp_path / "venv/bin/readout", "new", "talks")
    project = tmp_path / "talks"
    assert f"readout-briefing @ {wheel.as_uri()}" in (project / "requirements.txt").read_text()
    output = run(tmp_path / "venv/bin/readout", "check", "--strict", cwd=project)
    assert output.startswith("No problems found.\n")
    run(python, "-m", "mkdocs", "build", "--strict", cwd=project)
    overview = (project / "site/index.html").read_text(encoding="utf-8")
    assert "Fishing talks between Arvenia and Costa Norte" in overview
    assert 'type="application/atom+xml"' in overview  # the theme's part has come along
    for name in ("people/ilse-torv.html", "sources/2031-05-07-smaller-cut.html", "method.html"):
        assert (project / "site" / name).is_file()
