"""The JSON Schemas of the seed files: they take what the loader takes, and refuse broken shapes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import DATA, TESTS, Project
from hypothesis import given, settings
from mutations import reshaped
from pydantic import ValidationError

from generator.schema import FILES, printed_schema, seed_schema
from generator.seedfile import SeedFile

ROOT = TESTS.parent
SEEDS = [ROOT / "seeds", DATA / "fishing" / "seeds", DATA / "small" / "seeds"]
BROKEN = yaml.safe_load((DATA / "shapes.yml").read_text(encoding="utf-8"))


def validator(which: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        seed_schema(which), format_checker=jsonschema.FormatChecker()
    )


VALIDATORS = {which: validator(which) for which in FILES}


def read(text: str) -> Any:
    """Read YAML as Readout does."""
    file = SeedFile(Path("seeds/file.yml"), text)
    data = file.load()
    assert file.problems == []
    return data


def seed_files() -> Iterator[tuple[str, Path]]:
    for folder in SEEDS:
        yield "briefing", folder / "briefing.yml"
        yield from (("article", path) for path in sorted(folder.glob("articles/**/*.yml")))


@pytest.mark.parametrize("which", FILES)
def test_it_is_a_json_schema(which: str) -> None:
    schema = seed_schema(which)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("which", [*FILES, None])
def test_everything_has_a_description(which: str | None) -> None:
    for name, made in seed_schema(which)["$defs"].items():
        assert made.get("description", "").endswith("."), name
        for key, field in made.get("properties", {}).items():
            assert field.get("description", "").endswith("."), (name, key)
    lists = seed_schema("article")["$defs"]["ArticleFile"]["properties"]
    assert lists["quotations"]["default"] == []
    assert lists["rights"]["default"] == "excerpts"


@pytest.mark.parametrize(("which", "path"), list(seed_files()))
def test_the_seed_files_are_valid(which: str, path: Path) -> None:
    VALIDATORS[which].validate(read(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("form", BROKEN["accepted"])
def test_what_the_loader_takes(form: str) -> None:
    data = read(form)
    which = "briefing" if "parties" in data else "article"
    FILES[which].model_validate(data)
    VALIDATORS[which].validate(data)


@pytest.mark.parametrize("form", BROKEN["refused"])
def test_broken_shapes(form: str) -> None:
    data = read(form)
    which = "briefing" if "parties" in data or "title" in data else "article"
    with pytest.raises(ValidationError):
        FILES[which].model_validate(data)
    assert not VALIDATORS[which].is_valid(data)


@pytest.mark.parametrize("which", FILES)
def test_what_the_loader_takes_is_valid(which: str) -> None:
    name = "briefing.yml" if which == "briefing" else "articles/2031-05-05-second-round.yml"
    sound = read((DATA / "fishing" / "seeds" / name).read_text(encoding="utf-8"))

    @settings(max_examples=60)
    @given(data=reshaped(sound))
    def check(data: Any) -> None:
        # By way of YAML: what it cannot say, such as a key that is a number, is no seed file.
        text = yaml.safe_dump(data, allow_unicode=True)
        try:
            data = SeedFile(Path("seeds/file.yml"), text).load()
            FILES[which].model_validate(data)
        except (ValidationError, ValueError):
            return
        VALIDATORS[which].validate(data)

    check()


# The files that editors read


@pytest.mark.parametrize("which", FILES)
def test_the_schemas_in_the_project_are_up_to_date(which: str) -> None:
    written = (ROOT / "seeds" / ".schema" / f"{which}.json").read_text(encoding="utf-8")
    assert written == printed_schema(which), "run `make manual`"


def test_each_seed_file_of_the_project_names_its_schema() -> None:
    for which, path in seed_files():
        if not path.is_relative_to(ROOT / "seeds"):
            continue
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / named).resolve() == ROOT / "seeds" / ".schema" / f"{which}.json"


def test_the_command(small: Project) -> None:
    printed = json.loads(small.readout("schema", "article").output)
    assert printed == seed_schema("article")
    assert json.loads(small.readout("schema").output)["anyOf"]
    result = small.readout("schema", "--into", "seeds/.schema")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "seeds/.schema/article.json written",
        "seeds/.schema/briefing.json written",
    ]
    for which in FILES:
        assert (small.seeds / ".schema" / f"{which}.json").read_text() == printed_schema(which)
    assert sorted(path.name for path in (small.seeds / ".schema").iterdir()) == [
        "article.json",
        "briefing.json",
    ]
    before = small.readout("check", "--format", "json").output
    small.write(".schema/odd.yml", "not: [a, seed, file")
    small.write("articles/.schema/odd.yml", "not: [a, seed, file")
    assert small.readout("check", "--format", "json").output == before
