"""One article as a draft reads it: its parts, its sentences, and the parties that it names."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from generator.draft.layout import read_layout
from generator.draft.nations import Known, known, slug
from generator.draft.selectors import can_cite, trimmed
from generator.draft.words import THINGS
from generator.edtf import WEEKDAYS, Edtf
from generator.evidence import Text
from generator.model import Span
from generator.passages import Passages
from generator.speech.names import Mention, plain
from generator.speech.sentences import outside, quoted_words, sentences
from generator.when import Mention as DateWords
from generator.when import find_mentions

# More than the longest report: what comes after is not read, so that any text is finished.
MOST = 100_000

# Stands for the day of publication where that is not known.
_NO_DAY = datetime.date(1000, 1, 1)
_GOES_ON = re.compile(r"[ -][^\W\d_a-z]")
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_ADJECTIVE = re.compile(r"[^\W\d_a-z]\w+(?:an|ese|ish|ic|ii?)\Z")
_IN_A_SEAT = re.compile(r"\b(?:in|at|to|near|outside|around|across|reached|left)\s\Z|,\s\Z")


class Reading:
    """One article; `flat` is its text with quotations blanked out and apostrophes made straight.

    Offsets into `flat` are offsets into `text`; both end where the draft stops reading.
    """

    def __init__(self, text: str, published: datetime.date | None = None) -> None:
        self.article = Text(text)
        self.text = text[:MOST]
        self.passages = self.article.passages if len(text) <= MOST else Passages(self.text)
        quoted = [item for item in self.passages.quoted if not item.depth]
        self.quoted = [quoted_words(self.text, item) for item in quoted]
        self.flat = plain(outside(self.text, self.quoted))
        self.layout = read_layout(self.text, self.passages)
        self.published = published or self.layout.published

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs that tell of anything: body and captions."""
        return sorted([*self.layout.captions, *self.layout.body], key=lambda span: span.start)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the body, in order."""
        return [s for p in self.layout.body for s in sentences(self.flat, p.start, p.end)]

    @cached_property
    def dates(self) -> list[DateWords]:
        """The date words of the report; with no date of publication, those that are complete."""
        if not self.layout.body:
            return []
        start, end = self.layout.body[0].start, self.layout.body[-1].end
        return find_mentions(self.text, self.published or _NO_DAY, start=start, end=end)

    def dates_in(self, span: Span) -> list[DateWords]:
        """Give the date words of a stretch; what a bare weekday means, the whole text decides."""
        day = self.published or _NO_DAY
        found = find_mentions(self.text, day, start=span.start, end=span.end)
        if any(_WEEKDAY.match(mention.resolution.words) for mention in found):
            return [each for each in self.dates if span.start <= each.start < span.end]
        return found

    def day(self, words: DateWords) -> Edtf | None:
        """Give the date that date words mean; None where only the day of publication would tell."""
        date = words.resolution.date
        return date if date and (self.published or date.earliest.year > 1500) else None

    @cached_property
    def named(self) -> list[Mention]:
        """Where the text names a state or body that is known, in order; seats are of their state.

        A seat where something happens is only a place: "in Vienna" says nothing about Austria.
        """
        _, names, seats = known()
        found = []
        for paragraph in self.passages.paragraphs:
            for mention in names.find(self.flat, paragraph.start, paragraph.end):
                seat = self.flat[mention.span.start : mention.span.end] in seats
                if mention.ids and not (seat and self._is_place(mention.span)):
                    found.append(mention)
        return found

    @cached_property
    def _named_at(self) -> list[int]:
        return [mention.span.start for mention in self.named]

    def named_in(self, start: int, end: int) -> list[Mention]:
        """Give the states and bodies that are named in a stretch."""
        return self.named[bisect_left(self._named_at, start) : bisect_left(self._named_at, end)]

    def quoted_share(self, start: int, end: int) -> float:
        """Give how much of a stretch is quoted, from 0 to 1."""
        words = self.flat[start:end]
        return words.count("\ue000") / max(1, len(words))

    def _is_place(self, seat: Span) -> bool:
        """Tell whether a seat is a place or part of a name: "in Vienna", "the Minsk Agreements"."""
        before = self.flat[max(0, seat.start - 12) : seat.start]
        return bool(_IN_A_SEAT.search(before) or _GOES_ON.match(self.flat, seat.end))

    def cite(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the evidence for a stretch, if its place can be cited; else nothing."""
        span = trimmed(self.text, start, end)
        return (span,) if can_cite(self.article, span) else ()


class Parties:
    """The parties that an article names: those known, and those it names as owners of an office."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found: dict[str, Known] = {}
        self.printed: dict[str, dict[str, Span]] = {}
        self.acting: set[str] = set()
        for mention in reading.named:
            if len(mention.ids) == 1:
                self._add(known()[0][mention.ids[0]], mention.span)

    def _add(self, party: Known, span: Span) -> str:
        self.found.setdefault(party.id, party)
        words = " ".join(self.reading.text[span.start : span.end].split())
        self.printed.setdefault(party.id, {}).setdefault(words, span)
        return party.id

    def owner(self, start: int, end: int) -> str | None:
        """Give the party that a role belongs to: "US", "Ukraine's", "Arvenian" in its words."""
        found = self.reading.named_in(start, end)
        if found:
            self.acting.add(found[0].ids[0])
            return found[0].ids[0] if len(found[0].ids) == 1 else None
        return None

    def invent(self, start: int, end: int) -> str | None:
        """Take up a party that no table knows, by the words that own an office."""
        words = self.reading.text[start:end].removesuffix("'s").removesuffix("’s").rstrip("'’")
        id_ = slug(words)
        if not id_ or words.lower() in THINGS:  # "the State", "the Senate"
            return None
        span = Span(start=start, end=start + len(words))
        own = next(
            (i for i, names in self.printed.items() if any(_kin(words, n) for n in names)), ""
        )
        if own:
            party = self.found[own]
        elif _ADJECTIVE.match(words) and not _is_body(words):
            # "the Arvenian minister": the country itself may be named elsewhere.
            party = self._country_of(words) or Known(id_, words, "other")
        else:
            party = Known(id_, words, "organisation" if _is_body(words) else "state")
        self.acting.add(party.id)
        return self._add(party, span)

    def _country_of(self, adjective: str) -> Known | None:
        stem = re.escape(adjective[:-2].rstrip("aeiou"))
        nouns = re.findall(rf"\b{stem}\w{{0,4}}\b", self.reading.text)
        kin = [noun for noun in nouns if noun != adjective and _kin(noun, adjective)]
        name = min(kin, key=len, default="")
        return Known(slug(name), name, "state") if slug(name) else None

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every name that the article prints for a party, with the party's id."""
        for id_, printed in self.printed.items():
            for words in printed:
                yield words, id_


def _is_body(words: str) -> bool:
    return words.isupper() or any(word.lower() in THINGS for word in words.split())


def _kin(one: str, other: str) -> bool:
    """Tell whether two words are a country and its adjective: "Arvenia", "Arvenian"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = short.rstrip("aeiouy")
    return len(stem) >= 4 and long.startswith(stem) and len(long) - len(stem) <= 4
