"""JSON Schemas (2020-12) of the seed files, for completion and checking in editors."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from generator.model import ArticleFile, BriefingFile, Selector

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {"article": ArticleFile, "briefing": BriefingFile}


class _Editors(GenerateJsonSchema):
    """Leaves out titles that repeat the key, and closes mappings whose keys have a pattern."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        made = super().dict_schema(schema)
        if "patternProperties" in made:
            made["additionalProperties"] = False
        return made


def seed_schema(which: str | None = None) -> dict[str, Any]:
    """Give the schema of an `article`'s file, of the `briefing` file, or one that allows both."""
    models = [FILES[which]] if which else list(FILES.values())
    described: list[type[BaseModel]] = [*models, Selector]
    _, made = models_json_schema(
        [(model, "validation") for model in described], schema_generator=_Editors
    )
    refs = [{"$ref": f"#/$defs/{model.__name__}"} for model in models]
    return {
        "$schema": DIALECT,
        "title": f"Readout: {which or 'seed'} file",
        **(refs[0] if which else {"anyOf": refs}),
        "$defs": made["$defs"],
    }


def printed_schema(which: str | None = None) -> str:
    """Give the schema as the text of a file."""
    return json.dumps(seed_schema(which), indent=2, ensure_ascii=False) + "\n"
