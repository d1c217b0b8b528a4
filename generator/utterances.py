"""What somebody said once, though several articles quote it, each in its own wording perhaps."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from generator.evidence import fold
from generator.model import Cited, Evidence, Quotation

# So many words in a row are hardly said twice by chance; with fewer, the day has to agree too.
RARE = 4
# Two reports of one sentence may differ in a word or two of ten.
ALIKE = 0.8
# Reports of what was said on one day come within so many days, where nobody states the day.
DAYS = 7

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words of one speaker and the quotations that report them, by date; one an article at most.

    `cited` is the quotation that gives the most of them, the earliest of equals.
    """

    cited: Cited[Quotation]
    witnesses: tuple[Cited[Quotation], ...]
    others: tuple[tuple[Cited[Quotation], ...], ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every witness whose words are those of `cited`."""
        told = {cited.id for wording in self.others for cited in wording}
        return tuple(e for w in self.witnesses if w.id not in told for e in w.evidence)

    @property
    def articles(self) -> list[str]:
        """The articles that report it."""
        return [str(cited.article) for cited in self.witnesses]


@dataclass(slots=True)
class _Report:
    """A quotation on its way: its words, and the day or days on which they can have been said."""

    cited: Cited[Quotation]
    words: tuple[str, ...]
    published: datetime.date


def utterances_of(
    quotations: Iterable[Cited[Quotation]], days: Mapping[str, datetime.date]
) -> tuple[Utterance, ...]:
    """Join the quotations that report the same words, in the order of their first report.

    They have one speaker and are of different articles; `days` gives each article's date. The
    words are equal, or part of one another, or alike but for a word or two, and the days do not
    contradict. Each quotation is compared only with those that share a run of words with it.
    """
    groups: list[list[_Report]] = []
    # For each speaker and run of words, the groups that hold it.
    holders: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for cited in quotations:
        words = tuple(_WORD.findall(fold(cited.entry.exact).text.casefold()))
        report = _Report(cited, words, days[cited.article or ""])
        keys = [(cited.entry.speaker, run) for run in _runs(words)]
        seen = dict.fromkeys(number for key in keys for number in holders.get(key, ()))
        home = next((number for number in seen if _same(report, groups[number])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(report)
        for key in keys:
            numbers = holders.setdefault(key, [])
            if home not in numbers:
                numbers.append(home)
    return tuple(map(_utterance, groups))


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give every run of three words; all of them where there are fewer."""
    return (words[i : i + 3] for i in range(max(1, len(words) - 2)))


def _same(report: _Report, group: Sequence[_Report]) -> bool:
    if any(other.cited.article == report.cited.article for other in group):
        return False
    return any(_one(report, other) for other in group)


def _one(report: _Report, other: _Report) -> bool:
    """Tell whether two quotations of one speaker report the same words."""
    said = [r.cited.entry.said for r in (report, other) if r.cited.entry.said]
    if len(said) == 2:
        if said[0] != said[1]:
            return False
    elif abs(report.published - other.published) > datetime.timedelta(days=DAYS):
        return False
    short, long = sorted((report.words, other.words), key=len)
    if len(short) < RARE:
        return short == long and len(said) == 2
    if any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
        return True
    return Indel.normalized_similarity(short, long, score_cutoff=ALIKE) >= ALIKE


def _utterance(group: Sequence[_Report]) -> Utterance:
    first = max(group, key=lambda report: len(report.words))
    wordings: dict[tuple[str, ...], list[Cited[Quotation]]] = {}
    for report in group:
        if report.words != first.words:
            wordings.setdefault(report.words, []).append(report.cited)
    return Utterance(
        cited=first.cited,
        witnesses=tuple(report.cited for report in group),
        others=tuple(map(tuple, wordings.values())),
    )
