"""The quotations of a text, and who each is by."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from generator.model import Span
from generator.passages import Passages
from generator.speech.clauses import Clauses, Kind, Subject
from generator.speech.names import Names, plain
from generator.speech.sentences import outside, quoted_words, sentences
from generator.speech.words import ASKING, JUDGING, TELLING, VERBS

# No speaker is looked for further away from a quotation than this, in characters.
_FAR = 800
_SPOKEN = re.compile(r"\w")
_TAIL = re.compile(r"[\"'“”‘’»«]*\s*([,–—-]?)\s*")
_ACCORDING = re.compile(r"(?:according to|in the words of) ", re.IGNORECASE)
_AS = re.compile(r"as (?=.* put it\b)")
_VERB_FIRST = re.compile(r"([a-z]+)(?: (?!by)[a-z]+ly)? ")
_FINISHED = re.compile(r"[a-z]{3,}ed (?=[^\W\d_a-z])")
# What follows a quotation and says nothing of its speaker: "“a step,” but Torv said …".
_GOES_ON = re.compile(
    r"(?:and|but|while|whereas|which|who|whom|whose|that|when|because|if|or|nor|so|yet|though|"
    r"although|is|was|are|were|has|have|had|in|on|at|for|of|to|with|by|from|about|into|as|during|"
    r"before|after|amid|would|will|could|may|should|than|then|until|since|not)\b"
)
_SAID = re.compile(r"\S")
_LABEL = re.compile(r":\s*\Z")
_ALONE = re.compile(r"(?:\s*\([^()]*\))?\s*:\s*\Z")
_INVERTED = re.compile(r"([^\W\d_a-z][a-z]+) (?=.+[:,]\s*\Z)")


class Where(StrEnum):
    """Where the words that tell the speaker stand, from the surest place to the least sure."""

    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"  # "“…,” said Torv. “…”": they stand with another part of it
    PREVIOUS = "previous"  # in the sentence before
    CARRIED = "carried"  # in the paragraph before


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who a quotation is by, as far as the article tells.

    `ids` are whom the name may stand for (nobody known, where it is empty), `subject` the words
    that tell the speaker, `cue` those with the verb. `plain`: a name, and no reader would doubt it.
    """

    kind: Kind = Kind.NONE
    where: Where | None = None
    ids: tuple[str, ...] = ()
    subject: Span | None = None
    cue: Span | None = None
    plain: bool = False

    @property
    def joined(self) -> bool:
        """Whether the speaker is told at the quotation itself."""
        return self.where in (Where.AFTER, Where.BEFORE, Where.BETWEEN)


def attribute(subject: Subject, verb: Span, where: Where, *, plain: bool) -> Attribution:
    """Say that a quotation is by the subject of the verb."""
    span = subject.span
    return Attribution(
        kind=subject.kind,
        where=where,
        ids=subject.ids,
        subject=span,
        cue=Span(start=min(span.start, verb.start), end=max(span.end, verb.end)),
        plain=plain and subject.sure and subject.kind is Kind.NAME,
    )


