"""llms.txt: the briefing's point and the way to its pages, for programs that read (llmstxt.org)."""

import re
from collections.abc import Iterator

from generator import addresses
from generator.addresses import Address, on_the_web
from generator.briefing import Briefing
from generator.edtf import Edtf
from generator.exports.wording import in_one_line

_PAGES = (
    (addresses.OVERVIEW, "Overview", "the point, who met, where they stand, what is next"),
    (addresses.PARTICIPANTS, "Participants", "people by party, with their roles as printed"),
    (addresses.POSITIONS, "Positions", "every party on every issue; “not stated” is no agreement"),
    (addresses.MEETINGS, "Meetings", "upcoming, undated and past, with the reasoning of each date"),
    (addresses.TIMELINE, "Timeline", "what happened when"),
    (addresses.QUOTATIONS, "Quotations", "every quotation as printed, by speaker"),
    (addresses.SOURCES, "Sources", "the articles, with the passages that are cited"),
    (addresses.DISCREPANCIES, "Discrepancies", "what the articles get wrong or contradict"),
    (addresses.BRIEF, "Brief", "the same on one page, to print and hand over"),
)
_DATA = (
    ("briefing.json", "all of the briefing, each statement with the place of its words"),
    ("briefing.schema.json", "the JSON Schema of briefing.json"),
    ("annotations.jsonld", "every piece of evidence as a W3C Web Annotation"),
    ("meetings.ics", "the meetings that have a day, as a calendar"),
    ("feed.xml", "what each article added, as an Atom feed"),
    ("citations.json", "the articles and the briefing as CSL-JSON"),
    ("citations.bib", "the same for BibTeX"),
)

# What CommonMark acts on inside a line, and what only where a line starts.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&#~|]")
_AT_START = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)]))")


def escape(text: str) -> str:
    """Escape a text for CommonMark, as lightly as it goes: programs read it unrendered too."""
    escaped = _ACTIVE.sub(r"\\\g<0>", in_one_line(text))
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    head, rest = start.group(), escaped[start.end() :]
    return f"{head}\\{rest}" if head.isdigit() else f"\\{head}{rest}"


def export(briefing: Briefing, site_url: str | None = None) -> str:
    """Give the text of llms.txt."""
    return "\n".join(_lines(briefing, site_url)) + "\n"


def _lines(briefing: Briefing, site_url: str | None) -> Iterator[str]:
    yield f"# {escape(briefing.title)}"
    if briefing.bottom_line:
        yield f"\n> {escape(briefing.bottom_line.entry.text)}"
    yield (
        f"\nA briefing as of {_day(briefing.as_of.isoformat())}. Every statement in it rests on the"
        " exact words of a news article, which the pages and briefing.json give with it."
    )

    def link(text: str, address: Address, note: str = "") -> str:
        return _link(text, address.under(site_url), note)

    yield "\n## Pages\n"
    for address, name, note in _PAGES:
        yield link(name, address, note)
    if briefing.issues:
        yield "\n## Issues\n"
        for issue in briefing.issues:
            note = f"{issue.status}. {in_one_line(issue.question or '')}".strip()
            yield link(issue.name, addresses.of_issue(issue.id), note)
    yield "\n## Articles\n"
    for view in reversed(briefing.articles):
        data = view.article.data
        publisher = in_one_line(data.publisher or "publisher not stated")
        note = f"{publisher}, {_day(data.published.isoformat())}"
        yield link(data.headline, addresses.of_article(view.article.id), note)
    yield "\n## Data\n"
    for name, note in _DATA:
        yield _link(name, on_the_web(name, site_url), note)
    yield "\n## Optional\n"
    for party in briefing.parties:
        yield link(party.name, addresses.of_party(party.id), party.kind)
    for person in briefing.people:
        name = briefing.registry.parties[person.party].name if person.party else ""
        yield link(person.name, addresses.of_person(person.id), name)


def _link(text: str, url: str, note: str) -> str:
    return f"- [{escape(text)}]({url})" + (f": {escape(note)}" if note else "")


def _day(day: str) -> str:
    return Edtf.parse(day).words()
