"""Paragraphs, and what stands inside quotation marks."""

import itertools
import re
from typing import Any

import pytest
import yaml
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Span
from generator.passages import Passages

CASES = [
    pytest.param(case, id=f"{name}: {case['text']}")
    for name, cases in yaml.safe_load((DATA / "passages.yml").read_text(encoding="utf-8")).items()
    for case in cases
]

any_text = st.text("ab .\n\t“”„«»‹›\"‘’‚'é", max_size=40)


def _span(text: str, words: str | list[str]) -> Span:
    """Find words that stand in the text once, or from the first to the last of several."""
    rows = [words] if isinstance(words, str) else words
    assert all(text.count(row) == 1 for row in rows), f"choose other words than {words}"
    return Span(start=text.index(rows[0]), end=text.index(rows[-1]) + len(rows[-1]))


@pytest.mark.parametrize("case", CASES)
def test_quotation_marks(case: dict[str, Any]) -> None:
    text = case["text"]
    found: list[Any] = []
    for quoted in Passages(text).quoted:
        words = text[quoted.span.start : quoted.span.end]
        found.append(words if quoted.closed else {"unclosed": words})
    assert found == case["quoted"]


@pytest.mark.parametrize("case", CASES)
def test_words_that_are_quoted_and_words_that_are_not(case: dict[str, Any]) -> None:
    text = case["text"]
    passages = Passages(text)
    for words in case.get("inside", ()):
        assert passages.is_quoted(_span(text, words)), words
    for words in case.get("outside", ()):
        assert not passages.is_quoted(_span(text, words)), words


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="parted by a blank line"),
        pytest.param("One.\n \t\u00a0\nTwo.", ["One.", "Two."], id="the blank line holds spaces"),
        pytest.param(" \nOne.\n\n \nTwo.", ["One.", "Two."], id="a line of spaces at the start"),
        pytest.param("One.\n\n\n\nTwo.", ["One.", "Two."], id="several blank lines"),
        pytest.param("One\ntwo.\n\nThree.", ["One\ntwo.", "Three."], id="lines within one"),
        pytest.param("One.\nTwo.\nThree.", ["One.", "Two.", "Three."], id="a line each"),
        pytest.param("One.\nTwo.\n\n", ["One.", "Two."], id="a line each, blank ones at the end"),
        pytest.param("\n\n One. \n\nTwo.\n", [" One. ", "Two."], id="spaces stay, edges do not"),
        pytest.param("One.", ["One."], id="one"),
        pytest.param(" \n\n\t\n", [], id="none"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    found = Passages(text).paragraphs
    assert [text[span.start : span.end] for span in found] == paragraphs


def test_each_place_has_a_paragraph() -> None:
    text = "\nOne.\n\nTwo.\n\nThree.\n"
    passages = Passages(text)
    assert [passages.paragraph_at(text.index(word)) for word in ("One", "Two", "Three")] == [
        1,
        2,
        3,
    ]
    # What stands before the first belongs to it, what stands between two to the former.
    assert passages.paragraph_at(0) == 1
    assert passages.paragraph_at(text.index("Two") - 1) == 1
    assert passages.paragraph_at(len(text)) == 3


@given(any_text)
def test_paragraphs_hold_all_that_can_be_seen(text: str) -> None:
    found = Passages(text).paragraphs
    assert all(a.end < b.start for a, b in itertools.pairwise(found))
    shown = "".join(text[span.start : span.end] for span in found)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    for number, span in enumerate(found, 1):
        assert Passages(text).paragraph_at(span.start) == number
        assert Passages(text).paragraph_at(span.end - 1) == number


@given(any_text)
def test_quoted_stretches_lie_between_their_marks_within_a_paragraph(text: str) -> None:
    passages = Passages(text)
    for quoted in passages.quoted:
        span = quoted.span
        assert text[span.start - 1] == quoted.mark
        assert any(p.start < span.start <= span.end <= p.end for p in passages.paragraphs)
        if quoted.closed:
            assert text[span.end] in "“”»›\"’‘'"
        if text[span.start : span.end].strip():
            assert passages.is_quoted(span)


@given(any_text)
def test_quoted_stretches_nest(text: str) -> None:
    spans = [quoted.span for quoted in Passages(text).quoted]
    for one in spans:
        for other in spans:
            assert (
                one.end <= other.start
                or other.end <= one.start
                or (one.start <= other.start and other.end <= one.end)
                or (other.start <= one.start and one.end <= other.end)
            )
