"""What changed between two days: on the page, in the feed's words and on the command line."""

import datetime
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, TESTS, Project
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build, changes
from generator.briefing import Briefing, brief
from generator.changes import Change, ChangeKind, History, newest_changes
from generator.corpus import Corpus, load
from generator.model import Stance

DAY = datetime.date.fromisoformat


def read(name: str) -> Corpus:
    corpus, problems = load(DATA / name / "seeds")
    assert corpus
    assert problems == []
    return corpus


@pytest.fixture(scope="module", params=["ferries", "fishing"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    return read(request.param)


@pytest.fixture(scope="module")
def ferries() -> Briefing:
    return brief(read("ferries"))


def dates(corpus: Corpus) -> list[datetime.date]:
    return sorted({article.data.published for article in corpus.articles})


def rows(found: tuple[Change, ...], briefing: Briefing) -> list[str]:
    return [f"{change.kind}: {change.words(briefing.language)}" for change in found]


# What is said


def test_each_date_tells_what_it_brought(ferries: Briefing) -> None:
    found = {str(day): rows(news, ferries) for day, news in History(ferries).by_date()}
    assert list(found) == ["2031-01-23", "2031-01-15", "2031-01-11", "2031-01-10"]
    assert found["2031-01-15"] == [
        "new finding: Belmark offers lower fees against a lease of twenty years.",
        "softened: Belmark on Harbour fees: conditional (before: rejects)",
        "moved: Second day of the ferry talks: 22 January 2031, 09:30 (Europe/Oslo), Krona"
        " (before: 20 January 2031, Krona)",
        "postponed: Visit to the pilots' school: was due 25 January 2031",
        "first named: Sten Harrow: mayor of Selmouth",
        "other role: Joren Falk: envoy (before: deputy envoy)",
        "also reported: Belmark would lower fees for a longer lease: 1 quotation",
    ]
    # What only its rival had said is news once the party says it itself.
    assert found["2031-01-23"][0] == (
        "new position: Belmark on Night sailings: opposes (before: opposes, attributed)"
    )
    # The first day was reported as held twice on one date, and is told once.
    assert [row for row in found["2031-01-10"] if row.startswith("held")] == [
        "held: First day of the ferry talks: 10 January 2031, Selmouth"
    ]


def test_over_several_dates_only_what_is_left_of_the_moves_is_told(ferries: Briefing) -> None:
    found = rows(changes.changes(ferries, DAY("2031-01-10"), DAY("2031-01-23")), ferries)
    assert "softened: Belmark on Harbour fees: accepts (before: rejects)" in found
    assert not [row for row in found if row.startswith("moved")]


def test_a_discrepancy_is_news_on_the_day_of_its_newest_article() -> None:
    briefing = brief(read("fishing"))
    [newest, first] = [news for _, news in History(briefing).by_date()]
    found = [
        [change.entries[0] for change in news if change.kind is ChangeKind.DISCREPANCY]
        for news in (newest, first)
    ]
    assert "briefing-discrepancy-1491" in found[0]
    assert sorted(found[0] + found[1]) == sorted(v.cited.id for v in briefing.discrepancies)


def test_each_change_has_evidence_of_the_days_between(corpus: Corpus) -> None:
    briefing = brief(corpus)
    published = {article.id: article.data.published for article in corpus.articles}
    for after, until in combinations([None, *dates(corpus)], 2):
        assert until
        for change in changes.changes(briefing, after, until):
            assert change.evidence or change.kind is ChangeKind.ALSO
            newest = max(
                [published[item.article] for item in change.evidence]
                or [published[change.article or ""]]
            )
            assert (after or datetime.date.min) < newest <= until


STANCES = [
    (("rejects",), ("offers",), ChangeKind.SOFTENED),
    (("offers",), ("rejects",), ChangeKind.HARDENED),
    (("demands", "warns"), ("demands",), ChangeKind.SOFTENED),
    (("demands",), ("demands", "red-line"), ChangeKind.HARDENED),
    (("offers", "red-line"), ("demands", "warns"), ChangeKind.SHIFTED),
    (("offers", "demands", "warns"), ("offers", "warns"), ChangeKind.SHIFTED),
    (("demands",), ("demands",), None),
]


@pytest.mark.parametrize(("before", "after", "kind"), STANCES)
def test_a_stance_softens_or_hardens_by_the_order_of_stances(
    tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...], kind: ChangeKind | None
) -> None:
    briefing = invented(tmp_path, [{"stances": before}, {"stances": after}])
    found = changes.changes(briefing, DAY("2031-05-01"), DAY("2031-05-02"))
    assert [change.kind for change in found] == ([kind] if kind else [])


FATES = [
    ({}, {"date": "2031-06-02"}, ChangeKind.SPECIFIED),
    ({"date": "2031-06"}, {"date": "2031-06-02"}, ChangeKind.SPECIFIED),
    ({"date": "2031-06-02"}, {"date": "2031-06-02", "time": "10:00"}, ChangeKind.SPECIFIED),
    ({"date": "2031-06-02"}, {"date": "2031-06-03"}, ChangeKind.MOVED),
    ({"date": "2031-06-02"}, {"date": "2031-06-09", "status": "postponed"}, ChangeKind.MOVED),
    ({"date": "2031-06-02"}, {"status": "postponed"}, ChangeKind.POSTPONED),
    ({"date": "2031-06-02"}, {"status": "cancelled"}, ChangeKind.CANCELLED),
    ({"date": "2031-06-02"}, {"status": "held"}, ChangeKind.HELD),
    ({"date": "2031-06-02"}, {"date": "2031-06-02"}, None),
    ({"status": "cancelled"}, {"status": "cancelled"}, None),
    ({"status": "held"}, {"status": "held"}, None),
    ({"status": "postponed"}, {"status": "postponed"}, None),
    ({"status": "cancelled"}, {"date": "2031-06-02"}, ChangeKind.ANNOUNCED),
]


@pytest.mark.parametrize(("before", "after", "kind"), FATES)
def test_a_meetings_fate_follows_from_its_reports(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], kind: ChangeKind | None
) -> None:
    briefing = invented(tmp_path, [{"meeting": before}, {"meeting": after}])
    found = changes.changes(briefing, DAY("2031-05-01"), DAY("2031-05-02"))
    # Another date with no word of a move is a contradiction too.
    kinds = [change.kind for change in found if change.kind is not ChangeKind.DISCREPANCY]
    assert kinds == ([kind] if kind else [])


