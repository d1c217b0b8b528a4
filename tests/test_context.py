"""The sentence around a quotation: shown where the quoted words alone are no sentence."""

import pytest

from generator.model import Span
from generator.passages import Passages
from generator.speech.context import sentences_around

PAST = "It rained. "
WHOLE = [
    "“<The cod will not wait for us>,” Torv said.",
    "“<The cod will not wait>. We will,” Torv said.",
    "“The cod will not wait. <We will>,” Torv said.",
    "Torv said: “<We came to sign>.” Then she left.",
    "Torv said, “<We came to sign>”. Then she left.",
    "“<We came to sign>”",
    "“<We came to sign>",
    "<“We came to sign.”>",
    "« <We came to sign>. »",
    "Torv said: “<61 000 tonnes are left>.”",
]
FRAGMENTS = {
    "Torv called the offer “<a step>”. Quell did not.": "Torv called the offer “a step”.",
    "Torv called it “<a step>,” and left.": "Torv called it “a step,” and left.",
    "Torv called it “<Madness>,” and left.": "Torv called it “Madness,” and left.",
    "“<The cod> will not wait,” Torv said. He left.": "“The cod will not wait,” Torv said.",
    "However, he said “<key issues are pending>”.": "However, he said “key issues are pending”.",
    # What ends a sentence of the quotation does not end the sentence around it.
    "She spoke of “<a cut>. And soon.” as her aim.": "She spoke of “a cut. And soon.” as her aim.",
    "“<a step>": "“a step",
}


def at(text: str) -> tuple[Passages, Span]:
    """Read a text whose words in question stand between < and >, in a second paragraph."""
    before = f"Arvenia waits\n\n{PAST}"
    start, end = text.index("<"), text.index(">") - 1
    bare = text.replace("<", "").replace(">", "")
    offset = len(before)
    return (
        Passages(f"{before}{bare}\n\nThe end."),
        Span(start=offset + start, end=offset + end),
    )


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_needs_none_around_it(text: str) -> None:
    assert sentences_around(*at(text)) == []


@pytest.mark.parametrize("text", FRAGMENTS)
def test_a_fragment_stands_in_its_sentence(text: str) -> None:
    passages, span = at(text)
    around = sentences_around(passages, span)
    assert [passages.text[s.start : s.end] for s in around] == [FRAGMENTS[text]]


def test_sentences_end_at_the_end_of_a_line_and_before_a_no_break_space() -> None:
    text = "Arvenia waits\n\nTorv\nsat.\nShe called it “a step”\nback.\xa0 She left."
    span = Span(start=text.index("a step"), end=text.index("”"))
    around = sentences_around(Passages(text), span)
    assert [text[s.start : s.end] for s in around] == ["She called it “a step”\nback."]


def test_a_fragment_over_two_paragraphs_stands_in_both() -> None:
    text = "Torv spoke of “a sea.\n\n“and lines” in it. She left."
    span = Span(start=text.index("a sea"), end=text.index("”"))
    around = sentences_around(Passages(text), span)
    assert [text[s.start : s.end] for s in around] == [
        "Torv spoke of “a sea.",
        "“and lines” in it.",
    ]
