"""Additions to a YAML file that a person wrote: every byte of theirs stays, in its order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from generator.seedfile import SeedFile


class NoPlaceError(Exception):
    """Raised where a file is written so that nothing can be added without changing the rest."""


@dataclass(frozen=True, slots=True)
class Added:
    """Entries for a list (`brackets` are `[]`) or a mapping (`{}`).

    `block` writes them on lines of their own, indented by so many spaces, comments and all;
    `flow` has each entry that is not commented out, as it stands within brackets.
    """

    brackets: str
    block: Callable[[int], list[str]]
    flow: Sequence[str]


def add_entries(text: str, key: str, added: Added, after: Sequence[str] = ()) -> str:
    """Add entries at the end of the list or mapping under a key of the file.

    Where the key is missing it comes behind the last of the keys `after` that the file has, or at
    the file's end. Raises NoPlaceError.
    """
    root = _root(text)
    pair = next(((k, v) for k, v in root.value if k.value == key), None)
    made = _extend(text, root, *pair, added) if pair else _add_key(text, root, key, added, after)
    return _unharmed(text, made, key, len(added.flow))


def add_value(text: str, key: str, rows: Sequence[str], after: Sequence[str]) -> str:
    """Add a key with its value, as written, behind the last of the keys `after`."""
    root = _root(text)
    if root.flow_style or _column(text, root):
        raise NoPlaceError
    return _unharmed(text, _below(text, _behind(text, root, after), rows), key, 1)


def _root(text: str) -> MappingNode:
    try:
        root = SeedFile(Path("seeds"), text).root
    except YAMLError:
        raise NoPlaceError from None
    if not isinstance(root, MappingNode) or not root.value:
        raise NoPlaceError
    return root


def _add_key(text: str, root: MappingNode, key: str, added: Added, after: Sequence[str]) -> str:
    if root.flow_style:
        inside = added.brackets[0] + ", ".join(added.flow) + added.brackets[1]
        return _at(text, _end(text, *root.value[-1]), f", {key}: {inside}")
    indent = _column(text, root)
    # A key without a value would be an error.
    mark = "" if added.flow else "# "
    rows = ["", f"{' ' * indent}{mark}{key}:", *added.block(indent + 2)]
    return _below(text, _behind(text, root, after), rows)


def _extend(text: str, root: MappingNode, key: Node, value: Node, added: Added) -> str:
    empty = isinstance(value, ScalarNode) or not value.value
    if not empty and isinstance(value, MappingNode) is not (added.brackets == "{}"):
        raise NoPlaceError
    start, end = value.start_mark.index, value.end_mark.index
    if empty and not added.flow:
        rows = ["", f"# {key.value}:", *added.block(2)]
        return _below(text, len(text), rows)
    if empty and root.flow_style:
        inside = added.brackets[0] + ", ".join(added.flow) + added.brackets[1]
        return f"{text[:start]} {inside}{text[end:]}"
    if empty:
        # `[]`, `{}`, `null` or nothing: the one thing that has to go.
        return _below(text[:start] + text[end:], start, added.block(_column(text, key) + 2))
    last = value.value[-1]
    behind = _end(text, *(last if isinstance(value, MappingNode) else (last, last)))
    if isinstance(value, CollectionNode) and value.flow_style:
        return _at(text, behind, "".join(f", {entry}" for entry in added.flow))
    return _below(text, behind, added.block(_column(text, value)))


def _behind(text: str, root: MappingNode, keys: Sequence[str]) -> int:
    """Give where the last of these keys ends, or the file."""
    ends = {str(key.value): _end(text, key, value) for key, value in root.value}
    return next((ends[key] for key in reversed(keys) if key in ends), len(text))


def _end(text: str, key: Node, value: Node) -> int:
    """Give where the words of a value end, without the blank lines and comments that follow."""
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, ScalarNode):
        block = value.style in ("|", ">")
        end = start + len(text[start:end].rstrip()) if block else end
        # An alias has the marks of what it stands for.
        return int(end) if key is value else max(end, key.end_mark.index)
    if not value.value or (isinstance(value, CollectionNode) and value.flow_style):
        return int(end)
    last = value.value[-1]
    return _end(text, *(last if isinstance(value, MappingNode) else (last, last)))


def _column(text: str, node: Node) -> int:
    index: int = node.start_mark.index
    return index - (text.rfind("\n", 0, index) + 1)


def _at(text: str, index: int, words: str) -> str:
    return text[:index] + words + text[index:]


def _below(text: str, index: int, rows: Sequence[str]) -> str:
    """Put rows under the line that holds an offset."""
    end = text.find("\n", index)
    if end < 0:
        return text + ("" if text.endswith("\n") else "\n") + "".join(f"{row}\n" for row in rows)
    return text[: end + 1] + "".join(f"{row}\n" for row in rows) + text[end + 1 :]


def _unharmed(before: str, after: str, key: str, count: int) -> str:
    """Give the new text where it reads as the old one does, with so many entries more under a key.

    Aliases, and marks that keep blank lines, can make an addition mean something else.
    """
    old, new = _data(before), _data(after)
    was, now = old.pop(key, None), new.pop(key, None)
    if old != new or list(old) != list(new):
        raise NoPlaceError
    if isinstance(now, Mapping | list) and not isinstance(was, str):
        was_items, items = (list(_items(each)) for each in (was or (), now))
        if items[: len(was_items)] != was_items or len(items) != len(was_items) + count:
            raise NoPlaceError
    elif was is not None or (count > 0) is (now is None):
        raise NoPlaceError
    return after


def _items(value: Any) -> Sequence[Any]:
    return list(value.items()) if isinstance(value, Mapping) else list(value)


def _data(text: str) -> dict[str, Any]:
    file = SeedFile(Path("seeds"), text)
    data = file.load()
    if file.problems or not isinstance(data, dict):
        raise NoPlaceError
    return data
