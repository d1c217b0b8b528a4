"""Where everything is found on the site. An address is a contract: one id, one place."""

import posixpath
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model import Cited, Position, Quotation, Span, Statement
from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page, named by its path without a suffix, and perhaps a place in it."""

    page: str
    anchor: str = ""

    @property
    def markdown(self) -> str:
        """The page's Markdown file."""
        return f"{self.page}.md"

    @property
    def url(self) -> str:
        """The address in the built site, relative to its root."""
        return f"{self.page}.html" + (f"#{self.anchor}" if self.anchor else "")

    def under(self, site_url: str | None) -> str:
        """The address on the web; relative to the site's root where the site's own is not known."""
        return on_the_web(self.url, site_url)


def relative(path: str, folder: str) -> str:
    """Give the way to a file, or a place in it, from a folder, both named from the site's root."""
    there, _, name = path.rpartition("/")
    return _way(there, folder) + name


@cache
def _way(there: str, here: str) -> str:
    """Give the way from one folder to another; there are few, and it is asked for each link."""
    return "" if there == here else f"{posixpath.relpath(there or '.', here or '.')}/"


def on_the_web(path: str, site_url: str | None) -> str:
    """Give the address of a file, named by its path from the site's root."""
    return f"{site_url.rstrip('/')}/{path}" if site_url else path


OVERVIEW = Address(page="index")
PARTICIPANTS = Address(page="participants")
POSITIONS = Address(page="positions")
NOT_STATED = Address(page="positions", anchor="not-stated")
MEETINGS = Address(page="meetings")
TIMELINE = Address(page="timeline")
CHANGES = Address(page="changes")
QUOTATIONS = Address(page="quotations")
FIGURES = Address(page="figures")
BRIEF = Address(page="brief")
SOURCES = Address(page="sources")
DISCREPANCIES = Address(page="discrepancies")


def of_person(id_: str) -> Address:
    """Give a person's page."""
    return Address(page=f"people/{id_}")


def of_party(id_: str, issue: str = "") -> Address:
    """Give a party's page."""
    return Address(page=f"parties/{id_}", anchor=issue)


def of_speaker(id_: str, registry: Registry) -> Address:
    """Give the page of a person or party."""
    return of_person(id_) if id_ in registry.people else of_party(id_)


def of_issue(id_: str, party: str = "") -> Address:
    """Give an issue's page, or a party's place in it."""
    return Address(page=f"issues/{id_}", anchor=party and f"party-{party}")


def of_article(id_: str, span: Span | None = None) -> Address:
    """Give an article's page, or the highlighted place of a span in it."""
    return Address(page=f"sources/{id_}", anchor=words_anchor(span) if span else "")


def of_meeting(id_: str) -> Address:
    """Give a meeting's place in the meetings page."""
    return Address(page="meetings", anchor=f"meeting-{id_}")


def words_anchor(span: Span) -> str:
    """Name the place of words in an article: their offsets, which never change."""
    return f"words-{span.start}-{span.end}"


def of_entry(kind: str, cited: Cited[Any], registry: Registry) -> Address:
    """Give the place where an entry of a seed file is shown in full."""
    entry = cited.entry
    if isinstance(entry, Quotation):
        return Address(page="quotations", anchor=cited.id)
    if isinstance(entry, Statement):
        return Address(page=of_speaker(entry.speaker, registry).page, anchor=cited.id)
    if isinstance(entry, Position):
        return Address(page=of_issue(entry.issue).page, anchor=cited.id)
    match kind:
        case "participant":
            return Address(page=of_person(entry.person).page, anchor=cited.id)
        case "meeting":
            return of_meeting(entry.id)
        case "event":
            return Address(page="timeline", anchor=cited.id)
        case "discrepancy":
            return Address(page="discrepancies", anchor=cited.id)
        case "bottom-line":
            return Address(page="index", anchor="bottom-line")
    return Address(page=f"sources/{cited.article}" if cited.article else "index", anchor=cited.id)
