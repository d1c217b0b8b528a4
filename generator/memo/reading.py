"""A memo as it is checked: its prose, its sentences, and what in it is quoted."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from generator.memo.blocks import Kind
from generator.memo.known import Known
from generator.memo.prose import Block, Prose
from generator.model import Span
from generator.speech import Mention, Speech


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose, or a table row, and the block it stands in."""

    block: Block
    span: Span


class Reading:
    """The memo's prose read against the names of a corpus."""

    def __init__(self, memo: str, known: Known) -> None:
        self.known = known
        self.prose = Prose(memo)
        self.text = self.prose.text
        # What has been found to be quoted, with or without quotation marks.
        self.taken: list[Span] = []
        self.speech = Speech(self.prose.passages, known.names)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; none ends within a quotation."""
        found = []
        for number, block in enumerate(self.prose.blocks):
            spans = [Span(start=block.start, end=block.end)]
            if block.kind is not Kind.ROW:
                spans = self.speech.sentences(number)
            found += [Sentence(block, cut) for span in spans if (cut := self._trimmed(span))]
        return tuple(found)

    def _trimmed(self, span: Span) -> Span | None:
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Span(start=start, end=end) if start < end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """Give the sentence that holds the offset, or stands before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def outside(self) -> str:
        """The text with what is quoted blanked out, letter by letter."""
        return self.speech.clauses.text

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names outside quotations, in order."""
        return tuple(self._alone(mention) for mention in self.speech.clauses.mentions)

    def _alone(self, mention: Mention) -> Mention:
        """Read a name that opens a sentence without the last word of the sentence before."""
        span = mention.span
        if mention.ids or self.sentence_at(span.start).span.start != span.start:
            return mention
        name = self.outside[span.start : span.end]
        found = next(self.known.names.find(name, 0, len(name)), None)
        return Mention(span=span, ids=found.ids) if found else mention

    def ids_at(self, span: Span) -> tuple[str, ...]:
        """Give whom the name at a span may stand for."""
        return next((m.ids for m in self.mentions if m.span == span), ())

    def is_quoted(self, span: Span) -> bool:
        """Tell whether the span begins inside a quotation."""
        return self.speech.index_at(span) is not None or any(
            taken.start <= span.start < taken.end for taken in self.taken
        )

    def words(self, span: Span) -> str:
        """Give the words of a span."""
        return self.text[span.start : span.end]
