"""What nobody has answered yet is found, and stands in the order that the page states."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, Project

from generator import build
from generator.briefing import Briefing, brief
from generator.corpus import load
from generator.silence import Silence, SilenceKind, silences


def briefing_of(seeds: Path, as_of: str | None = None) -> Briefing:
    corpus, problems = load(seeds)
    assert corpus
    assert problems == []
    return brief(corpus, datetime.date.fromisoformat(as_of) if as_of else None)


def told(folder: Path, *articles: dict[str, Any], **registries: Any) -> list[Silence]:
    """Find what is not stated in a briefing of three parties and two issues."""
    data = {
        "title": "T",
        "language": "en",
        "parties": {id_: {"name": id_.upper()} for id_ in ("a", "b", "c")},
        "people": {"p": {"name": "P", "party": "a"}, "q": {"name": "Q"}},
        "issues": {"i": {"name": "I"}, "j": {"name": "J"}},
        **registries,
    }
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "briefing.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    for number, says in enumerate(articles):
        entry = {"headline": "H", "published": "2031-05-05", **says}
        (folder / f"articles/n{number}.yml").write_text(yaml.safe_dump(entry), encoding="utf-8")
        (folder / f"articles/n{number}.txt").write_text("“Yes” and “no” were said.\n")
    return silences(briefing_of(folder))


def position(party: str, issue: str, **more: str) -> dict[str, Any]:
    says = {"party": party, "issue": issue, "stance": "demands", "text": "T."}
    return {**says, "evidence": "were said", **more}


def test_the_ferries_leave_four_questions_open() -> None:
    found = silences(briefing_of(DATA / "ferries/seeds"))
    assert [(item.kind, item.parties, item.issues) for item in found] == [
        (SilenceKind.PARTIES, ("pilots",), ()),
        (SilenceKind.ONE_SIDED, ("ostrany",), ("nights",)),
        (SilenceKind.DUE, (), ()),
        (SilenceKind.ISSUES, (), ("winters",)),
    ]
    assert found[2].meeting
    assert found[2].meeting.id == "survey"


def test_a_question_is_open_only_until_it_is_answered() -> None:
    seeds = DATA / "ferries/seeds"
    then = silences(briefing_of(seeds, "2031-01-12"))
    # By then only its rival had told where Belmark stands, and the survey lay ahead.
    assert [(item.kind, item.speakers) for item in then if item.cells] == [
        (SilenceKind.ATTRIBUTED, ("livia-kvist",))
    ]
    assert not [item for item in then if item.meeting]


def test_what_is_said_more_about_comes_first(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {"positions": [position("a", "i"), position("b", "j")]},
        {"positions": [position("b", "j")]},
    )
    assert [(item.kind, item.issues, item.parties) for item in found] == [
        (SilenceKind.PARTIES, (), ("c",)),
        (SilenceKind.ONE_SIDED, ("j",), ("a",)),
        (SilenceKind.ONE_SIDED, ("i",), ("b",)),
    ]


def test_a_gap_beside_two_that_have_spoken_weighs_less_than_a_lone_voice(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {"positions": [position("a", "i"), position("b", "i"), position("c", "j")]},
    )
    assert [(item.kind, item.issues) for item in found] == [
        (SilenceKind.ONE_SIDED, ("j",)),
        (SilenceKind.GAP, ("i",)),
    ]


def test_a_party_that_others_speak_for_is_no_party_without_position(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {
            "positions": [
                position("a", "i"),
                position("b", "i"),
                position("c", "i", attributed_by="a"),
                *(position(party, "j") for party in ("a", "b")),
            ]
        },
    )
    assert [(item.kind, item.parties, item.speakers) for item in found] == [
        (SilenceKind.ATTRIBUTED, ("c",), ("a",))
    ]


def test_who_is_quoted_only_by_inference_is_named(tmp_path: Path) -> None:
    quotations = [
        {"speaker": "p", "exact": "Yes", "inferred": True},
        {"speaker": "q", "exact": "no", "inferred": True},
    ]
    printed = {"quotations": [{"speaker": "q", "exact": "Yes"}]}
    found = told(tmp_path, {"quotations": quotations}, printed, issues={})
    assert [(item.kind, item.people) for item in found] == [(SilenceKind.INFERRED, ("p",))]


def test_the_overview_shows_five_and_leads_to_the_rest(fishing: Project) -> None:
    pages = build.pages(fishing.corpus())
    overview, positions = str(pages["index.md"]), str(pages["positions.md"])
    assert len(silences(fishing.briefing())) == 7
    link = "[All 7 open questions, and how they are ranked](positions.md#not-stated)"
    assert link in overview
    [listed] = [part for part in overview.split("\n## ") if part.startswith("What is not stated")]
    # And the publisher that is not stated.
    assert listed.count("\n- ") == 6
    [listed] = [part for part in positions.split("\n## ") if part.startswith("What is not stated")]
    assert listed.count("\n1. ") == 7


@pytest.mark.parametrize("page", ["index.md", "positions.md"])
def test_where_everything_is_stated_the_page_says_so(tmp_path: Path, page: str) -> None:
    says = {"positions": [position(party, issue) for party in "abc" for issue in "ij"]}
    assert told(tmp_path, {**says, "publisher": "P"}) == []
    corpus, _ = load(tmp_path)
    assert corpus
    assert "Every party has stated a position on every issue." in str(build.pages(corpus)[page])
