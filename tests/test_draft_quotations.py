"""What a draft proposes as quotations: words, speakers, and when and where they were said."""

import datetime
import pickle
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.draft.nlp import PipelineError, load_pipeline
from generator.draft.quotations import propose_quotations

ROOT = Path(__file__).parents[1]
CASES = yaml.safe_load((ROOT / "tests/data/quotations.yml").read_text("utf-8"))
GENEVA = ROOT / "seeds/articles/2022-01-10-geneva-talks"
PUBLISHED = datetime.date(2031, 5, 14)


def read(text, proposed):
    """Give the quoted words and the words for their speaker, as printed."""
    return [
        [
            text[item.start : item.end],
            None if item.speaker_start is None else text[item.speaker_start : item.speaker_end],
        ]
        for item in proposed
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["form"])
def test_quotations_are_found_with_their_speakers(case):
    proposed = propose_quotations(case["text"], case.get("published"))
    assert read(case["text"], proposed) == case["says"]
    for name in ("confident", "inferred", "said", "occasion"):
        if name in case:
            assert [getattr(item, name) for item in proposed] == case[name], name


def test_the_reason_quotes_the_words_that_attribute():
    (item,) = propose_quotations("“We shall not sign,” said Torv.")
    assert item.why == "“said Torv” follows the words"


def test_all_quotations_of_the_geneva_article_are_found():
    """Each with the words that name its speaker, and with what a person wrote of it."""
    text = GENEVA.with_suffix(".txt").read_text("utf-8")
    seeds = yaml.safe_load(GENEVA.with_suffix(".yml").read_text("utf-8"))
    proposed = propose_quotations(text, seeds["published"])
    found = {text[item.start : item.end].rstrip(",."): item for item in proposed}
    told = {
        "wendy-sherman": {"Sherman"},
        "ned-price": {"Ned Price", "he"},
        "vladimir-putin": {"he"},
        "sergei-ryabkov": {"Ryabkov", "he"},
        "jens-stoltenberg": {"he"},
    }
    assert len(found) == len(seeds["quotations"])
    for entry in seeds["quotations"]:
        item = found[entry["exact"].rstrip(".")]
        assert text[item.speaker_start : item.speaker_end] in told[entry["speaker"]]
        assert item.inferred is entry.get("inferred", False)
        assert item.said in (None, entry.get("said"))


