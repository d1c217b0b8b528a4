"""Seed files that somebody or something has damaged, for hypothesis: in their bytes or their shape.

`tests/test_fuzz.py` tries a few hundred of them, `bench/fuzz.py` as many as one has time for.
"""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from generator.build import inspect
from generator.checks import registered
from generator.problems import (
    Problem,
    format_github,
    format_json,
    format_sarif,
    format_text,
)
from generator.settings import Settings

Files = Mapping[str, bytes]

# What breaks programs that read YAML, texts, dates or numbers, or that count characters.
TOKENS = (
    *(
        "\0",
        "\r\n",
        "\t",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\u202e",
        "😀",
        "𝔘",
        "e\u0301",
        "ß",
    ),
    *("---\n", "...\n", "%YAML 9.9\n", "%TAG ! !x\n", "&a ", "*a", "*a\n", "&a [*a]", "<<: *a\n"),
    *(
        "!!python/object:os.system ",
        "!x ",
        "!!binary ",
        "? ",
        ": ",
        "- ",
        "- - - - ",
        "{",
        "}",
        "[",
    ),
    *("]", ",", '"', "'", "|", ">", "|9\n", ">-\n", "#", " #", "@", "`", "\\x", '"\\ud800"', "~"),
    *("“", "”", "‘", "’", "«", " […] ", "[…]", "…", "‐", "\u00a0", "\u00ad", "\n\n\n", "    "),
    *("# readout: ignore E401 x\n", " # readout: ignore W143", "# readout: ignore\n", "null", "no"),
    *(
        "2031-02-30",
        "0000-01-01",
        "9999-12-31",
        "2031-13",
        "2031/2030",
        "٢٠٣١-٠٥-٠٥",
        "-1",
        "1e999",
    ),
    *(".nan", ".inf", "0x" + "F" * 30, "9" * 5000, "0o8", "25:61", "javascript:x", "http://[::1"),
    *("https://", "article: ", "evidence: ", "exact: ", "ilse-torv", "quotas", "on Monday", "\xff"),
)

VALUES = st.one_of(
    st.sampled_from(TOKENS),
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, -1, 10**4000, 2031, 1 << 64]),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    st.builds(lambda depth: _nested(depth), st.integers(0, 60)),
)


@dataclass(frozen=True)
class Damage:
    """Files of a seeds folder that stand in place of the sound ones; None: the file is gone."""

    files: Mapping[str, bytes | None]


class Trial:
    """A seeds folder that is damaged, checked and mended again."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.seeds = folder / "seeds"
        self.files = files
        for name in files:
            self._put(name, files[name])

    def inspect(self, damage: Damage) -> list[Problem]:
        """Check the damaged seeds and print what is found in every format."""
        with self.damaged(damage):
            corpus, problems = inspect(Settings(seeds=self.seeds))
            assert corpus or problems
            rows = cache(_rows)

            def line_of(file: str, line: int) -> str | None:
                return rows(file)[line - 1] if line <= len(rows(file)) else None

            format_text(problems, line_of)
            format_json(problems)
            format_github(problems)
            rules = {code: rule.states for code, rule in registered().items()}
            format_sarif(problems, rules, line_of)
            return problems

    @contextmanager
    def damaged(self, damage: Damage) -> Iterator[None]:
        """Damage the seeds for a while."""
        try:
            for name, raw in damage.files.items():
                self._put(name, raw)
            yield
        finally:
            for name in damage.files:
                self._put(name, self.files.get(name))

    def _put(self, name: str, raw: bytes | None) -> None:
        path = self.seeds / name
        if raw is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)


def _rows(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def read_seeds(folder: Path) -> Files:
    """Read a seeds folder into memory."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".yml", ".txt")
    }


def damages(files: Files) -> st.SearchStrategy[Damage]:
    """Give a strategy for seeds folders with one or two damaged files."""
    data = [name for name in files if name.endswith(".yml")]
    texts = [name for name in files if name.endswith(".txt")]
    one = st.one_of(
        st.sampled_from(sorted(files)).flatmap(lambda name: _in_bytes(name, files)),
        st.sampled_from(data).flatmap(lambda name: _in_shape(name, files)),
        st.sampled_from(data).flatmap(lambda name: _in_sense(name, files)),
        st.sampled_from(texts).flatmap(lambda name: _in_words(name, files)),
        st.sampled_from(sorted(files)).flatmap(lambda name: _in_place(name, files)),
    )
    return st.lists(one, min_size=1, max_size=2).map(
        lambda found: Damage({name: raw for item in found for name, raw in item.items()})
    )


