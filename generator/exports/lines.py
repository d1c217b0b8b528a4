"""JSON with an entry a line: small and quick to write, and still read and compared line by line."""

import json
from collections.abc import Iterator
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def in_lines(value: Any, levels: int) -> Iterator[str]:
    """Yield JSON in pieces; what the outermost `levels` of objects and lists hold has a line each.

    There a list may be an iterator too, so that a long one is never held as a whole.
    """
    if levels and isinstance(value, dict):
        keys = ((f"{_ENCODER.encode(key)}:", item) for key, item in value.items())
        yield from _rows("{}", keys, levels)
    elif levels and isinstance(value, list | Iterator):
        yield from _rows("[]", (("", item) for item in value), levels)
    else:
        yield _ENCODER.encode(value)


def _rows(brackets: str, rows: Iterator[tuple[str, Any]], levels: int) -> Iterator[str]:
    between = f"{brackets[0]}\n"
    for head, item in rows:
        if levels > 1:
            yield between + head
            yield from in_lines(item, levels - 1)
        else:
            yield f"{between}{head}{_ENCODER.encode(item)}"
        between = ",\n"
    yield f"\n{brackets[1]}" if between == ",\n" else brackets
