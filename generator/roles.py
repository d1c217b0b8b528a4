"""Roles as the articles print them: who held what, from when to when, as printed where."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from generator.corpus import Corpus
from generator.model import Cited, Participation

# A role that hundreds of articles print needs no more marks than this.
MARKS = 3
# Nor more of what its holder did; a person's page has all by period.
PARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role of one person, None where none is printed, with all that print it, oldest first.

    `first` and `last` are the days of publication of the first and the last of them.
    """

    role: str | None
    first: datetime.date
    last: datetime.date
    printed: tuple[Cited[Participation], ...]

    @property
    def newest(self) -> tuple[Cited[Participation], ...]:
        """The newest that print it, as many as are marked, oldest first."""
        return self.printed[-MARKS:]

    @property
    def more(self) -> int:
        """How many articles beyond these print it."""
        marked = {cited.article for cited in self.newest}
        return len({cited.article for cited in self.printed} - marked)

    @property
    def parts(self) -> list[str]:
        """What the person did, as the newest of the articles that say so tell it."""
        return parts_of(self.printed)


def parts_of(participations: Iterable[Cited[Participation]]) -> list[str]:
    """List what a person did, each thing once: what the newest of the articles tell."""
    told = [cited.entry.part for cited in participations if cited.entry.part]
    return list(dict.fromkeys(told))[-PARTS:]


def roles_of(participations: Iterable[Cited[Participation]], corpus: Corpus) -> list[RoleView]:
    """Merge what articles print of one person's roles, in the order of their first appearance."""
    found: dict[str | None, list[Cited[Participation]]] = {}
    for cited in participations:
        found.setdefault(cited.entry.role, []).append(cited)
    views = []
    for role, printed in found.items():
        days = [corpus.article(cited.article or "").data.published for cited in printed]
        views.append(RoleView(role=role, first=min(days), last=max(days), printed=tuple(printed)))
    return views