# What holds for any articles


def invented(folder: Path, told: list[dict[str, Any]]) -> Briefing:
    """Brief articles of one day after the other: each gives some stances and a meeting's fate."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for old in articles.iterdir():
        old.unlink()
    registries = {
        "title": "T",
        "language": "en",
        "parties": {"a": {"name": "A"}, "b": {"name": "B"}},
        "issues": {"i": {"name": "I"}},
    }
    (folder / "briefing.yml").write_text(yaml.safe_dump(registries), encoding="utf-8")
    for number, says in enumerate(told, 1):
        base = {"text": "T", "evidence": "said so"}
        data = {
            "headline": f"H{number}",
            "published": f"2031-05-{number:02}",
            "positions": [
                {"party": "a", "issue": "i", "stance": stance, **base}
                | ({"attributed_by": "b"} if says.get("attributed") else {})
                for stance in says.get("stances", ())
            ],
            "meetings": [{"id": "m", "name": "M", "evidence": "said so", **says["meeting"]}]
            if "meeting" in says
            else [],
        }
        (articles / f"a{number}.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
        (articles / f"a{number}.txt").write_text(f"It was {number} who said so.\n")
    corpus, problems = load(folder)
    assert corpus
    assert not problems
    return brief(corpus)


articles = st.lists(
    st.fixed_dictionaries(
        {
            "stances": st.lists(st.sampled_from([str(s) for s in Stance]), max_size=2, unique=True),
            "attributed": st.booleans(),
        },
        optional={
            "meeting": st.fixed_dictionaries(
                {"status": st.sampled_from(["scheduled", "held", "postponed", "cancelled"])},
                optional={"date": st.sampled_from(["2031-06", "2031-06-02", "2031-06-09"])},
            )
        },
    ),
    min_size=2,
    max_size=5,
)


def things(found: tuple[Change, ...]) -> set[tuple[str, str]]:
    """Name what the changes are about."""
    return {(change.subject, change.address.page) for change in found}


@settings(max_examples=40)
@given(told=articles)
def test_whatever_changed_from_a_to_c_changed_from_a_to_b_or_from_b_to_c(
    tmp_path_factory: pytest.TempPathFactory, told: list[dict[str, Any]]
) -> None:
    briefing = invented(tmp_path_factory.mktemp("seeds"), told)
    history = History(briefing)
    for a, b, c in combinations([None, *dates(briefing.corpus)], 3):
        assert b
        assert c
        steps = things(history.between(a, b)) | things(history.between(b, c))
        assert things(history.between(a, c)) <= steps


@settings(max_examples=40)
@given(told=articles)
def test_what_a_day_knew_is_what_the_briefing_of_that_day_says(
    tmp_path_factory: pytest.TempPathFactory, told: list[dict[str, Any]]
) -> None:
    briefing = invented(tmp_path_factory.mktemp("seeds"), told)
    history = History(briefing)
    for day in dates(briefing.corpus):
        # An issue that only a later article brings is not there yet.
        for cell in (cell for issue in brief(briefing.corpus, day).issues for cell in issue.cells):
            known = history.cell(cell.issue, cell.party, day)
            assert (known.positions, known.attributed) == (cell.positions, cell.attributed)


def test_nothing_later_leaks(corpus: Corpus) -> None:
    whole = brief(corpus)
    days = dates(corpus)
    for number, day in enumerate(days):
        then = brief(corpus, day)
        former = days[number - 1] if number else None
        assert changes.changes(then, former, day) == changes.changes(whole, former, day)
        assert changes.changes(then, day, days[-1]) == ()
        page = str(build.pages(corpus, day)["changes.md"])
        for article in corpus.articles:
            if article.data.published > day:
                assert article.id not in page
                assert article.data.headline not in page


# The page


def test_the_page_is_the_golden_one(compare: Callable[[Path, str], None]) -> None:
    pages = build.pages(read("ferries"))
    compare(TESTS / "golden/ferries/changes.md", str(pages["changes.md"]))


def test_the_page_is_bounded(ferries: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LINES_IN_FULL", 8)
    monkeypatch.setattr(changes, "DATES_IN_A_LINE", 1)
    view = newest_changes(ferries)
    # The first of these has 6 changes, which leaves the second 2 of its 7.
    assert [(len(date.changes), date.left_out) for date in view.full] == [(6, 0), (2, 5)]
    assert [date.date for date in view.brief] == [DAY("2031-01-11")]
    assert view.rest == 2
    monkeypatch.setattr(changes, "DATES_IN_FULL", 1)
    assert len(newest_changes(ferries).full) == 1


# readout diff


def test_diff_prints_what_changed(fishing: Project, compare: Callable[[Path, str], None]) -> None:
    result = fishing.readout("diff", "2031-05-05", "2031-05-07")
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
    compare(TESTS / "golden/diff/fishing.txt", result.output)


def test_diff_of_a_day_with_itself_is_empty(fishing: Project) -> None:
    result = fishing.readout("diff", "2031-05-07", "2031-05-07")
    assert result.exit_code == 0
    assert result.output.endswith("\n\n  Nothing new was reported.\n")


def test_diff_takes_seeds_from_elsewhere_and_colours_where_it_is_asked_to(
    fishing: Project,
) -> None:
    arguments = ("diff", "--seeds", "elsewhere", "2031-05-05", "2031-05-07")
    plain = fishing.readout("diff", "2031-05-05", "2031-05-07").output
    fishing.seeds.rename(fishing.folder / "elsewhere")
    run = fishing.process(*arguments, environment={"FORCE_COLOR": "1", "NO_COLOR": ""})
    assert "\x1b[36msoftened" in run.stdout
    assert fishing.readout(*arguments).output == plain


def test_diff_obeys_no_seed_file(fishing: Project) -> None:
    fishing.replace("briefing.yml", "title: Fishing talks", 'title: "\\e[2J\\u202eFishing talks')
    fishing.replace("briefing.yml", "Arvenia and Costa Norte\nl", 'Arvenia and Costa Norte"\nl')
    output = fishing.readout("diff", "2031-05-05", "2031-05-07").output
    assert output.startswith("\\x1b[2J\\u202eFishing talks")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("2031-05-05", "2031-13-07"), "'2031-13-07' is not a date; write it as 2031-05-06"),
        (("2031-05-07", "2031-05-05"), "2031-05-07 comes after 2031-05-05"),
        (("2031-01-01", "2031-01-02"), "no article had been published by 2031-01-02"),
        (("2031-05-07",), "Missing argument"),
    ],
)
def test_diff_says_which_date_is_wrong(
    fishing: Project, arguments: tuple[str, ...], complaint: str
) -> None:
    result = fishing.readout("diff", *arguments)
    assert result.exit_code == 2
    assert complaint in result.output


def test_diff_of_a_broken_briefing_compares_nothing(fishing: Project) -> None:
    fishing.replace(
        "articles/2031-05-05-second-round.yml",
        "exact: The cod will not wait for us",
        "exact: The cod can not wait for us",
    )
    result = fishing.readout("diff", "2031-05-05", "2031-05-07")
    assert result.exit_code == 1
    assert result.output.endswith(" Nothing was compared.\n")
