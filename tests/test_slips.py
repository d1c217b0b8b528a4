"""A mistyped id makes a second meeting of one: what is taken for a slip, and whose it is."""

import pytest
from conftest import Project


def told(project: Project, *meetings: tuple[str, str]) -> list[str]:
    """Let articles of these days tell of meetings by these ids; gives what W804 says."""
    text = (project.seeds / "articles/a.txt").read_text(encoding="utf-8")
    for number, (day, id_) in enumerate(meetings):
        project.write(f"articles/on-{number}.txt", text)
        project.write(
            f"articles/on-{number}.yml",
            f"headline: Talks\npublished: 2031-05-{day}\nmeetings:\n"
            f"  - {{id: {id_}, name: Talks, evidence: Arvenia opened}}\n",
        )
    rows = project.readout("check").output.splitlines()
    return [row for row in rows if " W804 " in row]


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("second-round", "secnd-round", True),
        ("second-round", "seconnd-round", True),
        ("second-round", "sexond-round", True),
        ("second-round", "secodn-round", True),
        ("second-round", "secondround", True),
        ("round-meetings", "round-meeting", True),
        ("second-round", "scnd-round", False),
        ("second-round", "third-round", False),
        ("june-round", "july-round", False),
        # These are told apart by it.
        ("round-2", "round-3", False),
        ("round-2", "round-12", False),
        ("us-talks", "un-talks", False),
        ("group-a", "group-b", False),
        ("round-viii", "round-xviii", False),
        ("session-2031a", "session-2031b", False),
        # These are other names.
        ("iran-talks", "iraq-talks", False),
        ("gambia-talks", "zambia-talks", False),
    ],
)
def test_what_is_a_slip(small: Project, one: str, other: str, slip: bool) -> None:
    assert bool(told(small, ("05", one), ("06", other))) == slip


def test_the_slip_is_the_id_that_fewer_articles_give(small: Project) -> None:
    [row] = told(small, ("04", "secnd-round"), ("05", "second-round"), ("06", "second-round"))
    assert row.startswith("seeds/articles/on-0.yml:4:")
    assert "“secnd-round” is one slip away from “second-round” at" in row
    assert "articles/on-1.yml:4:" in row


def test_of_two_the_later_is_the_slip(small: Project) -> None:
    [row] = told(small, ("05", "second-round"), ("06", "second-rounds"))
    assert row.startswith("seeds/articles/on-1.yml:4:")


def test_three_of_a_kind_are_said_two_by_two(small: Project) -> None:
    assert len(told(small, ("05", "rounds"), ("06", "round"), ("07", "roundz"))) == 3
