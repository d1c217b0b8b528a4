"""Files off the disk: what they mean, where in them it stands, and every way to be no seed file."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from generator.seedfile import MAX_BYTES, SeedFile


def load(text: str) -> Any:
    file = SeedFile(Path("a.yml"), text)
    data = file.load()
    assert file.problems == []
    return data


# YAML 1.2


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # YAML 1.1 would make truth values, dates, octals and minutes of these.
        *[(word, word) for word in ("NO", "no", "Yes", "on", "OFF", "y", "N")],
        ("2031-05-06", "2031-05-06"),
        ("2031-05-06T10:00:00Z", "2031-05-06T10:00:00Z"),
        ("10:00", "10:00"),
        ("1:30:00", "1:30:00"),
        ("010", 10),
        ("08", 8),
        ("0o17", 15),
        ("017", 17),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("61,000", "61,000"),
        ("=", "="),
        ("<<", "<<"),
        # What YAML 1.2 does read.
        *[("true", True), ("True", True), ("FALSE", False), ("tRUE", "tRUE")],
        *[("null", None), ("~", None), ("", None), ("Null", None), ("nULL", "nULL")],
        *[("5", 5), ("-5", -5), ("+5", 5), ("5.0", 5.0), (".5", 0.5), ("1e3", 1000.0), ("5.", 5.0)],
        ("١٢", "١٢"),
        ("5" * 5000, "5" * 5000),  # more digits than Python makes a number of
        ('"5"', "5"),
        ("'true'", "true"),
        ("!!str 5", "5"),
        (">-\n  a\n  b", "a b"),
        ("|\n  a\n  b", "a\nb\n"),
        ("[a, 2031-05-06]", ["a", "2031-05-06"]),
        ("{a: 1, no: 2}", {"a": 1, "no": 2}),
        ('"\\u00e9\\x41"', "éA"),
    ],
)
def test_values_are_those_of_yaml_1_2(written: str, value: Any) -> None:
    data = load(f"key: {written}\n")
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


@pytest.mark.parametrize("key", ["no", "on", "5", "null", "true", "<<", "2031-05-06", "~"])
def test_keys_are_texts(key: str) -> None:
    assert load(f"{key}: x") == {key: "x"}


def test_aliases_stand_for_what_they_name() -> None:
    assert load("a: &x [1, {b: 2}]\nc: *x\nd: [*x, *x]") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": [[1, {"b": 2}], [1, {"b": 2}]],
    }


# Places

PLACES = """\
a: one
b:
  - two
  - c: three
    "d": [four, {e: five}]
f: >-
  six
  seven

