"""llms.txt: the briefing's point and the way to its pages, for programs that read (llmstxt.org)."""

import re
from collections.abc import Iterator

from generator import addresses
from generator.addresses import Address, on_the_web
from generator.briefing import Briefing
from generator.exports.wording import in_one_line
from generator.language import N_

_PAGES = (
    (addresses.OVERVIEW, N_("Overview"), N_("the point, who met, where they stand, what is next")),
    (
        addresses.PARTICIPANTS,
        N_("Participants"),
        N_("people by party, with their roles as printed"),
    ),
    (
        addresses.POSITIONS,
        N_("Positions"),
        N_("every party on every issue; “not stated” is no agreement"),
    ),
    (
        addresses.MEETINGS,
        N_("Meetings"),
        N_("upcoming, undated and past, with the reasoning of each date"),
    ),
    (addresses.TIMELINE, N_("Timeline"), N_("what happened when")),
    (addresses.CHANGES, N_("Changes"), N_("what each date of publication brought")),
    (addresses.QUOTATIONS, N_("Quotations"), N_("every quotation as printed, by speaker")),
    (addresses.FIGURES, N_("Figures"), N_("numbers, and how those of one thing differ or change")),
    (addresses.SOURCES, N_("Sources"), N_("the articles, with the passages that are cited")),
    (addresses.DISCREPANCIES, N_("Discrepancies"), N_("what the articles get wrong or contradict")),
    (addresses.BRIEF, N_("Brief"), N_("the same on one page, to print and hand over")),
)
_DATA = (
    ("briefing.json", N_("all of the briefing, each statement with the place of its words")),
    ("briefing.schema.json", N_("the JSON Schema of briefing.json")),
    ("annotations.jsonld", N_("every piece of evidence as a W3C Web Annotation")),
    ("meetings.ics", N_("the meetings that have a day, as a calendar")),
    ("feed.xml", N_("what each article added, as an Atom feed")),
    ("citations.json", N_("the articles and the briefing as CSL-JSON")),
    ("citations.bib", N_("the same for BibTeX")),
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
    language = briefing.language
    say = language.gettext
    yield "\n" + say(
        "A briefing as of {day}. Every statement in it rests on the exact words of a news article,"
        " which the pages and briefing.json give with it.",
        day=language.date(briefing.as_of),
    )

    def link(text: str, address: Address, note: str = "") -> str:
        return _link(text, address.under(site_url), note)

    yield _heading(say("Pages"))
    for address, name, note in _PAGES:
        yield link(say(name), address, say(note))
    if briefing.issues:
        yield _heading(say("Issues"))
        for issue in briefing.issues:
            status = language.word(issue.status)
            note = f"{status}. {in_one_line(issue.question or '')}".strip()
            yield link(issue.name, addresses.of_issue(issue.id), note)
    yield _heading(say("Articles"))
    for view in reversed(briefing.articles):
        data = view.article.data
        publisher = in_one_line(data.publisher or say("publisher not stated"))
        note = f"{publisher}, {language.date(data.published)}"
        yield link(data.headline, addresses.of_article(view.article.id), note)
    yield _heading(say("Data"))
    for name, note in _DATA:
        yield _link(name, on_the_web(name, site_url), say(note))
    yield _heading("Optional")  # the format's own word
    for party in briefing.parties:
        yield link(party.name, addresses.of_party(party.id), language.word(party.kind))
    for person in briefing.people:
        name = briefing.registry.parties[person.party].name if person.party else ""
        yield link(person.name, addresses.of_person(person.id), name)


def _heading(words: str) -> str:
    return f"\n## {words}\n"


def _link(text: str, url: str, note: str) -> str:
    return f"- [{escape(text)}]({url})" + (f": {escape(note)}" if note else "")
