"""What is recalled of articles that did not change is what reading them again would give."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, Project
from hypothesis import given, settings
from mutations import Damage, Trial, damages, read_seeds

from generator import build, cache, memory
from generator.article_cache import KnownFindings
from generator.inspection import inspect
from generator.memory import Memory
from generator.problems import Problem, has_errors
from generator.settings import Settings

SEEDS = read_seeds(DATA / "fishing" / "seeds")
FIRST, SECOND = (name[:-4] for name in SEEDS if name.startswith("articles") and "yml" in name)


class Twice:
    """Seeds that are checked anew and from memory; what is remembered lives from edit to edit."""

    def __init__(self, seeds: Path, stored: Path) -> None:
        self.settings = Settings(seeds=seeds)
        self.stored = stored
        self.memory = Memory()

    def compare(self) -> None:
        """Fail where the two differ, in what they report or in the pages."""
        corpus, problems = inspect(self.settings)
        known, recalled = inspect(self.settings, self.memory)
        assert recalled == problems
        # A build takes the findings of whichever check was the last.
        assert self.built() == problems
        assert cache._check(self.settings, self.stored) == cache._check(self.settings)
        assert self.built() == problems
        if corpus and known and not has_errors(problems):
            assert build.pages(known) == build.pages(corpus)

    def built(self) -> list[Problem]:
        """Give the problems that a build finds."""
        return inspect(self.settings, KnownFindings(self.stored, cache.program_key()))[1]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("memory"), SEEDS)


@pytest.fixture(scope="module")
def twice(trial: Trial, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    return Twice(trial.seeds, tmp_path_factory.mktemp("cache") / "articles")


@settings(max_examples=100)
@given(damage=damages(SEEDS))
def test_whatever_changes_a_check_from_memory_equals_a_new_one(
    trial: Trial, twice: Twice, damage: Damage
) -> None:
    with trial.damaged(damage):
        twice.compare()


@pytest.fixture
def edited(fishing: Project, tmp_path: Path) -> tuple[Project, Twice]:
    twice = Twice(fishing.seeds, tmp_path / "articles")
    twice.compare()
    return fishing, twice


def _told_elsewhere(project: Project) -> None:
    """An entry of one article is about another's words."""
    text = (project.seeds / f"{FIRST}.txt").read_text(encoding="utf-8").split("\n\n")[-1].strip()
    name = Path(FIRST).name
    _append(
        project,
        f"{SECOND}.yml",
        f"  - kind: other\n    text: Read it again.\n"
        f"    evidence: {{article: {name}, exact: {text!r}}}\n",
    )


def _append(project: Project, name: str, text: str) -> None:
    path = project.seeds / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: _append(project, f"{FIRST}.txt", "\n\nOne more paragraph.\n"),
        lambda project: _append(project, f"{FIRST}.yml", "\n# readout: ignore W702 not ours\n"),
        lambda project: _append(project, "briefing.yml", "\n# a comment\n"),
        lambda project: (project.seeds / f"{FIRST}.txt").rename(project.seeds / "articles/z.txt"),
        lambda project: (project.seeds / f"{SECOND}.yml").unlink(),
        _told_elsewhere,
    ],
    ids=["text", "comment", "briefing", "rename", "remove", "told elsewhere"],
)
def test_after_an_edit_and_after_it_is_taken_back(
    edited: tuple[Project, Twice], edit: Callable[[Project], None]
) -> None:
    project, twice = edited
    edit(project)
    twice.compare()
    for path in project.seeds.rglob("*.*"):
        path.unlink()
    for name, raw in SEEDS.items():
        project.write(name, raw)
    twice.compare()


def test_words_of_another_article_are_looked_for_when_that_one_changes(
    edited: tuple[Project, Twice],
) -> None:
    project, twice = edited
    _told_elsewhere(project)
    twice.compare()
    assert project.complaints("error") == []
    cited = project.seeds / f"{FIRST}.txt"
    text = cited.read_text(encoding="utf-8")
    cited.write_text(
        text.replace(text.split("\n\n")[-1].strip(), "Nothing more."), encoding="utf-8"
    )
    twice.compare()
    told = f"{SECOND}.yml"
    assert any(told in row and " E201 " in row for row in project.complaints("error"))


def test_only_what_changed_is_read_again(
    edited: tuple[Project, Twice], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, twice = edited
    read = []
    whole = memory.check_article
    monkeypatch.setattr(
        memory,
        "check_article",
        lambda corpus, article: read.append(article.id) or whole(corpus, article),
    )
    _append(project, f"{FIRST}.yml", "\n")
    inspect(twice.settings, twice.memory)
    twice.built()
    cache._check(twice.settings, twice.stored)
    assert read == [Path(FIRST).name] * 3
    twice.built()
    assert read == [Path(FIRST).name] * 3


def test_a_build_knows_the_findings_of_the_last_check(
    fishing: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    report = cache.report(Settings(seeds=fishing.seeds))
    found = []
    monkeypatch.setattr(memory, "check_article", lambda corpus, article: found.append(article.id))
    _, problems = build.read(Settings(seeds=fishing.seeds), cache.known_findings(fishing.seeds))
    assert problems == report.problems
    assert found == []


def test_who_has_no_home_has_no_memory(fishing: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    settings_ = Settings(seeds=fishing.seeds)
    assert cache.report(settings_).problems == inspect(settings_)[1]
    assert inspect(settings_, cache.known_findings(fishing.seeds))[1] == inspect(settings_)[1]
    with pytest.raises(OSError, match="no home"):
        cache.cache_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", str(fishing.folder / "cache"))
    assert cache.cache_folder() == fishing.folder / "cache/readout"
