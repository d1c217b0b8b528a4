"""Dates that keep their precision: what is read, what is refused, and how it is said."""

from __future__ import annotations

import copy
import pickle
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edtf import FORMS, Edtf

SPANS = {
    "2031-05-14": ("2031-05-14", "2031-05-14"),
    "2031-05": ("2031-05-01", "2031-05-31"),
    "2032-02": ("2032-02-01", "2032-02-29"),
    "2031-12": ("2031-12-01", "2031-12-31"),
    "2031": ("2031-01-01", "2031-12-31"),
    "2031-05-14/2031-05-16": ("2031-05-14", "2031-05-16"),
    "2031-05-14/2031-06": ("2031-05-14", "2031-06-30"),
    "2031/2031-05": ("2031-01-01", "2031-05-31"),
    "2031-05-14~": ("2031-05-14", "2031-05-14"),
    "9999": ("9999-01-01", "9999-12-31"),
    "0001-01-01": ("0001-01-01", "0001-01-01"),
}

WORDS = {
    "2031-05-14": "14 May 2031",
    "2031-05": "May 2031",
    "2031": "2031",
    "2031-05-14/2031-05-16": "14 to 16 May 2031",
    "2031-05-28/2031-06-02": "28 May to 2 June 2031",
    "2030-12-30/2031-01-02": "30 December 2030 to 2 January 2031",
    "2031-05/2031-06": "May to June 2031",
    "2030-12/2031-01": "December 2030 to January 2031",
    "2031/2032": "2031 to 2032",
    "2031-05-14/2031-06": "14 May 2031 to June 2031",
    "2031-05-14/2031-05-14": "14 May 2031",
    "2031-05-14?": "14 May 2031 (uncertain)",
    "2031-05~": "about May 2031",
    "2031%": "about 2031 (uncertain)",
    "2031-05-14~/2031-05-16~": "about 14 to 16 May 2031",
    "2031-05-14/2031-05-16?": "14 May 2031 to 16 May 2031 (uncertain)",
}

REFUSED = {
    "": "is not a date in a form that Readout reads",
    "14 May 2031": "is not a date in a form that Readout reads",
    "2031-5-14": "is not a date in a form that Readout reads",
    " 2031": "is not a date in a form that Readout reads",
    "2031\n": "is not a date in a form that Readout reads",
    "٢٠٣١": "is not a date in a form that Readout reads",
    "2031-05-14?~": "is not a date in a form that Readout reads",
    "2031-05/": "is not a date in a form that Readout reads",
    "2031/2032/2033": "an interval has one “/”",
    "2031-02-30": "February 2031 has 28 days",
    "2031-06-00": "June 2031 has 30 days",
    "2031-13": "there is no month 13",
    "0000": "there is no year 0000",
    "2031-05-16/2031-05-14": "runs backwards: its end comes before its start",
}


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_first_and_last_day(text: str, span: tuple[str, str]) -> None:
    when = Edtf.parse(text)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == span
    assert str(when) == text


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_words(text: str, words: str) -> None:
    assert Edtf.parse(text).words() == words


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "2031-05-14": "Wednesday 14 May 2031",
        "2031-05-14?": "Wednesday 14 May 2031 (uncertain)",
        "2031-05-14/2031-05-16": "Wednesday 14 to Friday 16 May 2031",
        "2031-05": "May 2031",
    }.items(),
)
def test_words_with_weekday(text: str, words: str) -> None:
    assert Edtf.parse(text).words_with_weekday() == words


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_is_refused_and_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="Allowed are") as refusal:
        Edtf.parse(text)
    assert str(refusal.value).startswith(f"“{text}” ")
    assert why in str(refusal.value)
    assert str(refusal.value).endswith(FORMS)


@pytest.mark.parametrize(
    ("text", "is_day", "uncertain", "approximate"),
    [
        ("2031-05-14", True, False, False),
        ("2031-05-14?", True, True, False),
        ("2031-05~", False, False, True),
        ("2031%", False, True, True),
        ("2031-05-14/2031-05-16~", False, False, True),
    ],
)
def test_marks(text: str, is_day: bool, uncertain: bool, approximate: bool) -> None:
    when = Edtf.parse(text)
    assert (when.is_day, when.uncertain, when.approximate) == (is_day, uncertain, approximate)


def test_order_is_by_first_day_then_last() -> None:
    ordered = ["2030-12", "2031-01-01", "2031-01", "2031", "2031-01-02", "2031-05-14/2031-05-16"]
    assert [str(when) for when in sorted(map(Edtf.parse, reversed(ordered)))] == ordered


def test_is_a_value() -> None:
    when = Edtf.parse("2031-05")
    assert when == Edtf(text="2031-05")
    assert hash(when) == hash(Edtf(text="2031-05"))
    assert pickle.loads(pickle.dumps(when)) == copy.deepcopy(when) == when
    with pytest.raises(AttributeError):
        when.text = "2032"  # type: ignore[misc]


DAYS = st.dates(date(1000, 1, 1), date(9000, 1, 1))
MARKS = st.sampled_from(["", "?", "~", "%"])
ENDS = st.builds(
    lambda day, length, mark: day.isoformat()[:length] + mark,
    DAYS,
    st.sampled_from([4, 7, 10]),
    MARKS,
)


@given(ENDS)
def test_one_date_round_trips(text: str) -> None:
    when = Edtf.parse(text)
    assert Edtf.parse(str(when)) == when
    assert when.earliest <= when.latest
    assert when.words()


@given(DAYS, st.integers(1, 900), MARKS, MARKS)
def test_an_interval_round_trips(day: date, length: int, mark: str, other: str) -> None:
    last = day + timedelta(days=length)
    when = Edtf.parse(f"{day}{mark}/{last}{other}")
    assert Edtf.parse(str(when)) == when
    assert (when.earliest, when.latest) == (day, last)
    assert " to " in when.words()
    with pytest.raises(ValueError, match="runs backwards"):
        Edtf.parse(f"{last}{other}/{day}{mark}")


@given(st.text() | st.text(alphabet="0123456789-/?~%"))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        when = Edtf.parse(text)
        assert str(when) == text
        assert when.words()
        assert when.words_with_weekday()


@pytest.mark.parametrize(
    ("one", "other", "rougher"),
    [
        ("2031-05", "2031-05-14", True),
        ("2031-05-12/2031-05-18", "2031-05-14/2031-05-15", True),
        ("2031-05-14/2031-05-15", "2031-05-14", False),  # it takes two days
        ("2031-05-12/2031-05-18", "2031-05-19", False),
        ("2031-05-14", "2031-05", False),
        ("2031-05", "2031-05", False),
    ],
)
def test_a_week_or_month_says_less_than_a_day_in_it(one: str, other: str, rougher: bool) -> None:
    assert Edtf.parse(one).is_rougher_than(Edtf.parse(other)) is rougher
