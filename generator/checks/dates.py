"""Rules about dates."""

import zoneinfo
from collections.abc import Iterator

from generator.checks import Finding, article_rule, words_of
from generator.corpus import Article, Corpus
from generator.evidence import fold
from generator.model import MeetingStatus
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
                    file=article.file,
                    path=path,
                    message=f"“{meeting.date_as_written}” names a date, but none is given",
                    help=f"add `date: {found.date}`: {found.reasoning}",
                )
        elif found.candidates and not any(
            candidate.earliest <= meeting.date.latest and meeting.date.earliest <= candidate.latest
            for candidate in found.candidates
        ):
            yield Finding(
                file=article.file,
                path=path,
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
                    file=article.file,
                    path=(*cited.path, "date_as_written"),
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
                file=article.file,
                path=(*cited.path, "time"),
                message="the time has no time zone",
                help="add one, such as `timezone: Europe/Vienna`: readers sit elsewhere",
            )
        if meeting.timezone and meeting.timezone not in zoneinfo.available_timezones():
            yield Finding(
                file=article.file,
                path=(*cited.path, "timezone"),
                message=f"there is no time zone “{meeting.timezone}”",
                help="write an IANA name, such as Europe/Vienna",
            )


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
                file=article.file,
                path=(*cited.path, "date"),
                message=f"{meeting.date} lies before the article of {published}, yet the meeting"
                " is scheduled",
                help="give `status: held`, or correct the date",
            )
