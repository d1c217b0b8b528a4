"""JSON with an entry a line: small and quick to write, and still read and compared line by line."""

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def in_lines(value: Any, levels: int) -> str:
    """Write JSON; what the outermost `levels` of objects and lists hold has a line each."""
    if levels and value and isinstance(value, dict):
        rows = (f"{_ENCODER.encode(key)}:{in_lines(v, levels - 1)}" for key, v in value.items())
        return "{\n" + ",\n".join(rows) + "\n}"
    if levels and value and isinstance(value, list):
        return "[\n" + ",\n".join(in_lines(item, levels - 1) for item in value) + "\n]"
    return _ENCODER.encode(value)
