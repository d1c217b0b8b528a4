"""Rules about the article itself: what they find in texts, what they let be, what settles them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, Project
from hypothesis import given
from hypothesis import strategies as st

from generator import checks
from generator.checks import Finding
from generator.checks.article_text import MOST_PLACES
from generator.corpus import Corpus, load
from generator.evidence import Text
from generator.problems import Severity

RULES = {
    code: rule for code, rule in sorted(checks.registered().items()) if "W601" <= code <= "W608"
}
SECTIONS: dict[str, Any] = yaml.safe_load((DATA / "article_text.yml").read_text(encoding="utf-8"))
REGISTRY = SECTIONS.pop("registry")
CASES = [
    pytest.param(case["text"], case.get("finds", []), id=f"{name}: {case['text'][:40]!r}")
    for name, cases in SECTIONS.items()
    for case in cases
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Give a briefing with the registry of the data file and one article."""
    seeds = tmp_path_factory.mktemp("words") / "seeds"
    (seeds / "articles").mkdir(parents=True)
    briefing = {"title": "Eels", "language": "en", **REGISTRY}
    (seeds / "briefing.yml").write_text(yaml.safe_dump(briefing), encoding="utf-8")
    (seeds / "articles" / "a.yml").write_text("headline: Eels\npublished: 2031-05-05\n")
    (seeds / "articles" / "a.txt").write_text("Eels.\n")
    found, problems = load(seeds)
    assert found is not None
    assert problems == []
    return found


def findings(corpus: Corpus, text: str) -> list[tuple[str, Finding]]:
    """Run the rules on an article with this text: each finding with its code, by its place."""
    article = replace(corpus.articles[0], text=Text(text))
    found = [(code, item) for code, rule in RULES.items() for item in rule.check(corpus, article)]
    return sorted(found, key=lambda pair: (pair[1].location, pair[0]))


def at_place(text: str, finding: Finding) -> str:
    """Give the words of the text where a finding stands, on one line."""
    (_, span), *_ = finding.words
    line = text.count("\n", 0, span.start) + 1
    assert finding.location.line == line
    assert finding.location.column == span.start - text.rfind("\n", 0, span.start)
    return " ".join(text[span.start : span.end].split(" ")).replace("\n", " ")


@pytest.mark.parametrize(("text", "finds"), CASES)
def test_a_text(corpus: Corpus, text: str, finds: list[str]) -> None:
    found = [f"{code} {at_place(text, item)}" for code, item in findings(corpus, text)]
    # YAML cannot show a no-break space at the end of a word.
    assert [row.rstrip("\u00a0") for row in found] == finds


def test_every_rule_is_a_warning_that_states_itself() -> None:
    assert list(RULES) == [f"W60{number}" for number in range(1, 9)]
    for rule in RULES.values():
        assert rule.severity is Severity.WARNING
        assert rule.per_article
        assert rule.states.endswith(".")


# Messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("“We sign and go. He left.", "the quotation that opens with “We sign and go. He"),
        ("We sign.” He left.", "this ” closes a quotation that nothing opens"),
        ("They met in Brennik.", "“Brennik” is one letter from “Brennick”; it may be a misprint"),
        (
            "The Laakes of Morna.",
            "“Laakes” is one letter from “Lakes of Morna”; it may be a misprint",
        ),
        (
            "donâ€™t, wonâ€™t",
            "“â€™” stands where “’” is presumably meant: decoded wrongly, 2 times",
        ),
        ("5Â\u00a0km", "“Â\u00a0” stands where a space is presumably meant: decoded wrongly"),
        ("caf\ufffd", "U+FFFD stands where a character was lost"),
        ("It did now help.", "“now” may be a misprint for “not” in “did now help”"),
        (
            "a\u202eb",
            "U+202E (RIGHT-TO-LEFT OVERRIDE) stands here and cannot be seen",
        ),
        ("a\x1bb", "U+001B (a control character) stands here and cannot be seen"),
    ],
)
def test_a_message(corpus: Corpus, text: str, message: str) -> None:
    ((_, found),) = findings(corpus, text)
    assert found.message.startswith(message)
    assert "`discrepancies`" in found.help


def test_a_text_that_is_broken_throughout_is_told_so_once(corpus: Corpus) -> None:
    found = findings(corpus, "It did now help.\n" * 100)
    assert len(found) == MOST_PLACES
    assert found[-1][1].message.endswith("(places after this one are not looked at)")
    assert not found[-2][1].message.endswith(")")


@given(st.text("aAn “”‘’\"'«»„()[]:/.\nÃâ€™©\u202e\x1b", max_size=60))
def test_any_text_can_be_checked(text: str) -> None:
    article = ANY.articles[0]
    for rule in RULES.values():
        for item in rule.check(ANY, replace(article, text=Text(text))):
            assert all(0 <= span.start < span.end <= len(text) for _, span in item.words)


def _any_corpus() -> Corpus:
    found, _ = load(DATA / "fishing" / "seeds")
    assert found is not None
    return found


ANY = _any_corpus()


# Acknowledgement


@pytest.mark.parametrize(
    ("code", "text", "evidence"),
    [
        ("W601", "Torv said “we sign. He left.", "said “we sign"),
        ("W601", "Torv said “we sign. He left.", "we sign"),
        ("W602", "He said “the “new” treaty”.", "the “new” treaty"),
        ("W602", "We sign.” He left.", "We sign.” He"),
        ("W603", "It ended.\n\nRead also: Eels", "Read also: Eels"),
        ("W604", "It ended. (Credit: Reuters/Lem)", "ended. (Credit: Reuters/Lem)"),
        ("W605", "They met in Brennik.", "in Brennik"),
        ("W606", "The cafÃ© and the cafÃ©.", "The cafÃ© and"),
        ("W607", "It did now help.", "It did now"),
        ("W608", "It \u202eended.", "\u202eended"),
    ],
)
def test_a_discrepancy_entry_over_the_place_settles_it(
    small: Project, code: str, text: str, evidence: str
) -> None:
    small.write("briefing.yml", yaml.safe_dump({"title": "E", "language": "en", **REGISTRY}))
    small.write("articles/a.txt", text)
    data: dict[str, Any] = {"headline": "Eels", "published": "2031-05-05"}

    def codes() -> set[str]:
        small.write("articles/a.yml", yaml.safe_dump(data))
        found, problems = load(small.seeds)
        assert found is not None
        assert problems == []
        return {problem.code for problem in checks.check(found)} & set(RULES)

    assert codes() == {code}
    data["discrepancies"] = [{"kind": "other", "text": "It is wrong.", "evidence": evidence}]
    assert codes() == set()


def test_the_geneva_article_holds_what_its_discrepancies_say() -> None:
    found, problems = load(Path(__file__).parent.parent / "seeds")
    assert found is not None
    assert problems == []
    places = [
        (code, at_place(article.text.text, item))
        for article in found.articles
        for code, rule in RULES.items()
        for item in rule.check(found, article)
    ]
    assert places == [
        ("W601", "“to"),
        ("W603", "Read also: Russia-US security talks in Geneva"),
        ("W604", "(Credit: Reuters/Denis Balibouse)"),
        ("W605", "Brussel"),
        ("W607", "will now allow anyone"),
    ]
    assert _warnings(found) == set()
    bare = tuple(replace(article, discrepancies=()) for article in found.articles)
    assert _warnings(replace(found, articles=bare)) == {code for code, _ in places}


def _warnings(corpus: Corpus) -> set[str]:
    return {problem.code for problem in checks.check(corpus)} & set(RULES)