class Speech:
    """The quotations of one text, but for those inside others, and who each is by."""

    def __init__(self, passages: Passages, names: Names) -> None:
        self.passages = passages
        quoted = [item for item in passages.quoted if not item.depth]
        self.closed = [item.closed for item in quoted]
        self.words = [quoted_words(passages.text, item) for item in quoted]
        text = plain(outside(passages.text, self.words))
        self.clauses = Clauses(text, passages.paragraphs, names)
        self._starts = [span.start for span in self.words]
        self._sentences: dict[int, list[Span]] = {}

    def index_at(self, span: Span) -> int | None:
        """Give the number of the quotation that the span stands in; None for none."""
        index = bisect_right(self._starts, span.start + 1) - 1
        return index if index >= 0 and span.start < self.words[index].end else None

    def paragraph_of(self, index: int) -> int:
        """Give the number, from 0, of the paragraph that a quotation stands in."""
        return self.passages.paragraph_at(self.words[index].start) - 1

    def opens_paragraph(self, index: int) -> bool:
        """Tell whether nothing stands before a quotation in its paragraph."""
        first = self.passages.paragraphs[self.paragraph_of(index)].start
        return not _SAID.search(self.clauses.text, first, self.opening(index))

    def sentences(self, paragraph: int) -> list[Span]:
        """Give the sentences of the paragraph with this number, from 0."""
        if paragraph not in self._sentences:
            span = self.passages.paragraphs[paragraph]
            self._sentences[paragraph] = list(sentences(self.clauses.text, span.start, span.end))
        return self._sentences[paragraph]

    def sentence_at(self, offset: int) -> Span:
        """Give the sentence that holds the offset."""
        within = self.sentences(self.passages.paragraph_at(offset) - 1)
        return within[max(0, bisect_right(within, offset, key=lambda span: span.start) - 1)]

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who each quotation is by, in order."""
        found: list[Attribution | None] = []
        for index in range(len(self.words)):
            found.append(self.joined(index) or self._between(index, found))
        self._run_on(found)
        for index, attribution in enumerate(found):
            found[index] = attribution or self._previous(index) or self._carried(index, found)
        return tuple(item or Attribution() for item in found)

    def opening(self, index: int) -> int:
        """Give where the opening mark of a quotation stands."""
        return self.words[index].start - 1

    # At the quotation itself

    def joined(self, index: int) -> Attribution | None:
        """Find who a quotation is by in the words that stand at it."""
        after, before = self.after(index), self.before(index)
        if not after or not before:
            return after or before
        # "After Quell promised “a new start,” Torv said …": a verb on either side.
        return replace(before, plain=before.plain and before.ids == after.ids)

    def after(self, index: int) -> Attribution | None:
        """Read what follows a quotation: "“…,” said Torv"."""
        clauses, words = self.clauses, self.words[index]
        end = min(self.sentence_at(max(words.start, words.end - 1)).end, words.end + _FAR)
        if index + 1 < len(self.words):
            end = min(end, self.opening(index + 1))
        tail = _TAIL.match(clauses.text, words.end, end)
        if not tail or tail.end() >= end:
            return None
        start = tail.end()
        last = self.passages.text[words.start : words.end].rstrip()[-1:]
        parted = bool(tail[1]) or last in ",?!–—-…."
        opening = self.opening(index)
        opens = not _SPOKEN.search(clauses.text, self.sentence_at(opening).start, opening)
        told = self._told_first(start, end, parted)
        if not told and last != ".":
            told = self._told_last(start, end)
            opens = opens and parted
        return attribute(*told, Where.AFTER, plain=opens) if told else None

    def _told_first(self, start: int, end: int, parted: bool) -> tuple[Subject, Span] | None:
        """Read "said Torv", "according to Torv" behind a quotation."""
        text = self.clauses.text
        found = _ACCORDING.match(text, start, end) or _VERB_FIRST.match(text, start, end)
        if not found:
            return None
        verb = found[1] if found.re is _VERB_FIRST else ""
        finished = parted and _FINISHED.match(text, start, end)
        if verb and not finished and (verb not in VERBS or verb in TELLING):
            return None
        subject = self.clauses.noun_phrase(found.end(), end)
        return (subject, Span(start=start, end=start + len(found[0].rstrip()))) if subject else None

    def _told_last(self, start: int, end: int) -> tuple[Subject, Span] | None:
        """Read "Torv said", "as Torv put it" behind a quotation."""
        text = self.clauses.text
        if found := _AS.match(text, start, end):
            start = found.end()
        if _GOES_ON.match(text, start, end):
            return None
        verbs = self.clauses.verbs(start, end)
        verb = next((v for v in verbs if not self.clauses.is_relative(v, start)), None)
        if not verb or not self.clauses.subject_of(verb, start, end):
            return None
        subject = self.clauses.noun_phrase(start, verb.start)
        return (subject, verb) if subject else None

    def before(self, index: int) -> Attribution | None:
        """Read what leads up to a quotation: "Torv said: “…”"."""
        text, end = self.clauses.text, self.opening(index)
        sentence = self.sentence_at(end)
        if self.opens_paragraph(index):
            paragraph = self.paragraph_of(index)
            if not paragraph:
                return None
            sentence = self.sentences(paragraph - 1)[-1]
            end = self.passages.paragraphs[paragraph - 1].end
            if not _LABEL.search(text, max(sentence.start, end - 9), end):
                return None
        start = max(sentence.start, end - _FAR)
        inverted = _INVERTED.match(text, start, end)  # "Added Torv: “…”"
        if inverted and inverted[1].lower() in VERBS - TELLING:
            subject = self.clauses.noun_phrase(inverted.end(), end)
            if subject and subject.kind is Kind.NAME:
                verb = Span(start=start, end=inverted.end(1))
                return attribute(subject, verb, Where.BEFORE, plain=True)
        participle = None
        for verb in reversed(list(self.clauses.verbs(start, end))):
            if subject := self.clauses.subject_of(verb, start, end):
                judged = text[verb.start : verb.end] in JUDGING
                return attribute(subject, verb, Where.BEFORE, plain=not judged)
            participle = verb
        return self._without_verb(start, end, participle)

    def _without_verb(self, start: int, end: int, participle: Span | None) -> Attribution | None:
        """Read what leads up to a quotation with no finite verb of speech."""
        text = self.clauses.text
        if participle or _LABEL.search(text, max(start, end - 9), end):
            if subject := self.clauses.noun_phrase(start, end):
                alone = not participle and _ALONE.match(text, subject.span.end, end)
                verb = participle or Span(start=end, end=end)
                return attribute(subject, verb, Where.BEFORE, plain=bool(alone))
        elif found := _ACCORDING.search(text, start, end):
            verb = Span(start=found.start(), end=found.end() - 1)
            if subject := self.clauses.noun_phrase(found.end(), end):
                return attribute(subject, verb, Where.BEFORE, plain=True)
        return None

    def _between(self, index: int, found: list[Attribution | None]) -> Attribution | None:
        """Take over what stands between a quotation and the part before: "“…,” he said. “…”"."""
        before = found[index - 1] if index else None
        if not before or before.where not in (Where.AFTER, Where.BETWEEN) or not before.cue:
            return None
        if self.paragraph_of(index) != self.paragraph_of(index - 1):
            return None
        sentence = self.sentence_at(self.words[index - 1].end)
        if self.clauses.text[sentence.end : self.opening(index)].strip():
            return None
        if sentence.end > self.opening(index):  # the same sentence goes on: "“…,” said Torv, “…”"
            return replace(before, where=Where.BETWEEN)
        asked = self.clauses.text[before.cue.start : before.cue.end].split()
        return replace(
            before, where=Where.BETWEEN, plain=before.plain and not ASKING.intersection(asked)
        )

    def _run_on(self, found: list[Attribution | None]) -> None:
        """Let the paragraphs of one quotation, each opened and only the last closed, share."""
        for steps in (range(1, len(found)), range(len(found) - 1, 0, -1)):
            for later in steps:
                if self.runs_on(later - 1):
                    this, other = (later, later - 1) if steps.step > 0 else (later - 1, later)
                    if not found[this] and (shared := found[other]):
                        found[this] = replace(shared, where=Where.BETWEEN)

    def runs_on(self, index: int) -> bool:
        """Tell whether a quotation goes on in the next paragraph."""
        return (
            not self.closed[index]
            and index + 1 < len(self.words)
            and self.paragraph_of(index + 1) == self.paragraph_of(index) + 1
            and self.words[index].end == self.passages.paragraphs[self.paragraph_of(index)].end
            and self.opens_paragraph(index + 1)
        )

    # Further off

    def _previous(self, index: int) -> Attribution | None:
        """Look for who speaks in the sentence before, in the same paragraph."""
        own = self.sentence_at(self.opening(index))
        if own.start <= self.passages.paragraphs[self.paragraph_of(index)].start:
            return None
        return self._spoken_in(self.sentence_at(own.start - 1), Where.PREVIOUS)

    def _carried(self, index: int, found: list[Attribution | None]) -> Attribution | None:
        """Look for who speaks at the end of the paragraph before one that opens with quotation."""
        paragraph = self.paragraph_of(index)
        if not paragraph or not self.opens_paragraph(index):
            return None
        last = self.sentences(paragraph - 1)[-1]
        if index and last.start <= self.words[index - 1].start < last.end:
            before = found[index - 1]
            return before and replace(before, where=Where.CARRIED, plain=False)
        return self._spoken_in(last, Where.CARRIED)

    def _spoken_in(self, sentence: Span, where: Where) -> Attribution | None:
        start = max(sentence.start, sentence.end - _FAR)
        for verb in reversed(list(self.clauses.verbs(start, sentence.end))):
            if subject := self.clauses.subject_of(verb, start, sentence.end):
                return attribute(subject, verb, where, plain=False)
        return None
