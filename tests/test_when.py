"""Date words of English news: invented sentences, exact reasonings, and what always holds."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edtf import Edtf
from generator.when import SENTENCES, Facing, Mention, find_mentions, resolve

HERE = Path(__file__).parent / "when"
MONDAY = date(2031, 5, 5)


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


def mentions_of(words: str, sentence: str, published: str) -> list[Mention]:
    mentions = find_mentions(sentence, date.fromisoformat(published))
    return [mention for mention in mentions if mention.resolution.words == words]


@pytest.mark.parametrize(("published", "sentence", "words", "expected"), rows("sentences.tsv"))
def test_a_sentence(published: str, sentence: str, words: str, expected: str) -> None:
    if words == "-":
        assert find_mentions(sentence, date.fromisoformat(published)) == []
        return
    mentions = mentions_of(words, sentence, published)
    assert mentions, f"“{words}” is not found"
    assert {str(mention.resolution.date or "none") for mention in mentions} == {expected}


@pytest.mark.parametrize(("published", "sentence", "words", "reasoning"), rows("reasoning.tsv"))
def test_a_reasoning(published: str, sentence: str, words: str, reasoning: str) -> None:
    first, *_ = mentions_of(words, sentence, published)
    assert str(first.resolution.reasoning) == reasoning


@pytest.mark.parametrize(
    ("words", "facing", "expected"),
    [
        ("on Wednesday", None, "2031-05-07"),
        ("on Wednesday", Facing.FUTURE, "2031-05-07"),
        ("on Wednesday", Facing.PAST, "2031-04-30"),
        ("Monday", Facing.PAST, "2031-05-05"),
        ("Monday", Facing.FUTURE, "2031-05-05"),
        ("this Friday", Facing.PAST, "2031-05-02"),
        ("this Friday", None, "2031-05-09"),
        ("12 June", Facing.PAST, "2030-06-12"),
        ("12 June", None, "2031-06-12"),
        ("May", None, "2031-05"),
        ("May", Facing.PAST, "2031-05"),
        ("in March", Facing.FUTURE, "2032-03"),
        ("2014", None, "2014"),
        ("the 13th", None, "2031-05-13"),
        ("the 13th", Facing.PAST, "2031-04-13"),
        ("the weekend", Facing.PAST, "2031-05-03/2031-05-04"),
        ("this weekend", Facing.PAST, "2031-05-03/2031-05-04"),
        ("this weekend", None, "2031-05-10/2031-05-11"),
        ("from 12 to 14 May", None, "2031-05-12/2031-05-14"),
        ("today, Monday", None, "2031-05-05"),
        ("Wednesday (7 May)", None, "2031-05-07"),
        ("soon, at a later date", None, "None"),
    ],
)
def test_words_known_to_be_date_words(words: str, facing: Facing | None, expected: str) -> None:
    resolution = resolve(words, MONDAY, facing=facing)
    assert resolution is not None
    assert resolution.words == words
    assert str(resolution.date) == expected


@pytest.mark.parametrize("words", ["", "the talks", "round 13", "every Monday", "Lind and Torv"])
def test_no_date_words(words: str) -> None:
    assert resolve(words, MONDAY) is None


def test_words_with_two_dates_mean_none_of_them() -> None:
    resolution = resolve("Monday and Tuesday", MONDAY)
    assert resolution is not None
    assert resolution.date is None
    assert Edtf.parse("2031-05-06") in resolution.candidates
    assert str(resolution.reasoning) == "“Monday and Tuesday” names more than one date."


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("Monday", "2031-04-28 2031-05-05 2031-05-12"),
        ("Wednesday", "2031-04-30 2031-05-07"),
        ("next Wednesday", "2031-05-07 2031-05-14"),
        ("next Sunday", "2031-05-11 2031-05-18"),
        ("last Wednesday", "2031-04-30"),
        ("14 May", "2030-05-14 2031-05-14"),
        ("29 February", "2028-02-29 2032-02-29"),
        ("May", "2030-05 2031-05 2032-05"),
        ("last March", "2030-03 2031-03"),
        ("14 May 2031", "2031-05-14"),
        ("next weekend", "2031-05-10/2031-05-11 2031-05-17/2031-05-18"),
        ("this weekend", "2031-05-03/2031-05-04 2031-05-10/2031-05-11"),
        ("next week", "2031-05-12/2031-05-18"),
        ("soon", ""),
    ],
)
def test_every_date_that_words_can_mean(words: str, candidates: str) -> None:
    resolution = resolve(words, MONDAY)
    assert resolution is not None
    assert " ".join(map(str, resolution.candidates)) == candidates


def test_on_a_sunday_the_week_may_have_begun() -> None:
    resolution = resolve("next week", date(2031, 5, 4))
    assert resolution is not None
    assert str(resolution.date) == "2031-05-05/2031-05-11"
    assert [str(c) for c in resolution.candidates] == [
        "2031-05-05/2031-05-11",
        "2031-05-12/2031-05-18",
    ]


@pytest.mark.parametrize(
    ("words", "mismatch"),
    [
        ("Wednesday 14 May 2031", False),
        ("Thursday 14 May 2031", True),
        ("Thursday 14 May", True),
        ("Thursday the 14th", True),
        ("from Tuesday 12 to Thursday 14 May", True),
        ("14 May", False),
        ("Thursday", False),
    ],
)
def test_a_weekday_that_does_not_match(words: str, mismatch: bool) -> None:
    resolution = resolve(words, MONDAY)
    assert resolution is not None
    assert resolution.weekday_mismatch is mismatch


def test_a_reasoning_can_be_told_in_another_language() -> None:
    resolution = resolve("Wednesday", MONDAY, facing=Facing.FUTURE)
    assert resolution is not None
    german = {SENTENCES["next"]: "„{words}“ ist, von {published} an, {date:weekday}, {date:day}."}
    reasoning = resolution.reasoning
    told = reasoning.say(german[reasoning.template], lambda day, form: f"<{form}{day:%d}>")
    assert told == "„Wednesday“ ist, von <05> an, <weekday07>, <day07>."


def test_words_of_the_text_are_never_read_as_a_template() -> None:
    resolution = resolve("{words.__class__} on Monday {0}", MONDAY)
    assert resolution is not None
    assert "“{words.__class__} on Monday {0}”" in str(resolution.reasoning)


ARTICLE = """Arvenia and Costa Norte end quota talks without a deal

