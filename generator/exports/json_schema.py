"""briefing.schema.json: the JSON Schema (2020-12) of briefing.json."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from generator import model
from generator.calendar import Turn

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ENTRIES: dict[str, tuple[type[model.Record], str]] = {
    "takeaways": (model.Takeaway, "The findings shown on the overview."),
    "participants": (model.Participation, "Who is named, with the roles as printed."),
    "quotations": (model.Quotation, "Words that stand inside quotation marks in the articles."),
    "statements": (model.Statement, "What is reported without quotation marks."),
    "positions": (model.Position, "Where the parties stand on the issues, and since when."),
    "events": (model.Event, "What happened."),
    "figures": (model.Figure, "Numbers that the articles give."),
    "discrepancies": (model.Discrepancy, "What the articles get wrong, leave unclear or dispute."),
}
_REGISTRIES: dict[str, tuple[type[model.Record], str]] = {
    "parties": (model.Party, "The parties, in the order of the site."),
    "people": (model.Person, "The people who are named."),
    "issues": (model.Issue, "The issues, in the order of the site."),
    "places": (model.Place, "The places."),
}
_SELECTOR_FIELDS = ("evidence", "prefix", "suffix")

_TEXT = {"type": "string"}
_ID = {"type": "string", "minLength": 1}
_SLUG = {"type": "string", "pattern": f"^{model.SLUG}$"}
_DAY = {"type": "string", "format": "date"}
_EVIDENCE = {
    "description": "The articles' words that this rests on.",
    "type": "array",
    "items": {"$ref": "#/$defs/Evidence"},
}
_URL = {
    "description": "The address on the site, relative to the site's root.",
    "type": "string",
    "pattern": r"^[a-z0-9/-]+\.html(#[A-Za-z0-9_-]+)?$",
}


def export() -> str:
    """Give the text of briefing.schema.json; it is the same for every briefing."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Give the schema. It is closed: a key that it does not name is an error."""
    records = [record for record, _ in (*_ENTRIES.values(), *_REGISTRIES.values())]
    described: list[type[BaseModel]] = [*records, model.ArticleFile, model.Meeting]
    _, made = models_json_schema([(record, "serialization") for record in described])
    fields = {name: _untitled(found) for name, found in made["$defs"].items()}
    properties: dict[str, Any] = {
        "title": {"description": "The briefing's title.", **_TEXT},
        "as_of": {"description": "The day that the briefing speaks for.", **_DAY},
        "bottom_line": {
            "description": "The whole briefing in at most 50 words, where somebody wrote it.",
            "anyOf": [_object({"text": _TEXT, "evidence": _EVIDENCE}), {"type": "null"}],
        },
        "articles": _list("The articles, the oldest first.", _article(fields)),
        **{
            plural: _list(words, _entity(plural, fields[record.__name__]["properties"]))
            for plural, (record, words) in _REGISTRIES.items()
        },
        **{
            plural: _list(words, _entry(record, fields[record.__name__]["properties"]))
            for plural, (record, words) in _ENTRIES.items()
        },
        "meetings": _list("The meetings, by date.", _meeting(fields["Meeting"]["properties"])),
        "glossary": _list(
            "Abbreviations and what they stand for.",
            {"id": _ID, "url": _URL, "term": _TEXT, "text": _TEXT},
        ),
    }
    used = {name: found for name, found in fields.items() if "enum" in found}
    return {
        "$schema": DIALECT,
        "title": "Readout: briefing.json",
        "description": "A briefing as data. Every statement carries the words it rests on.",
        **_object(properties),
        "$defs": {"Evidence": _evidence(), **used},
    }


def _evidence() -> dict[str, Any]:
    return {
        "description": "Words of an article, found in its text: text[start:end] == exact.",
        **_object(
            {
                "article": {"description": "The article's id.", **_SLUG},
                "start": {
                    "description": "Where the words start, in Unicode code points from 0.",
                    "type": "integer",
                    "minimum": 0,
                },
                "end": {
                    "description": "Where they end; the character there is not among them.",
                    "type": "integer",
                    "minimum": 1,
                },
                "exact": {"description": "The words as printed.", "type": "string", "minLength": 1},
                "paragraph": {
                    "description": "The paragraph's number in the article.",
                    "type": "integer",
                    "minimum": 1,
                },
            }
        ),
    }


