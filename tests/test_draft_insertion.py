"""Additions to a file that a person wrote: theirs stays byte for byte, and means what it meant."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from generator.draft.insertion import Added, NoPlaceError, add_entries, add_value
from generator.seedfile import SeedFile

SEQUENCE = Added("[]", lambda indent: [" " * indent + "- new"], ["new"])
MAPPING = Added(
    "{}", lambda indent: [" " * indent + "new:", " " * indent + "  a: b"], ["new: {a: b}"]
)
NOTHING = Added("[]", lambda indent: [" " * indent + "# - new"], [])


def load(text: str) -> dict[str, object]:
    file = SeedFile(Path("x.yml"), text)
    data = file.load()
    assert file.problems == []
    return data


# Each as it is written, with ⟨ ⟩ around what is added; {} stands for what goes.
CASES = {
    "a list": "a:\n  - x\n⟨  - new\n⟩b: c\n",
    "a list without indentation": "a:\n- x\n⟨- new\n⟩b: c\n",
    "a list far in": "a:\n      - x\n⟨      - new\n⟩b: c\n",
    "comments and blank lines after it": "a:\n  - x # why\n⟨  - new\n⟩\n# about b\n\nb: c\n",
    "the last thing in the file": "a:\n  - x\n⟨  - new\n⟩",
    "comments at the end": "a:\n  - x\n⟨  - new\n⟩# the end\n",
    "a folded text last": "a:\n  - b: >-\n      x # no\n      y\n⟨  - new\n⟩\n# c\nd: e\n",
    "a literal text last": "a:\n  - |\n    # x\n    y\n⟨  - new\n⟩d: e\n",
    "a list within a list": "a:\n  - b:\n      - c\n      - d\n⟨  - new\n⟩e: f\n",
    "a mapping in brackets last": "a:\n  - {b: c,\n     d: e} # f\n⟨  - new\n⟩g: h\n",
    "a quoted text over lines": "a:\n  - 'x\n    y' # z\n⟨  - new\n⟩g: h\n",
    "a list in brackets": "a: [x⟨, new⟩] # b\nc: d\n",
    "a list in brackets over lines": "a: [\n  x⟨, new⟩, # b\n]\nc: d\n",
    "nothing under the key": "a: # b\n⟨  - new\n⟩c: d\n",
    "no such list": "b: c\n\nd: e # f\n⟨\na:\n  - new\n⟩",
    "all in brackets": "{b: c, a: [x⟨, new⟩]}\n",
    "all in brackets, no such list": "{b: c⟨, a: [new]⟩}\n",
    "letters outside the base plane": "b: 😀\na:\n  - 😀 é\n⟨  - new\n⟩c: d\n",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_list_grows_at_its_end(case: str) -> None:
    before = re.sub("⟨[^⟩]*⟩", "", case)
    assert add_entries(before, "a", SEQUENCE) == case.replace("⟨", "").replace("⟩", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: []\nb: c\n", "a: \n  - new\nb: c\n"),
        ("a: [] # none\nb: c\n", "a:  # none\n  - new\nb: c\n"),
        ("a: ~\nb: c\n", "a: \n  - new\nb: c\n"),
        ("a: null", "a: \n  - new\n"),
        ("{a: [], b: c}\n", "{a:  [new], b: c}\n"),
        ("b: c", "b: c\n\na:\n  - new\n"),
    ],
)
def test_an_empty_list_gives_way(before: str, after: str) -> None:
    assert add_entries(before, "a", SEQUENCE) == after


def test_a_missing_registry_comes_where_it_belongs() -> None:
    before = "title: x\nparties: {}\n# the issues\nissues:\n  b: {name: c}\n"
    assert add_entries(before, "people", MAPPING, ["title", "parties"]) == (
        "title: x\nparties: {}\n\npeople:\n  new:\n    a: b\n# the issues\nissues:\n"
        "  b: {name: c}\n"
    )
    assert add_entries("parties: {x: {name: y}} # z\n", "parties", MAPPING) == (
        "parties: {x: {name: y}, new: {a: b}} # z\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  - x\nb: c\n", "a:\n  - x\n  # - new\nb: c\n"),
        ("a: []\nb: c\n", "a: []\nb: c\n\n# a:\n  # - new\n"),
        ("b: c\n", "b: c\n\n# a:\n  # - new\n"),
        ("a: [x]\n", "a: [x]\n"),
    ],
)
def test_what_is_commented_out_changes_nothing(before: str, after: str) -> None:
    assert add_entries(before, "a", NOTHING) == after
    assert load(before) == load(after)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x\n  - y\nb: *x\n",  # would grow in both
        "b: &x [y]\na: *x\n",
        "a:\n  - |+\n    x\n\n\nb: c\n",  # its blank lines count
        "a: text\n",
        "- a\n",
        "text",
        "# nothing\n",
        "a: [\n",
        "a: b\na: c\n",
        "b: c\n...\n",
    ],
)
def test_where_nothing_can_be_added_nothing_is(text: str) -> None:
    with pytest.raises(NoPlaceError):
        add_entries(text, "a", SEQUENCE)


def test_a_value_comes_behind_those_before_it() -> None:
    before = "# top\nheadline: x # y\n\n# lists\nquotations: []\n"
    after = add_value(before, "url", ["url: z"], ["headline", "byline"])
    assert after == "# top\nheadline: x # y\nurl: z\n\n# lists\nquotations: []\n"
    with pytest.raises(NoPlaceError):
        add_value("{headline: x}", "url", ["url: z"], ["headline"])


REAL = [
    *DATA.rglob("*.yml"),
    *(DATA.parent.parent / "seeds").rglob("*.yml"),
    *(DATA.parent.parent / "templates").rglob("*.yml"),
]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
@pytest.mark.parametrize("added", [SEQUENCE, MAPPING], ids=["list", "mapping"])
def test_files_that_people_wrote_keep_every_byte(path: Path, added: Added) -> None:
    before = path.read_text(encoding="utf-8")
    kind = list if added is SEQUENCE else dict
    file = SeedFile(path, before)
    data = file.load()
    if not isinstance(data, dict) or file.problems:
        return
    for key in [*(key for key, value in data.items() if value and isinstance(value, kind)), "z"]:
        try:
            after = add_entries(before, key, added)
        except NoPlaceError:
            continue
        added_rows = iter(after)
        assert all(letter in added_rows for letter in before)  # a subsequence: nothing went
        assert len(load(after).get(key, ())) == len(data.get(key, ())) + 1


values = st.recursive(
    st.sampled_from(["x", "# y", "a: b", "NO", "", "é 😀", "l " * 60, "a\nb\n", "a\n\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from("abcd"), values, min_size=1),
    st.sampled_from([None, True, False]),
    st.sampled_from([2, 4]),
    st.sampled_from(["\n", "\n# end\n", "\n\n"]),
)
def test_whatever_is_there_keeps_its_meaning(
    data: dict[str, object], flow: bool | None, indent: int, end: str
) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, indent=indent, allow_unicode=True)
    before = text.rstrip("\n") + end
    if load(before) != data:
        return
    for added in (SEQUENCE, MAPPING, NOTHING):
        try:
            after = load(add_entries(before, "a", added))
        except NoPlaceError:
            continue
        assert {k: v for k, v in after.items() if k != "a"} == {
            k: v for k, v in data.items() if k != "a"
        }
        old, new = data.get("a") or (), after.get("a") or ()
        if isinstance(new, dict):
            assert {**new} == {**dict(old), **({"new": {"a": "b"}} if added is MAPPING else {})}
        elif isinstance(new, list):
            assert list(new) == [*old, *(["new"] if added is SEQUENCE else [])]
