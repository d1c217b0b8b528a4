"""Who a quotation is by: what the article prints, and what its file makes of it."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import check
from generator.corpus import Corpus, load
from generator.passages import Passages
from generator.speech import Kind, Names, Speech, surname

SECTIONS = yaml.safe_load((DATA / "attribution.yml").read_text(encoding="utf-8"))
BRIEFING = SECTIONS.pop("briefing")
CODES = ("E302", "E303", "W304", "W305", "W306")


def _corpus(folder: Path, case: dict[str, Any]) -> Corpus:
    articles = folder / "articles"
    articles.mkdir()
    (folder / "briefing.yml").write_text(yaml.safe_dump(BRIEFING), encoding="utf-8")
    (articles / "talks.txt").write_text(f"Talks in Port Lund\n\n{case['text']}\n", encoding="utf-8")
    quotation = {key: case[key] for key in ("speaker", "exact", "inferred") if key in case}
    data = {
        "headline": "Talks in Port Lund",
        "published": "2031-05-05",
        "quotations": [quotation],
        "discrepancies": case.get("discrepancies", []),
    }
    (articles / "talks.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    corpus, problems = load(folder)
    assert corpus is not None, problems
    assert not problems
    return corpus


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{section}: {case['text']} by {case['speaker']}")
        for section, cases in SECTIONS.items()
        for case in cases
    ],
)
def test_who_the_words_are_by(case: dict[str, Any], tmp_path: Path) -> None:
    problems = check(_corpus(tmp_path, case))
    assert [problem.code for problem in problems if problem.code in CODES] == case["codes"]


@pytest.mark.parametrize(
    ("speaker", "message", "help_text"),
    [
        (
            "quell",
            "the article gives these words to somebody else: “Ilse Torv said”",
            "write `torv`, or quote words that are by “quell”",
        ),
    ],
)
def test_what_an_error_says(speaker: str, message: str, help_text: str, tmp_path: Path) -> None:
    case = {"text": "“No,” Ilse Torv said.", "speaker": speaker, "exact": "No"}
    problem = next(p for p in check(_corpus(tmp_path, case)) if p.code == "E303")
    assert (problem.message, problem.help) == (message, help_text)
    row = Path(problem.location.file).read_text(encoding="utf-8").split("\n")
    found = row[problem.location.line - 1][problem.location.column - 1 :]
    assert found.startswith(speaker)


NAMES = Names([("Ilse Torv", "torv"), ("Torv", "torv"), ("Quell", "quell"), ("Arvenia", "arvenia")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” said Torv.", "name after torv plain: Torv"),
        ("“No,” Ilse Torv, the minister, said.", "name after torv plain: Ilse Torv"),
        ("“No,” said the minister of Arvenia, Ilse Torv.", "name after torv plain: Ilse Torv"),
        ("“No,” said Torv's deputy.", "description after: Torv's deputy"),
        ("“No,” beamed Mads Holm of Port Lund.", "name after plain: Mads Holm"),
        ("“No,” said former Gov. and envoy Mads Holm.", "name after plain: Mads Holm"),
        ("“No,” she told Torv.", "pronoun after: she"),
        ("“No,” Torv, who has called for talks, said.", "name after torv plain: Torv"),
        ("Torv rose and said: “No.”", "name before torv plain: Torv"),
        ("Torv on Monday also said “no”.", "name before torv plain: Torv"),
        ("Torv, asked by Quell, reportedly said “no”.", "name before torv plain: Torv"),
        ("In the U.S., Mr. Torv said “no”.", "name before torv plain: Torv"),
        ("Dr. J. R. Torv said “no”.", "name before torv plain: Torv"),
        ("Mads Torv said “no”.", "name before plain: Mads Torv"),
        ("Torv: “No.”", "name before torv plain: Torv"),
        ("Torv went to sea. “No.”", "none"),
        ("Torv said so. “No.”", "name previous torv: Torv"),
        ("Torv said so.\n\n“No.”", "name carried torv: Torv"),
        ("“No,” said Torv.\n\n“Never.”", "name after torv plain: Torv|name carried torv: Torv"),
        ("“No,” said Torv. “Never.”", "name after torv plain: Torv|name between torv plain: Torv"),
        ("He claims that the “line” holds.", "pronoun before: He"),
        ("The secretary of state states “no”.", "description before: The secretary"),
        ("It is a “line”.", "none"),
        ("A ship with the name “Skarv” left.", "none"),
    ],
)
def test_what_the_article_tells(text: str, expected: str) -> None:
    speech = Speech(Passages(text), NAMES)
    told = []
    for found in speech.attributions:
        words = [found.kind.value, found.where.value if found.where else "", *found.ids]
        words += ["plain"] if found.plain else []
        subject = found.subject and text[found.subject.start : found.subject.end]
        told.append(" ".join(filter(None, words)) + (f": {subject}" if subject else ""))
    assert "|".join(told) == expected


def test_surnames() -> None:
    assert [surname(name) for name in ("Ilse Torv", "Torv", "Edvin Torv Jr.", "Jan de Lind")] == [
        "Torv",
        "",
        "Torv",
        "Lind",
    ]


def test_who_speaks_in_a_long_text_takes_linear_time() -> None:
    """A paragraph without an end, or a name that never ends, costs no more a word."""
    for piece in ("“no” Torv said and ", "Torv ", "said, ", "A. "):
        times = []
        for count in (500, 4_000):
            started = time.process_time()
            assert Speech(Passages(piece * count), NAMES).attributions is not None
            times.append(time.process_time() - started)
        assert times[1] < 32 * times[0] + 0.1, piece


@given(
    st.lists(st.sampled_from(["“", "”", '"', "Torv", "said", "who", ",", ".", " ", "\n\n", "("]))
)
def test_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    speech = Speech(Passages(text), NAMES)
    assert len(speech.clauses.text) == len(text)
    for found in speech.attributions:
        assert (found.kind is Kind.NONE) == (found.where is None) == (found.subject is None)
        for span in (found.subject, found.cue):
            assert span is None or 0 <= span.start < span.end <= len(text)
