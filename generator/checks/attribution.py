"""Rules about who a quotation is by."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus
from generator.evidence import Text
from generator.model import Cited, Quotation, Span
from generator.problems import Severity
from generator.registry import Registry
from generator.speech import Attribution, Kind, Names, Speech, Where, surname

_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")
# "“…,” said Torv, quoting Quell": one who says it, and one whose words they are.
_PASSING_ON = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)|echo(?:ed|es|ing)|paraphras(?:ed|es|ing)"
    r"|on behalf of|in the name of|(?:letter|message|note|statement) (?:by|from|of))\b"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|them)\b", re.IGNORECASE)

# No speaker is looked for more paragraphs of quotation back than this.
_FAR = 20

# One reading of an article serves every rule; it goes when the article does.
_NAMES: WeakKeyDictionary[Registry, Names] = WeakKeyDictionary()


def names_of(registry: Registry) -> Names:
    """Give what people and parties are called, people by their surnames too."""
    if registry not in _NAMES:
        people = [(name, id_) for id_, p in registry.people.items() for name in _called(p.name)]
        aliases = [
            (alias, id_)
            for entities in (registry.people, registry.parties)
            for id_, entity in entities.items()
            for alias in entity.aliases
        ]
        parties = [(party.name, id_) for id_, party in registry.parties.items()]
        _NAMES[registry] = Names([*people, *parties, *aliases])
    return _NAMES[registry]


def _called(name: str) -> list[str]:
    return [name, last] if (last := surname(name)) else [name]


class _Reading:
    """An article read for who speaks, against the names of one registry."""

    def __init__(self, text: Text, registry: Registry) -> None:
        self.registry = registry
        self.speech = Speech(text.passages, names_of(registry))
        self.capitalised: dict[str, list[int]] = {}
        for word in _CAPITALISED.finditer(self.speech.clauses.text):
            self.capitalised.setdefault(word.group(), []).append(word.start())
        self.inner = [quoted.span for quoted in text.passages.quoted if quoted.depth]

    def said(self, cited: Cited[Quotation]) -> list[tuple[int, Attribution]]:
        """List (number, attribution) of the quotations that an entry's pieces stand in.

        None for words that are quoted inside a quotation: they are not by whom that is by.
        """
        spans = [span for evidence in cited.evidence for span in evidence.spans]
        if any(
            within.start <= s.start and s.end <= within.end for within in self.inner for s in spans
        ):
            return []
        found = {self.speech.index_at(span): None for span in spans}
        return [(i, self.speech.attributions[i]) for i in found if i is not None]

    def may_be(self, speaker: str, ids: Iterable[str]) -> bool:
        """Tell whether one of the ids may stand for the speaker: a party for its people, too."""
        people, party = self.registry.people, self.registry.party_of(speaker)
        for id_ in ids:
            both = speaker in people and id_ in people
            if id_ == speaker or (not both and self.registry.party_of(id_) in (party, None)):
                return True
            if not both and party is None:
                return True
        return False

    def names(self, speaker: str, start: int, end: int) -> bool:
        """Tell whether the article names the speaker, if only by first name, outside quotations."""
        if person := self.registry.people.get(speaker):
            words = {
                word for name in (person.name, *person.aliases) for word in _WORD.findall(name)
            }
            return any(self._stands(word, start, end) for word in words if len(word) > 2)
        found = self.speech.clauses.mentions_in(start, end)
        return any(self.may_be(speaker, mention.ids) for mention in found)

    def _stands(self, word: str, start: int, end: int) -> bool:
        places = self.capitalised.get(word, [])
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def others(self, speaker: str, start: int, end: int) -> list[str]:
        """List the names of people there who are not the speaker."""
        return [
            self.speech.clauses.text[mention.span.start : mention.span.end]
            for mention in self.speech.clauses.mentions_in(start, end)
            if any(id_ in self.registry.people for id_ in mention.ids)
            and not self.may_be(speaker, mention.ids)
        ]

    def words_of(self, found: Attribution) -> str:
        """Give the words that name the speaker."""
        subject = found.subject
        return self.speech.clauses.text[subject.start : subject.end] if subject else ""

    def stranger(self, speaker: str, found: Attribution) -> bool:
        """Tell whether somebody is plainly named who is in no registry, and the speaker a person.

        A party speaks through offices and people that the registry need not know.
        """
        return found.plain and not found.ids and speaker in self.registry.people

    def is_near(self, speaker: str, index: int, found: Attribution) -> bool:
        """Tell whether the speaker is named so near that the words may be theirs after all.

        Not so where they can only be spoken to or of: "Torv told Quell: “…”", "“…,” Torv said
        after talks with Quell".
        """
        start, end = self._sentence(index, found)
        opening = self.speech.words[index].start - 1
        cue = found.cue or Span(start=start, end=end)
        led = self.speech.clauses.text[start:opening].rstrip().endswith((":", ","))
        if found.where is Where.BEFORE and not led and self.names(speaker, cue.end, opening):
            return True
        return self.names(speaker, start, cue.start)

    def speaks_too(self, speaker: str, index: int, found: Attribution) -> bool:
        """Tell whether the speaker says something in the same sentence: "Torv says Quell said"."""
        start, end = self._sentence(index, found)
        clauses = self.speech.clauses
        if _PASSING_ON.search(clauses.text, start, end) and self.names(speaker, start, end):
            return True
        subjects = (clauses.subject_of(verb, start, end) for verb in clauses.verbs(start, end))
        return any(
            subject and subject.kind is Kind.NAME and self.may_be(speaker, subject.ids)
            for subject in subjects
        )

    def _sentence(self, index: int, found: Attribution) -> tuple[int, int]:
        """Give where the sentence of a quotation and of the words that tell its speaker lies."""
        words = self.speech.words[index]
        cue = found.cue or words
        start = self.speech.sentence_at(min(words.start - 1, cue.start)).start
        return start, self.speech.sentence_at(max(words.end, cue.end) - 1).end

    def context(self, index: int) -> Span:
        """Give a quotation's paragraph and the one before that says more than it quotes."""
        paragraphs = self.speech.passages.paragraphs
        first = last = self.speech.paragraph_of(index)
        while first > max(0, last - _FAR):
            first -= 1
            before = paragraphs[first]
            if _WORD.search(self.speech.clauses.text, before.start, before.end):
                break
        return Span(start=paragraphs[first].start, end=paragraphs[last].end)