Ilse Torv, right, at the ferry terminal in Port Lund, 5 May, 2031. (Photo: Lund Pictures)

Talks on catch quotas ended in Port Lund on Monday, but officials agreed to go on in the coming
days. “We came to sign,” Torv told journalists on Monday
evening.

Lind said Costa Norte would weigh what comes of its meeting with the ferrymen in Lund on Wednesday
and the session of the line commission on 14 May, when the islands will also be heard.

Few expect much of Wednesday’s meeting. The commission was also wary on Monday.
"""


def test_an_article() -> None:
    found = [
        (ARTICLE[mention.start : mention.end], str(mention.resolution.date))
        for mention in find_mentions(ARTICLE, MONDAY)
    ]
    assert found == [
        ("5 May, 2031", "2031-05-05"),
        ("Monday", "2031-05-05"),
        ("in the coming\ndays", "None"),
        ("Monday\nevening", "2031-05-05"),
        ("Wednesday", "2031-05-07"),
        ("14 May", "2031-05-14"),
        ("Wednesday", "2031-05-07"),
        ("Monday", "2031-05-05"),
    ]


def test_a_part_of_a_text() -> None:
    text = "On Monday they met; on Tuesday they parted; on Friday they will meet."
    start, end = text.index("; on Tuesday"), text.index("; on Friday")
    found = find_mentions(text, MONDAY, start=start, end=end)
    assert [mention.resolution.words for mention in found] == ["Tuesday"]


SCRAPS = re.findall(
    r"[^ ]+",
    """Monday Wednesday Sun. Sat , . ; - – to and or from between in on the a an of 1 12 13th 31 %
    2014 2031 2031-05-14 0000-00-00 January Jan. May March may early mid- late next last this
    coming week weeks month year years weekend day days ago today Today tomorrow yesterday night
    evening three 999 within time fortnight will said that met soon date no has been set before
    after ’s the\u00a0 “ ” { } {0} every first second Times until""",
)
SCRAMBLED = st.lists(st.sampled_from(SCRAPS), max_size=25).map(" ".join)
PUBLISHED = st.dates()


@given(st.text() | SCRAMBLED, PUBLISHED)
def test_whatever_the_text(text: str, published: date) -> None:
    mentions = find_mentions(text, published)
    for mention in mentions:
        resolution = mention.resolution
        assert text[mention.start : mention.end] == resolution.words != ""
        assert resolution.date is None or resolution.date in resolution.candidates
        assert list(resolution.candidates) == sorted(set(resolution.candidates))
        assert resolution.reasoning.template in SENTENCES.values()
        assert f"“{resolution.words}”" in str(resolution.reasoning)
    for before, after in pairwise(mentions):
        assert before.end <= after.start


@given(st.text() | SCRAMBLED, PUBLISHED, st.none() | st.sampled_from(Facing))
def test_whatever_the_words(words: str, published: date, facing: Facing | None) -> None:
    resolution = resolve(words, published, facing=facing)
    if resolution is not None:
        assert resolution.words == words
        assert resolution.date is None or resolution.date in resolution.candidates
        assert str(resolution.reasoning)


@given(SCRAMBLED, st.integers(0, 200), st.integers(0, 200))
def test_whatever_the_part(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    for mention in find_mentions(text, MONDAY, start=start, end=end):
        assert start <= mention.start < mention.end <= end


@given(SCRAMBLED)
def test_one_weekday_is_one_date(text: str) -> None:
    dates: dict[str, set[Edtf | None]] = {}
    for mention in find_mentions(text, MONDAY):
        if mention.resolution.words in ("Monday", "Wednesday"):
            dates.setdefault(mention.resolution.words, set()).add(mention.resolution.date)
    assert all(len(meant) == 1 for meant in dates.values())


@pytest.mark.parametrize(
    "piece",
    ["in  ", "1", "1, ", "Monday, ", "said ", "on Monday he said it and ", "moved from ", "\n ",
     "1 January to ", "best in ", "the next ", "Monday to ", "A", "early ", "1-", ". “A "],
)  # fmt: skip
def test_a_text_takes_time_in_step_with_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    find_mentions(text, MONDAY)
    # Linear takes two seconds at the worst; quadratic would take minutes.
    assert time.process_time() - began < 30
