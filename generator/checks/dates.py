"""Rules about dates."""

import datetime
import zoneinfo
from collections.abc import Iterator
from typing import Any

from generator.checks import Finding, article_rule, words_of
from generator.corpus import Article, Corpus
from generator.edtf import WEEKDAYS
from generator.evidence import fold
from generator.model import Cited, Meeting, MeetingStatus, spans_of
from generator.problems import Severity
from generator.when import Facing, resolve


@article_rule("E401")
def check_date_as_written(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A meeting's date is one that its date words can mean."""
    for cited in article.meetings:
        meeting = cited.entry
        if not meeting.date_as_written:
            continue
        facing = Facing.PAST if meeting.status is MeetingStatus.HELD else Facing.FUTURE
        found = resolve(meeting.date_as_written, article.data.published, facing=facing)
        if found is None:
            continue
        path = (*cited.path, "date" if meeting.date else "date_as_written")
        if meeting.date is None:
            if found.date is not None:
                yield Finding(
                    location=article.file.locate(path),
                    message=f"“{meeting.date_as_written}” names a date, but none is given",
                    help=f"add `date: {found.date}`: {found.reasoning}",
                )
        elif found.candidates and not any(map(meeting.date.may_be, found.candidates)):
            yield Finding(
                location=article.file.locate(path),
                message=f"{meeting.date} is not what “{meeting.date_as_written}” means",
                help=f"{found.reasoning}",
            )


@article_rule("E402")
def check_date_words_in_evidence(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A meeting's date words stand inside its evidence."""
    for cited in article.meetings:
        words = cited.entry.date_as_written
        if words and cited.evidence:
            printed = fold(words_of(corpus, cited.evidence)).text
            if fold(words).text.strip() not in printed:
                yield Finding(
                    location=article.file.locate((*cited.path, "date_as_written")),
                    message=f"“{words}” does not stand in the meeting's evidence",
                    help="add the passage that names the date to `evidence`, or copy its words",
                )


@article_rule("E403")
def check_time_zone(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A meeting's time names its time zone, and the zone exists."""
    for cited in article.meetings:
        meeting = cited.entry
        if meeting.time and not meeting.timezone:
            yield Finding(
                location=article.file.locate((*cited.path, "time")),
                message="the time has no time zone",
                help="add one, such as `timezone: Europe/Vienna`: readers sit elsewhere",
            )
        if meeting.timezone and not _is_time_zone(meeting.timezone):
            yield Finding(
                location=article.file.locate((*cited.path, "timezone")),
                message=f"there is no time zone “{meeting.timezone}”",
                help="write an IANA name, such as Europe/Vienna",
            )


def _is_time_zone(name: str) -> bool:
    # Listing all zones reads a thousand files.
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


@article_rule("W404", Severity.WARNING)
def check_scheduled_before_article(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A scheduled meeting does not lie before its article."""
    for cited in article.meetings:
        meeting, published = cited.entry, article.data.published
        if (
            meeting.status is MeetingStatus.SCHEDULED
            and meeting.date
            and meeting.date.latest < published
        ):
            yield Finding(
                location=article.file.locate((*cited.path, "date")),
                message=f"{meeting.date} lies before the article of {published}, yet the meeting"
                " is scheduled",
                help="give `status: held`, or correct the date",
            )


@article_rule("W408", Severity.WARNING)
def check_what_happened_before_article(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """What has happened does not lie after the article that tells of it."""
    published = article.data.published
    happened: list[tuple[Cited[Any], str, datetime.date]] = [
        (cited, "date", cited.entry.date.earliest) for cited in article.events
    ]
    happened += [
        (cited, "said", cited.entry.said) for cited in article.quotations if cited.entry.said
    ]
    happened += [
        (cited, "date", cited.entry.date.earliest)
        for cited in article.meetings
        if cited.entry.status is MeetingStatus.HELD and cited.entry.date
    ]
    for cited, field, day in happened:
        if day > published:
            yield Finding(
                location=article.file.locate((*cited.path, field)),
                message=f"{day} lies after the article of {published}, at"
                f" {article.file.locate(('published',))}, yet it has happened",
                help="correct one of the two dates; what is to come is a meeting or a statement",
                words=tuple(spans_of(cited.evidence)),
            )


@article_rule("W405", Severity.WARNING)
def check_weekday_and_day(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The weekday and the day of the month that an article prints together agree."""
    for cited in article.meetings:
        words = cited.entry.date_as_written
        found = words and resolve(words, article.data.published)
        if found and found.weekday_mismatch:
            yield Finding(
                location=article.file.locate((*cited.path, "date_as_written")),
                message=f"in “{words}” the weekday and the day of the month disagree",
                help=f"{found.reasoning}\nif the article prints it so, add a discrepancy",
                words=tuple(spans_of(cited.evidence)),
            )


@article_rule("E406")
def check_one_weekday_one_date(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """One weekday means one date within an article, unless the words say otherwise."""
    first: dict[str, Cited[Meeting]] = {}
    for cited in article.meetings:
        meeting = cited.entry
        words = (meeting.date_as_written or "").casefold().removeprefix("on ").strip()
        if words.capitalize() not in WEEKDAYS or meeting.date is None:
            continue
        before = first.setdefault(words, cited).entry
        if before.date and before.date != meeting.date and meeting.date.is_day:
            yield Finding(
                location=article.file.locate((*cited.path, "date")),
                message=f"“{meeting.date_as_written}” is {meeting.date} here and {before.date}"
                f" for “{before.name}”",
                help="within one article a bare weekday means one date; quote words that say"
                " which week is meant, or correct the date",
            )


@article_rule("E407")
def check_publication_date(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The date of publication is one that the words given for it can mean."""
    if article.published_evidence:
        words = words_of(corpus, article.published_evidence)
        found = resolve(words, article.data.published)
        days = found.candidates if found else ()
        if days and not any(c.earliest <= article.data.published <= c.latest for c in days):
            yield Finding(
                location=article.file.locate(("published",)),
                message=f"{article.data.published} is not what “{words}” means",
                help=f"the words mean {days[0].words()}; correct one of the two",
            )
