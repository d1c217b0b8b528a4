"""The fishing briefing and what is made of it, file by file, byte by byte.

After an intended change: `pytest --renew-golden`, and read the difference in Git.
"""

import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import DATA, TESTS, Project
from pydantic import BaseModel

from generator import build, model
from generator.corpus import load

SEEDS = DATA / "fishing" / "seeds"
GOLDEN = TESTS / "golden" / "fishing"

# A Markdown link or an `href` that leads to another page, and perhaps to a place in it.
LINK = re.compile(r"""(?:\]\(|href=")([-\w./]+\.(?:md|html))(?:#([-\w]+))?""")

WRITE_PAGES = """
import hashlib, pathlib, sys
from generator import build
from generator.corpus import load
corpus, _ = load(pathlib.Path(sys.argv[1]))
for path, content in build.pages(corpus).items():
    raw = content.encode() if isinstance(content, str) else content
    print(path, hashlib.sha256(raw).hexdigest())
"""


@pytest.fixture(scope="module")
def pages() -> Mapping[str, build.Content]:
    """Make the pages of the fishing briefing."""
    corpus, problems = load(SEEDS)
    assert corpus
    assert not problems
    return build.pages(corpus)


def markdown_of(pages: Mapping[str, build.Content]) -> dict[str, str]:
    return {path: str(text) for path, text in pages.items() if path.endswith(".md")}


def test_the_briefing_is_clean(fishing: Project) -> None:
    result = fishing.readout("check", "--strict")
    assert result.exit_code == 0
    assert result.output.startswith("No problems found.\n")


def test_the_briefing_uses_every_field(fishing: Project) -> None:
    corpus = fishing.corpus()
    used: dict[type[BaseModel], set[str]] = {}

    def note(record: BaseModel) -> None:
        used.setdefault(type(record), set()).update(record.model_fields_set)
        for name in record.model_fields_set:
            value = getattr(record, name)
            rows = value.values() if isinstance(value, dict) else value
            for row in rows if isinstance(rows, tuple) or isinstance(value, dict) else [rows]:
                if isinstance(row, BaseModel):
                    note(row)

    for record in (corpus.data, *(article.data for article in corpus.articles)):
        note(record)
    unused = {
        f"{kind.__name__}.{field}"
        for kind, fields in used.items()
        for field in kind.model_fields.keys() - fields
    }
    assert unused == set()
    records = {kind for kind in vars(model).values() if _is_entry(kind)}
    assert records - used.keys() == set()


def _is_entry(kind: object) -> bool:
    if not isinstance(kind, type) or not issubclass(kind, model.Record):
        return False
    return kind not in (model.Record, model.Statable)


def test_the_briefing_uses_every_word_of_the_vocabulary(fishing: Project) -> None:
    corpus = fishing.corpus()
    entries = [cited.entry for article in corpus.articles for _, cited in article.entries()]
    for words, used in (
        (model.Stance, {e.stance for e in entries if isinstance(e, model.Position)}),
        (model.MeetingStatus, {e.status for e in entries if isinstance(e, model.Meeting)}),
        (model.DiscrepancyKind, {e.kind for e in entries if isinstance(e, model.Discrepancy)}),
    ):
        assert used == set(words)
    assert {p.kind for p in corpus.data.parties.values()} == {
        *("state", "organisation", "alliance", "movement", "other")
    }
    assert {view.status for view in fishing.briefing().meetings} == {
        *("upcoming", "held", "past", "postponed", "cancelled", "undated")
    }
    assert {view.status for view in fishing.briefing().issues} == {
        *("agreed", "disputed", "open", "not stated")
    }


def test_every_page_is_the_golden_one(
    pages: Mapping[str, build.Content], compare: Callable[[Path, str], None]
) -> None:
    texts = markdown_of(pages) | {"briefing.json": str(pages["briefing.json"])}
    for path, text in texts.items():
        compare(GOLDEN / path, text)
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == set(texts), "files that are not made any more: remove them"


def test_assets_come_along(pages: Mapping[str, build.Content]) -> None:
    assets = {path for path, content in pages.items() if isinstance(content, bytes)}
    assert assets >= {"assets/readout.css", "assets/iframe-worker.js"}


def test_the_same_input_gives_the_same_bytes(pages: Mapping[str, build.Content]) -> None:
    corpus, _ = load(SEEDS)
    assert corpus
    again = build.pages(corpus)
    assert list(again.items()) == list(pages.items())


def test_neither_clock_nor_hash_seed_nor_folder_shows() -> None:
    """Runs that differ in everything but the input give the same files in the same order."""
    runs = set()
    for seed, zone, folder in (("0", "UTC", "/"), ("1", "Asia/Tokyo", str(SEEDS.parent))):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONPATH": str(TESTS.parent),
        }
        argument = os.path.relpath(SEEDS, folder) if seed == "1" else str(SEEDS)
        run = subprocess.run(
            [sys.executable, "-c", WRITE_PAGES, argument],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        runs.add(run.stdout)
    assert len(runs) == 1


def test_every_link_between_pages_has_a_place_to_lead_to(
    pages: Mapping[str, build.Content],
) -> None:
    texts = markdown_of(pages)
    lost = []
    for path, text in texts.items():
        here = posixpath.dirname(path)
        for page, anchor in LINK.findall(text):
            target = posixpath.normpath(posixpath.join(here, page)).replace(".html", ".md")
            found = target in texts and (
                not anchor
                or f'id="{anchor}"' in texts[target]
                or f"{{: #{anchor} }}" in texts[target]
            )
            if not found:
                lost.append(f"{path}: {page}#{anchor}")
    assert lost == []
