"""Contradictions that nobody has to type in: entries that cannot all be right.

Roles of one person, figures of one thing and dates of one meeting are compared, within an article
and between articles. What is compared is what the seed files say the articles print.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.acknowledgement import Words
from generator.corpus import Article
from generator.edtf import Edtf
from generator.model import Cited, Evidence, MeetingStatus, Span, spans_of
from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one entry of one article says in a contradiction."""

    article: Article
    kind: str
    cited: Cited[Any]
    says: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two entries about one thing, of one article or of two, that do not agree.

    `about` is role, figure or date; `sides` stand in the order of their articles.
    """

    about: str
    subject: str
    sides: tuple[Side, Side]

    @property
    def within_one_article(self) -> bool:
        """Whether one article contradicts itself."""
        return self.sides[0].article.id == self.sides[1].article.id

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that both sides rest on."""
        return tuple(dict.fromkeys(item for side in self.sides for item in side.cited.evidence))

    @property
    def words(self) -> Words:
        """The words of both sides that disagree, for acknowledgement."""
        return tuple(words for side in self.sides for words in side.words)


def contradictions(articles: Sequence[Article], registry: Registry) -> Iterator[Contradiction]:
    """Find every pair of entries that cannot both be right, each with the first that it fights."""
    yield from of_roles(articles, registry)
    yield from of_figures(articles)
    yield from of_dates(articles)


# Roles


def bare_role(role: str, registry: Registry, party: str | None) -> str:
    """Give a role without the party's name or an article in front, for comparison.

    "Russian deputy foreign minister" and "deputy foreign minister" are one role.
    """
    known = registry.parties.get(party) if party else None
    names = [known.name, *known.aliases] if known else []
    return _fronts(tuple(names)).sub("", role.casefold()).strip(" ,.")


@cache
def _fronts(names: tuple[str, ...]) -> re.Pattern[str]:
    fronts = sorted({f"{name.casefold()}{s}" for name in names for s in ("", "’s", "'s")})
    pattern = "|".join(re.escape(front) for front in (*fronts, "the", "a", "an", "then"))
    return re.compile(rf"^(?:(?:{pattern})\s+)+")


def of_roles(articles: Sequence[Article], registry: Registry) -> Iterator[Contradiction]:
    """Compare roles printed on one day: over months people may change their posts."""
    first: dict[tuple[str, object], list[tuple[str, Side]]] = {}
    for article in articles:
        for cited in article.participants:
            person, role = cited.entry.person, cited.entry.role
            if role is None or person not in registry.people:
                continue
            bare = bare_role(role, registry, registry.people[person].party)
            side = Side(
                article=article,
                kind="participant",
                cited=cited,
                says=role,
                words=_where(article, role, cited.evidence),
            )
            known = first.setdefault((person, article.data.published), [])
            if known and all(bare != other for other, _ in known):
                name = registry.people[person].name
                yield Contradiction(about="role", subject=name, sides=(known[0][1], side))
            known.append((bare, side))


def _where(article: Article, words: str, evidence: Iterable[Evidence]) -> Words:
    """Find where the evidence prints the words; the whole evidence where it prints them not so."""
    text = article.text.text
    for id_, span in spans_of(evidence):
        if id_ == article.id and (at := text.find(words, span.start, span.end)) >= 0:
            return ((id_, Span(start=at, end=at + len(words))),)
    return tuple(spans_of(evidence))


# Figures


def of_figures(articles: Sequence[Article]) -> Iterator[Contradiction]:
    """Compare the values of what has one name, one unit and one origin."""
    first: dict[tuple[str, str, str | None], Side] = {}
    for article in articles:
        for cited in article.figures:
            figure = cited.entry
            key = (figure.of.casefold(), (figure.unit or "").casefold(), figure.according_to)
            unit = f" {figure.unit}" if figure.unit else ""
            side = Side(
                article=article,
                kind="figure",
                cited=cited,
                says=f"{figure.value:,}{unit}",
                words=tuple(spans_of(cited.evidence)),
            )
            before = first.setdefault(key, side)
            if before.cited.entry.value != figure.value:
                yield Contradiction(about="figure", subject=figure.of, sides=(before, side))


# Dates


def of_dates(articles: Sequence[Article]) -> Iterator[Contradiction]:
    """Compare each date of a meeting with the one before, unless it is said to have moved."""
    last: dict[str, tuple[Side, Edtf]] = {}
    for article in articles:
        for cited in article.meetings:
            meeting = cited.entry
            if meeting.date is None:
                continue
            side = Side(
                article=article,
                kind="meeting",
                cited=cited,
                says=meeting.date.words(),
                words=tuple(spans_of(cited.evidence)),
            )
            before = last.get(meeting.id)
            moved = meeting.status in (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
            if before and not moved and not before[1].may_be(meeting.date):
                yield Contradiction(about="date", subject=meeting.name, sides=(before[0], side))
            if not before or moved or not meeting.date.is_rougher_than(before[1]):
                last[meeting.id] = (side, meeting.date)
