"""The vocabulary: what the seed files may say, as SEEDS.md defines it, and the records it becomes.

Everything is frozen and keyword-only; nothing here reads or writes. Offsets count Unicode code
points of an article's text as decoded.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    StrictFloat,
    StrictInt,
    WithJsonSchema,
)

from generator.edtf import DATE_PATTERN, EDTF_PATTERN, Edtf

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _as_date(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(DATE, value):
        raise ValueError("is not a date; write year-month-day, such as 2031-05-06")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is a day that does not exist") from None


def _as_url(value: str) -> str:
    # Whoever clicks must land on a web page: `javascript:` and its like are not addresses.
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", value):
        raise ValueError("is not a web address that starts with http:// or https://")
    return value


def _as_text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write the text, or leave the key out")
    return value


def _as_edtf(value: object) -> Edtf:
    if isinstance(value, Edtf):
        return value
    # A bare year is a number to YAML.
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("is not a date; write an EDTF date such as 2031-05-14 or 2031-05")
    return Edtf.parse(str(value))


EdtfDate = Annotated[
    Edtf,
    PlainValidator(_as_edtf),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": EDTF_PATTERN,
            "minimum": 1000,
            "maximum": 9999,
            "examples": ["2031-05-14", "2031-05", 2031],
        }
    ),
]
Slug = Annotated[str, Field(pattern=rf"^{SLUG}$")]
Date = Annotated[
    datetime.date,
    BeforeValidator(_as_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
Url = Annotated[
    str,
    AfterValidator(_as_url),
    # No `format: uri`: that would refuse the addresses in other scripts that browsers take.
    WithJsonSchema({"type": "string", "pattern": r"^[hH][tT][tT][pP][sS]?://[^\s/?#]\S*$"}),
]
_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}
Text = Annotated[str, AfterValidator(_as_text), Field(min_length=1), WithJsonSchema(_TEXT_SCHEMA)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


# Which fields entries give: there are a few dozen such sets, whatever the number of entries.
_GIVEN: dict[frozenset[str], set[str]] = {}


class Record(BaseModel):
    """Base of all entries: frozen; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, context: object) -> None:
        """Share the set of given fields: of its own for each entry, they take as much as texts."""
        given = self.__pydantic_fields_set__
        shared = _GIVEN.setdefault(frozenset(given), given)
        object.__setattr__(self, "__pydantic_fields_set__", shared)


