"""What an entry says in one line of plain text, for the files that are no pages."""

import re
from typing import Any

from generator.briefing import Briefing
from generator.calendar import Slot
from generator.model import (
    ArticleFile,
    Cited,
    Discrepancy,
    Evidence,
    Meeting,
    Participation,
    Position,
    Quotation,
    Statement,
)

# XML 1.0 and iCalendar can hold none of these: controls, half characters, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def fit(text: str) -> str:
    """Make a text one that every format can hold: `\\n` ends lines, no control is left."""
    return _UNFIT.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def in_one_line(text: str) -> str:
    """Give a text in one line, its white space single."""
    return " ".join(fit(text).split())


def printed(briefing: Briefing, *evidence: Evidence) -> str:
    """Give the words as the article prints them, pieces parted by `[…]`."""
    pieces = (
        briefing.corpus.article(item.article).text.text[span.start : span.end]
        for item in evidence
        for span in item.spans
    )
    return " […] ".join(pieces)


def said(briefing: Briefing, cited: Cited[Any]) -> str:
    """Say an entry as the pages do: who, on what, and the briefing's words or the article's."""
    entry, registry = cited.entry, briefing.registry
    match entry:
        case Quotation():
            inferred = " (speaker inferred)" if entry.inferred else ""
            words = in_one_line(printed(briefing, *cited.evidence))
            line = f"{registry.speaker(entry.speaker).name}{inferred}: “{words}”"
        case Statement():
            speaker = registry.speaker(entry.speaker)
            named = any(name in entry.text for name in (speaker.name, *speaker.aliases))
            line = entry.text if named else f"{speaker.name}: {entry.text}"
        case Position():
            party, issue = registry.parties[entry.party].name, registry.issues[entry.issue].name
            line = f"{party} on {issue}, {entry.stance.value.replace('-', ' ')}: {entry.text}"
            if entry.attributed_by:
                line += f" (attributed by {registry.speaker(entry.attributed_by).name})"
        case Participation():
            person = registry.people[entry.person].name
            line = f"{person}: {entry.role or 'role not stated'}"
            line += f"; {entry.part}" if entry.part else ""
        case Meeting():
            line = f"{entry.name}: {when_and_where(briefing, entry)}; {entry.status}"
            line += f". {entry.outcome}" if entry.outcome else ""
        case Discrepancy():
            line = f"{entry.kind.value.replace('-', ' ').capitalize()}: {entry.text}"
        case ArticleFile():
            line = f"The article's date: {entry.published.isoformat()}"
        case _:
            line = entry.text
    return in_one_line(line)


def when_and_where(briefing: Briefing, meeting: Meeting | Slot) -> str:
    """Say when and where a meeting is to be."""
    parts = [meeting.date.words() if meeting.date else "date not announced"]
    if meeting.time:
        parts.append(meeting.time + (f" ({meeting.timezone})" if meeting.timezone else ""))
    if meeting.place:
        parts.append(briefing.registry.places[meeting.place].name)
    return ", ".join(parts)
