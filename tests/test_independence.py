"""Near-copies of one text are one report, and nothing else is."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DATA, Project
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.corpus import Article
from generator.evidence import Text
from generator.independence import LEAST_SHARED, near_copies, runs, shared

POST, TIMES, FOG, LEASE, LINE = (
    "2031-01-10-post",
    "2031-01-10-times",
    "2031-01-11-gazette",
    "2031-01-15-post",
    "2031-01-23-gazette",
)
WORDS = (DATA / f"ferries/seeds/articles/{POST}.txt").read_text(encoding="utf-8").split()


@pytest.fixture
def ferries(project: object) -> Project:
    """Give the briefing with a text that two papers print."""
    copied = project("data/ferries")  # type: ignore[operator]
    assert isinstance(copied, Project)
    return copied


def articles_with(ferries: Project, *texts: str) -> list[Article]:
    """Give an article for each text."""
    like = ferries.corpus().articles[0]
    return [replace(like, id=f"a{number}", text=Text(text)) for number, text in enumerate(texts)]


def test_a_reprint_with_another_byline_and_a_paragraph_less_is_a_near_copy(
    ferries: Project,
) -> None:
    briefing = ferries.briefing()
    assert briefing.first_prints == {
        POST: POST,
        TIMES: POST,
        FOG: FOG,
        LEASE: LEASE,
        LINE: LINE,
    }
    assert briefing.reprints(POST) == [TIMES]
    assert briefing.reprints(TIMES) == []


def test_independent_reports_count_near_copies_once(ferries: Project) -> None:
    briefing = ferries.briefing()
    assert briefing.independent([]) == 0
    assert briefing.independent([POST, POST]) == 1
    assert briefing.independent([POST, TIMES]) == 1
    assert briefing.independent([TIMES, FOG, POST]) == 2


def test_two_reports_of_one_event_share_next_to_nothing() -> None:
    texts = [
        (DATA / f"ferries/seeds/articles/{id_}.txt").read_text(encoding="utf-8")
        for id_ in (POST, FOG)
    ]
    assert shared(*map(runs, texts)) < 0.05


def test_short_texts_are_copies_only_where_they_are_the_same(ferries: Project) -> None:
    texts = ("No deal.", "A deal.", "No deal", "No deal on the ferries.", "…")
    assert list(near_copies(articles_with(ferries, *texts)).values()) == [
        *("a0", "a1", "a0", "a3", "a4")
    ]


def test_case_marks_and_line_ends_make_no_other_text(ferries: Project) -> None:
    text = " ".join(WORDS)
    found = near_copies(articles_with(ferries, text, text.upper().replace("’", "'")))
    assert found == {"a0": "a0", "a1": "a0"}


def test_each_near_copy_shares_enough_with_the_very_article_it_is_laid_to(
    ferries: Project,
) -> None:
    """A copy of a copy of a copy wanders off, and is then a text of its own."""
    texts = [" ".join(WORDS[:start] + WORDS) for start in (0, 0)]
    words = list(WORDS)
    for number in range(12):
        words = [*words[10:], *(f"new{number}word{i}" for i in range(10))]
        texts.append(" ".join(words))
    articles = articles_with(ferries, *texts)
    found = near_copies(articles)
    by_id = {article.id: runs(article.text.text) for article in articles}
    for one, other in found.items():
        assert shared(by_id[one], by_id[other]) >= LEAST_SHARED
    assert found["a1"] == found["a2"] == "a0"
    assert found["a13"] != "a0"


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.integers(1, 12))
def test_a_later_article_changes_nothing_about_earlier_ones(picks: list[int], cut: int) -> None:
    files = sorted((DATA / "ferries/seeds/articles").glob("*.txt"))
    articles = [
        replace(_any(), id=f"a{number}", text=Text(files[pick].read_text(encoding="utf-8")))
        for number, pick in enumerate(picks)
    ]
    whole, part = near_copies(articles), near_copies(articles[:cut])
    assert {id_: whole[id_] for id_ in part} == part


def _any() -> Article:
    return Project(Path(DATA / "ferries")).corpus().articles[0]


@pytest.mark.parametrize("dropped", [0.02, 0.1, 0.2])
def test_copies_are_found_wherever_the_words_were_cut(ferries: Project, dropped: float) -> None:
    """What the hashes propose is enough: of fifty cuts, none is lost."""
    dice = random.Random(1)
    most = int(len(WORDS) * dropped)
    texts = [" ".join(WORDS)]
    for _ in range(50):
        at = dice.randrange(len(WORDS) - most)
        texts.append(" ".join(WORDS[:at] + WORDS[at + most :]))
    assert set(near_copies(articles_with(ferries, *texts)).values()) == {"a0"}


def test_the_site_says_how_many_reports_are_independent(ferries: Project) -> None:
    pages = build.pages(ferries.corpus())
    meetings = str(pages["meetings.md"])
    for said in (
        "reported by 2 articles, all near-copies of one text",
        "reported by 5 articles, 4 of them independent",
        "reported by 2 independent articles",
    ):
        assert meetings.count(said) == 1, said
    assert meetings.count("reported by") == 3
    # What one article alone reports has no such line.
    assert "reported by" not in str(pages["issues/nights.md"])
    sources = str(pages["sources.md"])
    assert f"near-copy of [Belmark turns down lower harbour fees](sources/{POST}.md)" in sources
    assert f"near-copies: [No deal on ferries](sources/{TIMES}.md)" in sources
    assert f"near-copy of [Belmark turns down lower harbour fees]({POST}.md)" in str(
        pages[f"sources/{TIMES}.md"]
    )
    reports = {
        row["id"]: row["independent_reports"]
        for row in json.loads(str(pages["briefing.json"]))["meetings"]
    }
    assert reports == {
        "survey": 1,
        "first-day": 1,
        "second-day": 4,
        "school-visit": 2,
        "third-day": 1,
    }
