"""Rules about what articles contradict: themselves, each other, or the registries."""

import datetime
import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from generator.checks import Finding, corpus_rule
from generator.contradictions import Contradiction, of_dates, of_figures, of_roles
from generator.corpus import Article, Corpus
from generator.model import Cited, Meeting, MeetingStatus, Party
from generator.problems import Severity

# Shorter words differ by a letter without a slip: us-talks and un-talks, iran and iraq.
_LONG = 5
_COUNTING = re.compile(r"[ivxlcdm]+|.*\d.*")


def _finding(found: Contradiction, field: str, message: str, help_text: str) -> Finding:
    first, second = found.sides
    place = first.article.file.locate((*first.cited.path, field))
    return Finding(
        location=second.article.file.locate((*second.cited.path, field)),
        message=message.format(
            subject=found.subject, second=second.says, first=first.says, place=place
        ),
        help=help_text,
        words=found.words,
    )


@corpus_rule("W501", Severity.WARNING)
def check_one_role_in_an_article(corpus: Corpus) -> Iterator[Finding]:
    """One person has one role in one article, or a discrepancy entry says otherwise."""
    for found in of_roles(corpus.articles, corpus.registry):
        if not found.within_one_article:
            continue
        yield _finding(
            found,
            "role",
            "{subject} is “{second}” here and “{first}” at {place}",
            "if the article prints both, add a discrepancy (kind: contradiction) with both as"
            " evidence",
        )


@corpus_rule("W502", Severity.WARNING)
def check_one_role_on_a_day(corpus: Corpus) -> Iterator[Finding]:
    """One person has one role in the articles of one day, or a discrepancy entry says otherwise."""
    for found in of_roles(corpus.articles, corpus.registry):
        if found.within_one_article:
            continue
        yield _finding(
            found,
            "role",
            "{subject} is “{second}” here and, on the same day, “{first}” at {place}",
            "add a discrepancy to briefing.yml with the words of both articles as evidence",
        )


@corpus_rule("W801", Severity.WARNING)
def check_figures_agree(corpus: Corpus) -> Iterator[Finding]:
    """Figures of the same thing agree, or a discrepancy entry says otherwise."""
    for found in of_figures(corpus.articles):
        yield _finding(
            found,
            "value",
            "{subject}: {second} here, {first} at {place}",
            "if the articles print both, add a discrepancy with both as evidence; if they"
            " are of different things, say so in `of`",
        )


@corpus_rule("W802", Severity.WARNING)
def check_meeting_dates_agree(corpus: Corpus) -> Iterator[Finding]:
    """A meeting has one date, unless it was postponed or a discrepancy entry says otherwise."""
    for found in of_dates(corpus.articles):
        yield _finding(
            found,
            "date",
            "{subject}: {second} here, {first} at {place}",
            "if it was moved, give `status: postponed` with the new date; if the articles"
            " differ, add a discrepancy with both as evidence",
        )


@corpus_rule("W803", Severity.WARNING)
def check_meeting_stays_ahead(corpus: Corpus) -> Iterator[Finding]:
    """A meeting is not moved to a day before the article that tells of it."""
    last: dict[str, tuple[Article, Cited[Meeting]]] = {}
    for article in corpus.articles:
        for cited in article.meetings:
            meeting = cited.entry
            if meeting.date is None:
                continue
            before = last.get(meeting.id)
            # Where it was to be on that day, the date is the one that was given up.
            if (
                before
                and meeting.status is MeetingStatus.POSTPONED
                and meeting.date.latest < article.data.published
                and meeting.date != before[1].entry.date
            ):
                place = before[0].file.locate((*before[1].path, "date"))
                yield Finding(
                    location=article.file.locate((*cited.path, "date")),
                    message=f"{meeting.name} is moved from {before[1].entry.date}, at {place}, to"
                    f" {meeting.date}, before this article of {article.data.published}",
                    help="correct the date, or give `status: held`",
                )
            last[meeting.id] = (article, cited)


@corpus_rule("W804", Severity.WARNING)
def check_meeting_ids_are_no_slips(corpus: Corpus) -> Iterator[Finding]:
    """A meeting's id does not differ from another's by one slip of the finger."""
    told: dict[str, list[tuple[Article, Cited[Meeting]]]] = {}
    for article in corpus.articles:
        for cited in article.meetings:
            told.setdefault(cited.entry.id, []).append((article, cited))
    near: dict[str, list[str]] = {}
    for id_ in told:
        for shortened in _shortened(id_):
            near.setdefault(shortened, []).append(id_)
    pairs = {pair for ids in near.values() for pair in combinations(sorted(set(ids)), 2)}
    for pair in sorted(pairs):
        if not _is_slip(*pair):
            continue
        # Of the two, the one that fewer articles tell of is the slip; of equals, the later one.
        right, slip = sorted(pair, key=lambda id_: (-len(told[id_]), _first(told[id_])))
        article, cited = told[slip][0]
        other, first = told[right][0]
        place = other.file.locate((*first.path, "id"))
        yield Finding(
            location=article.file.locate((*cited.path, "id")),
            message=f"“{slip}” is one slip away from “{right}” at {place},"
            " and so is a meeting of its own",
            help="give both the same id; if they are two meetings, give them ids that are told"
            " apart, for whoever types the next one",
        )


def _first(told: list[tuple[Article, Cited[Meeting]]]) -> tuple[datetime.date, str]:
    article, _ = told[0]
    return article.data.published, article.id


def _shortened(id_: str) -> set[str]:
    """Leave out one letter, or none: ids that are one slip apart have one of these in common."""
    return {id_, *(id_[:at] + id_[at + 1 :] for at in range(len(id_)))}


def _is_slip(one: str, other: str) -> bool:
    """Tell whether one letter was left out, added, changed or swapped within a word of an id.

    Numbers and letters that count (round-2, round-viii, group-b) are meant, and a word's first
    letter hardly ever goes wrong (gambia, zambia).
    """
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    words = set(one.split("-")) ^ set(other.split("-"))
    return len({word[0] for word in words}) < len(words) and all(
        len(word) >= _LONG and not _COUNTING.fullmatch(word) for word in words
    )


@corpus_rule("W506", Severity.WARNING)
def check_role_is_of_own_party(corpus: Corpus) -> Iterator[Finding]:
    """A role that starts with a party's name is held by somebody of that party."""
    parties = corpus.registry.parties
    fronts = {id_: _fronts(party) for id_, party in parties.items()}
    for article in corpus.articles:
        for cited in article.participants:
            person = corpus.registry.people.get(cited.entry.person)
            role = cited.entry.role
            if person is None or person.party not in parties or role is None:
                continue
            named = [id_ for id_, front in fronts.items() if front.match(role)]
            if named and person.party not in named:
                place = corpus.file.locate(("people", cited.entry.person, "party"))
                yield Finding(
                    location=article.file.locate((*cited.path, "role")),
                    message=f"“{role}” is a role of “{named[0]}”, but {person.name} is of"
                    f" “{person.party}” at {place}",
                    help="correct the one that is wrong; the registry holds one party for a person:"
                    " for somebody who changed sides, the one of today, and the change as an event"
                    " or a discrepancy",
                )


def _fronts(party: Party) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in (party.name, *party.aliases))
    return re.compile(rf"(?:the\s+)?(?:{names})(?:[’']s?)?\s", re.IGNORECASE)
