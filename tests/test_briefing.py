"""What follows from the entries: statuses, cells, doubts, and what a day lets be known."""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, Project

from generator import build
from generator.briefing import NothingToBriefError, brief
from generator.contradictions import of_dates
from generator.matrix import MatrixCell, cell_of, issue_status
from generator.model import Cited, Position, Stance
from generator.seedfile import SeedFile


def table(name: str) -> Any:
    """Read a table of cases as seed files are read: dates are texts."""
    path = DATA / name
    file = SeedFile(path, path.read_text(encoding="utf-8"))
    data = file.load()
    assert not file.problems
    return data


# Issues

PARTIES = ("arvenia", "costa-norte", "northern-ports")


def position(
    party: str, stance: str, *, by: str | None = None, article: str = "one", text: str = "T."
) -> Cited[Position]:
    entry = Position(
        party=party,
        issue="quotas",
        stance=Stance(stance),
        text=text,
        attributed_by=by,
        evidence=("words",),  # type: ignore[arg-type] # a validator makes selectors of it
    )
    return Cited(
        id=f"{article}-{party}-{stance}", article=article, entry=entry, evidence=(), path=()
    )


DAYS = {name: datetime.date(2031, 5, day) for name, day in (("one", 5), ("two", 7), ("three", 30))}


def cell(issue: str, party: str, positions: Iterable[Cited[Position]]) -> MatrixCell:
    return cell_of(issue, party, list(positions), DAYS, datetime.date(2031, 5, 31))


ISSUES = [
    pytest.param(stances, status, id=f"{stances or 'nothing'}: {status}")
    for status, rows in table("issue-status.yml").items()
    for stances in rows
]


@pytest.mark.parametrize(("stances", "status"), ISSUES)
def test_an_issues_status_follows_from_the_stances(
    stances: Mapping[str, list[str]], status: str
) -> None:
    positions = []
    for name, given in stances.items():
        party, _, by = name.partition(" by ")
        positions += [position(party, stance, by=by or None) for stance in given]
    for order in (positions, positions[::-1]):
        cells = [cell("quotas", party, order) for party in PARTIES]
        assert issue_status(cells) == status
        assert issue_status(reversed(cells)) == status


def test_a_cell_holds_the_stances_of_the_newest_article_that_gives_any() -> None:
    positions = [
        position("arvenia", "demands", article="one"),
        position("arvenia", "warns", article="two"),
        position("arvenia", "offers", article="two"),
        position("costa-norte", "rejects", article="one"),
    ]
    arvenia = cell("quotas", "arvenia", positions)
    assert [stance.value for stance in arvenia.stances] == ["offers", "warns"]
    costa_norte = cell("quotas", "costa-norte", positions)
    assert [stance.value for stance in costa_norte.stances] == ["rejects"]
    assert cell("quotas", "northern-ports", positions).positions == ()
    assert cell("patrols", "arvenia", positions).positions == ()


def test_a_partys_own_word_outweighs_a_newer_one_about_it() -> None:
    positions = [
        position("arvenia", "offers", article="one"),
        position("arvenia", "rejects", article="two", by="costa-norte"),
    ]
    found = cell("quotas", "arvenia", positions)
    assert ([stance.value for stance in found.stances], found.attributed) == (["offers"], False)


def test_a_cell_with_nothing_but_the_word_of_others_is_attributed() -> None:
    found = cell("quotas", "arvenia", [position("arvenia", "rejects", by="costa-norte")])
    assert ([stance.value for stance in found.stances], found.attributed) == (["rejects"], True)
    own = cell("quotas", "arvenia", [position("arvenia", "rejects", by="arvenia")])
    assert not own.attributed


