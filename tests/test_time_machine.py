"""A briefing as of a day is the one that could have been written that day: nothing later leaks.

For every date of a corpus, the files made from all seeds equal those made from seeds in which all
that came later has been deleted, in briefing.yml too.
"""

import datetime
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import TESTS, Project

from generator import build
from generator.corpus import load
from generator.registry import REFERENCES

REGISTRIES = ("people", "parties", "issues", "places")
Change = Callable[[dict[str, Any]], object]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


def write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def references(value: object) -> Iterator[tuple[str, str]]:
    """Yield every (registry, id) that an article's file refers to."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            for id_ in item if isinstance(item, list) else [item]:
                if key in REFERENCES and isinstance(id_, str):
                    yield from ((kind, id_) for kind in REFERENCES[key])
            yield from references(item)


def texts(value: object) -> Iterator[str]:
    """Yield every text of an article's file."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value:  # type: ignore[union-attr]
        if not isinstance(value, str):
            yield from texts(item)


def rests_on(entry: dict[str, Any]) -> set[str]:
    evidence = entry["evidence"]
    return {item["article"] for item in (evidence if isinstance(evidence, list) else [evidence])}


def forget(seeds: Path, day: str) -> None:
    """Delete every article that was published after a day, and what only these bring."""
    files = {path.stem: path for path in sorted(seeds.rglob("articles/**/*.yml"))}
    articles = {id_: read(path) for id_, path in files.items()}
    later = {id_ for id_, data in articles.items() if data["published"] > day}
    words = {
        id_: "\n".join([files[id_].with_suffix(".txt").read_text(encoding="utf-8"), *texts(data)])
        for id_, data in articles.items()
    }
    refers = {id_: set(references(data)) for id_, data in articles.items()}
    for id_ in later:
        files[id_].unlink()
        files[id_].with_suffix(".txt").unlink()

    def stays(has: Callable[[str], bool]) -> bool:
        having = {id_ for id_ in articles if has(id_)}
        return not having or bool(having - later)

    briefing = read(seeds / "briefing.yml")
    briefing.pop("as_of", None)
    for kind in REGISTRIES:
        for id_ in list(briefing.get(kind, {})):
            named = stays(lambda article, key=(kind, id_): key in refers[article])  # type: ignore[misc]
            party_of_someone = kind == "parties" and any(
                person.get("party") == id_ for person in briefing.get("people", {}).values()
            )
            if not named and not party_of_someone:
                del briefing[kind][id_]
            elif "aliases" in briefing[kind][id_]:
                aliases = briefing[kind][id_]["aliases"]
                briefing[kind][id_]["aliases"] = [
                    alias
                    for alias in aliases
                    if stays(lambda article, alias=alias: alias in words[article])  # type: ignore[misc]
                ]
    for term in list(briefing.get("glossary", {})):
        if not stays(lambda article, term=term: term in words[article]):  # type: ignore[misc]
            del briefing["glossary"][term]
    for key in ("takeaways", "discrepancies"):
        if key in briefing:
            briefing[key] = [entry for entry in briefing[key] if not rests_on(entry) & later]
    if "bottom_line" in briefing and rests_on(briefing["bottom_line"]) & later:
        del briefing["bottom_line"]
    write(seeds / "briefing.yml", briefing)


def files_as_of(seeds: Path, day: str) -> Mapping[str, build.Content]:
    corpus, problems = load(seeds)
    assert corpus, problems
    assert problems == []
    return build.pages(corpus, datetime.date.fromisoformat(day), site_url="https://b.example/")


def dates(seeds: Path) -> list[str]:
    return sorted({read(path)["published"] for path in seeds.rglob("articles/**/*.yml")})


def assert_nothing_leaks(seeds: Path, folder: Path) -> None:
    for day in dates(seeds):
        then = folder / day
        shutil.copytree(seeds, then / "seeds")
        forget(then / "seeds", day)
        whole, written_then = files_as_of(seeds, day), files_as_of(then / "seeds", day)
        assert list(whole) == list(written_then), day
        assert [path for path in whole if whole[path] != written_then[path]] == [], day