def _read(corpus: Corpus, article: Article) -> _Reading:
    return _reading(article.text, corpus.registry)


# Several rules read one article, one after another; a reading is too large to keep for each.
@lru_cache(maxsize=1)
def _reading(text: Text, registry: Registry) -> _Reading:
    return _Reading(text, registry)


def _words(article: Article, cited: Cited[Quotation]) -> tuple[tuple[str, Span], ...]:
    return tuple((e.article, span) for e in cited.evidence for span in e.spans)


def _printed(article: Article, span: Span) -> str:
    return " ".join(article.text.text[span.start : span.end].split())


def _plainly_other(reading: _Reading, cited: Cited[Quotation]) -> Attribution | None:
    """Find an attribution to somebody else that no reader would doubt."""
    speaker = cited.entry.speaker
    for index, found in reading.said(cited):
        if found.plain and found.joined and found.ids and not reading.may_be(speaker, found.ids):
            named = reading.words_of(found)
            if named.islower() or reading.is_near(speaker, index, found):
                continue
            if not reading.speaks_too(speaker, index, found):
                return found
    return None


class _Doubt(NamedTuple):
    """Somebody else whom the article may mean; `cue` where it names them at the quotation."""

    name: str
    cue: Span | None


def _doubtful(reading: _Reading, cited: Cited[Quotation]) -> _Doubt | None:
    """Find whom else the article may mean, where it does not name the speaker."""
    speaker = cited.entry.speaker
    for index, found in reading.said(cited):
        context = reading.context(index)
        if found.joined and found.kind is Kind.DESCRIPTION:
            continue
        if found.joined and found.kind is Kind.NAME:
            if reading.may_be(speaker, found.ids) or not (
                found.ids or reading.stranger(speaker, found)
            ):
                continue
            near = reading.names(speaker, context.start, context.end)
            plain = found.plain and found.ids and not reading.speaks_too(speaker, index, found)
            if plain or not near:
                return _Doubt(reading.words_of(found), found.cue)
            continue
        # "He told journalists after talks with Quell": who is named later is not he.
        end = found.cue.start if found.joined and found.cue else context.end
        others = reading.others(speaker, context.start, end)
        if others and not reading.names(speaker, context.start, end):
            return _Doubt(others[-1], None)
    return None


