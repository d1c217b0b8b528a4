"""Roles as printed: one line for one role, with its days and the newest that print it."""

import datetime

from conftest import Project

from generator import build
from generator.roles import MARKS, roles_of


def reprint(project: Project, articles: int) -> None:
    """Add articles, a day apart, that all print the same role of Ilse Torv."""
    for number in range(articles):
        day = datetime.date(2031, 6, 1) + datetime.timedelta(days=number)
        name = f"articles/{day}-again"
        project.write(f"{name}.txt", f"Again\n\nFisheries chief Ilse Torv spoke, time {number}.\n")
        project.write(
            f"{name}.yml",
            f"headline: Again {number}\npublished: {day}\nparticipants:\n"
            f"  - {{person: ilse-torv, role: Fisheries chief, part: spoke for time {number},"
            " evidence: Fisheries chief Ilse Torv}\n",
        )


def pages(project: Project) -> dict[str, str]:
    files = build.pages(project.corpus(), datetime.date(2032, 1, 1))
    return {path: text for path, text in files.items() if isinstance(text, str)}


def test_a_role_that_many_print_is_one_line(fishing: Project) -> None:
    reprint(fishing, 9)
    made = pages(fishing)
    (row,) = [
        row for row in made["people/ilse-torv.md"].splitlines() if "**Fisheries chief**" in row
    ]
    assert "1 to 9 June 2031" in row
    assert row.count("[^") == MARKS
    assert "and 6 more articles" in row
    # Every one of them has its place here, and says what was done.
    assert row.count('<span id="2031-06-') == 9
    assert "spoke for time 0; spoke for time 1; " in row
    for page in ("participants.md", "parties/arvenia.md"):
        shown = made[page].split("///Footnotes Go Here///")[0]
        (row,) = [row for row in shown.splitlines() if "Fisheries chief" in row]
        assert row.count("Fisheries chief") == 1, page
        assert "and 6 more articles" in row, page


def test_roles_are_dated(fishing: Project) -> None:
    reprint(fishing, 2)
    corpus = fishing.corpus()
    entries = [c for a in corpus.articles for c in a.participants if c.entry.person == "ilse-torv"]
    assert [(view.role, f"{view.first}", f"{view.last}") for view in roles_of(entries, corpus)] == [
        ("Deputy fisheries minister", "2031-05-05", "2031-05-05"),
        ("fisheries minister", "2031-05-05", "2031-05-07"),
        ("Fisheries chief", "2031-06-01", "2031-06-02"),
    ]


def test_a_meeting_with_many_reports_shows_the_newest(fishing: Project) -> None:
    for number in range(1, 8):
        name = f"articles/2031-06-0{number}-again"
        fishing.write(f"{name}.txt", f"Again\n\nThe autumn talks come, note {number} says.\n")
        fishing.write(
            f"{name}.yml",
            f"headline: Again {number}\npublished: 2031-06-0{number}\nmeetings:\n"
            "  - {id: autumn-talks, name: Autumn talks, parties: [arvenia],"
            " evidence: The autumn talks come}\n",
        )
    made = pages(fishing)
    (line,) = [
        row
        for row in made["parties/arvenia.md"].splitlines()
        if row.startswith("- ") and "Autumn talks" in row
    ]
    assert "and 4 more reports" in line
    (note,) = [row for row in made["parties/arvenia.md"].splitlines() if "Again 7" in row]
    assert [number for number in range(1, 8) if f"Again {number}" in note] == [5, 6, 7]
    assert "and 4 more reports" in made["meetings.md"]
