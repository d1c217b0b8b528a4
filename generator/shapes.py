"""What the model refuses, worded for the person who wrote the file, at its place in the file."""

import re
import types
from collections.abc import Iterator, Sequence
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from generator.model import SLUG
from generator.problems import Problem, did_you_mean
from generator.seedfile import SeedFile

_MESSAGES = {
    "missing": "the key “{name}” is missing",
    "string_type": "“{name}” must be text",
    "bool_type": "“{name}” must be true or false",
    "tuple_type": "“{name}” must be a list",
    "dict_type": "“{name}” must be a mapping of ids to entries",
    "model_type": "“{name}” must be a mapping of keys to values",
    "model_attributes_type": "“{name}” must be a mapping of keys to values",
    "int_type": "“{name}” must be a number",
    "float_type": "“{name}” must be a number",
    "finite_number": "“{name}” must be a number",
    "too_short": "“{name}” is empty",
    "string_too_short": "“{name}” is empty",
}
_HELP = {
    "missing": "add it; the formats are in the seed files' description",
    "string_type": "put it in quotation marks, so that it is not read as a number or a list",
    "tuple_type": "start each entry with `- `",
    "int_type": "write the bare number; words such as “nearly” go into `text`",
    "float_type": "write the bare number; words such as “nearly” go into `text`",
}
_PATTERNS = {
    SLUG: ("is not a slug", "lower-case letters and digits, parted by single hyphens"),
    "[A-Z]{2}": ("is not a country code", "two capitals, as ISO 3166-1 alpha-2 has them"),
    "[01]": ("is not a time of day", 'write hours and minutes in quotation marks: "09:30"'),
    "[A-Za-z]": ("is not a language tag", "write it as BCP 47 has it, such as en or pt-BR"),
}


def shape_problems(
    file: SeedFile, model: type[BaseModel], error: ValidationError
) -> Iterator[Problem]:
    """Word each finding of the model as a problem at its place in the file."""
    seen: set[tuple[object, ...]] = set()
    for item in error.errors(include_url=False):
        path = [step for step in item["loc"] if step != "[key]"]
        kind = item["type"]
        # A union reports each of its members; one is enough.
        members = ("int", "float", "tuple")
        if path and path[-1] in members and isinstance(path[-1], str):
            path.pop()
        if (key := (*path, kind.split("_")[-1])) in seen:
            continue
        seen.add(key)
        yield _shape_problem(file, model, item, kind, path)


def _shape_problem(
    file: SeedFile, model: type[BaseModel], item: Any, kind: str, path: list[str | int]
) -> Problem:
    names = [step for step in path if isinstance(step, str)]
    name = names[-1] if names else file.path.name
    value = item["input"]
    context = item.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        help_text = did_you_mean(name, known, f"known keys are {', '.join(known)}")
        return file.problem("E131", f"unknown key “{name}”", help_text, path, key=True)
    if kind in ("enum", "literal_error"):
        known = re.findall(r"'([^']+)'", context["expected"])
        help_text = f"one of {', '.join(known)}"
        return file.problem("E132", f"“{value}” is no {name}", help_text, path)
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        what, help_text = next(v for k, v in _PATTERNS.items() if k in pattern)
        return file.problem(
            "E133", f"“{value}” {what}", help_text, path, key="[key]" in item["loc"]
        )
    if kind == "value_error":
        message, _, help_text = str(context["error"]).partition("; ")
        if message.startswith("is "):
            message = f"“{name}” {message}"
        return file.problem("E134", message, help_text or "see the seed formats", path)
    if kind == "missing":
        path = path[:-1]
    message = _MESSAGES.get(kind, "“{name}”: " + str(item["msg"])).format(name=name)
    return file.problem("E135", message, _HELP.get(kind, "see the seed formats"), path)


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """List the keys that are known at a path of the model."""
    here: Any = model
    for step in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(step)].annotation
        elif get_origin(here) in (tuple, dict):
            here = get_args(here)[0 if get_origin(here) is tuple else 1]
        while get_origin(here) in (Union, types.UnionType):
            here = next(kind for kind in get_args(here) if kind is not type(None))
    if isinstance(here, type) and issubclass(here, BaseModel):
        return list(here.model_fields)
    return []