@article_rule("E302")
def check_one_speaker(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation is not stitched together from the words of two speakers."""
    for cited in article.quotations:
        if len(_words(article, cited)) < 2:
            continue
        reading = _read(corpus, article)
        if pair := _two_speakers(reading, cited):
            first, second = (
                reading.speech.clauses.text[found.subject.start : found.subject.end]
                for found in pair
                if found.subject
            )
            yield Finding(
                location=article.file.locate((*cited.path, "exact")),
                message=f"the pieces are by two speakers: {first} and {second}",
                help="enter the words of each as a quotation of its own",
            )


def _two_speakers(
    reading: _Reading, cited: Cited[Quotation]
) -> tuple[Attribution, Attribution] | None:
    plain = [found for _, found in reading.said(cited) if found.plain and found.ids]
    for first, second in pairwise(plain):
        if not any(reading.may_be(id_, second.ids) for id_ in first.ids):
            return first, second
    return None


@article_rule("E303")
def check_speaker(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation is not given to one speaker where the article plainly names another."""
    for cited in article.quotations:
        reading = _read(corpus, article)
        found = _plainly_other(reading, cited)
        if found and found.cue and not _two_speakers(reading, cited):
            cue = _printed(article, found.cue)
            whom = " or ".join(dict.fromkeys(f"`{id_}`" for id_ in found.ids))
            yield Finding(
                location=article.file.locate((*cited.path, "speaker")),
                message=f"the article gives these words to somebody else: “{cue}”",
                help=f"write {whom}, or quote words that are by “{cited.entry.speaker}”",
            )


@article_rule("W304", Severity.WARNING)
def check_speaker_is_near(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation's speaker is named near it, where the article names somebody else there."""
    for cited in article.quotations:
        reading = _read(corpus, article)
        if _plainly_other(reading, cited):
            continue
        known = cited.entry.speaker in corpus.registry.ids(("people", "parties"))
        if known and (doubt := _doubtful(reading, cited)):
            given = corpus.registry.speaker(cited.entry.speaker).name
            if doubt.cue:
                cue = _printed(article, doubt.cue)
                message = f"these words may be by somebody else: “{cue}” stands beside them"
            else:
                message = (
                    f"these words may be by {doubt.name}, who is named near them; {given} is not"
                )
            # The article is to blame only where it names nobody at the words themselves.
            words = () if doubt.cue else _words(article, cited)
            yield Finding(
                location=article.file.locate((*cited.path, "speaker")),
                message=message,
                help=f"if they are by {given} all the same, say why in a discrepancy entry",
                words=words,
            )


@article_rule("W305", Severity.WARNING)
def check_inferred_is_said(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation for which the article prints no speaker is marked `inferred: true`."""
    for cited in article.quotations:
        if cited.entry.inferred:
            continue
        reading = _read(corpus, article)
        if not _unattributed(reading, cited) or _doubtful(reading, cited):
            continue
        yield Finding(
            location=article.file.locate((*cited.path, "speaker")),
            message="the article prints no speaker for these words",
            help="add `inferred: true`, so that readers are told that the speaker is presumed",
            words=_words(article, cited),
        )


def _unattributed(reading: _Reading, cited: Cited[Quotation]) -> bool:
    speaker, speech = cited.entry.speaker, reading.speech
    said = reading.said(cited)
    for index, found in said:
        if found.where not in (None, Where.CARRIED):
            return False
        own = speech.passages.paragraphs[speech.paragraph_of(index)]
        if reading.names(speaker, own.start, own.end):
            return False
        if _PRONOUN.search(speech.clauses.text, own.start, own.end):
            return False
    return bool(said)


@article_rule("W306", Severity.WARNING)
def check_inferred_is_needed(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation whose speaker the article names is not marked `inferred: true`."""
    for cited in article.quotations:
        if not cited.entry.inferred:
            continue
        for _, found in _read(corpus, article).said(cited):
            if found.plain and found.cue and set(found.ids) == {cited.entry.speaker}:
                cue = _printed(article, found.cue)
                yield Finding(
                    location=article.file.locate((*cited.path, "inferred")),
                    message=f"the speaker is printed: “{cue}”",
                    help="remove `inferred: true`",
                )
                break