# Bytes


@st.composite
def _in_bytes(draw: st.DrawFn, name: str, files: Files) -> dict[str, bytes | None]:
    raw = files[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 2, 5, 40, 400])))
        other = files[draw(st.sampled_from(sorted(files)))]
        cut = draw(st.integers(0, len(other)))
        new = draw(
            st.one_of(
                st.sampled_from(TOKENS).map(lambda token: token.encode("utf-8", "surrogatepass")),
                st.binary(max_size=6),
                st.just(other[cut : cut + 200]),
                st.just(raw[start:end] * 3),
                st.sampled_from([b"[" * 3000, b"- " * 3000, b"{a: " * 500, b"x" * 20_000]),
            )
        )
        raw = raw[:start] + new + raw[end:]
    return {name: raw}


@cache
def _parsed(raw: bytes) -> Any:
    return yaml.load(raw, yaml.CSafeLoader)


def _printed(data: Any, *, allow_unicode: bool) -> str:
    text: str = yaml.dump(
        data, Dumper=yaml.CSafeDumper, allow_unicode=allow_unicode, sort_keys=False
    )
    return text


# Shape


@st.composite
def _in_shape(draw: st.DrawFn, name: str, files: Files) -> dict[str, bytes | None]:
    data = draw(reshaped(_parsed(files[name])))
    text = _printed(data, allow_unicode=draw(st.booleans()))
    return {name: text.encode("utf-8", "surrogatepass")}


@st.composite
def reshaped(draw: st.DrawFn, data: Any) -> Any:
    """Change up to three places of plain data: replaced, removed, renamed, repeated, swapped."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(data))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["replace", "remove", "rename", "repeat", "swap", "tweak"])):
            case "replace":
                holder[key] = draw(VALUES)
            case "remove":
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.one_of(st.text(max_size=8), st.just(f"{key}s")))] = holder.pop(key)
            case "repeat" if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case "swap":
                other, step = draw(st.sampled_from(places))
                holder[key], other[step] = copy.deepcopy((other[step], holder[key]))
            case _:
                text = str(holder[key])
                at = draw(st.integers(0, len(text)))
                holder[key] = text[:at] + draw(st.sampled_from(TOKENS)) + text[at:]
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"evidence": value} if depth % 2 else [value]
    return value


# Sense: files that can be read, and say what they should not


@st.composite
def _in_sense(draw: st.DrawFn, name: str, files: Files) -> dict[str, bytes | None]:
    """Lose entries, and give values that stand under the same key elsewhere, ids among them."""
    data = copy.deepcopy(_parsed(files[name]))
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(data))
        if draw(st.booleans()):
            holder, key = draw(st.sampled_from(places))
            if isinstance(holder, list) or isinstance(holder[key], dict):
                del holder[key]
        else:
            holder, key = draw(st.sampled_from([p for p in places if isinstance(p[1], str)]))
            alike = [other[step] for other, step in places if step == key]
            ids = ["ilse-torv", "arvenia", "nobody", "quotas", "third-round"]
            holder[key] = copy.deepcopy(draw(st.sampled_from([*alike, *ids])))
    return {name: _printed(data, allow_unicode=True).encode()}


@st.composite
def _in_words(draw: st.DrawFn, name: str, files: Files) -> dict[str, bytes | None]:
    """Change an article's words, marks and paragraphs, so that it still is a text."""
    text = files[name].decode()
    tokens = [t for t in TOKENS if not {"\0", "\r", "\ufeff"} & set(t) and t.isprintable()]
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 1, 6, 60, 600])))
        new = draw(st.sampled_from(["", "\n", "\n\n", "“", "”", '"', "'", " ", *tokens]))
        text = text[:start] + new + text[end:]
    return {name: text.encode("utf-8", "replace")}


# Places


@st.composite
def _in_place(draw: st.DrawFn, name: str, files: Files) -> dict[str, bytes | None]:
    """Lose a file, or give it another name that is odd or taken."""
    names = ["articles/A b.yml", "articles/ü.txt", "articles/x.yaml", "articles/sub/x.yml"]
    match draw(st.sampled_from(["lose", "rename", "copy"])):
        case "lose":
            return {name: None}
        case "rename":
            return {name: None, draw(st.sampled_from(names)): files[name]}
        case _:
            return {f"articles/copy/{Path(name).name}": files[name]}
