"""A second check of the same seeds is recalled, and any changed byte makes it check again."""

import os
from pathlib import Path

import pytest

from generator import cache
from generator.cache import Report, key_of, recall, remember, report
from generator.problems import Location, Problem, Severity
from generator.settings import Settings

FOUND = Report(
    problems=[
        Problem(
            code="W702",
            severity=Severity.WARNING,
            message="no “ümlaut”",
            help="none",
            location=Location(file="a.txt", line=3, column=1, end_line=3, end_column=9),
        )
    ],
    coverage="1 of 1 quotation",
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "briefing.yml").write_text("title: A\n", encoding="utf-8")
    return folder


def test_recalls_what_it_remembered(seeds: Path) -> None:
    key = key_of(seeds)
    assert recall(seeds, key) is None
    remember(seeds, key, FOUND)
    assert recall(seeds, key) == FOUND


def test_any_change_of_the_input_is_another_key(seeds: Path) -> None:
    keys = {key_of(seeds)}
    (seeds / "briefing.yml").write_text("title: B\n", encoding="utf-8")
    keys.add(key_of(seeds))
    (seeds / "briefing.yml").rename(seeds / "other.yml")
    keys.add(key_of(seeds))
    (seeds / "new").mkdir()
    (seeds / "new" / "a.txt").write_text("", encoding="utf-8")
    keys.add(key_of(seeds))
    assert len(keys) == 4


def test_the_same_bytes_behind_a_link_are_another_input(seeds: Path) -> None:
    before = key_of(seeds)
    path = seeds / "briefing.yml"
    outside = path.rename(seeds.parent / "outside.yml")
    path.symlink_to(outside)
    assert key_of(seeds) != before


def test_a_pipe_or_a_huge_file_is_not_waited_for(seeds: Path) -> None:
    os.mkfifo(seeds / "a.txt")
    with pytest.raises(OSError, match="no file to remember"):
        key_of(seeds)
    (seeds / "a.txt").unlink()
    with open(seeds / "a.txt", "wb") as stream:
        stream.truncate(20_000_000_000)
    with pytest.raises(OSError, match="no file to remember"):
        key_of(seeds)


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"key": 1}', '{"key": "K", "problems": [1]}'])
def test_a_broken_memory_is_none(seeds: Path, broken: str) -> None:
    key = key_of(seeds)
    remember(seeds, key, FOUND)
    (memory,) = (seeds.parent / "cache").glob("*.json")
    memory.write_text(broken.replace("K", key), encoding="utf-8")
    assert recall(seeds, key) is None


def test_a_memory_that_cannot_be_written_costs_nothing(seeds: Path) -> None:
    (seeds.parent / "cache").write_text("a file stands here", encoding="utf-8")
    remember(seeds, key_of(seeds), FOUND)
    assert recall(seeds, key_of(seeds)) is None


def test_a_mistake_shows_at_once_and_goes_away_again(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(seeds=seeds)
    first = report(settings)
    assert first.problems
    checked = []
    monkeypatch.setattr(cache, "_check", lambda settings, _: checked.append(settings) or first)
    assert report(settings) == first
    assert not checked
    (seeds / "briefing.yml").write_text("title: C\n", encoding="utf-8")
    report(settings)
    assert checked == [settings]
