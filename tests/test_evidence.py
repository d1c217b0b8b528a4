"""Evidence: what is located is what was meant, in the untouched text, or nothing is."""

import re
import unicodedata
from typing import Any

import pytest
import yaml
from conftest import DATA
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.evidence import Located, Text, fold
from generator.model import Selector, Span

CASES = yaml.safe_load((DATA / "evidence.yml").read_text(encoding="utf-8"))

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
SPACES = " \t\n\u00a0\u2009\u202f\u3000\u2028"
ALIKE = ('"“”„‟', "'‘’‚‛", "-‐‑‒–—―")
JOINING = re.compile(rf"[\u1160-\u11ff{INVISIBLE}]")

# A few letters, so that words repeat; everything that is forgiven; what composes and what does not.
ALPHABET = (
    "abAe" + SPACES + INVISIBLE + "".join(ALIKE) + "\u0301\u0323\u0307é한\u1112\u1161\u11ab\u0958"
)
texts = st.text(ALPHABET, max_size=30)
any_texts = texts | st.text(max_size=20)


def _gives(text: str, located: Located) -> Any:
    """Word what was located as tests/data/evidence.yml does."""
    if located.spans:
        words = [text[span.start : span.end] for span in located.spans]
        return words if len(words) > 1 else words[0]
    if located.places:
        return f"{len(located.places)} times"
    return "out of order" if located.out_of_order else "none"


@pytest.mark.parametrize(
    ("text", "find", "gives"),
    [
        pytest.param(case["text"], case["find"], case["gives"], id=f"{rule}: {case['find']!r}")
        for rule, cases in CASES.items()
        for case in cases
    ],
)
def test_the_rules_of_the_seed_files(text: str, find: Any, gives: Any) -> None:
    selector = Selector.model_validate({"exact": find} if isinstance(find, str) else find)
    assert _gives(text, Text(text).locate(selector)) == gives


def plain(text: str) -> str:
    """Say SEEDS.md's rules once more, as simply as can be: two texts are equal if these are."""
    text = unicodedata.normalize("NFC", "".join(c for c in text if c not in INVISIBLE))
    for marks in ALIKE:
        text = re.sub(f"[{marks}]", marks[0].replace("\\", ""), text)
    return re.sub(r"\s+", " ", text)


def count(words: str, text: str) -> int:
    """Count the places where words stand, overlapping ones too."""
    return sum(text.startswith(words, at) for at in range(len(text)))


def joins(char: str) -> bool:
    """Tell whether a character belongs to the letter before it, or to nothing that is seen."""
    return unicodedata.category(char)[0] == "M" or bool(JOINING.match(char))