def test_attributed_is_shown_as_attributed(fishing: Project) -> None:
    briefing = fishing.briefing()
    cells = {(cell.issue, cell.party): cell for issue in briefing.issues for cell in issue.cells}
    assert [key for key, cell in cells.items() if cell.attributed] == [("crews", "costa-norte")]
    pages = build.pages(fishing.corpus())
    for page in ("index.md", "positions.md"):
        assert '<span class="readout-note">attributed</span>' in str(pages[page])
    assert "attributed by Ilse Torv" in str(pages["issues/crews.md"])


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (["demands"], ["offers"], "softened"),
        (["offers"], ["demands"], "hardened"),
        (["demands", "red-line"], ["demands"], "softened"),
        (["demands"], ["demands", "red-line"], "hardened"),
        (["demands", "warns"], ["offers", "rejects"], "shifted"),
        (["offers"], ["accepts"], "shifted"),
        (["rejects"], ["red-line"], "hardened"),
        (["demands"], ["demands"], None),
    ],
)
def test_a_stance_moves(before: list[str], after: list[str], move: str | None) -> None:
    positions = [
        *(position("arvenia", stance, article="one") for stance in before),
        *(position("arvenia", stance, article="two") for stance in after),
        position("arvenia", "red-line", article="three", by="costa-norte"),
    ]
    first, second = cell("quotas", "arvenia", positions).steps
    assert (first.move, second.move) == ("appeared", move)


def test_a_move_is_recent_for_a_month_and_the_first_article_moves_nothing() -> None:
    positions = [position("arvenia", "demands"), position("arvenia", "offers", article="two")]
    first, second = DAYS["one"], DAYS["two"]

    def recent(day: datetime.date) -> str | None:
        known = {name: on for name, on in DAYS.items() if on <= day}
        here = [p for p in positions if p.article in known]
        found = cell_of("quotas", "arvenia", here, known, day).recent
        return found and found.move

    assert recent(first) is None
    assert recent(second) == "softened"
    assert recent(second + datetime.timedelta(days=29)) == "softened"
    assert recent(second + datetime.timedelta(days=30)) is None


# Meetings


def days(row: Mapping[str, Any]) -> Iterable[tuple[datetime.date, str]]:
    for day, status in row["on"].items():
        text = day if "-" in day else f"2031-05-{int(day):02}"
        yield datetime.date.fromisoformat(text), status


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{r['date']}, {r['says']}") for r in table("meeting-status.yml")]
)
def test_a_meetings_status_is_that_of_the_day(small: Project, row: Mapping[str, Any]) -> None:
    date = f"    date: {row['date']}\n" if row["date"] else ""
    small.write(
        "articles/a.yml",
        "headline: H\npublished: 2031-05-01\nmeetings:\n"
        f"  - id: m\n    name: M\n{date}    status: {row['says']}\n    evidence: eel season on\n",
    )
    corpus = small.corpus()
    found = {day: brief(corpus, day).meetings[0].status for day, _ in days(row)}
    assert found == dict(days(row))


def report(project: Project, article: str, published: str, fields: str) -> None:
    """Add an article that reports the meeting `m`."""
    project.write(f"articles/{article}.txt", f"{article}: The delegations meet.\n")
    rows = "".join(f"    {field}\n" for field in fields.split("; "))
    project.write(
        f"articles/{article}.yml",
        f"headline: H\npublished: {published}\n"
        f"meetings:\n  - id: m\n    evidence: The delegations meet\n{rows}",
    )


def test_the_newest_report_that_states_a_thing_decides_it(small: Project) -> None:
    small.write(
        "briefing.yml",
        "title: T\nlanguage: en\nparties:\n  arvenia: {name: Arvenia}\n  costa-norte: {name: C}\n"
        "places:\n  port-lund: {name: Port Lund}\n  vila-serra: {name: Vila Serra}\n",
    )
    report(
        small,
        "one",
        "2031-05-06",
        "name: First name; date: 2031-05-14; time: '10:00'; timezone: Europe/Vienna;"
        " place: port-lund; parties: [arvenia]",
    )
    report(
        small, "two", "2031-05-07", "name: Second name; date: 2031-05-15; parties: [costa-norte]"
    )
    report(small, "three", "2031-05-08", "name: Third name; place: vila-serra; status: postponed")
    corpus = small.corpus()

    def on(day: int) -> tuple[Any, ...]:
        [meeting] = brief(corpus, datetime.date(2031, 5, day)).meetings
        return (
            *(meeting.name, str(meeting.date), meeting.time, meeting.place),
            *(meeting.parties, meeting.status, len(meeting.reports)),
        )

    one, both = ("arvenia",), ("arvenia", "costa-norte")
    assert on(6) == ("First name", "2031-05-14", "10:00", "port-lund", one, "upcoming", 1)
    assert on(7) == ("Second name", "2031-05-15", "10:00", "port-lund", both, "upcoming", 2)
    assert on(8) == ("Third name", "2031-05-15", "10:00", "vila-serra", both, "postponed", 3)


