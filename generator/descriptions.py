"""What each page holds, in one sentence of plain text: for search engines and shared links."""

import datetime
from typing import Any

from generator.briefing import ArticleView, Briefing, IssueView, PartyView, PersonView
from generator.edtf import Edtf

_LISTS = {
    "participants": "The people by party, with their roles as the articles print them",
    "positions": "Where each party stands on each issue, and what is not stated",
    "meetings": "Meetings held and to come, with date, place and who meets",
    "timeline": "What happened when, by the date of the event",
    "quotations": "Every quotation as printed, by speaker",
    "sources": "The articles, and how much of each is used",
    "discrepancies": "What the articles get wrong, contradict or leave unclear",
    "brief": "The point, the positions and what is next, on one page to print",
}


def of_page(briefing: Briefing, template: str, title: str, **subject: Any) -> str:
    """Describe a page by its template and what it shows: a finding, where it has one."""
    day = _words(briefing.as_of)
    match template, subject:
        case "index", _ if found := briefing.bottom_line or next(iter(briefing.takeaways), None):
            text = found.entry.text
        case "person", {"person": PersonView() as person}:
            roles = f" ({', '.join(person.roles)})" if person.roles else ""
            text = f"{person.name}{roles}: what is quoted and reported, as of {day}."
        case "party", {"party": PartyView() as party}:
            text = (
                f"{party.name}: where it stands, who speaks for it and whom it meets, as of {day}."
            )
        case "issue", {"issue": IssueView() as issue}:
            text = f"{issue.name}: {issue.status}, as of {day}. {_stances(briefing, issue)}."
        case "article", {"view": ArticleView() as view}:
            data = view.article.data
            origin = f"{data.publisher or 'publisher not stated'}, {_words(data.published)}"
            text = f"{data.headline}: the passages that are cited, highlighted ({origin})."
        case _ if template in _LISTS:
            text = f"{_LISTS[template]}: {briefing.title}, as of {day}."
        case _:
            text = f"{title}: a briefing as of {day}."
    return " ".join(text.split())


def _words(day: datetime.date) -> str:
    return Edtf.parse(day.isoformat()).words()


def _stances(briefing: Briefing, issue: IssueView) -> str:
    parties = briefing.registry.parties
    return "; ".join(
        f"{parties[cell.party].name}: "
        + (", ".join(s.value.replace("-", " ") for s in cell.stances) or "not stated")
        for cell in issue.cells
    )
