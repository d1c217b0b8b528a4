"""The vocabulary: what a field takes, what it refuses, and how that is said."""

import datetime
import re
from typing import Any

import pytest
from conftest import Project
from pydantic import TypeAdapter, ValidationError

from generator import model
from generator.model import Selector, Stance

SEEDS_MD = """
| forthcoming | offers, supports, accepts, open-to |
| conditional | conditional, demands, questions, warns |
| closed | denies, opposes, rejects, red-line |
"""


def test_stances_and_their_groups_are_those_of_the_seed_formats() -> None:
    rows = re.findall(r"\| (\S+) \| (.+) \|", SEEDS_MD)
    wanted = [(stance, group) for group, stances in rows for stance in stances.split(", ")]
    assert [(stance.value, stance.group) for stance in Stance] == wanted


@pytest.mark.parametrize(
    ("written", "exacts"),
    [
        ("the cod", ["the cod"]),
        ({"exact": "the cod", "prefix": "a "}, ["the cod"]),
        (["the cod", {"exact": "waits"}], ["the cod", "waits"]),
    ],
)
def test_evidence_is_a_string_or_a_mapping_or_a_list_of_these(
    written: Any, exacts: list[str]
) -> None:
    found: tuple[Selector, ...] = TypeAdapter(model.Selectors).validate_python(written)
    assert [selector.exact for selector in found] == exacts


def test_records_do_not_change() -> None:
    selector = Selector(exact="the cod")
    with pytest.raises(ValidationError, match="frozen"):
        selector.exact = "the eel"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Selector("the cod")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        (model.Url, "https://lund-courier.example/a?b=c&d=é#e"),
        (model.Url, "HTTP://LUND.EXAMPLE"),
        (model.Date, "2032-02-29"),
        (model.EdtfDate, "2031"),
        (model.EdtfDate, 2031),
        (model.EdtfDate, "2031-05-14/2031-05-16"),
        (model.EdtfDate, "2031-05-28~"),
        (model.Clock, "00:00"),
        (model.Clock, "23:59"),
        (model.Country, "XA"),
        (model.Slug, "2031-05-05-talks"),
        (model.Slug, "0"),
        (model.Text, " cod "),
    ],
)
def test_fields_take(field: Any, taken: Any) -> None:
    TypeAdapter(field).validate_python(taken)


@pytest.mark.parametrize(
    ("field", "refused"),
    [
        # Whoever clicks must land on a web page.
        *[
            (model.Url, url)
            for url in (
                *(
                    "javascript:alert(1)",
                    "JavaScript:alert(1)//http://x.example",
                    "data:text/html,x",
                ),
                *("//lund.example", "lund.example", "ftp://lund.example", "https:///a", "https:a"),
                *("https://a b.example", "https://a.example/\nb", "http://[::1", "", "file:///etc"),
            )
        ],
        *[
            (model.Date, day)
            for day in (
                *("2031-02-29", "2031-13-01", "2031-5-6", "20310506", "2031-W19-1", "2031-05"),
                *("٢٠٣١-٠٥-٠٦", "2031-05-06T10:00", 2031, None, ""),
            )
        ],
        *[
            (model.EdtfDate, day)
            for day in ("2031-02-29", "203", True, 20310506, "2031/", None, "")
        ],
        *[
            (model.Clock, time)
            for time in ("24:00", "9:30", "10:60", "10.00", "1٠:3٠", 600, "10:00\n")
        ],
        *[(model.Country, code) for code in ("xa", "XAX", "X1", "")],
        *[(model.Slug, id_) for id_ in ("A", "a_b", "-a", "a-", "a--b", "é", "a b", "", "a\n")],
        *[(model.Text, text) for text in ("", " ", "\n\u00a0", None, 5, ["a"])],
    ],
)
def test_fields_refuse(field: Any, refused: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(field).validate_python(refused)


def test_dates_are_days() -> None:
    found = TypeAdapter(model.Date).validate_python("2031-05-06")
    assert found == datetime.date(2031, 5, 6)


# One fault each, in the article's file of the smallest briefing, and what is said of it.
FAULTS = [
    ("takeaways: Cod.", "“takeaways” must be a list"),
    ("takeaways: {text: Cod., evidence: eel}", "“takeaways” must be a list"),
    ("takeaways: [Cod.]", "“takeaways” must be a mapping of keys to values"),
    ("takeaways: [{text: Cod.}]", "the key “evidence” is missing"),
    ("takeaways: [{text: Cod., evidence: }]", "“evidence” must be a mapping of keys to values"),
    ("takeaways: [{text: [Cod], evidence: eel}]", "“text” must be text"),
    ("takeaways: [{text: 40, evidence: eel}]", "“text” must be text"),
    ("takeaways: [{text: NO, evidence: eel}]", None),
    ("takeaways: [{text: ~, evidence: eel}]", "“text” must be text"),
    ('takeaways: [{text: "", evidence: eel}]', "“text” is empty"),
    ('takeaways: [{text: Cod., evidence: " "}]', "“exact” is empty"),
    ("takeaways: [{text: C., evidence: {exact: eel, prefix: 5}}]", "“prefix” must be text"),
    ("takeaways: [{text: Cod., evidance: eel, evidence: eels}]", "unknown key “evidance”"),
    ("byline: ", None),
    ("rights: Full", "“Full” is no rights"),
    ("events: [{date: 2031, text: T., evidence: eel}]", None),
    ("events: [{date: [2031], text: T., evidence: eel}]", "“date” is not a date"),
    ("figures: [{value: true, of: eels, text: T., evidence: eel}]", "“value” must be a number"),
    ("figures: [{value: '5', of: eels, text: T., evidence: eel}]", "“value” must be a number"),
    ("figures: [{value: 1e400, of: eels, text: T., evidence: eel}]", "“value” must be a number"),
    ("figures: [{value: .inf, of: eels, text: T., evidence: eel}]", "“value” must be a number"),
    ("meetings: [{id: m, name: M, status: Held, evidence: eel}]", "“Held” is no status"),
    ("meetings: [{id: m, name: M, parties: arvenia, evidence: eel}]", "“parties” must be a list"),
    ("meetings: [{id: m, name: M, parties: [A], evidence: eel}]", "“A” is not a slug"),
    ("positions: [{party: arvenia, issue: 5, stance: warns, text: T., evidence: eel}]", None),
    ("? long key\n: x", "unknown key “long key”"),
]


@pytest.mark.parametrize(("written", "complaint"), FAULTS)
def test_each_fault_of_shape_is_said_in_plain_words(
    small: Project, written: str, complaint: str | None
) -> None:
    rows = f"{(small.seeds / 'articles/a.yml').read_text(encoding='utf-8')}{written}\n"
    small.write("articles/a.yml", rows)
    found = [row.split(" error: ")[1] for row in small.complaints("error")]
    if complaint is None:
        assert not [row for row in found if "must be" in row and "issue" not in row]
    else:
        assert found == [complaint]
        assert small.complaints("error")[0].startswith("seeds/articles/a.yml:3:")


def test_two_unlike_words_are_not_offered_as_a_correction(small: Project) -> None:
    small.write("articles/a.yml", "headline: H\npublished: 2031-05-05\nzzz: 1\n")
    output = small.readout("check").output
    assert "unknown key “zzz”" in output
    assert "known keys are headline, publisher, byline" in output
    assert "did you mean" not in output