WORDS = st.sampled_from(
    [
        *("“", "”", '"', "'", "‘", "’", "«", "»", "„", "''", "\n", "\n\n", " ", ",", ".", ":", "?"),
        *(
            "Torv",
            "said",
            "she",
            "the minister",
            "told",
            "asked",
            "who",
            "on Monday",
            "—",
            "…",
            "(",
        ),
        *(
            "saying",
            "called",
            "fish",
            "Lund",
            "8",
            "at a briefing",
            "\x00",
            "\u202e",
            "𝒯",
            "e\u0301",
        ),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS).map("".join) | st.text()


@given(TEXTS)
def test_any_text_gives_proposals_within_it(text):
    proposed = propose_quotations(text, PUBLISHED)
    assert propose_quotations(text, PUBLISHED) == proposed
    assert pickle.loads(pickle.dumps(proposed)) == proposed
    end = 0
    for item in proposed:
        assert end <= item.start < item.end <= len(text)
        end = item.end
        assert (item.speaker_start is None) is (item.speaker_end is None)
        if item.speaker_start is not None:
            assert 0 <= item.speaker_start < item.speaker_end <= len(text)
            assert text[item.speaker_start : item.speaker_end].strip()
        assert item.confident is (item.confidence >= 0.9)


@pytest.mark.parametrize("drop", range(6))
def test_a_missing_mark_costs_no_other_paragraph(drop):
    """Drop any one mark of the first paragraph: the second reads as before."""
    first = "“We came,” said Torv. “We saw,” she said. “We left,” she added."
    marks = [place for place, letter in enumerate(first) if letter in "“”"]
    first = first[: marks[drop]] + first[marks[drop] + 1 :]
    text = f"{first}\n\n“Good riddance,” said Quell."
    assert read(text, propose_quotations(text))[-1] == ["Good riddance,", "Quell"]


@dataclass(eq=False)
class Token:
    """A token as spaCy has it, as far as a draft looks at it."""

    text: str
    idx: int
    i: int
    dep_: str
    pos_: str
    tag_: str = ""
    head: "Token" = None
    children: list = field(default_factory=list)

    @property
    def ancestors(self):
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def lefts(self):
        return [child for child in self.children if child.i < self.i]


def parser(parses):
    """Give a pipeline that knows these texts: {text: [(word, dependency, part, head), …]}."""

    def parse(text):
        tokens, at = [], 0
        for number, (word, dependency, part, _) in enumerate(parses[text]):
            at = text.index(word, at)
            tokens.append(Token(word, at, number, dependency, part))
            at += len(word)
        for token, (*_, head) in zip(tokens, parses[text], strict=True):
            token.head = tokens[head]
            if head != token.i:
                tokens[head].children.append(token)
        return tokens

    return parse


def words_of(*tokens):
    """Read tokens written as word/dependency/part/head."""
    split = [token.rsplit("/", 3) for token in tokens]
    return [(word, dependency, part, int(head)) for word, dependency, part, head in split]


def speakers(text, reduced, *tokens):
    proposed = propose_quotations(text, nlp=parser({reduced: words_of(*tokens)}))
    return [speaker for _, speaker in read(text, proposed)]


def test_a_parse_decides_where_the_rules_know_only_a_description():
    """Who writes somebody a letter saying something says it."""
    found = speakers(
        "The old queen wrote friends saying “the bank is empty and the boats lie idle since May.”",
        "The old queen wrote friends saying “it is so.”",
        *("The/det/DET/2", "old/amod/ADJ/2", "queen/nsubj/NOUN/3", "wrote/ROOT/VERB/3"),
        *("friends/dobj/NOUN/3", "saying/acl/VERB/4", "“/punct/PUNCT/7", "it/nsubj/PRON/8"),
        *("is/ccomp/AUX/5", "so/acomp/ADV/8", "./punct/PUNCT/3", "”/punct/PUNCT/3"),
    )
    assert found == ["The old queen"]


def test_a_parse_takes_no_verb_inside_the_quotation():
    text = "The queen told friends that her aide “says too little”."
    found = speakers(
        text,
        text,
        *("The/det/DET/1", "queen/nsubj/NOUN/2", "told/ROOT/VERB/2", "friends/dobj/NOUN/2"),
        *("that/mark/SCONJ/8", "her/poss/PRON/6", "aide/nsubj/NOUN/8", "“/punct/PUNCT/8"),
        *("says/ccomp/VERB/2", "too/advmod/ADV/10", "little/dobj/ADJ/8", "”/punct/PUNCT/8"),
        "./punct/PUNCT/2",
    )
    assert found == ["The queen"]


def test_a_parse_that_agrees_makes_surer():
    """Of the words at the speaker, and of those that follow on them."""
    text = "“The bank is empty and the boats lie idle since May,” said Torv. “It has long been so.”"
    parsed = words_of(
        *("“/punct/PUNCT/2", "it/nsubj/PRON/2", "is/ccomp/AUX/6", "so/acomp/ADV/2"),
        *(",/punct/PUNCT/6", "”/punct/PUNCT/6", "said/ROOT/VERB/6", "Torv/nsubj/PROPN/6"),
        *("./punct/PUNCT/6", "“/punct/PUNCT/11", "it/nsubj/PRON/11", "is/ROOT/AUX/11"),
        *("so/acomp/ADV/11", "./punct/PUNCT/11", "”/punct/PUNCT/11"),
    )
    alone = propose_quotations(text)
    agreed = propose_quotations(text, nlp=parser({"“it is so,” said Torv. “it is so.”": parsed}))
    assert read(text, agreed) == read(text, alone)
    for before, after in zip(alone, agreed, strict=True):
        assert after.confidence > before.confidence
        assert after.why == before.why + "; the parser agrees"


def test_a_paragraph_longer_than_any_is_not_parsed():
    text = "“We shall not sign,” said Torv. " + "The hall was full. " * 1_100
    assert propose_quotations(text, nlp=parser({})) == propose_quotations(text)


def test_without_spacy_or_a_pipeline_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(PipelineError, match=r"spaCy is not installed.*\[nlp\]"):
        load_pipeline()

    def load(name):
        if name not in ("en_small", "de_small"):
            raise OSError(name)
        return name

    models = ["de_small", "en_small"]
    util = SimpleNamespace(get_installed_models=lambda: models)
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(util=util, load=load))
    assert load_pipeline() == "en_small"
    assert load_pipeline("de_small") == "de_small"
    with pytest.raises(
        PipelineError, match="no spaCy pipeline 'en_large'; installed: de_small, en"
    ):
        load_pipeline("en_large")
    models.remove("en_small")
    with pytest.raises(PipelineError, match="no English pipeline"):
        load_pipeline()
