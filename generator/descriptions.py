"""What each page holds, in one sentence of plain text: for search engines and shared links."""

from typing import Any

from generator.briefing import ArticleView, Briefing, IssueView, PartyView, PersonView
from generator.language import N_

_LISTS = {
    "participants": N_("The people by party, with their roles as the articles print them"),
    "positions": N_("Where each party stands on each issue, and what is not stated"),
    "meetings": N_("Meetings held and to come, with date, place and who meets"),
    "timeline": N_("What happened when, by the date of the event"),
    "changes": N_("What is new, moved, contradicted or held since each date of publication"),
    "quotations": N_("Every quotation as printed, by speaker"),
    "figures": N_("The numbers in the articles, by what they count, date and article"),
    "sources": N_("The articles, and how much of each is used"),
    "discrepancies": N_("What the articles get wrong, contradict or leave unclear"),
    "brief": N_("The point, the positions and what is next, on one page to print"),
}


def of_page(briefing: Briefing, template: str, title: str, **subject: Any) -> str:
    """Describe a page by its template and what it shows: a finding, where it has one."""
    language = briefing.language
    say, day = language.gettext, language.date(briefing.as_of)
    match template, subject:
        case "index", _ if found := briefing.bottom_line or next(iter(briefing.takeaways), None):
            text = found.entry.text
        case "person", {"person": PersonView() as person}:
            roles = f" ({', '.join(person.roles)})" if person.roles else ""
            text = say(
                "{person}: what is quoted and reported, as of {day}.",
                person=f"{person.name}{roles}",
                day=day,
            )
        case "party", {"party": PartyView() as party}:
            text = say(
                "{party}: where it stands, who speaks for it and whom it meets, as of {day}.",
                party=party.name,
                day=day,
            )
        case "issue", {"issue": IssueView() as issue}:
            text = say(
                "{issue}: {status}, as of {day}. {stances}.",
                issue=issue.name,
                status=language.word(issue.status),
                day=day,
                stances=_stances(briefing, issue),
            )
        case "article", {"view": ArticleView() as view}:
            data = view.article.data
            text = say(
                "{headline}: the passages that are cited, highlighted ({publisher}, {day}).",
                headline=data.headline,
                publisher=data.publisher or say("publisher not stated"),
                day=language.date(data.published),
            )
        case _ if template in _LISTS:
            text = say(
                "{what}: {title}, as of {day}.",
                what=say(_LISTS[template]),
                title=briefing.title,
                day=day,
            )
        case _:
            text = say("{title}: a briefing as of {day}", title=title, day=day)
    return " ".join(text.split())


def _stances(briefing: Briefing, issue: IssueView) -> str:
    parties, language = briefing.registry.parties, briefing.language
    return "; ".join(
        language.gettext(
            "{name}: {text}",
            name=parties[cell.party].name,
            text=", ".join(map(language.word, cell.stances)) or language.word("not stated"),
        )
        for cell in issue.cells
    )
