"""A draft as YAML: as a person would write it, valid whatever the text, and kept as it was said."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA
from drafts_support import DAY, EMPTY, TEXT, draft
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.draft.model import Draft, ProposedParty
from generator.draft.naming import Book
from generator.draft.notation import WIDTH, comment, commented, item, lines, plain, scalar
from generator.draft.received import Received
from generator.draft.sheet import Sheet, compose
from generator.draft.writing import article_text, briefing_text
from generator.evidence import Text
from generator.model import ArticleFile, BriefingFile, Selector, Span
from generator.seedfile import SeedFile


def load(text: str) -> Any:
    """Read YAML as seed files are read: it has no problem, and no comment is an order."""
    file = SeedFile(Path("x.yml"), text)
    data = file.load()
    assert file.problems == []
    assert file.ignores == ()
    return data


def sheet_of(drafted: Draft, text: str = TEXT) -> tuple[Sheet, Book]:
    book = Book(None)
    names = book.match(drafted)
    return compose(drafted, Received(text=text), DAY, Text(text), names), book


# What a person reads


def test_files_read_as_written_by_hand(compare: Callable[[Path, str], None]) -> None:
    sheet, book = sheet_of(draft())
    compare(DATA / "draft-files/article.yml", article_text(sheet, "2031-09-02-sarn"))
    compare(
        DATA / "draft-files/briefing.yml", briefing_text("Talks: the Sarn", "en", book.additions)
    )


def test_what_is_written_fits_the_formats() -> None:
    sheet, book = sheet_of(draft())
    article = ArticleFile.model_validate(load(article_text(sheet, "a")))
    briefing = BriefingFile.model_validate(load(briefing_text("T", "en", book.additions)))
    assert [quotation.speaker for quotation in article.quotations] == ["lidd", "pask"]
    assert article.quotations[1].inferred
    assert article.meetings[0].parties == ("vel", "tar")
    assert briefing.people["lidd"].party == "vel"
    assert briefing.places["okmund"].country == "XV"
    assert briefing.glossary == {"WWC": "World Water Council"}


def test_every_entry_says_how_sure_it_is_and_why() -> None:
    text = article_text(sheet_of(draft())[0], "a")
    entries = re.findall(r"^ *(?:# )?- (?=\w+:)", text, re.M)
    notes = re.findall(r"^ *(?:# )?# [01]\.\d\d: \w", text, re.M)
    assert len(entries) == len(notes) == 12


def test_what_is_commented_out_is_valid_when_uncommented() -> None:
    text = article_text(sheet_of(draft())[0], "a")
    head, rest = text.split("\n\n", 1)
    given = load(head + "\n\n" + re.sub(r"^( *)# (?=# |- |  |\w+:$)", r"\1", rest, flags=re.M))
    assert [len(given[key]) for key in ("quotations", "statements", "positions", "figures")] == [
        3,
        2,
        2,
        1,
    ]
    # What a person has to say stands there, empty.
    assert given["quotations"][2]["speaker"] is None
    assert [each["stance"] for each in given["positions"]] == ["offers", None]
    assert {each["issue"] for each in given["positions"]} == {None}


def test_what_the_draft_lacks_stands_at_the_top() -> None:
    sheet, _ = sheet_of(draft(lacks=("No # publisher: found.", "# readout: ignore E201 x")))
    top = article_text(sheet, "a").split("\n\n")[0]
    assert "# No # publisher: found." in top
    assert "# # readout : ignore E201 x" in top


def test_a_headline_that_was_not_found_is_the_first_line() -> None:
    sheet, _ = sheet_of(Draft(**EMPTY))
    assert sheet.head["headline"] == TEXT.split("\n")[0]
    assert "No headline was found" in " ".join(sheet.remarks)


# Any text at all

HOSTILE = (
    "NO",
    "on",
    "null",
    "~",
    "2031-05-06",
    "010",
    "0o17",
    "1e3",
    "12:30:45",
    "- a",
    "? a",
    "a: b",
    "a #b",
    "# b",
    "'a'",
    '"a"',
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "{a: b}",
    "[a, b]",
    "a, b",
    "|",
    ">-",
    "---",
    "...",
    "=",
    "<<",
    "a:",
    ":a",
    "\\n",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "\u202egnal\u202c",
    "\u200b",
    "a\u00adb",
    "\x01",
    "\x85",
    "\u2028",
    "\ufeff",
    "\uffff",
    "e\u0301",
    "😀",
    "# readout: ignore E201 x",
    "readout: ignore E201 " + "x " * 60,
    ("y " * 46) + "# readout: ignore E201 " + "x " * 60,
    "yaml-language-server: $schema=https://x.example " + "x " * 60,
    "a\n  b\n\n# c: d",
    " edge ",
)
words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.lists(st.sampled_from(HOSTILE), min_size=5, max_size=12).map(" ".join),
)


@given(words)
def test_any_text_is_read_as_it_was(text: str) -> None:
    spaced = re.sub(r"\s+", " ", text)
    assert load(f"- {scalar(text)}\n") == [spaced]
    assert load(f"[a, {scalar(text, flow=True)}, b]\n") == ["a", spaced, "b"]
    rows = lines("key", plain(text), 0)
    assert load("\n".join(rows)) == {"key": plain(text)}
    value = {"a": plain(text), "b": [plain(text), "x"], "c": {"exact": spaced, "prefix": spaced}}
    assert load("\n".join(item(value, 2))) == [value]
    # Commented out, it says nothing; uncommented, it is the same.
    rows = commented(item(value, 2), 2)
    assert load("a: b\n" + "\n".join(rows)) == {"a": "b"}
    assert load("\n".join(row.replace("# ", "", 1) for row in rows)) == [value]


@given(words)
def test_nothing_unseen_is_written(text: str) -> None:
    written = "\n".join([*lines("key", plain(text), 0), *comment(text), scalar(text, flow=True)])
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2028\ufeff\x00-\x08]", written)


@given(words, st.integers(0, 6))
def test_a_comment_stays_one(text: str, indent: int) -> None:
    rows = comment(text, indent)
    assert all(row.startswith(" " * indent + "# ") for row in rows)
    assert load("\n".join([*rows, "a: b"])) == {"a": "b"}


def test_long_texts_are_folded_within_the_width() -> None:
    rows = lines("text", "word " * 60 + "end", 4)
    assert rows[0] == "    text: >-"
    assert all(len(row) <= WIDTH for row in rows)


# Any draft at all


def _record(kind: type[Any], text: str) -> st.SearchStrategy[Any]:
    """Draw a record of a draft with offsets that lie in the text, and anything else in it."""
    offsets = st.integers(0, len(text))
    spans = (
        st.tuples(offsets, offsets).map(sorted).map(lambda pair: Span(start=pair[0], end=pair[1]))
    )
    ids = st.sampled_from(["a", "b", "c", "NO", "no slug", ""])
    by_name: dict[str, st.SearchStrategy[Any]] = {
        "evidence": st.lists(spans, max_size=2).map(tuple),
        "confidence": st.floats(0, 1),
        "start": offsets,
        "end": offsets,
        "aliases": st.lists(words, max_size=2).map(tuple),
        "parties": st.lists(ids, max_size=2).map(tuple),
        "people": st.lists(ids, max_size=2).map(tuple),
        "value": st.one_of(st.integers(), st.floats()),
        "kind": st.sampled_from(["state"] if kind is ProposedParty else ["misprint", "no kind"]),
        "status": st.sampled_from(["held", "no status"]),
        "stance": st.sampled_from([None, "offers", "no stance"]),
        "date": st.sampled_from([None, "2031", "2031-05-06", "2031-13", "NO"]),
        "country": st.sampled_from([None, "NO", "XA"]),
        "said": st.sampled_from([None, DAY]),
        "inferred": st.booleans(),
        "confident": st.booleans(),
        "speaker_start": st.none(),
        "speaker_end": st.none(),
    }
    by_name |= dict.fromkeys(("id", "person", "party", "speaker", "place"), ids)
    return st.builds(kind, **{each.name: by_name.get(each.name, words) for each in fields(kind)})


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, str]:
    text = draw(st.lists(words, min_size=1, max_size=6).map("\n\n".join).filter(str.strip))
    example = draft()
    lists = {
        key: draw(st.lists(_record(type(value[0]), text), max_size=2).map(tuple))
        for key in EMPTY
        if isinstance(value := getattr(example, key), tuple)
        and not isinstance(value[0], str | tuple)
    }
    given = (
        EMPTY
        | lists
        | {
            "headline": draw(words),
            "publisher": draw(words),
            "dateline": draw(st.sampled_from([None, "a", "z"])),
            "glossary": draw(st.lists(st.tuples(words, words), max_size=2).map(tuple)),
            "lacks": draw(st.lists(words, max_size=2).map(tuple)),
        }
    )
    return Draft(**given), text


@settings(max_examples=40)
@given(drafts())
def test_any_draft_is_written_so_that_it_can_be_read(pair: tuple[Draft, str]) -> None:
    drafted, text = pair
    sheet, book = sheet_of(drafted, text)
    data = load(article_text(sheet, "a"))
    article = ArticleFile.model_validate(data)
    found = Text(text)
    assert sum(len(data.get(kind, ())) for kind in sheet.lists) == sheet.count(live=True)
    for kind, entries in sheet.lists.items():
        for entry in getattr(article, kind):
            for selector in entry.evidence:
                assert len(found.locate(selector).spans) == 1
        # What is a comment still is an entry of YAML, with evidence that is found.
        for entry in entries:
            (read,) = load("\n".join(item(entry.value, 2)))
            evidence = read.get(
                "evidence", {k: read[k] for k in read if k in Selector.model_fields}
            )
            for each in evidence if isinstance(evidence, list) else [evidence]:
                selector = Selector(exact=each) if isinstance(each, str) else Selector(**each)
                assert len(found.locate(selector).spans) == 1
    briefing = BriefingFile.model_validate(load(briefing_text("T", "en", book.additions)))
    ids = {*briefing.parties, *briefing.people}
    assert {quotation.speaker for quotation in article.quotations} <= ids
    assert {person.party for person in briefing.people.values()} - {None} <= set(briefing.parties)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reaches_the_reader_as_printed(text: str) -> None:
    if not text.strip():
        return
    sheet, _ = sheet_of(Draft(**EMPTY), f"x {text} y")
    assert load(article_text(sheet, "a"))["headline"] == plain(f"x {text} y".split("\n")[0])
