"""schema.org JSON-LD for the pages: only what the articles' files state, and nothing in doubt."""

import datetime
import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from generator import addresses
from generator.addresses import Address, relative
from generator.briefing import ArticleView, Briefing, PartyView, PersonView
from generator.calendar import MeetingView
from generator.exports.wording import printed
from generator.model import Cited, DiscrepancyKind, Place, Quotation

# A tag or a comment could end the script; the rest keeps other programs' templates away.
_ACTIVE = re.compile(r"[<>&]|\{(?=[{%#])")

_EVENT_STATUS = {
    "upcoming": "https://schema.org/EventScheduled",
    "held": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}


class Scripts:
    """The `script` elements of the pages.

    Addresses are relative to the page where the site's own address is not known.
    """

    def __init__(self, briefing: Briefing, site_url: str | None = None) -> None:
        self.briefing = briefing
        self.site_url = site_url
        # For each page, what it has and how that is described.
        self._on_page: dict[str, list[tuple[_Describe, Any]]] = {}
        for view in briefing.articles:
            self._place(addresses.of_article(view.article.id), _Things.article, view)
        for person in briefing.people:
            self._place(addresses.of_person(person.id), _Things.person, person)
        for party in briefing.parties:
            self._place(addresses.of_party(party.id), _Things.party, party)
        for meeting in briefing.meetings:
            self._place(addresses.of_meeting(meeting.id), _Things.event, meeting)
        for cited in briefing.quotations:
            there = addresses.of_entry("quotation", cited, briefing.registry)
            self._place(there, _Things.quotation, cited)

    def _place(self, address: Address, describe: "_Describe", thing: Any) -> None:
        page = self.briefing.atlas.now(address).page
        self._on_page.setdefault(page, []).append((describe, thing))

    def of(self, address: Address) -> str:
        """Give the element for a page; an empty text where it needs none."""
        if address.page not in self._on_page:
            return ""
        things = _Things(self.briefing, address, self.site_url)
        graph = [describe(things, thing) for describe, thing in self._on_page[address.page]]
        return f"\n{export({'@context': 'https://schema.org', '@graph': graph})}\n"


