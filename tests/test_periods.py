"""Long lists: how they are parted by period, and where each entry then is."""

import datetime

import pytest

from generator.addresses import Address
from generator.language import language_of
from generator.listing import period_name
from generator.periods import Atlas, Period, Row, newest, split


def row(day: str, size: int = 100, number: int = 0) -> Row:
    date = datetime.date.fromisoformat(day)
    return Row(
        field="quotations",
        index=number,
        anchor=f"{day}-report-quotation-{number}",
        article=f"{day}-report",
        day=date,
        told=date,
        rank=date.toordinal(),
        size=size,
    )


def shape(period: Period) -> object:
    """Give the names of a list's periods: a period with its parts, or its name and row count."""
    if period.parts:
        return {period.name: [shape(part) for part in period.parts]}
    return f"{period.name}: {len(period.rows)}"


JANUARY = [row(f"2031-01-{day:02}", number=day) for day in range(1, 9)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ": 0"),
        (JANUARY, ": 8"),
        ([*JANUARY, row("2032-05-01")], {"": ["2031: 8", "2032: 1"]}),
        ([*JANUARY, row("2031-05-01")], {"": [{"2031": ["2031-01: 8", "2031-05: 1"]}]}),
        # Runs of whole days, each filled as far as it goes.
        (
            [*JANUARY, row("2031-01-09", 300)],
            {"": [{"2031": [{"2031-01": ["2031-01-01: 8", "2031-01-09: 1"]}]}]},
        ),
        # A day that fits on no page, in parts; the first keeps the day's name.
        (
            [
                *JANUARY,
                *(row("2031-01-08", 300, number) for number in range(9, 15)),
                row("2031-01-09"),
            ],
            {
                "": [
                    {
                        "2031": [
                            {
                                "2031-01": [
                                    "2031-01-01: 7",
                                    "2031-01-08: 3",
                                    "2031-01-08-part-2: 2",
                                    "2031-01-08-part-3: 2",
                                    "2031-01-09: 1",
                                ]
                            }
                        ]
                    }
                ]
            },
        ),
    ],
)
def test_a_list_is_parted_only_as_far_as_it_must(rows: list[Row], expected: object) -> None:
    assert shape(split(rows, 800)) == expected


def test_an_entry_larger_than_a_page_stands_alone() -> None:
    found = split([row("2031-01-01", 2000), row("2031-01-01", 2000, 1)], 800)
    assert [len(leaf.rows) for leaf in found.leaves()] == [1, 1]


def test_what_is_past_keeps_its_addresses_while_a_list_grows() -> None:
    days = [datetime.date(2031, 1, 1) + datetime.timedelta(days=n) for n in range(200)]
    rows = [row(f"{day}", 100 + 37 * (n % 5), n) for n, day in enumerate(days)]
    whole = split(rows, 800)
    final = {r.anchor: leaf.name for leaf in whole.leaves() for r in leaf.rows}
    for length in range(1, len(rows)):
        grown = split(rows[:length], 800)
        month = rows[length - 1].day.isoformat()[:7]
        for leaf in grown.leaves():
            if len(leaf.name) == len("2031-01-01"):
                assert {final[r.anchor] for r in leaf.rows} == {leaf.name}
            if len(leaf.name) == len("2031-01") and leaf.name != month:
                assert {final[r.anchor] for r in leaf.rows} == {leaf.name}


def test_names_of_periods() -> None:
    rows = [
        *JANUARY,
        *(row("2031-01-10", 300, number) for number in range(3)),
        *(row(f"2031-02-{day:02}", 100) for day in range(1, 4)),
        row("2032-01-01"),
    ]
    english, french = language_of("en"), language_of("fr")
    periods = list(split(rows, 800).walk())
    assert [period_name(period, english) for period in periods] == [
        *("2031", "January 2031", "1 to 8 January 2031"),
        *("10 January 2031, part 1", "10 January 2031, part 2", "February 2031", "2032"),
    ]
    assert "partie 2" in period_name(periods[4], french)


def test_the_newest_rows_are_those_of_the_highest_rank() -> None:
    assert newest(JANUARY, 250) == [JANUARY[7], JANUARY[6]]
    assert newest(JANUARY, 1) == [JANUARY[7]]


def test_an_address_is_that_of_the_page_that_has_the_entry_now() -> None:
    whole = split([*JANUARY, row("2032-05-01")], 800)
    atlas = Atlas({"quotations": whole, "sources": whole})
    anchor = JANUARY[0].anchor
    there = Address(page="quotations/2031", anchor=anchor)
    assert atlas.now(Address(page="quotations", anchor=anchor)) == there
    # An article's id may be a date too.
    in_folder = Address(page="sources/published/2031", anchor=anchor)
    assert atlas.now(Address(page="sources", anchor=anchor)) == in_folder
    for elsewhere in (Address(page="timeline", anchor=anchor), Address(page="quotations")):
        assert atlas.now(elsewhere) == elsewhere