def test_meetings_stand_by_date_and_those_without_come_last(fishing: Project) -> None:
    found = [(str(m.date or ""), m.id) for m in fishing.briefing().meetings]
    assert found == [
        ("2031-03-03/2031-03-04", "first-round"),
        ("2031-05-05", "second-round"),
        ("2031-05-05", "dinner"),
        ("2031-05-06", "coast-guard-drill"),
        ("2031-05-07", "chamber-debate"),
        ("2031-05-09", "exchange-visit"),
        ("2031-05-14", "third-round"),
        ("2031-05-28~", "league-assembly"),
        ("2031-06", "signing"),
        ("", "report-to-storting"),
    ]


def test_each_date_comes_with_its_reasoning(fishing: Project) -> None:
    found = {meeting.id: str(meeting.date_reasoning) for meeting in fishing.briefing().meetings}
    assert "Wednesday 14 May 2031" in found["third-round"]
    assert "an article of Monday 5 May 2031" in found["second-round"]
    assert "“in the coming days” names no date" in found["report-to-storting"]
    assert all(reasoning.endswith(".") for reasoning in found.values())
    earlier = brief(fishing.corpus(), datetime.date(2031, 5, 5))
    [third] = [meeting for meeting in earlier.meetings if meeting.id == "third-round"]
    assert "Wednesday week" in str(third.date_reasoning)


# The day

LATER = "articles/herald/2031-05-07-smaller-cut"


def texts_of(value: Any) -> Iterable[str]:
    """Yield every text of a seed file that is a person's words, not an id."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in ("headline", "text", "exact", "evidence", "outcome", "part", "occasion"):
                yield from ([item] if isinstance(item, str) else texts_of(item))
            else:
                yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from ([item] if isinstance(item, str) and " " in item else texts_of(item))


def test_as_of_hides_later_articles_entirely(fishing: Project) -> None:
    """Not a word, a file's name or a hash of what was published later is in any file."""
    path = fishing.seeds / f"{LATER}.yml"
    article = (fishing.seeds / f"{LATER}.txt").read_text(encoding="utf-8")
    earlier = (fishing.seeds / "articles/2031-05-05-second-round.txt").read_text(encoding="utf-8")
    earlier += (fishing.seeds / "articles/2031-05-05-second-round.yml").read_text(encoding="utf-8")
    briefing = (fishing.seeds / "briefing.yml").read_text(encoding="utf-8")
    corpus = fishing.corpus()
    cross = SeedFile(Path("b"), briefing).load()
    secrets = {
        *("smaller-cut", "herald", corpus.article("2031-05-07-smaller-cut").sha256),
        *texts_of(SeedFile(path, path.read_text(encoding="utf-8")).load()),
        *(sentence for line in article.splitlines() for sentence in line.split(". ") if line),
        # What rests on both articles tells what the later one says.
        *(cross["bottom_line"]["text"], cross["takeaways"][0]["text"]),
        cross["discrepancies"][0]["text"],
    }
    secrets = {words.strip(" .“”") for words in secrets}
    secrets = {words for words in secrets if words not in earlier and len(words) > 5}
    secrets -= {"Wednesday 7 May 2031"}  # the day of a debate that the first article announces
    assert len(secrets) > 50

    def leaked(day: datetime.date) -> set[str]:
        files = build.pages(corpus, day).items()
        contents = [content for _, content in files if isinstance(content, str)]
        contents += [path for path, _ in files]
        return {words for words in secrets if any(words in content for content in contents)}

    assert leaked(datetime.date(2031, 5, 6)) == set()
    # Else the test looks for what is never shown anyway.
    assert len(leaked(datetime.date(2031, 5, 7))) > 0.6 * len(secrets)


def test_the_day_is_the_one_asked_for_or_that_of_the_briefing_or_the_newest(
    fishing: Project,
) -> None:
    corpus = fishing.corpus()
    assert brief(corpus, datetime.date(2031, 5, 20)).as_of == datetime.date(2031, 5, 20)
    assert brief(corpus).as_of == datetime.date(2031, 5, 8)
    fishing.replace("briefing.yml", "as_of: 2031-05-08\n", "")
    assert brief(fishing.corpus()).as_of == datetime.date(2031, 5, 7)


