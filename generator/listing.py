"""The pages of a list: one where it fits, else its newest entries and a page for each period."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.addresses import Address
from generator.briefing import Briefing, TimelineEntry
from generator.calendar import MeetingView
from generator.corpus import Article
from generator.language import Language
from generator.ledger import DiscrepancyView
from generator.model import Evidence
from generator.periods import ROOM, Atlas, Period, Row, newest, page_of, split
from generator.utterances import Utterance

# The lists of each page that may be parted: of the briefing, of a person, a party, an issue.
_OF_BRIEFING = {
    "meetings": "meetings",
    "timeline": "timeline",
    "quotations": "utterances",
    "sources": "articles",
    "discrepancies": "discrepancies",
}
_OF_PERSON = ("participations", "utterances", "statements", "positions", "meetings")
_OF_PARTY = ("statements", "meetings")
_OF_ISSUE = ("positions", "utterances", "statements")

# Shown as a whole on the list's own page, since it merges what is alike.
_MERGED = {"participations"}

# Measured: what an entry and its footnote take in a finished page, besides its words.
_ENTRY, _PIECE, _MEETING, _MENTION, _ARTICLE = 700, 450, 4000, 2000, 600
# Ranks that no day has: what lies ahead comes before what is past.
_AHEAD, _UNDATED = 10_000_000, 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way from a page of a parted list to the page of a period.

    An entry is there if its anchor starts with one of `leads`, and no other link has a longer one.
    """

    period: Period
    address: Address
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a page of a parted list shows, and the ways to the others.

    `whole` is the list's own page; `years` are the periods below, a row for each.
    """

    period: Period
    shown: int
    whole: Address
    above: Link | None
    years: tuple[tuple[Link, tuple[Link, ...]], ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page to render: `about` is the briefing or the subject, with the entries to show."""

    address: Address
    about: Any
    part: Part | None


def placed(briefing: Briefing) -> Briefing:
    """Decide which lists of a briefing are parted."""
    wholes = {page: _rows(briefing, briefing, (name,)) for page, name in _OF_BRIEFING.items()}
    for folder, views, fields in (
        ("people", briefing.people, _OF_PERSON),
        ("parties", briefing.parties, _OF_PARTY),
        ("issues", briefing.issues, _OF_ISSUE),
    ):
        for view in views:
            wholes[f"{folder}/{view.id}"] = _rows(briefing, view, fields)
    lists = {page: whole for page, rows in wholes.items() if (whole := split(rows, ROOM)).parts}
    return replace(briefing, atlas=Atlas(lists))