def test_nothing_leaks_into_the_fishing_briefing(tmp_path: Path) -> None:
    assert_nothing_leaks(TESTS / "data/fishing/seeds", tmp_path)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invent a briefing of four days; each day brings people, names, terms and contradictions."""
    seeds = tmp_path_factory.mktemp("invented") / "seeds"
    subprocess.run(
        [sys.executable, str(TESTS.parent / "bench/invent.py"), "16", str(seeds)], check=True
    )
    files = sorted(seeds.rglob("articles/**/*.yml"))
    articles = {path.stem: read(path) for path in files}
    briefing = read(seeds / "briefing.yml")
    ids = list(articles)

    def taken(*numbers: int) -> list[dict[str, str]]:
        return [
            {"article": ids[n], "exact": articles[ids[n]]["takeaways"][0]["evidence"]}
            for n in numbers
        ]

    briefing["glossary"] = {"Never printed": "a term of the writer’s own"}
    for number in range(0, 16, 3):
        briefing["glossary"][f"of fleet {number} were"] = "boats that were counted"
        speaker = articles[ids[number]]["participants"][0]["person"]
        briefing["people"][speaker]["aliases"] += [f"case {number} 0", f"Nobody {number}"]
    briefing["parties"]["arvenia"]["aliases"] = ["paper 14 0", "paper 1 5"]
    briefing["places"]["nowhere"] = {"name": "Nowhere"}
    briefing["takeaways"] = [
        {"text": f"Talks {n} ended.", "evidence": taken(n, n + 1)} for n in (2, 7, 13)
    ]
    briefing["discrepancies"] = [
        {"kind": "other", "text": "It is unclear.", "evidence": taken(n, 15 - n)} for n in (1, 6, 7)
    ]
    briefing["bottom_line"] = {"text": "It goes on.", "evidence": taken(0, 9)}
    write(seeds / "briefing.yml", briefing)
    # Figures of one thing, which contradict each other, and a role that changes.
    for path in files[::4]:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        data["figures"][0]["of"] = "the fleet"
        data["participants"][0]["role"] = data["participants"][0]["role"].split()[-1]
        write(path, data)
    return seeds


def test_nothing_leaks_into_an_invented_briefing(invented: Path, tmp_path: Path) -> None:
    assert len(dates(invented)) == 4
    assert_nothing_leaks(invented, tmp_path)


def test_what_an_article_brings_is_known_from_its_day_on(
    project: Callable[[str], Project],
) -> None:
    fishing = project("data/fishing")

    def changed(change: Change) -> None:
        data = read(fishing.seeds / "briefing.yml")
        change(data)
        write(fishing.seeds / "briefing.yml", data)

    changed(lambda data: data["people"].update(nobody={"name": "Nora Body"}))
    changed(lambda data: data["glossary"].update({"called the offer": "a phrase"}))
    before, after = (
        str(files_as_of(fishing.seeds, day)["briefing.json"])
        for day in ("2031-05-05", "2031-05-07")
    )
    # No article speaks of her: she is the writer's own.
    assert "Nora Body" in before
    assert "called the offer" not in before
    assert "called the offer" in after
    # Only the second article writes from there, and prints it so.
    assert "VILA SERRA" not in before
    assert "VILA SERRA" in after


def test_a_party_is_known_with_the_first_of_its_people(fishing: Project) -> None:
    """No article needs to name the party itself."""
    text = (fishing.seeds / "briefing.yml").read_text(encoding="utf-8")
    text = text.replace("  fish-exchange:\n", "  guild:\n    name: Guild\n  fish-exchange:\n")
    text = text.replace("    party: northern-waters-commission\n", "    party: guild\n")
    fishing.write("briefing.yml", text)
    files = files_as_of(fishing.seeds, "2031-05-05")
    assert "parties/guild.md" in files
    assert "[Guild](../parties/guild.md)" in str(files["people/oda-brennick.md"])


def test_check_knows_the_first_day(fishing: Project) -> None:
    for arguments in ([], ["--format", "json"]):
        result = fishing.readout("check", "--as-of", "2031-05-04", *arguments)
        assert result.exit_code == 1
        assert "E150" in result.output
        assert "no article had been published by 2031-05-04; the first is of 2031-05-05" in (
            result.output
        )
    # What was found for one day is not remembered for another.
    assert fishing.readout("check").exit_code == 0
    fishing.replace("briefing.yml", "as_of: 2031-05-08", "as_of: 2031-05-01")
    assert fishing.complaints() == [
        "seeds/briefing.yml:4:8: E150 error: no article had been published by 2031-05-01; the first"
        " is of 2031-05-05, at seeds/articles/2031-05-05-second-round.yml:5:12"
    ]
    assert fishing.readout("check", "--as-of", "2031-05-08").exit_code == 0
