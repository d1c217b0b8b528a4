"""`readout memo`: what a text written from a briefing claims, and what the seed files say to it.

tests/data/memo/ holds memos, each beside what is printed for it, and the invented briefing that
they were written from.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, TESTS, Project
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus import Corpus, load
from generator.memo import CODES, Kind, MemoReport, Verdict, check_memo
from generator.memo.prose import Prose
from generator.model import Quotation

MEMOS = sorted(path.stem for path in (DATA / "memo").glob("*.md"))
MANUAL = TESTS.parent / "manual" / "memo.md"


def _corpus() -> Corpus:
    corpus, problems = load(DATA / "memo" / "seeds")
    assert corpus is not None
    assert problems == []
    return corpus


CORPUS = _corpus()
QUOTATIONS: list[Quotation] = [
    cited.entry
    for article in CORPUS.articles
    for cited in article.quotations
    if not cited.entry.inferred
]


def check(text: str) -> MemoReport:
    assert CORPUS.data.as_of
    return check_memo(text, "memo.md", CORPUS, CORPUS.data.as_of)


def codes(text: str) -> list[str]:
    return [problem.code for problem in check(text).problems]


@pytest.fixture
def desk(project: Callable[[str], Project]) -> Project:
    """Give the folder of the memos, to run the command in."""
    return project("data/memo")


def test_what_an_article_calls_a_meeting_names_it_and_a_week_bears_out_no_day(
    small: Project,
) -> None:
    for day, name, date in ((1, "Ice dialogue", "2031-05-12/2031-05-18"), (9, "", "2031-05-14")):
        small.write(f"articles/on-{day}.txt", "Europe.\xa0 Envoy Ilse Torv sat. They meet.\n")
        small.write(
            f"articles/on-{day}.yml",
            f"headline: Report\npublished: 2031-05-0{day}\nmeetings:\n  - {{id: round,"
            f" name: {name or 'Extraordinary session'}, date: {date}, evidence: They meet.}}\n",
        )
    corpus = small.corpus()
    report = check_memo("The Ice dialogue is on 13 May.", "memo.md", corpus, corpus.newest)
    assert [problem.code for problem in report.problems] == ["E906"]
    report = check_memo("Minister Ilse Torv sat.", "memo.md", corpus, corpus.newest)
    assert "Europe" not in report.problems[0].help


# What is printed


@pytest.mark.parametrize("name", MEMOS)
def test_what_is_printed_for_a_memo(
    name: str, desk: Project, compare: Callable[[Path, str], None]
) -> None:
    result = desk.readout("memo", f"{name}.md")
    compare(DATA / "memo" / f"{name}.txt", result.output)
    assert result.exit_code == (1 if " error: " in result.output else 0)


def test_the_memos_show_every_code() -> None:
    printed = "".join((DATA / "memo" / f"{name}.txt").read_text(encoding="utf-8") for name in MEMOS)
    assert set(re.findall(r"\b[EW]9\d\d\b", printed)) == CODES.keys()


def test_the_sound_memo_has_claims_of_every_kind_and_no_problem() -> None:
    report = check((DATA / "memo" / "sound.md").read_text(encoding="utf-8"))
    assert report.problems == []
    assert {claim.kind for claim in report.claims} == set(Kind)
    assert {claim.verdict for claim in report.claims} == {Verdict.BACKED}
    assert all(claim.where for claim in report.claims)


def test_an_article_read_as_a_memo_is_backed_by_itself() -> None:
    for article in CORPUS.articles:
        report = check_memo(article.text.text, "memo.md", CORPUS, article.data.published)
        assert report.problems == []
        assert report.claims


# Formats, exit status, bad input


def test_json_has_the_problems_in_the_shape_of_the_seed_formats(desk: Project) -> None:
    result = desk.readout("memo", "names.md", "--format", "json")
    rows = json.loads(result.output)
    assert result.exit_code == 1
    assert set(rows[0]) == {
        *("code", "severity", "message", "help", "file"),
        *("line", "column", "end_line", "end_column"),
    }
    assert {row["file"] for row in rows} == {"names.md"}
    lines = (DATA / "memo" / "names.md").read_text(encoding="utf-8").splitlines()
    first = rows[0]
    words = lines[first["line"] - 1][first["column"] - 1 : first["end_column"] - 1]
    assert words == "Arvenia's foreign minister"


def test_sarif_and_github_name_the_memo_and_its_codes(desk: Project) -> None:
    log = json.loads(desk.readout("memo", "figures.md", "--format", "sarif").output)
    (run,) = log["runs"]
    listed = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert CODES.keys() <= set(listed)
    assert {listed[result["ruleIndex"]] for result in run["results"]} == {"E908", "W909"}
    printed = desk.readout("memo", "figures.md", "--format", "github").output
    assert printed.startswith("::error file=figures.md,line=1,")


def test_without_problems_json_is_an_empty_list_and_github_says_nothing(desk: Project) -> None:
    assert json.loads(desk.readout("memo", "sound.md", "--format", "json").output) == []
    assert desk.readout("memo", "sound.md", "--format", "github").output == ""


def test_strict_fails_on_warnings(desk: Project) -> None:
    (desk.folder / "small.md").write_text("Foreign minister Greta Holm came.", encoding="utf-8")
    assert desk.readout("memo", "small.md").exit_code == 0
    assert desk.readout("memo", "small.md", "--strict").exit_code == 1
    assert desk.readout("memo", "sound.md", "--strict").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [(), ("missing.md",), ("-",), ("seeds",), ("sound.md", "--format", "xml")]
)
def test_wrong_usage(arguments: tuple[str, ...], desk: Project) -> None:
    result = desk.readout("memo", *arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.output


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "E104"),
        (b"\xef\xbb\xbf \r\n", "E104"),
        (b"PK\x03\x04\x00\x00", "E107"),
        ("“gr\xfcn”".encode("cp1252"), "E106"),
        ("Torv said".encode("utf-16"), "E107"),
        (b"Torv said nothing. " * 60_000, "E103"),
    ],
)
def test_a_file_that_is_no_memo(raw: bytes, code: str, desk: Project) -> None:
    (desk.folder / "bad.md").write_bytes(raw)
    result = desk.readout("memo", "bad.md")
    assert result.exit_code == 1
    assert re.match(rf"bad\.md:1:\d+: {code} error: ", result.output)
    assert "The memo was not checked." in result.output
    rows = json.loads(desk.readout("memo", "bad.md", "--format", "json").output)
    assert [row["code"] for row in rows] == [code]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(desk: Project) -> None:
    raw = (DATA / "memo" / "dates.md").read_bytes()
    (desk.folder / "windows.md").write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    plain = desk.readout("memo", "dates.md", "--format", "json").output
    assert desk.readout("memo", "windows.md", "--format", "json").output == plain.replace(
        "dates.md", "windows.md"
    )


def test_seed_files_with_errors_are_no_measure(desk: Project) -> None:
    desk.replace("articles/2031-05-05-first-round.yml", "a first step", "a last step")
    result = desk.readout("memo", "sound.md")
    assert result.exit_code == 1
    assert "E201" in result.output
    assert "The memo was not checked." in result.output


def test_as_of_a_day_nothing_later_is_known(desk: Project) -> None:
    (desk.folder / "small.md").write_text(
        "“We have measured it now,” Oda Brennick said.", encoding="utf-8"
    )
    assert desk.readout("memo", "small.md", "--strict").exit_code == 0
    early = desk.readout("memo", "small.md", "--strict", "--as-of", "2031-05-06")
    assert "W903" in early.output
    assert "E150" in desk.readout("memo", "small.md", "--as-of", "2031-05-04").output


def test_as_of_a_day_nobody_has_a_name_that_only_later_articles_print(desk: Project) -> None:
    desk.replace("briefing.yml", "aliases: [Torv]", "aliases: [Torv, Ice Queen]")
    later = "articles/2031-05-07-ice-report.txt"
    desk.replace(later, "thanked Arvenia", "thanked Arvenia and Torv, the Ice Queen,")
    (desk.folder / "small.md").write_text("“A first step”, Ice Queen said.", encoding="utf-8")
    assert "not Ilse Torv's" in desk.readout("memo", "small.md").output
    assert "not Ice Queen's" in desk.readout("memo", "small.md", "--as-of", "2031-05-06").output


# Quotations


def test_a_quotation_may_be_shortened_and_fitted_in() -> None:
    for words in (
        "We came to open a strait […] with a map",
        "We came … a map",
        "[w]e go home with a map",
        "We [Arvenia] came to open a strait",
        "we go home with a map!",
        "Forty per cent of our ferries cannot pass today . . .",
    ):
        name = "Quell" if "ferries" in words else "Torv"
        assert codes(f"{name} said: “{words}”") == [], words


def test_a_quotation_is_not_put_together_from_two() -> None:
    assert codes("Quell said: “A first step … That is a blockade”.") == ["E901"]
    assert codes("Torv said: “We came […] Nobody has measured the ice”.") == ["E901"]


def test_scare_quotes_are_a_warning_only() -> None:
    assert codes("The “loggerheads” remain.") == ["W903"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Arvenia said: “The ice will not wait for us.”",  # her party
        "He thanked Arvenia and called the offer “generous, and late”.",
        "She said that “the” matter was hers. “The ice will not wait for us.”",
        "Bottom line: “The ice will not wait for us.”",
        "The transport minister said: “The ice will not wait for us.”",
    ],
)
def test_nobody_is_accused_without_need(sentence: str) -> None:
    assert "E902" not in codes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "“The ice will not wait for us,” Quell said.",
        "“The ice will not wait for us,” said Greta Holm.",
        "Costa Norte said: “The ice will not wait for us.”",
        "According to Oda Brennick, “the” sea is closed. Quell: “The ice will not wait for us.”",
        "“The ice will not wait for us” — Ramiro Quell",
        "The chief negotiator said: “The ice will not wait for us.”",
        "> The ice will not wait for us\n> — Ramiro Quell",
    ],
)
def test_words_given_to_somebody_else(sentence: str) -> None:
    assert "E902" in codes(sentence)


# What always holds

_MARKDOWN = st.sampled_from(
    [
        *("“", "”", '"', "‘", "’", "'", "…", "[…]", "**", "_", "`", "~~", "\n", "\n\n", "> ", "- "),
        *(
            "1. ",
            "# ",
            "| ",
            "|---|",
            "[^1]",
            "[^1]: ",
            "<!--",
            "-->",
            "```\n",
            "&nbsp;",
            "](",
            ")",
        ),
        *(
            "https://x.example/",
            "\\",
            "<b>",
            "</b>",
            "{: .x }",
            "---\n",
            "\r\n",
            "\t",
            "\u200b",
            " ",
        ),
        *(
            "Torv",
            "Ilse Torv",
            "Quell",
            "Arvenia's ",
            "minister ",
            " said ",
            "told ",
            "according to ",
        ),
        *(
            "Monday",
            "5 May",
            "31 April",
            "2031",
            "second round",
            "40",
            " per cent",
            "two ",
            "hundred ",
        ),
        *("61 000", "tonnes", "The ice will not wait for us", "a first step", ",", ".", ":", "!"),
    ]
)


@given(st.lists(st.one_of(_MARKDOWN, st.text(max_size=5)), max_size=60))
def test_no_text_is_too_odd(parts: list[str]) -> None:
    report = check("".join(parts))
    for claim in report.claims:
        assert 0 <= claim.span.start < claim.span.end <= len(report.text)
    for problem in report.problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.help


@given(st.lists(st.one_of(_MARKDOWN, st.text(max_size=5)), max_size=60))
def test_every_letter_of_the_prose_leads_back_to_the_memo(parts: list[str]) -> None:
    memo = "".join(parts).replace("\r", "")
    prose = Prose(memo)
    at = 0
    for index, letter in enumerate(prose.text):
        start, end = prose.places(index)
        assert at <= start <= end <= len(memo)
        at = start
        if letter.isalnum() and end - start == 1:
            assert memo[start] == letter


def _fragments(quotation: Quotation) -> st.SearchStrategy[str]:
    """Draw some words of a quotation in a row."""
    words = quotation.exact.split()
    return st.tuples(st.integers(0, len(words) - 1), st.integers(1, len(words))).map(
        lambda cut: " ".join(words[cut[0] : cut[0] + cut[1]])
    )


_NAMES = {id_: person.name for id_, person in CORPUS.registry.people.items()}
_FRAMES = st.sampled_from(
    [
        "{name} said: “{words}”",
        "“{words},” said {name}.",
        "“**{words}**,” {name} told\nreporters.",
        "{name} called it “{words}”.",
        "> {words}\n> — {name}",
        '- {name}: "{words}"',
        "“{words}”",
    ]
)


@given(st.data())
def test_true_quotations_by_their_speakers_give_no_problem(data: st.DataObject) -> None:
    parts = []
    for quotation in data.draw(st.lists(st.sampled_from(QUOTATIONS), min_size=1, max_size=4)):
        words, frame = data.draw(_fragments(quotation)), data.draw(_FRAMES)
        parts.append(frame.format(name=_NAMES[quotation.speaker], words=words))
    memo = "\n\n".join(parts)
    assert [(problem.code, problem.message) for problem in check(memo).problems] == [], memo


@given(st.data())
def test_one_changed_word_is_seen(data: st.DataObject) -> None:
    quotation = data.draw(st.sampled_from([q for q in QUOTATIONS if len(q.exact.split()) > 3]))
    words = quotation.exact.split()
    at = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(st.sampled_from(["luggage", "never", "eleven", "Lund"]))
    memo = (
        f"{_NAMES[quotation.speaker]} said: “{' '.join([*words[:at], changed, *words[at + 1 :]])}”"
    )
    (problem,) = check(memo).problems
    assert problem.code == "E901"
    assert f"[{words[at].strip('.,')}" in problem.help


# The manual


def test_the_example_in_the_manual_is_what_it_prints(
    tmp_path: Path, project: Callable[[str], Project]
) -> None:
    page = MANUAL.read_text(encoding="utf-8")
    (memo,) = re.findall(r"(?s)```markdown\n(.*?)```", page)
    (printed,) = re.findall(r"(?s)```text\n(.*?)```", page)
    desk = project("data/memo")
    (desk.folder / "note.md").write_text(memo, encoding="utf-8")
    assert desk.readout("memo", "note.md").output == printed


def test_the_manual_names_every_code() -> None:
    page = MANUAL.read_text(encoding="utf-8")
    assert set(re.findall(r"\b[EW]9\d\d\b", page)) == CODES.keys()
