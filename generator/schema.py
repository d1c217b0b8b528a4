"""JSON Schemas (2020-12) of the seed files, for completion and checking in editors."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from generator.model import ArticleFile, BriefingFile, Selector

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[BaseModel]] = {"article": ArticleFile, "briefing": BriefingFile}


def seed_schema(which: str | None = None) -> dict[str, Any]:
    """Give the schema of an `article`'s file, of the `briefing` file, or one that allows both."""
    models = [_FILES[which]] if which else list(_FILES.values())
    described: list[type[BaseModel]] = [*models, Selector]
    _, made = models_json_schema([(model, "validation") for model in described])
    refs = [{"$ref": f"#/$defs/{model.__name__}"} for model in models]
    return {
        "$schema": DIALECT,
        "title": f"Readout: {which or 'seed'} file",
        **(refs[0] if which else {"anyOf": refs}),
        "$defs": made["$defs"],
    }
