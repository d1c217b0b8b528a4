"""Every date that a briefing knows, and where from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from generator.corpus import Article
from generator.edtf import MONTHS, Edtf
from generator.memo.claims import Backing
from generator.memo.known import Known
from generator.model import Span
from generator.when import Mention, find_mentions

_ROUGHLY = timedelta(days=7)
# "Wednesday", "last month", "in three weeks": further off a day is named with its month or year.
_NEAR = timedelta(days=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDate:
    """A date and the places that give it."""

    date: Edtf
    where: tuple[Backing, ...]


def meets(given: Edtf, known: Edtf) -> bool:
    """Tell whether a known date bears out a given one, which may be less precise, but not more.

    A day within a known stretch of days is borne out; one within a known week or month is not.
    """
    first, last = given.earliest, given.latest
    if given.approximate:
        first, last = first - _ROUGHLY, last + _ROUGHLY
    if first <= known.earliest and known.latest <= last:
        return True
    is_stretch_of_days = (
        not known.is_loose
        and "/" in known.text
        and all(part.count("-") == 2 for part in known.text.split("/"))
    )
    return is_stretch_of_days and known.earliest <= first and last <= known.latest


class KnownDates:
    """The dates of a briefing: those that its entries give, then those that its articles print."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._mentions: dict[str, list[Mention]] = {}

    def find(self, dates: Sequence[Edtf]) -> tuple[Backing, ...]:
        """Give the places that bear out one of the dates; of the likeliest that there is."""
        for day in dates:
            for known in self._entered:
                if meets(day, known.date):
                    return known.where
        for day in dates:
            for article in self.known.articles:
                if place := self._in_article(article, day):
                    return (place,)
        if any(day.earliest <= self.known.as_of <= day.latest for day in dates):
            return (self._as_of,)
        # A year is printed in more ways than those that name a date: "the 2015 agreement".
        return self.known.find_words(dates[0].text)[:1] if dates and len(dates[0].text) == 4 else ()

    def nearest(self, dates: Sequence[Edtf]) -> str:
        """Name the date of the entries that is nearest to the first of these dates."""
        if not dates or not self._entered or len(dates[0].text) == 4:
            return ""
        day = dates[0].earliest
        near = min(self._entered, key=lambda known: abs(known.date.earliest - day))
        return f"{near.date.words_with_weekday()}, {near.where[0]}" if near.where else ""

    @property
    def _as_of(self) -> Backing:
        path = ("as_of",) if self.known.corpus.data.as_of else ("title",)
        place = self.known.corpus.file.locate(path)
        return Backing(location=place, paragraph=None, says="the day of the briefing")

    @cached_property
    def _entered(self) -> tuple[KnownDate, ...]:
        return tuple(self._entries())

    def _entries(self) -> Iterator[KnownDate]:
        known = self.known
        for view in known.meetings:
            if view.date:
                where = known.in_dated(view.evidence, view.date, view.name)
                yield KnownDate(date=view.date, where=where)
        for article in known.articles:
            for event in article.events:
                where = known.in_dated(event.evidence, event.entry.date, event.entry.text)
                yield KnownDate(date=event.entry.date, where=where)
        for article in known.articles:
            place = known.in_file(article, ("published",), "published")
            yield KnownDate(date=Edtf(text=article.data.published.isoformat()), where=(place,))
            for quotation in article.quotations:
                if said := quotation.entry.said:
                    where = known.in_evidence(quotation.evidence, "said on that day")
                    yield KnownDate(date=Edtf(text=said.isoformat()), where=where)
            for position in article.positions:
                if since := position.entry.since:
                    where = known.in_evidence(position.evidence, "a position since that day")
                    yield KnownDate(date=Edtf(text=since.isoformat()), where=where)
            for meeting in article.meetings:
                if meeting.entry.date:
                    where = known.in_dated(meeting.evidence, meeting.entry.date, meeting.entry.name)
                    yield KnownDate(date=meeting.entry.date, where=where)

    def _in_article(self, article: Article, day: Edtf) -> Backing | None:
        """Find where an article prints words for the date."""
        near = not day.is_day or abs(article.data.published - day.earliest) <= _NEAR
        if not near and not any(word in article.text.text for word in _words_for(day)):
            return None
        if article.id not in self._mentions:
            self._mentions[article.id] = find_mentions(article.text.text, article.data.published)
        for mention in self._mentions[article.id]:
            if mention.resolution.date is not None and meets(day, mention.resolution.date):
                return self.known.in_text(article, Span(start=mention.start, end=mention.end))
        return None


def _words_for(day: Edtf) -> tuple[str, ...]:
    """Give words of which a text has one if it names the date otherwise than from its own day."""
    if len(day.text) == 4:
        return (day.text,)
    return (MONTHS[day.earliest.month - 1][:3], f"{day.earliest.month:02}-", f"{day.earliest.year}")
