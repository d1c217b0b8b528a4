"""What an entry says in one line of plain text, for the files that are no pages."""

import re
from typing import Any

from generator.briefing import Briefing
from generator.calendar import when_and_where
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
    entry, registry, say = cited.entry, briefing.registry, briefing.language.gettext
    match entry:
        case Quotation():
            speaker = registry.speaker(entry.speaker).name
            if entry.inferred:
                speaker = say("{name} (speaker inferred)", name=speaker)
            words = say("“{words}”", words=in_one_line(printed(briefing, *cited.evidence)))
            line = say("{name}: {text}", name=speaker, text=words)
        case Statement():
            who = registry.speaker(entry.speaker)
            named = any(name in entry.text for name in (who.name, *who.aliases))
            line = entry.text if named else say("{name}: {text}", name=who.name, text=entry.text)
        case Position():
            party, issue = registry.parties[entry.party].name, registry.issues[entry.issue].name
            line = say(
                "{party} on {issue}, {stance}: {text}",
                party=party,
                issue=issue,
                stance=briefing.language.word(entry.stance),
                text=entry.text,
            )
            if entry.attributed_by:
                by = registry.speaker(entry.attributed_by).name
                line = say("{text} (attributed by {name})", text=line, name=by)
        case Participation():
            person = registry.people[entry.person].name
            role = entry.role or say("role not stated")
            role += f"; {entry.part}" if entry.part else ""
            line = say("{name}: {text}", name=person, text=role)
        case Meeting():
            when = when_and_where(entry, briefing.language, registry.places)
            state = f"{when}; {briefing.language.word(entry.status)}"
            line = say("{name}: {text}", name=entry.name, text=state)
            line += f". {entry.outcome}" if entry.outcome else ""
        case Discrepancy():
            line = say("{name}: {text}", name=briefing.language.word(entry.kind), text=entry.text)
        case ArticleFile():
            line = say("The article's date: {day}", day=entry.published.isoformat())
        case _:
            line = entry.text
    return in_one_line(line)
