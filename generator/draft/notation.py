"""YAML as a person writes it by hand: values, entries, and comments, from any text at all."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from generator.seedfile import SeedFile

WIDTH = 100

# What would be read as white space, ended a line, or turned the writing direction unseen.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    r"\U000e0000-\U000e0fff]"
)
# What Readout and editors take for an order rather than a remark, and a line that begins so.
_ORDER = re.compile(r"(readout|yaml-language-server)(\s*:)", re.I)
_ORDERS = re.compile(r"[#\s]*(?:readout|yaml-language-server)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Bare:
    """A value whose notation is known: a date, a number, an id; empty where a person must say."""

    text: str


Value: TypeAlias = "str | Bare | Sequence[Value] | Mapping[str, Value]"


def plain(text: str) -> str:
    """Give a text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=1024)  # the same text is tried on one line, folded, and read back
def scalar(text: str, *, flow: bool = False) -> str:
    """Write a text as one line that YAML 1.1 and 1.2 both read as that text, runs of space as one.

    `flow`: within brackets, where commas count.
    """
    text = re.sub(r"\s+", " ", text)
    if _UNSEEN.search(text):
        # In double quotes a character and its escape are the same.
        return _UNSEEN.sub(lambda match: _escape(match[0]), _emit(text, '"', flow))
    written = _emit(text, None, flow)
    return written if _reads(written, flow) == text else _emit(text, '"', flow)


def _emit(text: str, style: str | None, flow: bool) -> str:
    dumped: str = yaml.dump(
        [text],
        Dumper=_DUMPER,
        default_style=style,
        default_flow_style=flow,
        allow_unicode=True,
        width=2**31 - 1,
    )
    return dumped.strip()[1:-1] if flow else dumped[2:].removesuffix("\n")


_DUMPER: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _reads(written: str, flow: bool) -> object:
    data = SeedFile(Path("scalar"), f"[{written}]" if flow else f"- {written}\n").load()
    return data[0] if isinstance(data, list) and len(data) == 1 else None


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def inline(value: Value) -> str:
    """Write a value on one line, as it stands within brackets."""
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {inline(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(inline, value))}]"


def lines(key: str, value: Value, indent: int) -> list[str]:
    """Write `key: value`, indented by so many spaces; what is too long for a line is folded."""
    margin = " " * indent
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        row = f"{margin}{key}: {inline(value)}"
        if len(row) <= WIDTH or not value:
            return [row]
        if isinstance(value, Mapping):
            rows = [row for name, each in value.items() for row in lines(name, each, indent + 2)]
        else:
            rows = [row for each in value for row in item(each, indent + 2)]
        return [f"{margin}{key}:", *rows]
    return _text(f"{margin}{key}: ", value, indent + 2)


def item(value: Value, indent: int) -> list[str]:
    """Write one entry of a list, its dash indented by so many spaces."""
    margin = " " * indent
    if isinstance(value, Mapping):
        row = f"{margin}- {inline(value)}"
        if len(row) <= WIDTH and set(value) <= {"exact", "prefix", "suffix"}:
            return [row]
        rows = [row for key, each in value.items() for row in lines(key, each, indent + 2)]
        return [f"{margin}- {rows[0].lstrip()}", *rows[1:]]
    if isinstance(value, str | Bare):
        return _text(f"{margin}- ", value, indent + 2)
    return [f"{margin}- {inline(value)}"]


def _text(head: str, value: str | Bare, indent: int) -> list[str]:
    if isinstance(value, Bare):
        return [f"{head}{value.text}".rstrip()]
    written = scalar(value)
    folded = textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    whole = value != plain(value) or _UNSEEN.search(value) or any(map(_ORDERS.match, folded))
    if whole or len(head) + len(written) <= WIDTH:
        return [f"{head}{written}"]
    return [f"{head}>-", *(" " * indent + row for row in folded)]


def comment(text: str, indent: int = 0) -> list[str]:
    """Write a remark as comment lines, whatever it says: nothing in it is an order to a program."""
    margin = " " * indent + "# "
    text = _UNSEEN.sub(lambda match: _escape(match[0]), plain(text))
    return textwrap.wrap(
        _ORDER.sub(r"\1 \2", text),
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def commented(rows: Iterable[str], indent: int) -> list[str]:
    """Comment an entry out; taking `# ` off each of its lines gives the entry again."""
    return [f"{row[:indent]}# {row[indent:]}" for row in rows]