def test_before_the_first_article_there_is_nothing_to_brief(fishing: Project) -> None:
    with pytest.raises(NothingToBriefError, match="by 2031-05-04; the first is of 2031-05-05"):
        brief(fishing.corpus(), datetime.date(2031, 5, 4))


def test_takeaways_are_the_briefings_own_else_the_newest_articles(fishing: Project) -> None:
    corpus = fishing.corpus()
    assert [cited.article for cited in brief(corpus).takeaways] == [None, None]
    # On the day of the first article, only one of the two rests on what is known.
    [known] = brief(corpus, datetime.date(2031, 5, 5)).takeaways
    assert known.entry.text == "Joint patrols in the EEZ have friends on both sides."
    rows = (fishing.seeds / "briefing.yml").read_text(encoding="utf-8")
    start, end = rows.index("takeaways:\n"), rows.index("discrepancies:\n")
    fishing.write("briefing.yml", rows[:start] + rows[end:])
    assert [cited.article for cited in brief(fishing.corpus()).takeaways] == []
    earlier = brief(fishing.corpus(), datetime.date(2031, 5, 5)).takeaways
    assert [cited.article for cited in earlier] == ["2031-05-05-second-round"] * 2


@pytest.mark.parametrize("case", table("meeting-history.yml"), ids=lambda case: case["case"])
def test_a_meeting_has_a_history(small: Project, case: Mapping[str, Any]) -> None:
    """The reports are written as articles, and read back: what a file leaves out counts."""
    for number, row in enumerate(case["reports"]):
        stated = {key: value for key, value in row.items() if key not in ("on", "turn")}
        rows = "".join(f'    {key}: "{value}"\n' for key, value in stated.items())
        small.write(f"articles/report-{number}.txt", "They meet.\n")
        small.write(
            f"articles/report-{number}.yml",
            f"headline: Report\npublished: 2031-05-{int(row['on']):02}\nmeetings:\n"
            f"  - id: round\n    name: The round\n    evidence: They meet.\n{rows}",
        )
    last = datetime.date(2031, 5, int(case["reports"][-1]["on"]))
    [meeting] = brief(small.corpus(), last).meetings
    assert meeting.status == case["status"]
    turns = {chapter.report.article: chapter.turn.value for chapter in meeting.history}
    assert [turns.get(f"report-{n}") for n in range(len(case["reports"]))] == [
        row["turn"] for row in case["reports"]
    ]


def test_a_date_is_held_against_the_last_that_named_a_day(small: Project) -> None:
    for number, date in enumerate(("2031-05-14", "2031-05-12/2031-05-18", "2031-05-16")):
        small.write(f"articles/report-{number}.txt", "They meet.\n")
        small.write(
            f"articles/report-{number}.yml",
            f"headline: Report\npublished: 2031-05-0{number + 1}\nmeetings:\n"
            f"  - {{id: round, name: The round, date: {date}, evidence: They meet.}}\n",
        )
    [found] = of_dates(small.corpus().articles)
    assert [side.says for side in found.sides] == ["14 May 2031", "16 May 2031"]


# Discrepancies


def test_entries_that_rest_on_doubtful_words_are_in_doubt(fishing: Project) -> None:
    briefing = fishing.briefing()
    doubted = {
        cited.entry.exact: [doubt.entry.kind.value for doubt in briefing.doubts(cited)]
        for cited in briefing.quotations
    }
    assert {words: kinds for words, kinds in doubted.items() if kinds} == {
        "The spawning stock is at 61 000 tonnes": ["contradiction"],
        "Nobody in that room wants a closed sea.": ["attribution"],
        "We owe them an anwser, and we shall give it": ["misprint"],
        "We have fished beside each other for four hundred years": ["unclosed-quotation"],
    }


def test_a_discrepancy_names_what_it_touches(fishing: Project) -> None:
    touched = {
        view.cited.entry.text.split()[1]: sorted(kind for kind, _ in view.affected)
        for view in fishing.briefing().discrepancies
    }
    assert touched["caption"] == ["participant", "participant"]
    assert touched["first"] == ["figure", "quotation"]
    assert touched["article"] == []


def test_discrepancies_stand_the_weightiest_first(fishing: Project) -> None:
    assert [view.cited.entry.kind.value for view in fishing.briefing().discrepancies] == [
        *("contradiction", "contradiction", "misprint", "unclosed-quotation"),
        *("attribution", "other"),
    ]