def _article(fields: dict[str, Any]) -> dict[str, Any]:
    stated = fields["ArticleFile"]["properties"]
    kept = ("headline", "publisher", "byline", "published", "dateline", "rights")
    return {
        "id": {"description": "The article's id: its file's name.", **_SLUG},
        "url": _URL,
        "original_url": stated["url"],
        **{name: stated[name] for name in kept},
        "published_evidence": {
            **_EVIDENCE,
            "description": "The article's words that give its date away.",
        },
        "file": {"description": "Where the text is kept, in the folder of the seeds.", **_TEXT},
        "sha256": {
            "description": "The SHA-256 of the text's bytes.",
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
        },
    }


def _entity(plural: str, stated: dict[str, Any]) -> dict[str, Any]:
    derived: dict[str, Any] = {}
    if plural == "people":
        roles = {"type": "array", "items": _TEXT}
        derived = {"roles": {"description": "The person's roles as printed.", **roles}}
    if plural == "issues":
        derived = {
            "status": {
                "description": "What follows from the stances that the parties themselves state.",
                "enum": ["agreed", "disputed", "open", "not stated"],
            }
        }
    return {"id": _SLUG, "url": _URL, **stated, **derived}


def _entry(record: type[model.Record], stated: dict[str, Any]) -> dict[str, Any]:
    own = {name: found for name, found in stated.items() if name not in _SELECTOR_FIELDS}
    derived: dict[str, Any] = {}
    if record is model.Quotation:
        words = (
            "The id of the fullest quotation of the same utterance: this one, where it is alone."
        )
        derived = {"utterance": {"description": words, **_ID}}
    return {
        "id": {"description": "It stays the same while the words do.", **_ID},
        "url": _URL,
        "article": {
            "description": "The id of the article that says so; null across several.",
            "anyOf": [_SLUG, {"type": "null"}],
        },
        **own,
        "evidence": _EVIDENCE,
        **derived,
    }


def _meeting(stated: dict[str, Any]) -> dict[str, Any]:
    kept = ("name", "date", "date_as_written", "time", "timezone", "place", "parties", "people")
    return {
        "id": {"description": "The meeting's id, the same in every article.", **_SLUG},
        "url": _URL,
        **{name: stated[name] for name in kept},
        "date_reasoning": {"description": "How the date follows from the words.", **_TEXT},
        "status": {
            "description": "What has become of it by the briefing's day.",
            "enum": ["upcoming", "held", "past", "postponed", "cancelled", "undated"],
        },
        "outcome": stated["outcome"],
        "articles": {
            "description": "The ids of the articles that report it, the oldest first.",
            "type": "array",
            "items": _SLUG,
            "minItems": 1,
        },
        "history": _list(
            "The reports that changed what was known of it, the oldest first.",
            {
                "day": {"description": "The day of the article.", **_DAY},
                "article": {"description": "The article's id.", **_SLUG},
                "turn": {
                    "description": "What the report made of the meeting.",
                    "enum": [turn.value for turn in Turn],
                },
                "date": stated["date"],
                "place": stated["place"],
            },
        ),
        "independent_reports": {
            "description": "How many these are with near-copies of one text counted once.",
            "type": "integer",
            "minimum": 1,
        },
        "evidence": _EVIDENCE,
    }


def _list(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "type": "array", "items": _object(properties)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _untitled(found: Any) -> Any:
    """Leave out what Pydantic derives from names, and defaults: briefing.json has every key."""
    if isinstance(found, dict):
        return {
            key: _untitled(value)
            for key, value in found.items()
            if not (key in ("title", "default") and not isinstance(value, dict))
        }
    return [_untitled(item) for item in found] if isinstance(found, list) else found
