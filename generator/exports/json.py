"""briefing.json: all of the briefing as public data, as SEEDS.md defines it."""

from collections.abc import Iterable, Iterator
from typing import Any

from generator import addresses
from generator.addresses import of_entry
from generator.briefing import Briefing
from generator.calendar import MeetingView
from generator.exports.lines import in_lines
from generator.model import Cited, Evidence, Record

# Where the words stand is said by `evidence`; these only say how they were looked for.
_SELECTOR_FIELDS = {"evidence", "exact", "prefix", "suffix"}


def export(briefing: Briefing) -> Iterator[str]:
    """Yield the text of briefing.json: one JSON object, its keys in SEEDS.md's order."""
    yield from in_lines(_data(briefing), levels=2)
    yield "\n"


def _data(briefing: Briefing) -> dict[str, Any]:
    """Give the briefing as plain data, its long lists as iterators."""
    bottom_line = briefing.bottom_line
    articles = [view.article for view in briefing.articles]
    return {
        "title": briefing.title,
        "as_of": briefing.as_of.isoformat(),
        "bottom_line": bottom_line
        and {
            "text": bottom_line.entry.text,
            "evidence": evidence(briefing, bottom_line.evidence),
        },
        "articles": (
            {
                "id": article.id,
                "url": addresses.of_article(article.id).url,
                "original_url": article.data.url,
                **_fields(
                    article.data,
                    "headline",
                    "publisher",
                    "byline",
                    "published",
                    "dateline",
                    "rights",
                ),
                "published_evidence": evidence(briefing, article.published_evidence),
                "file": article.kept_at,
                "sha256": article.sha256,
            }
            for article in articles
        ),
        "parties": [
            {"id": view.id, "url": addresses.of_party(view.id).url, **_plain(party)}
            for view in briefing.parties
            for party in [briefing.registry.parties[view.id]]
        ],
        "people": [
            {
                "id": view.id,
                "url": addresses.of_person(view.id).url,
                **_plain(briefing.registry.people[view.id]),
                "roles": view.roles,
            }
            for view in briefing.people
        ],
        "issues": [
            {
                "id": view.id,
                "url": addresses.of_issue(view.id).url,
                **_plain(briefing.registry.issues[view.id]),
                "status": view.status,
            }
            for view in briefing.issues
        ],
        "places": [
            {"id": id_, "url": addresses.MEETINGS.url, **_plain(place)}
            for id_, place in briefing.registry.places.items()
        ],
        "takeaways": _entries(briefing, "takeaway", briefing.takeaways),
        "participants": _entries(
            briefing, "participant", (c for a in articles for c in a.participants)
        ),
        "quotations": _entries(briefing, "quotation", briefing.quotations),
        "statements": _entries(briefing, "statement", briefing.statements),
        "positions": _entries(briefing, "position", (c for a in articles for c in a.positions)),
        "meetings": (_meeting(briefing, view) for view in briefing.meetings),
        "events": _entries(briefing, "event", (c for a in articles for c in a.events)),
        "figures": _entries(briefing, "figure", briefing.figures),
        "discrepancies": _entries(
            briefing, "discrepancy", (view.cited for view in briefing.discrepancies)
        ),
        "glossary": [
            {"id": term, "url": addresses.OVERVIEW.url, "term": term, "text": text}
            for term, text in briefing.glossary.items()
        ],
    }


def evidence(briefing: Briefing, located: Iterable[Evidence]) -> list[dict[str, Any]]:
    """List every piece of the evidence: `exact` is `text[start:end]` of the article's text."""
    rows = []
    for item in located:
        text = briefing.corpus.article(item.article).text
        rows += [
            {
                "article": item.article,
                "start": span.start,
                "end": span.end,
                "exact": text.text[span.start : span.end],
                "paragraph": text.passages.paragraph_at(span.start),
            }
            for span in item.spans
        ]
    return rows


def _fields(record: Record, *names: str) -> dict[str, Any]:
    return record.model_dump(mode="json", include=set(names))


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")


def _entries(
    briefing: Briefing, kind: str, entries: Iterable[Cited[Any]]
) -> Iterator[dict[str, Any]]:
    for cited in entries:
        row = {
            "id": cited.id,
            "url": briefing.atlas.now(of_entry(kind, cited, briefing.registry)).url,
            "article": cited.article,
            **cited.entry.model_dump(mode="json", exclude=_SELECTOR_FIELDS),
            "evidence": evidence(briefing, cited.evidence),
        }
        if kind == "quotation":
            # The article's own characters, pieces parted as the seed file parts them.
            row["exact"] = " […] ".join(piece["exact"] for piece in row["evidence"])
            row["utterance"] = briefing.utterance_of[cited.id].cited.id
        yield row


def _articles_of(view: MeetingView) -> list[str]:
    return [cited.article for cited in view.reports if cited.article]


def _meeting(briefing: Briefing, view: MeetingView) -> dict[str, Any]:
    return {
        "id": view.id,
        "url": briefing.atlas.now(addresses.of_meeting(view.id)).url,
        "name": view.name,
        "date": str(view.date) if view.date else None,
        "date_as_written": view.date_as_written,
        "date_reasoning": briefing.language.reasoning(view.date_reasoning),
        "time": view.time,
        "timezone": view.timezone,
        "place": view.place,
        "parties": list(view.parties),
        "people": list(view.people),
        "status": view.status,
        "outcome": view.outcome,
        "articles": [cited.article for cited in view.reports],
        "history": [
            {
                "day": chapter.day.isoformat(),
                "article": chapter.report.article,
                "turn": chapter.turn.value,
                "date": str(chapter.after.date) if chapter.after.date else None,
                "place": chapter.after.place,
            }
            for chapter in view.history
        ],
        "independent_reports": briefing.independent(_articles_of(view)),
        "evidence": evidence(briefing, view.evidence),
    }