def pages_of(briefing: Briefing, address: Address, about: Any) -> Iterator[Listed]:
    """Yield the pages of a list: the list's own first, then its periods."""
    whole = briefing.atlas.lists.get(address.page)
    if whole is None:
        yield Listed(address=address, about=about, part=None)
        return
    shown = newest([row for row in whole.rows if row.field not in _MERGED], ROOM // 3)
    merged = [row for row in whole.rows if row.field in _MERGED]
    yield Listed(
        address=address,
        about=_only(about, whole.rows, [*merged, *shown]),
        part=_part(address, whole, whole, None, len(shown)),
    )
    leaves = list(whole.leaves())
    numbers = {leaf.name: number for number, leaf in enumerate(leaves)}
    above = {part.name: period for period in (whole, *whole.walk()) for part in period.parts}
    for period in whole.walk():
        rows = () if period.parts else period.rows
        part = _part(address, whole, period, above[period.name], len(rows))
        if not period.parts:
            at = numbers[period.name]
            part = replace(
                part,
                earlier=_link(address, leaves[at - 1]) if at else None,
                later=_link(address, leaves[at + 1]) if at + 1 < len(leaves) else None,
            )
        yield Listed(
            address=Address(page=page_of(address.page, period.name)),
            about=_only(about, whole.rows, rows),
            part=part,
        )


def _only(about: Any, rows: Sequence[Row], shown: Sequence[Row]) -> Any:
    """Narrow a view to the rows that are shown, in the order that it has them."""
    kept: dict[str, list[int]] = {row.field: [] for row in rows}
    for row in shown:
        kept[row.field].append(row.index)
    return replace(
        about,
        **{
            name: tuple(getattr(about, name)[index] for index in sorted(indexes))
            for name, indexes in kept.items()
        },
    )


def _part(
    address: Address, whole: Period, period: Period, above: Period | None, shown: int
) -> Part:
    below = [part for part in period.parts for part in (part, *(() if above else part.parts))]
    leads = _leads(period, below)

    def link(part: Period) -> Link:
        return _link(address, part, leads[part.name])

    return Part(
        period=period,
        shown=shown,
        whole=address,
        above=_link(address, above) if above and above.name else None,
        years=tuple(
            (link(part), () if above else tuple(map(link, part.parts))) for part in period.parts
        ),
        earlier=None,
        later=None,
    )


def _link(address: Address, period: Period, leads: Sequence[str] = ()) -> Link:
    there = Address(page=page_of(address.page, period.name))
    return Link(period=period, address=there, leads=tuple(leads))


def _leads(period: Period, below: Sequence[Period]) -> Mapping[str, list[str]]:
    """Give each period the starts of its anchors: its name, and what its name does not tell.

    Most anchors start with their article's id, and most of these with a date.
    """
    leads = {
        part.name: part.days if len(part.name) == len("2031-05-06") else [part.name]
        for part in below
    }
    of_lead = {lead: name for name, found in leads.items() for lead in found}
    lengths = sorted({len(lead) for lead in of_lead}, reverse=True)
    for part in below:
        if part.parts and any(inner.name in leads for inner in part.parts):
            continue  # its parts tell
        odd: dict[str, None] = {}
        for row in part.rows:
            starts = (row.anchor[:length] for length in lengths)
            if next((of_lead[lead] for lead in starts if lead in of_lead), None) != part.name:
                known = row.article is not None and row.anchor.startswith(row.article)
                odd[str(row.article) if known else row.anchor] = None
        leads[part.name] += odd
    return leads


# Rows


def _rows(briefing: Briefing, view: Any, fields: Sequence[str]) -> list[Row]:
    published = {item.article.id: item.article.data.published for item in briefing.articles}
    return [
        _row(view, name, index, entry, published)
        for name in fields
        for index, entry in enumerate(getattr(view, name))
    ]


def _row(
    view: Any, name: str, index: int, entry: Any, published: Mapping[str, datetime.date]
) -> Row:
    article: str | None = None
    others: list[str] = []
    told: Iterable[str | None] = ()
    rank: int | None = None
    if isinstance(entry, MeetingView):
        # By the day it was first told of: a meeting moves, its address does not.
        anchor, day = f"meeting-{entry.id}", published[str(entry.reports[0].article)]
        told = (report.article for report in entry.reports)
        rank = _rank(entry)
        size = _MEETING + len(entry.outcome or "") if isinstance(view, Briefing) else _MENTION
    elif isinstance(entry, TimelineEntry):
        anchor, day = entry.id, entry.date.earliest
        told = (item.article for item in entry.evidence)
        size = _size(entry.evidence, entry.text)
    elif isinstance(entry, DiscrepancyView):
        anchor = entry.cited.id
        day = max(published[item.article] for item in entry.cited.evidence)
        size = 2 * _size(entry.cited.evidence, entry.cited.entry.text) + 150 * len(entry.affected)
    elif isinstance(entry, Utterance):
        # By its first report; those that come later stand with it.
        first, others = entry.witnesses[0], [w.id for w in entry.witnesses[1:]]
        anchor, article, day = first.id, first.article, published[str(first.article)]
        told = (witness.article for witness in entry.witnesses)
        size = _size([item for w in entry.witnesses for item in w.evidence], "")
    elif isinstance(found := getattr(entry, "article", None), Article):
        anchor, day, size = found.id, found.data.published, _ARTICLE + len(found.data.headline)
    else:
        anchor, article, day = entry.id, entry.article, published[str(entry.article)]
        size = _size(entry.evidence, getattr(entry.entry, "text", ""))
    return Row(
        field=name,
        index=index,
        anchor=anchor,
        others=tuple(others),
        article=article,
        day=day,
        # What one article tells is placed by that article.
        told=max((published[str(id_)] for id_ in told), default=day),
        rank=day.toordinal() if rank is None else rank,
        size=size,
    )


def _rank(meeting: MeetingView) -> int:
    if meeting.date is None:
        return _UNDATED
    day = meeting.date.latest.toordinal()
    return _AHEAD - day if meeting.status == "upcoming" else day


def _size(evidence: Sequence[Evidence], text: str) -> int:
    """Estimate the bytes of an entry in a finished page: its words stand there several times."""
    spans = [span for item in evidence for span in item.spans]
    words = sum(span.end - span.start for span in spans)
    return _ENTRY + _PIECE * len(spans) + 4 * words + 2 * len(text)


def title_of(title: str, part: Part, language: Language) -> str:
    """Name a page of a parted list after its period."""
    if not part.period.name:
        return title
    return language.gettext("{name}: {text}", name=title, text=period_name(part.period, language))


def period_name(period: Period, language: Language) -> str:
    """Say a period: "2031", "May 2031", "6 to 9 May 2031", "6 May 2031, part 2"."""
    day = language.date(period.date)
    if period.number is None:
        return day
    return language.gettext("{day}, part {number}", day=day, number=period.number)