def export(data: dict[str, Any]) -> str:
    """Write data as a `script` element of one line that Markdown and HTML leave as it is."""
    text = _ACTIVE.sub(_as_escape, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    safe = text
    if not text.isprintable():
        safe = "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
    return f'<script type="application/ld+json">{safe}</script>'


def _as_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


class _Things:
    """What schema.org calls things, seen from one page."""

    def __init__(self, briefing: Briefing, page: Address, site_url: str | None) -> None:
        self.briefing = briefing
        self.registry = briefing.registry
        self.page = page
        self.site_url = site_url

    def article(self, view: ArticleView) -> dict[str, Any]:
        article, data = view.article, view.article.data
        return _stated(
            **self._named("NewsArticle", addresses.of_article(article.id), "article"),
            headline=data.headline,
            datePublished=data.published.isoformat(),
            publisher=data.publisher and {"@type": "Organization", "name": data.publisher},
            # A byline may name several people, or an agency: as printed is all that is known.
            creditText=data.byline,
            locationCreated=self._place(data.dateline),
            url=data.url,
            encoding={
                "@type": "MediaObject",
                "encodingFormat": "text/plain",
                "sha256": article.sha256,
            },
            mainEntityOfPage=self._to(addresses.of_article(article.id)),
        )

    def person(self, person: PersonView) -> dict[str, Any]:
        roles = person.roles
        certain = len(roles) == 1 and not self.briefing.doubts(*person.participations)
        party = person.party and self.registry.parties[person.party]
        return _stated(
            **self._named("Person", addresses.of_person(person.id), "person"),
            name=person.name,
            jobTitle=roles[0] if certain else None,
            # A state is no organisation, and whose citizen somebody is the articles do not say.
            affiliation=self._party(person.party)
            if person.party and party and party.kind != "state"
            else None,
            mainEntityOfPage=self._to(addresses.of_person(person.id)),
        )

    def party(self, party: PartyView) -> dict[str, Any]:
        return _stated(
            **self._party(party.id),
            mainEntityOfPage=self._to(addresses.of_party(party.id)),
        )

    def event(self, meeting: MeetingView) -> dict[str, Any]:
        date = meeting.date
        certain = date is not None and not (date.uncertain or date.approximate)
        start: str | None = None
        if date and certain:
            start = str(date).split("/")[0]
            if meeting.time and meeting.timezone and date.is_day:
                time = datetime.time.fromisoformat(meeting.time)
                zone = ZoneInfo(meeting.timezone)
                start = datetime.datetime.combine(date.earliest, time, zone).isoformat()
        attended = meeting.status == "held"
        return _stated(
            **{"@type": "Event", "@id": self._to(addresses.of_meeting(meeting.id))},
            name=meeting.name,
            startDate=start,
            endDate=str(date).split("/")[1] if certain and "/" in str(date) else None,
            eventStatus=_EVENT_STATUS.get(meeting.status),
            location=self._place(meeting.place),
            attendee=[
                *(self._party(id_) for id_ in meeting.parties if self._is_body(id_)),
                *(self._person(id_) for id_ in meeting.people),
            ]
            if attended
            else None,
            description=meeting.outcome,
        )

    def quotation(self, cited: Cited[Quotation]) -> dict[str, Any]:
        entry = cited.entry
        doubtful = entry.inferred or any(
            doubt.entry.kind is DiscrepancyKind.ATTRIBUTION for doubt in self.briefing.doubts(cited)
        )
        article = self.briefing.corpus.article(cited.article or "")
        return _stated(
            **{"@type": "Quotation", "@id": self._to(replace(self.page, anchor=cited.id))},
            text=printed(self.briefing, *cited.evidence),
            # The property for "to whom the quotation is attributed within the work".
            spokenByCharacter=None if doubtful else self._speaker(entry.speaker),
            dateCreated=entry.said and entry.said.isoformat(),
            isPartOf={
                **self._named("NewsArticle", addresses.of_article(article.id), "article"),
                "headline": article.data.headline,
            },
        )

    def _speaker(self, id_: str) -> dict[str, Any] | None:
        if id_ in self.registry.people:
            return self._person(id_)
        return self._party(id_) if self._is_body(id_) else None

    def _person(self, id_: str) -> dict[str, Any]:
        name = self.registry.people[id_].name
        return {**self._named("Person", addresses.of_person(id_), "person"), "name": name}

    def _party(self, id_: str) -> dict[str, Any]:
        kind = "Organization" if self._is_body(id_) else "Country"
        name = self.registry.parties[id_].name
        return {**self._named(kind, addresses.of_party(id_), "party"), "name": name}

    def _is_body(self, id_: str) -> bool:
        return self.registry.parties[id_].kind != "state"

    def _place(self, id_: str | None) -> dict[str, Any] | None:
        if id_ is None:
            return None
        place = self.registry.places[id_]
        return _stated(**{"@type": "Place"}, name=place.name, address=_address(place))

    def _named(self, type_: str, address: Address, fragment: str) -> dict[str, Any]:
        """Name a thing by its page's address and a fragment: a page is not what it is about."""
        there = Address(page=address.page, anchor=fragment)
        return {"@type": type_, "@id": self._to(there)}

    def _to(self, address: Address) -> str:
        address = self.briefing.atlas.now(address)
        if self.site_url:
            return address.under(self.site_url)
        return relative(address.url, posixpath.dirname(self.page.page))


_Describe = Callable[[_Things, Any], dict[str, Any]]


def _address(place: Place) -> dict[str, Any] | None:
    # XA to XZ are countries that somebody made up.
    if place.country is None or place.country.startswith("X"):
        return None
    return {"@type": "PostalAddress", "addressCountry": place.country}


def _stated(**fields: Any) -> dict[str, Any]:
    """Keep the fields that somebody states."""
    return {key: value for key, value in fields.items() if value not in (None, "", [])}
