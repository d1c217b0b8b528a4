"""What an article says and its file leaves out: told, and counted."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA

from generator.checks import check
from generator.checks.coverage import Coverage, coverage, coverage_line
from generator.corpus import Corpus, load

SECTIONS = yaml.safe_load((DATA / "coverage.yml").read_text(encoding="utf-8"))
BRIEFING = SECTIONS.pop("briefing")


def _corpus(folder: Path, *cases: dict[str, Any]) -> Corpus:
    (folder / "articles").mkdir()
    (folder / "briefing.yml").write_text(yaml.safe_dump(BRIEFING), encoding="utf-8")
    for number, case in enumerate(cases):
        data = {"headline": "Talks", "published": "2031-05-05", **case.get("file", {})}
        if case.get("all"):
            # Its whole text is cited, so that nothing else is to be said of it.
            data["events"] = [{"date": 2031, "text": "All.", "evidence": case["text"]}]
        article = folder / "articles" / f"a{number}"
        article.with_suffix(".txt").write_text(case["text"] + "\n", encoding="utf-8")
        article.with_suffix(".yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    corpus, problems = load(folder)
    assert corpus is not None, problems
    assert not problems
    return corpus


CASES = [
    pytest.param(case, id=f"{section}: {case.get('about', case['text'])}")
    for section, cases in SECTIONS.items()
    for case in cases
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_left_out(case: dict[str, Any], tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, case)
    said = [f"{p.code} {p.message}" for p in check(corpus) if p.code.startswith("W70")]
    assert said == case.get("says", [])
    if "covers" in case:
        assert coverage_line(corpus) == case["covers"]


def test_the_place_is_in_the_text(tmp_path: Path) -> None:
    case = {"text": "The nets were dry.\n\n  Torv said “no”.", "file": {}}
    problems = [p for p in check(_corpus(tmp_path, case)) if p.code.startswith("W70")]
    places = [(p.code, p.location.line, p.location.column, p.location.end_column) for p in problems]
    assert places == [("W702", 1, 1, 18), ("W701", 3, 14, 16)]
    assert all(p.location.file.endswith("a0.txt") for p in problems)


def test_articles_are_counted_together(tmp_path: Path) -> None:
    cases = [case for case in SECTIONS["quotations"] if "covers" in case][:3]
    corpus = _corpus(tmp_path, *cases)
    assert coverage(corpus, corpus.articles[0]) == Coverage(
        quotations=3, quotations_used=1, paragraphs=1, paragraphs_cited=1
    )
    assert coverage_line(corpus) == "3 of 5 quotations, 3 of 3 paragraphs"


def test_briefing_yml_cites_paragraphs(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, {"text": "The nets were dry."})
    assert coverage_line(corpus) == "0 of 0 quotations, 0 of 1 paragraphs"
    cited = {"text": "Dry.", "evidence": {"article": "a0", "exact": "nets"}}
    briefing = {**BRIEFING, "takeaways": [cited]}
    (tmp_path / "briefing.yml").write_text(yaml.safe_dump(briefing), encoding="utf-8")
    again, _ = load(tmp_path)
    assert again is not None
    assert coverage_line(again) == "0 of 0 quotations, 1 of 1 paragraphs"


@pytest.mark.parametrize("name", ["fishing"])
def test_a_complete_briefing_has_nothing_left_out(name: str) -> None:
    corpus, _ = load(DATA / name / "seeds")
    assert corpus is not None
    about = ("E302", "E303", "W304", "W305", "W306", "W701", "W702", "W703")
    assert [p for p in check(corpus) if p.code in about] == []