def same_place(text: str, span: Span, start: int, end: int) -> bool:
    """Tell whether a span is `start:end` but for white space and half letters at the edges."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    before, after = text[span.start + 1 : start + 1], text[end : span.end]
    return (
        span.start <= start
        and end <= span.end
        and (span.start == start or all(map(joins, before)))
        and all(map(joins, after))
    )


@given(any_texts, st.data())
def test_a_pick_with_all_that_surrounds_it_is_located_where_it_stands(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    seen = plain(text[start:end]).strip()
    assume(text[start:end].strip() and seen)
    # Nobody picks half a letter: an accent without what it stands on.
    assume(not joins(seen[0]))
    selector = Selector(exact=text[start:end], prefix=text[:start], suffix=text[end:])
    located = Text(text).locate(selector)
    assert len(located.spans) == 1
    assert same_place(text, located.spans[0], start, end)


@given(any_texts, texts)
def test_words_are_located_as_often_as_they_stand_there(text: str, words: str) -> None:
    assume(words.strip() and plain(words).strip())
    located = Text(text).locate(Selector(exact=words))
    times = count(plain(words).strip(), plain(text))
    assert len(located.spans or located.places) == times
    assert bool(located.spans) == (times == 1)


def disguised(text: str, draw: st.DrawFn) -> str:
    """Write the text in another way that SEEDS.md calls equal."""
    out = []
    for char in unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text):
        if char.isspace():
            out.append(draw(st.text(SPACES, min_size=1, max_size=3)))
        else:
            alike = next((marks for marks in ALIKE if char in marks), char)
            out.append(draw(st.sampled_from(alike)))
        out.append(draw(st.text(INVISIBLE, max_size=1)))
    return "".join(out)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """Draw a passage, and a text that holds it (differently written) at start:end."""
    letters = "abcdeé한 '\"-" + "\u0323"
    passage = draw(st.text(letters, min_size=1, max_size=12))
    before, after = draw(st.text(letters, max_size=12)), draw(st.text(letters, max_size=12))
    assume(passage == passage.strip() and not joins(passage[0]) and after[:1] != "\u0323")
    parts = [disguised(part, draw) for part in (before, passage, after)]
    assume(count(plain(passage), plain("".join(parts))) == 1)
    start = len(parts[0])
    return disguised(passage, draw), "".join(parts), start, start + len(parts[1])


@given(passages())
def test_a_disguised_passage_is_located(drawn: tuple[str, str, int, int]) -> None:
    words, text, start, end = drawn
    located = Text(text).locate(Selector(exact=words))
    assert len(located.spans) == 1
    assert same_place(text, located.spans[0], start, end)


@given(passages(), st.data())
def test_a_changed_letter_is_not_located(
    drawn: tuple[str, str, int, int], data: st.DataObject
) -> None:
    words, text, _, _ = drawn
    letters = [i for i, char in enumerate(words) if char.isalpha()]
    assume(letters)
    at = data.draw(st.sampled_from(letters))
    changed = data.draw(
        st.sampled_from([words[at].upper(), "z", "ж", "0"]).filter(words[at].__ne__)
    )
    # A capital is told from its small letter only where there are both.
    assume(not (changed.islower() and changed in text))
    altered = words[:at] + changed + words[at + 1 :]
    assume(plain(altered) != plain(words))
    assert Text(text).locate(Selector(exact=altered)) == Located()


@given(any_texts)
@example("\u0958\u200d\u0301")
@example("q\u0307\u0323")
def test_folding_leads_back_to_the_untouched_text(text: str) -> None:
    folded = fold(text)
    assert folded.text == plain(text)
    for at in range(len(folded.text)):
        span = folded.origin(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert folded.text[at] in plain(text[span.start : span.end])


@given(any_texts, texts, st.data())
def test_a_span_holds_the_words(text: str, words: str, data: st.DataObject) -> None:
    assume(words.strip() and plain(words).strip())
    located = Text(text).locate(Selector(exact=words))
    for span in located.spans or located.places:
        assert 0 <= span.start < span.end <= len(text)
        assert plain(words).strip() in plain(text[span.start : span.end])


@given(
    st.lists(st.text("abc", min_size=1, max_size=3), min_size=2, max_size=8),
    st.integers(0, 6),
    st.integers(1, 7),
)
def test_pieces_are_located_each_in_its_place(words: list[str], first: int, second: int) -> None:
    assume(first < second < len(words))
    text = f"Other words. {' '.join(words)} ends it.\n\nAnother paragraph."
    pieces = [words[first], words[second]]
    # Told apart by what stands before the first and after the second.
    prefix = f"Other words. {' '.join(words[:first])} ".replace("  ", " ")
    suffix = f" {' '.join(words[second + 1 :])} ends it.".replace("  ", " ")
    exact = " […] ".join(pieces)
    located = Text(text).locate(Selector(exact=exact, prefix=prefix, suffix=suffix))
    start = len(prefix)
    end = text.index("\n") - len(suffix)
    assert located.spans == (
        Span(start=start, end=start + len(pieces[0])),
        Span(start=end - len(pieces[1]), end=end),
    )


def test_a_long_article_is_searched_at_once() -> None:
    text = "“Costa Norte’s co\u00adast” — " * 20_000 + "the end"
    located = Text(text).locate(Selector(exact='coast" - the end'))
    assert _gives(text, located) == "co\u00adast” — the end"


@pytest.mark.parametrize(
    ("gap", "first", "second"),
    [
        pytest.param("\n\n", "20001 times", "out of order", id="many paragraphs"),
        # Nobody reads how many millions of ways there are; nine are as bad.
        pytest.param(" ", "9 times", "9 times", id="one paragraph"),
    ],
)
def test_pieces_that_stand_everywhere_are_no_burden(gap: str, first: str, second: str) -> None:
    text = Text(f"cod wait{gap}" * 20_000 + "cod, then wait")
    for exact, gives in (
        ("cod […] wait", first),
        ("wait […] cod […] wait", second),
        ("cod, […] wait", ["cod,", "wait"]),
    ):
        assert _gives(text.text, text.locate(Selector(exact=exact))) == gives
