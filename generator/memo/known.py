"""What the articles published by a day say, as a memo's claims ask for it."""

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.calendar import MeetingView, meetings_of
from generator.corpus import Article, Corpus
from generator.edtf import Edtf
from generator.evidence import fold
from generator.hindsight import as_it_stood
from generator.memo.claims import Backing
from generator.model import DiscrepancyKind, Evidence, Party, Person, Span, spans_of
from generator.registry import Registry
from generator.seedfile import KeyPath
from generator.speech import Names, surname
from generator.when import find_mentions

_GRAVE = frozenset(DiscrepancyKind) - {DiscrepancyKind.OTHER}


class Known:
    """The corpus as of a day, with the names and places that the checks of a memo share."""

    def __init__(self, corpus: Corpus, as_of: datetime.date) -> None:
        self.corpus = as_it_stood(corpus, as_of)
        self.as_of = as_of
        self.articles = self.corpus.articles
        self._by_id: Mapping[str, Article] = {article.id: article for article in self.articles}

    @property
    def registry(self) -> Registry:
        """The people, parties, issues and places."""
        return self.corpus.registry

    @cached_property
    def meetings(self) -> tuple[MeetingView, ...]:
        """The meetings as the briefing shows them on that day."""
        return tuple(meetings_of(self.articles, self.as_of))

    # Names

    @cached_property
    def names(self) -> Names:
        """What people and parties are called, people by their surnames too."""
        registry = self.registry
        entities: list[tuple[str, Person | Party]] = [
            *registry.people.items(),
            *registry.parties.items(),
        ]
        pairs = [(name, id_) for id_, item in entities for name in (item.name, *item.aliases)]
        people = registry.people.items()
        pairs += [(last, id_) for id_, person in people if (last := surname(person.name))]
        return Names(pairs)

    @cached_property
    def places(self) -> Names:
        """What places are called."""
        places = self.registry.places.items()
        return Names([(name, id_) for id_, item in places for name in (item.name, *item.aliases)])

    @cached_property
    def glossary_words(self) -> frozenset[str]:
        """The abbreviations of the glossary."""
        return frozenset(self.corpus.data.glossary)

    def printed_name(self, id_: str) -> str:
        """Give the name of a person or party."""
        return self.registry.speaker(id_).name

    def may_be(self, speaker: str, ids: Iterable[str]) -> bool:
        """Tell whether one of the ids stands for the speaker, or for the party of that person."""
        return any(
            id_ == speaker or (speaker in self.registry.people and id_ == self._party_of(speaker))
            for id_ in ids
        )

    def _party_of(self, person: str) -> str | None:
        return self.registry.people[person].party

    # Places in the seed files

    def in_text(self, article: Article, span: Span, says: str = "") -> Backing:
        """Give a place in an article's text."""
        return Backing(
            location=article.locate(span),
            paragraph=article.text.passages.paragraph_at(span.start),
            says=says,
        )

    def in_evidence(self, evidence: Iterable[Evidence], says: str = "") -> tuple[Backing, ...]:
        """Give the first place of evidence; nothing where none of it is known yet."""
        for id_, span in spans_of(evidence):
            if id_ in self._by_id:
                return (self.in_text(self._by_id[id_], span, says),)
        return ()

    def in_dated(
        self, evidence: Iterable[Evidence], date: Edtf, says: str = ""
    ) -> tuple[Backing, ...]:
        """Give the place in evidence whose words say the date; the first place where none does."""
        for id_, span in spans_of(evidence):
            if article := self._by_id.get(id_):
                for mention in find_mentions(
                    article.text.text, article.data.published, start=span.start, end=span.end
                ):
                    if date in (mention.resolution.date, *mention.resolution.candidates):
                        words = Span(start=mention.start, end=mention.end)
                        return (self.in_text(article, words, says),)
        return self.in_evidence(evidence, says)

    def in_file(self, article: Article, path: KeyPath, says: str = "") -> Backing:
        """Give a place in an article's YAML file."""
        return Backing(location=article.file.locate(path), paragraph=None, says=says)

    def find_words(self, words: str) -> tuple[Backing, ...]:
        """Find where each article first prints the words, as whole words."""
        pattern = re.compile(rf"(?<!\w){re.escape(fold(words).text)}(?!\w)")
        found = ((article, pattern.search(article.text.folded.text)) for article in self.articles)
        return tuple(
            self.in_text(article, article.text.folded.origin(*place.span()))
            for article, place in found
            if place
        )

    # What is wrong with the articles' words

    def doubts(
        self,
        places: Iterable[tuple[str, Span]],
        kinds: frozenset[DiscrepancyKind] = _GRAVE,
    ) -> tuple[str, ...]:
        """List what discrepancy entries say of the words at these places."""
        found: dict[str, None] = {}
        for article, span in places:
            for id_, told, text, kind in self._discrepancies:
                meet = told.start < span.end and span.start < told.end
                if id_ == article and kind in kinds and meet:
                    found[f"a discrepancy entry says: {text}"] = None
        return tuple(found)

    @cached_property
    def _discrepancies(self) -> list[tuple[str, Span, str, DiscrepancyKind]]:
        own = [cited for article in self.articles for cited in article.discrepancies]
        across = [
            cited
            for cited in self.corpus.discrepancies
            if all(item.article in self._by_id for item in cited.evidence)
        ]
        return [
            (article, span, " ".join(cited.entry.text.split()), cited.entry.kind)
            for cited in (*own, *across)
            for article, span in spans_of(cited.evidence)
        ]
