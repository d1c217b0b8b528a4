"""The ways from one page to others, and the names that lead there."""

import datetime
import posixpath
import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.addresses import Address, on_the_web, relative
from generator.briefing import Use
from generator.edtf import Edtf
from generator.listing import period_name
from generator.markdown import escape, inert
from generator.model import Cited, Quotation
from generator.periods import Period
from generator.site import Site


class Links:
    """What a page calls the things of a briefing, with links as they are from there."""

    def __init__(self, site: Site, address: Address) -> None:
        self.site = site
        self.briefing = site.briefing
        self.language = site.language
        self.say = site.say
        self.ngettext = site.ngettext
        self.registry = site.briefing.registry
        self.address = address
        self.folder = posixpath.dirname(address.page)

    def to(self, address: Address) -> Markup:
        """Give an address as a Markdown link's target, relative to this page."""
        address = self.briefing.atlas.now(address)
        path = relative(address.markdown, self.folder)
        return Markup(f"{path}#{address.anchor}" if address.anchor else path)

    def href(self, address: Address) -> Markup:
        """Give an address as an `href` in raw HTML, relative to this page."""
        return Markup(relative(self.briefing.atlas.now(address).url, self.folder))

    def to_file(self, name: str) -> Markup:
        """Give the target of a Markdown link to a file at the site's root."""
        return Markup(relative(name, self.folder))

    @property
    def calendar_subscription(self) -> str:
        """The address at which a calendar program subscribes; empty where the site has none."""
        site_url = self.site.url
        return (
            re.sub("^https?:", "webcal:", on_the_web("meetings.ics", site_url)) if site_url else ""
        )

    def link(self, text: str, address: Address) -> Markup:
        """Give a Markdown link; just the text where it would lead to the page itself."""
        if address.page == self.address.page and not address.anchor:
            return escape(text)
        return Markup(f"[{escape(text)}]({self.to(address)})")

    def person(self, id_: str) -> Markup:
        """Name a person, with a link."""
        return self.link(self.registry.people[id_].name, addresses.of_person(id_))

    def party(self, id_: str) -> Markup:
        """Name a party, with a link."""
        return self.link(self.registry.parties[id_].name, addresses.of_party(id_))

    def speaker(self, id_: str) -> Markup:
        """Name a person or party, with a link."""
        return self.person(id_) if id_ in self.registry.people else self.party(id_)

    def issue(self, id_: str, party: str = "") -> Markup:
        """Name an issue, with a link."""
        return self.link(self.registry.issues[id_].name, addresses.of_issue(id_, party))

    def place(self, id_: str) -> Markup:
        """Name a place."""
        return escape(self.registry.places[id_].name)

    def meeting(self, id_: str, name: str) -> Markup:
        """Name a meeting, with a link."""
        return self.link(name, addresses.of_meeting(id_))

    def article(self, id_: str) -> Markup:
        """Name an article by its headline, with a link."""
        headline = self.briefing.corpus.article(id_).data.headline
        return self.link(headline, addresses.of_article(id_))

    def people(self, ids: Iterable[str]) -> str:
        """Name people, with links."""
        return self.language.listed([self.person(id_) for id_ in ids])

    def parties(self, ids: Iterable[str]) -> str:
        """Name parties, with links."""
        return self.language.listed([self.party(id_) for id_ in ids])

    def speakers(self, ids: Iterable[str]) -> str:
        """Name people and parties, with links."""
        return self.language.listed([self.speaker(id_) for id_ in ids])

    def issues(self, ids: Iterable[str], style: str = "standard") -> str:
        """Name issues, with links; `style` is "standard" or "or"."""
        return self.language.listed([self.issue(id_) for id_ in ids], style)

    def articles(self, ids: Iterable[str]) -> str:
        """Name articles, with links."""
        return self.language.listed([self.article(id_) for id_ in ids])

    def published(self, id_: str) -> datetime.date:
        """Give an article's date of publication."""
        return self.briefing.corpus.article(id_).data.published

    def entry(self, kind: str, cited: Cited[Any]) -> Address:
        """Give the place where an entry is shown in full."""
        return addresses.of_entry(kind, cited, self.registry)

    def number(self, value: int) -> str:
        """Write a number with the language's own marks."""
        return self.language.number(value)

    def period(self, period: Period) -> Markup:
        """Name a period of a list."""
        return escape(period_name(period, self.language))

    def span(self, first: datetime.date, last: datetime.date) -> Markup:
        """Say a day, or from which day to which."""
        between = f"{first}/{last}" if first != last else f"{first}"
        return escape(self.language.date(Edtf.parse(between)))

    def newest(self, names: Sequence[str], most: int = 6) -> Markup:
        """List the last of many names, for an attribute or raw HTML, and say how many more."""
        listed = Markup("; ").join(map(inert, names[-most:]))
        if (more := len(names) - most) > 0:
            count = self.language.ngettext("and {count} more", "and {count} more", more)
            listed += Markup("; ") + escape(count)
        return listed

    def time(self, day: datetime.date) -> Markup:
        """Say a day with its weekday, in an element that programs read."""
        said = escape(self.language.date(day, weekday=True))
        return Markup(f'<time datetime="{day.isoformat()}">{said}</time>')

    def entry_name(self, kind: str, cited: Cited[Any]) -> Markup:
        """Say what an entry is called where another page leads to it."""
        entry = cited.entry
        match kind:
            case "quotation":
                return self.say("quotation: {name}", name=self._speaker(entry.speaker))
            case "statement":
                return self.say("statement: {name}", name=self._speaker(entry.speaker))
            case "position":
                return self.say("position: {name}", name=self._speaker(entry.party))
            case "participant":
                return self.say("role: {name}", name=self._speaker(entry.person))
            case "meeting":
                return self.say("meeting: {name}", name=entry.name)
            case "discrepancy":
                kind = self.language.word(entry.kind).lower()
                return self.say("discrepancy: {kind}", kind=kind)
            case "bottom-line":
                return self.say("bottom line")
            case "takeaway":
                return self.say("takeaway")
            case "event":
                return self.say("event")
            case "figure":
                return self.say("figure")
        return self.say("date of publication")

    def occasion(self, quotation: Quotation, speaker: bool) -> Markup:
        """Say who said something, where that is not plain, to whom and when."""
        told: list[str] = [self.speaker(quotation.speaker)] if speaker else []
        if quotation.inferred:
            note = self.say("speaker inferred: the article prints none")
            told[-1:] = [f'{"".join(told)} <span class="readout-note">{note}</span>']
        if quotation.occasion:
            told.append(escape(quotation.occasion))
        if quotation.said:
            told.append(escape(self.site.date(quotation.said)))
        if not speaker and not quotation.occasion and not quotation.said:
            told.append(self.say("occasion and day not stated"))
        return Markup(", ".join(told))

    def _speaker(self, id_: str) -> str:
        return self.registry.speaker(id_).name

    def used_by(self, uses: Iterable[Use]) -> Markup:
        """Link to the entries that rest on words, each place once."""
        places: dict[Address, Use] = {}
        for use in uses:
            places.setdefault(use.address, use)
        return Markup(" · ").join(
            Markup(f'<a href="{self.href(address)}">{self.entry_name(use.kind, use.cited)}</a>')
            for address, use in places.items()
        )

    def reports(self, articles: Iterable[str]) -> Markup:
        """Say how many independent reports stand behind a fact; nothing where there is but one."""
        known = list(dict.fromkeys(articles))
        count, independent = len(known), self.briefing.independent(known)
        if count < 2:
            return Markup("")
        if independent == count:
            said = self.ngettext(
                "reported by {count} independent article",
                "reported by {count} independent articles",
                count,
            )
        elif independent == 1:
            said = self.ngettext(
                "reported by {count} article",
                "reported by {count} articles, all near-copies of one text",
                count,
            )
        else:
            said = self.ngettext(
                "reported by {count} article, {independent} of them independent",
                "reported by {count} articles, {independent} of them independent",
                count,
                independent=independent,
            )
        return Markup(f' <span class="readout-note">{said}</span>')