g: {exact: eight, prefix: nine}
h: ten
"""


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, "1:1-11:7"),
        (("a",), False, "1:4-1:7"),
        (("a",), True, "1:1-1:2"),
        (("b",), False, "3:3-5:27"),
        (("b",), True, "2:1-2:2"),
        (("b", 0), False, "3:5-3:8"),
        (("b", 1), False, "4:5-5:27"),
        (("b", 1, "c"), False, "4:8-4:13"),
        (("b", 1, "d"), True, "5:5-5:8"),
        (("b", 1, "d", 0), False, "5:11-5:15"),
        (("b", 1, "d", 1, "e"), False, "5:21-5:25"),
        (("f",), False, "6:4-8:8"),
        # One value where a list may stand: the list's step is passed over.
        (("g", 0, "exact"), False, "10:12-10:17"),
        (("a", 0, "exact"), False, "1:4-1:7"),
        # What is not there: the nearest that is.
        (("g", "suffix"), False, "10:4-10:32"),
        (("b", 7, "c"), False, "3:3-5:27"),
        (("nowhere",), True, "1:1-11:7"),
    ],
)
def test_values_and_keys_are_found_in_the_file(
    path: tuple[str | int, ...], key: bool, place: str
) -> None:
    where = SeedFile(Path("a.yml"), PLACES).locate(path, key=key)
    assert f"{where.line}:{where.column}-{where.end_line}:{where.end_column}" == place


def test_lines_are_counted_as_editors_count_them() -> None:
    """A line separator inside a text is a character like any other."""
    text = 'a: "one\u2028two\u0085three"\nb: four\n🐟é: five\n'
    file = SeedFile(Path("a.yml"), text)
    assert str(file.locate(("b",))) == "a.yml:2:4"
    assert str(file.locate(("🐟é",))) == "a.yml:3:5"


# Files that are none


@dataclass(frozen=True)
class Link:
    """A symbolic link to put in a file's place."""

    to: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe: whoever reads it waits for ever."""


Put = Mapping[str, str | bytes | Link | Pipe | None]

ARTICLE = "articles/2031-05-05-second-round"
OTHER = "articles/herald/2031-05-07-smaller-cut"
MINIMAL = "headline: H\npublished: 2031-05-05\n"

# What is put into the fishing briefing (None: taken away), and all that is said of it.
CASES: dict[str, tuple[Put, str]] = {
    # The folder
    "briefing.yml is missing": (
        {"briefing.yml": None},
        "seeds/briefing.yml:1:1: E121 error: there is no briefing.yml here",
    ),
    # Bytes
    "not UTF-8": (
        {f"{ARTICLE}.txt": "Sí.\nCosta Norte".encode() + b" \xe9 cod"},
        f"seeds/{ARTICLE}.txt:2:13: E106 error: is not UTF-8: byte 0xe9 at offset 17",
    ),
    "not UTF-8, in a YAML": (
        {f"{ARTICLE}.yml": b"headline: caf\xe9\n"},
        f"seeds/{ARTICLE}.yml:1:14: E106 error: is not UTF-8: byte 0xe9 at offset 13",
    ),
    "UTF-16": (
        {f"{ARTICLE}.txt": "The cod".encode("utf-16")},
        f"seeds/{ARTICLE}.txt:1:1: E106 error: is not UTF-8: byte 0xff at offset 0",
    ),
    "BOM": (
        {f"{ARTICLE}.txt": b"\xef\xbb\xbfThe cod."},
        f"seeds/{ARTICLE}.txt:1:1: E105 error: starts with a byte order mark (BOM)",
    ),
    "BOM, in a YAML": (
        {f"{ARTICLE}.yml": b"\xef\xbb\xbfheadline: H"},
        f"seeds/{ARTICLE}.yml:1:1: E105 error: starts with a byte order mark (BOM)",
    ),
    "CRLF": (
        {f"{ARTICLE}.txt": b"The cod\r\nwaits.\r\n"},
        f"seeds/{ARTICLE}.txt:1:8: E108 error: has Windows line ends (CR LF)",
    ),
    "CRLF, in a YAML": (
        {"briefing.yml": b"title: T\nlanguage: en\r\n"},
        "seeds/briefing.yml:2:13: E108 error: has Windows line ends (CR LF)",
    ),
    "NUL": (
        {f"{ARTICLE}.txt": "The cod\nwai\0ts."},
        f"seeds/{ARTICLE}.txt:2:4: E107 error: holds a NUL character, so it is not a text",
    ),
    "NUL, in a YAML": (
        {f"{ARTICLE}.yml": "headline: a\0b"},
        f"seeds/{ARTICLE}.yml:1:12: E107 error: holds a NUL character, so it is not a text",
    ),
    "empty": ({f"{ARTICLE}.txt": ""}, f"seeds/{ARTICLE}.txt:1:1: E104 error: the file is empty"),
    "blank": (
        {f"{ARTICLE}.txt": " \n\n\t"},
        f"seeds/{ARTICLE}.txt:1:1: E104 error: the file is empty",
    ),
    "empty YAML": (
        {f"{ARTICLE}.yml": ""},
        f"seeds/{ARTICLE}.yml:1:1: E104 error: the file is empty",
    ),
    "empty briefing.yml": (
        {"briefing.yml": ""},
        "seeds/briefing.yml:1:1: E104 error: the file is empty",
    ),
    "huge": (
        {f"{ARTICLE}.txt": b"cod\n" * (MAX_BYTES // 4 + 1)},
        f"seeds/{ARTICLE}.txt:1:1: E103 error: is 5,000,004 bytes long; the limit is 5,000,000",
    ),
    "a folder": (
        {"briefing.yml": None, "briefing.yml/x": "x"},
        "seeds/briefing.yml:1:1: E102 error: cannot be read: it is not a file",
    ),
    "a pipe": (
        {f"{ARTICLE}.txt": Pipe()},
        f"seeds/{ARTICLE}.txt:1:1: E102 error: cannot be read: it is not a file",
    ),
    # Links
    "a link out of seeds": (
        {f"{ARTICLE}.txt": Link("../../outside.txt")},
        f"seeds/{ARTICLE}.txt:1:1: E101 error: a symbolic link leads out of the seeds folder",
    ),
    "a link out of seeds, of a YAML": (
        {f"{ARTICLE}.yml": Link("/etc/passwd")},
        f"seeds/{ARTICLE}.yml:1:1: E101 error: a symbolic link leads out of the seeds folder",
    ),
    "a link out of seeds, of briefing.yml": (
        {"briefing.yml": Link("../outside.txt")},
        "seeds/briefing.yml:1:1: E101 error: a symbolic link leads out of the seeds folder",
    ),
    "a link to a folder": (
        {"articles/elsewhere": Link("../..")},
        "seeds/articles/elsewhere:1:1: E101 error: a symbolic link to a folder",
    ),
    "a link to nothing": (
        {f"{ARTICLE}.txt": Link("nothing.txt")},
        f"seeds/{ARTICLE}.txt:1:1: E102 error: cannot be read: No such file or directory",
    ),
    "a link to itself": (
        {f"{ARTICLE}.txt": Link("2031-05-05-second-round.txt")},
        f"seeds/{ARTICLE}.txt:1:1: E102 error: cannot be read: Too many levels of symbolic links",
    ),
    # Pairs
    "txt without yml": (
        {f"{ARTICLE}.yml": None},
        f"seeds/{ARTICLE}.txt:1:1: E124 error: has no 2031-05-05-second-round.yml beside it",
    ),
    "yml without txt": (
        {f"{ARTICLE}.txt": None},
        f"seeds/{ARTICLE}.yml:1:1: E124 error: has no 2031-05-05-second-round.txt beside it",
    ),
    "yml in another folder": (
        {"articles/x/c.txt": "Text.", "articles/c.yml": MINIMAL},
        "seeds/articles/c.yml:1:1: E124 error: has no c.txt beside it\n"
        "seeds/articles/x/c.txt:1:1: E124 error: has no c.yml beside it",
    ),
    ".yaml": (
        {f"{OTHER}.yml": None, f"{OTHER}.yaml": MINIMAL},
        f"seeds/{OTHER}.yaml:1:1: E123 error: ends in .yaml",
    ),
    "briefing.yaml": (
        {"briefing.yml": None, "briefing.yaml": "title: T"},
        "seeds/briefing.yaml:1:1: E123 error: ends in .yaml",
    ),
    "an id that is no slug": (
        {"articles/The_Cod.txt": "Text.", "articles/The_Cod.yml": MINIMAL},
        "seeds/articles/The_Cod.yml:1:1: E125 error: the article's id “The_Cod” is not a slug",
    ),
    "an id with two hyphens": (
        {"articles/a--b.txt": "Text.", "articles/a--b.yml": MINIMAL},
        "seeds/articles/a--b.yml:1:1: E125 error: the article's id “a--b” is not a slug",
    ),
    "an id with a dot": (
        {"articles/a.b.txt": "Text.", "articles/a.b.yml": MINIMAL},
        "seeds/articles/a.b.yml:1:1: E125 error: the article's id “a.b” is not a slug",
    ),
    "an id with a line end": (
        {"articles/a\n.txt": "Text.", "articles/a\n.yml": MINIMAL},
        "seeds/articles/a\\n.yml:1:1: E125 error: the article's id “a\\n” is not a slug",
    ),
    "an id that is no text": (
        {"articles/a\udce9.txt": "Text.", "articles/a\udce9.yml": MINIMAL},
        "seeds/articles/a\\udce9.yml:1:1: E125 error: the article's id “a\\udce9” is not a slug",
    ),
    "the same id in two subfolders": (
        {
            "articles/a/same.txt": "Text.",
            "articles/a/same.yml": MINIMAL,
            "articles/b/same.txt": "Text.",
            "articles/b/same.yml": MINIMAL,
        },
        "seeds/articles/b/same.yml:1:1: E126 error: the article's id “same” is taken by"
        " seeds/articles/a/same.yml",
    ),
    "an id of a registry that is no slug": (
        {"briefing.yml": "title: T\nlanguage: en\nparties:\n  Arvenia: {name: Arvenia}\n"},
        "seeds/briefing.yml:4:3: E133 error: “Arvenia” is not a slug",
    ),
    # YAML
    "no YAML": (
        {f"{ARTICLE}.yml": "headline: “H”\nbyline: Torv: the cod\n"},
        f"seeds/{ARTICLE}.yml:2:13: E110 error: is not YAML: mapping values are not allowed in this"
        " context",
    ),
    "a bracket that is not closed": (
        {f"{ARTICLE}.yml": "headline: [H\n"},
        f"seeds/{ARTICLE}.yml:2:1: E110 error: is not YAML: did not find expected ',' or ']'",
    ),
    "a tab": (
        {f"{ARTICLE}.yml": "headline: H\n\tbyline: B\n"},
        f"seeds/{ARTICLE}.yml:2:1: E110 error: is not YAML: found a tab character that violates"
        " indentation",
    ),
    "a control character": (
        {f"{ARTICLE}.yml": "headline: H\nbyline: é\x07B\n"},
        f"seeds/{ARTICLE}.yml:2:10: E110 error: is not YAML: control characters are not allowed",
    ),
    "two documents": (
        {f"{ARTICLE}.yml": f"{MINIMAL}---\n{MINIMAL}"},
        f"seeds/{ARTICLE}.yml:3:1: E110 error: is not YAML: a second document starts here",
    ),
    "only a comment": (
        {f"{ARTICLE}.yml": "# nothing yet\n"},
        f"seeds/{ARTICLE}.yml:1:1: E135 error: the key “headline” is missing\n"
        f"seeds/{ARTICLE}.yml:1:1: E135 error: the key “published” is missing",
    ),
    "a list": (
        {f"{ARTICLE}.yml": "- headline: H\n"},
        f"seeds/{ARTICLE}.yml:1:1: E135 error: “2031-05-05-second-round.yml” must be a mapping of"
        " keys to values",
    ),
    "a word": (
        {f"{ARTICLE}.yml": "headline\n"},
        f"seeds/{ARTICLE}.yml:1:1: E135 error: “2031-05-05-second-round.yml” must be a mapping of"
        " keys to values",
    ),
    "a key twice": (
        {f"{ARTICLE}.yml": f"{MINIMAL}headline: I\n"},
        f"seeds/{ARTICLE}.yml:3:1: E114 error: the key “headline” stands here twice",
    ),
    "a key twice, in other quotes": (
        {f"{ARTICLE}.yml": f'{MINIMAL}"headline": I\n'},
        f"seeds/{ARTICLE}.yml:3:1: E114 error: the key “headline” stands here twice",
    ),
    "a key that is a list": (
        {f"{ARTICLE}.yml": f"{MINIMAL}[byline]: B\n"},
        f"seeds/{ARTICLE}.yml:3:1: E113 error: a key must be one word",
    ),
    "a tag": (
        {f"{ARTICLE}.yml": f"{MINIMAL}byline: !!python/name:os.system x\n"},
        f"seeds/{ARTICLE}.yml:3:9: E112 error: the tag tag:yaml.org,2002:python/name:os.system"
        " means nothing here",
    ),
    "a tag of one's own": (
        {f"{ARTICLE}.yml": f"{MINIMAL}byline: !secret x\n"},
        f"seeds/{ARTICLE}.yml:3:9: E112 error: the tag !secret means nothing here",
    ),
    "a tag on a list": (
        {f"{ARTICLE}.yml": f"{MINIMAL}takeaways: !!set []\n"},
        f"seeds/{ARTICLE}.yml:3:12: E112 error: the tag tag:yaml.org,2002:set means nothing here",
    ),
    "a tag on a mapping": (
        {f"{ARTICLE}.yml": f"{MINIMAL}takeaways: !!python/object:os.x {{}}\n"},
        f"seeds/{ARTICLE}.yml:3:12: E112 error: the tag tag:yaml.org,2002:python/object:os.x means"
        " nothing here",
    ),
    "a tag on a key": (
        {f"{ARTICLE}.yml": f"{MINIMAL}!!binary byline: B\n"},
        f"seeds/{ARTICLE}.yml:3:1: E112 error: the tag tag:yaml.org,2002:binary means nothing here",
    ),
    "an alias without an anchor": (
        {f"{ARTICLE}.yml": f"{MINIMAL}byline: *nobody\n"},
        f"seeds/{ARTICLE}.yml:3:9: E110 error: is not YAML: the alias *nobody has no anchor",
    ),
    "a merge key": (
        {f"{ARTICLE}.yml": f"{MINIMAL}<<: {{byline: B}}\n"},
        f"seeds/{ARTICLE}.yml:3:1: E131 error: unknown key “<<”",
    ),
    "aliases that explode": (
        {
            f"{ARTICLE}.yml": "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
                for old, new in zip("abcdefg", "bcdefgh", strict=True)
            )
        },
        f"seeds/{ARTICLE}.yml:1:32: E111 error: its aliases repeat more than fits into a briefing",
    ),
    "an alias inside itself": (
        {f"{ARTICLE}.yml": "headline: &a [*a]\n"},
        f"seeds/{ARTICLE}.yml:1:11: E111 error: values are nested more than 20 deep",
    ),
    "100,000 brackets": (
        {f"{ARTICLE}.yml": "headline: " + "[" * 100_000},
        f"seeds/{ARTICLE}.yml:1:30: E110 error: is not YAML: values are nested more than 20 deep",
    ),
    "100,000 braces": (
        {f"{ARTICLE}.yml": "headline: " + "{a: " * 100_000},
        f"seeds/{ARTICLE}.yml:1:87: E110 error: is not YAML: values are nested more than 20 deep",
    ),
    "100,000 dashes": (
        {f"{ARTICLE}.yml": "- " * 100_000},
        f"seeds/{ARTICLE}.yml:1:41: E110 error: is not YAML: values are nested more than 20 deep",
    ),
    "NUL, escaped": (
        {f"{ARTICLE}.yml": f'{MINIMAL}byline: "a\\0b"\n'},
        f"seeds/{ARTICLE}.yml:3:9: E107 error: holds a NUL character, so it is not a text",
    ),
}


def put(project: Project, files: Put) -> None:
    (project.folder / "outside.txt").write_text(MINIMAL, encoding="utf-8")
    for name, content in files.items():
        path = project.seeds / name
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case Link(to=to):
                path.symlink_to(to)
            case Pipe():
                os.mkfifo(path)
            case str() | bytes():
                project.write(name, content)


@pytest.mark.parametrize("case", [case for case in CASES if case != "a pipe"])
def test_each_fault_gives_its_one_error(fishing: Project, case: str) -> None:
    files, complaint = CASES[case]
    put(fishing, files)
    result = fishing.readout("check")
    assert result.exit_code == 1
    assert "\n".join(fishing.complaints("error")) == complaint
    assert "  help: " in result.output


@pytest.mark.parametrize("case", CASES)
def test_with_a_fault_nothing_is_written(fishing: Project, case: str) -> None:
    files, complaint = CASES[case]
    put(fishing, files)
    result = fishing.readout("write", "out")
    assert result.exit_code == 1
    assert complaint.splitlines()[0] in result.output
    assert result.output.endswith(" Nothing was written.\n")
    assert not (fishing.folder / "out").exists()


@pytest.mark.parametrize(
    ("prepare", "complaint"),
    [
        pytest.param(
            lambda seeds: seeds.rename(seeds.with_name("elsewhere")),
            "seeds:1:1: E120 error: there is no such folder",
            id="missing",
        ),
        pytest.param(
            lambda seeds: (seeds.rename(seeds.with_name("elsewhere")), seeds.write_text("x")),
            "seeds:1:1: E120 error: there is no such folder",
            id="a file",
        ),
        pytest.param(
            lambda seeds: (seeds.rename(seeds.with_name("elsewhere")), seeds.mkdir()),
            "seeds/briefing.yml:1:1: E121 error: there is no briefing.yml here",
            id="empty",
        ),
        pytest.param(
            lambda seeds: (seeds / "articles").rename(seeds.with_name("elsewhere")),
            "seeds/articles:1:1: E122 error: there are no articles",
            id="without articles",
        ),
        pytest.param(
            lambda seeds: (
                (seeds / "articles").rename(seeds.with_name("elsewhere")),
                (seeds / "articles").symlink_to("../elsewhere"),
            ),
            "seeds/articles:1:1: E101 error: a symbolic link leads out of the seeds folder",
            id="articles are a link out of it",
        ),
    ],
)
def test_a_seeds_folder_that_is_none(
    fishing: Project, prepare: Callable[[Path], Any], complaint: str
) -> None:
    prepare(fishing.seeds)
    assert fishing.complaints() == [complaint]
    assert fishing.readout("check").exit_code == 1
    assert fishing.readout("write", "out").exit_code == 1
    assert not (fishing.folder / "out").exists()


def test_what_is_beside_the_articles_is_left_alone(fishing: Project) -> None:
    for name in ("articles/.draft.txt", "articles/.git/a.txt", "articles/notes.md", "notes.txt"):
        fishing.write(name, b"\xff")
    assert fishing.complaints() == []


def test_a_seeds_folder_may_itself_be_a_link(fishing: Project) -> None:
    fishing.seeds.rename(fishing.folder / "elsewhere")
    fishing.seeds.symlink_to("elsewhere")
    assert fishing.complaints() == []


def test_a_file_of_gigabytes_is_not_read(fishing: Project) -> None:
    with fishing.write(f"{ARTICLE}.txt", "").open("wb") as stream:
        stream.truncate(10**12)
    assert (
        f"seeds/{ARTICLE}.txt:1:1: E103 error: is 1,000,000,000,000 bytes long; the limit is"
        " 5,000,000"
    ) in fishing.readout("write", "out").output