class Stance(StrEnum):
    """How a party stands on an issue, from most to least forthcoming."""

    OFFERS = "offers"
    SUPPORTS = "supports"
    ACCEPTS = "accepts"
    OPEN_TO = "open-to"
    CONDITIONAL = "conditional"
    DEMANDS = "demands"
    QUESTIONS = "questions"
    WARNS = "warns"
    DENIES = "denies"
    OPPOSES = "opposes"
    REJECTS = "rejects"
    RED_LINE = "red-line"

    @property
    def group(self) -> str:
        """The group that the derived page uses: forthcoming, conditional or closed."""
        order = list(Stance).index(self)
        return ("forthcoming", "conditional", "closed")[order // 4]


# Evidence


class Selector(Record):
    """Words of an article: a W3C Web Annotation TextQuoteSelector."""

    exact: Text = Field(description="The words as printed; ` […] ` stands for words left out.")
    prefix: str = Field("", description="What stands right before the words in the article.")
    suffix: str = Field("", description="What stands right after the words in the article.")
    article: Slug | None = Field(
        None, description="The article's id, where the file is not the article's own."
    )


def _as_selectors(value: object) -> object:
    rows = value if isinstance(value, list | tuple) else [value]
    return tuple({"exact": row} if isinstance(row, str) else row for row in rows)


Selectors = Annotated[
    tuple[Selector, ...],
    BeforeValidator(_as_selectors),
    Field(min_length=1, description="The article's words that this rests on."),
    WithJsonSchema(
        {
            "anyOf": [
                _TEXT_SCHEMA,
                {"$ref": "#/$defs/Selector"},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {"anyOf": [_TEXT_SCHEMA, {"$ref": "#/$defs/Selector"}]},
                },
            ],
            "description": "The article's words that this rests on.",
        }
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A range of an article's text, in code points; `end` is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A selector and where its words stand: one span, or one for each piece around ` […] `."""

    article: str
    selector: Selector
    spans: tuple[Span, ...]


# What one article says


class Statable(Record):
    """Base of what an article's file says: each entry rests on the article's words."""

    evidence: Selectors


class Takeaway(Statable):
    """A finding in one sentence."""

    text: Text = Field(description="The finding, in the briefing writer's own words.")


class BottomLine(Takeaway):
    """The whole briefing in at most 50 words."""


class Participation(Statable):
    """A person's role as an article prints it."""

    person: Slug = Field(description="The person's id in briefing.yml.")
    role: Text | None = Field(None, description="The role as printed.")
    part: Text | None = Field(None, description="What the person did in what is reported.")


class Quotation(Record):
    """Words that stand inside quotation marks in the article."""

    speaker: Slug = Field(description="The id of the person or party that said it.")
    exact: Text = Field(description="The words as printed: evidence and text in one.")
    prefix: str = Field("", description="What stands right before the words in the article.")
    suffix: str = Field("", description="What stands right after the words in the article.")
    said: Date | None = Field(None, description="The day it was said.")
    occasion: Text | None = Field(None, description="Where or to whom it was said.")
    issues: tuple[Slug, ...] = Field((), description="Ids of the issues that it is about.")
    inferred: StrictBool = Field(False, description="true: the article prints no speaker for it.")

    @property
    def evidence(self) -> tuple[Selector, ...]:
        """The quotation's own words, as a selector."""
        return (Selector(exact=self.exact, prefix=self.prefix, suffix=self.suffix),)


class Statement(Statable):
    """What somebody is reported to have said or done, without quotation marks."""

    speaker: Slug = Field(description="The id of the person or party.")
    text: Text = Field(description="What is reported, in the briefing writer's own words.")
    issues: tuple[Slug, ...] = Field((), description="Ids of the issues that it is about.")


class Position(Statable):
    """A party's stance on an issue."""

    party: Slug = Field(description="The party's id in briefing.yml.")
    issue: Slug = Field(description="The issue's id in briefing.yml.")
    stance: Stance = Field(description="How the party stands on the issue.")
    text: Text = Field(description="The position, in the briefing writer's own words.")
    voiced_by: Slug | None = Field(None, description="The id of the person who voiced it.")
    attributed_by: Slug | None = Field(
        None, description="The id of the party or person that says this is their position."
    )
    since: Date | None = Field(None, description="Since when; otherwise the article's date.")


class MeetingStatus(StrEnum):
    """What an article says has become of a meeting."""

    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Meeting(Statable):
    """A meeting, held or announced; the same id in another article is the same meeting."""

    id: Slug = Field(description="The meeting's id, the same in every article.")
    name: Text = Field(description="What the meeting is called.")
    date: EdtfDate | None = Field(None, description="An EDTF date; absent: not announced.")
    date_as_written: Text | None = Field(
        None, description="The article's own words for the date, inside the evidence."
    )
    time: Clock | None = Field(None, description="Local time, such as 10:00, with a timezone.")
    timezone: Text | None = Field(None, description="An IANA time zone, such as Europe/Vienna.")
    place: Slug | None = Field(None, description="The place's id in briefing.yml.")
    parties: tuple[Slug, ...] = Field((), description="Ids of the parties that meet.")
    people: tuple[Slug, ...] = Field((), description="Ids of the people who meet.")
    status: MeetingStatus = Field(
        MeetingStatus.SCHEDULED, description="What the article says of it."
    )
    outcome: Text | None = Field(None, description="What came of it, where it was held.")


class Event(Statable):
    """Something that happened, for the timeline."""

    date: EdtfDate = Field(description="When it happened: an EDTF date.")
    text: Text = Field(description="What happened, in the briefing writer's own words.")


class Figure(Statable):
    """A number that the article gives."""

    value: StrictInt | StrictFloat = Field(description="The number.", allow_inf_nan=False)
    unit: Text | None = Field(None, description="What is counted, such as `per cent`.")
    of: Text = Field(description="What the number is of.")
    according_to: Slug | None = Field(None, description="The id of the person or party.")
    text: Text = Field(description="The number in a sentence.")


class DiscrepancyKind(StrEnum):
    """What is wrong with words of an article."""

    CONTRADICTION = "contradiction"
    MISPRINT = "misprint"
    UNCLOSED_QUOTATION = "unclosed-quotation"
    ATTRIBUTION = "attribution"
    OTHER = "other"


class Discrepancy(Statable):
    """Something that an article gets wrong or leaves unclear."""

    kind: DiscrepancyKind = Field(description="What sort of fault it is.")
    text: Text = Field(description="What is wrong, in the briefing writer's own words.")


class ArticleFile(Record):
    """What one article says."""

    headline: Text = Field(description="The headline.")
    publisher: Text | None = Field(None, description="Who published it.")
    byline: Text | None = Field(None, description="Who wrote it.")
    url: Url | None = Field(None, description="The article's address on the web.")
    published: Date = Field(description="The day of publication.")
    published_evidence: Selectors | None = Field(
        None, description="Words of the article that give its date away."
    )
    dateline: Slug | None = Field(None, description="The id of the place it was written from.")
    rights: Literal["excerpts", "full"] = Field(
        "excerpts", description="Whether the site shows the cited paragraphs or the whole text."
    )
    takeaways: tuple[Takeaway, ...] = Field((), description="The findings, a sentence each.")
    participants: tuple[Participation, ...] = Field(
        (), description="The people it names, with their roles as printed."
    )
    quotations: tuple[Quotation, ...] = Field(
        (), description="Words that stand inside quotation marks in the article."
    )
    statements: tuple[Statement, ...] = Field(
        (), description="What somebody is reported to have said or done, without quotation marks."
    )
    positions: tuple[Position, ...] = Field((), description="The parties' stances on the issues.")
    meetings: tuple[Meeting, ...] = Field((), description="Meetings, held or announced.")
    events: tuple[Event, ...] = Field((), description="What happened, for the timeline.")
    figures: tuple[Figure, ...] = Field((), description="Numbers that the article gives.")
    discrepancies: tuple[Discrepancy, ...] = Field(
        (), description="What the article itself gets wrong or leaves unclear."
    )


# Who and what the briefing is about


class Party(Record):
    """A state, an organisation or another body that takes part."""

    name: Text = Field(description="The party's name.")
    kind: Literal["state", "organisation", "alliance", "movement", "other"] = Field(
        "state", description="What sort of party it is."
    )
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2; XA to XZ if invented.")
    aliases: tuple[Text, ...] = Field((), description="Other names that the articles use.")


class Person(Record):
    """A person who is named in the articles."""

    name: Text = Field(description="The person's name.")
    party: Slug | None = Field(None, description="The id of the person's party.")
    aliases: tuple[Text, ...] = Field((), description="Other names that the articles use.")


class Issue(Record):
    """A matter on which the parties take positions."""

    name: Text = Field(description="The issue's name.")
    question: Text | None = Field(None, description="The question that is in dispute.")


class Place(Record):
    """A place where something happens."""

    name: Text = Field(description="The place's name.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2; XA to XZ if invented.")
    aliases: tuple[Text, ...] = Field((), description="Other names that the articles use.")


class BriefingFile(Record):
    """Who and what the briefing is about."""

    title: Text = Field(description="The briefing's title.")
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = Field(
        description="BCP 47: the language of the site's own words and dates."
    )
    as_of: Date | None = Field(None, description="The day the briefing is written as of.")
    bottom_line: BottomLine | None = Field(None, description="The point, in at most 50 words.")
    parties: dict[Slug, Party] = Field(description="The parties, in the order of the site.")
    people: dict[Slug, Person] = Field({}, description="The people.")
    issues: dict[Slug, Issue] = Field({}, description="The issues, in the order of the site.")
    places: dict[Slug, Place] = Field({}, description="The places.")
    glossary: dict[str, Text] = Field({}, description="Abbreviations and what they stand for.")
    takeaways: tuple[Takeaway, ...] = Field((), description="In place of the newest article's.")
    discrepancies: tuple[Discrepancy, ...] = Field((), description="Those between articles.")


# What the corpus holds


Entry = TypeVar("Entry", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited(Generic[Entry]):
    """An entry of a seed file with its evidence located.

    `article` is None for an entry of briefing.yml. `id` is a slug that stays the
    same while the words that the entry rests on do; `path` leads to the entry in its file.
    """

    id: str
    article: str | None
    entry: Entry
    evidence: tuple[Evidence, ...]
    path: tuple[str | int, ...]


def spans_of(evidence: Iterable[Evidence]) -> list[tuple[str, Span]]:
    """List (article, span) for every piece of the evidence, in order."""
    return [(item.article, span) for item in evidence for span in item.spans]
