"""What spaCy adds to a draft: who the verb by a quotation has for its subject.

spaCy and its pipelines are optional and never downloaded here; whichever English pipeline is
installed is used. Nothing of spaCy is imported before it is asked for.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from generator.model import Span
from generator.speech import Kind, Subject
from generator.speech.sentences import BLANK
from generator.speech.words import PRONOUNS, VERBS

# Longer words in quotation marks stand as a clause of their own; shorter ones keep their place in
# the sentence around them.
_FRAGMENT = 40
_CLAUSE = "it is so"
# In characters; no article has longer paragraphs, and spaCy refuses very long texts.
_LONGEST = 20_000
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class PipelineError(LookupError):
    """No English pipeline of spaCy's can be used; the message says what to do."""


def load_pipeline(model: str | None = None) -> Any:
    """Load the spaCy pipeline of this name, or else the first English one that is installed."""
    try:
        import spacy
    except ImportError as error:
        raise PipelineError(
            'spaCy is not installed: `pip install "readout-briefing[nlp]"` and an English pipeline'
        ) from error
    installed = sorted(spacy.util.get_installed_models())
    names = [model] if model else [name for name in installed if name.startswith("en_")]
    if not names:
        raise PipelineError("spaCy has no English pipeline: install one, such as en_core_web_sm")
    try:
        return spacy.load(names[0])
    except OSError as error:
        have = ", ".join(installed) or "none"
        raise PipelineError(f"no spaCy pipeline {names[0]!r}; installed: {have}") from error


class Parses:
    """The sentences of a text around its quotations, parsed one paragraph at a time.

    Long quotations are replaced by a short clause before parsing: what is said in them confuses
    the parser, and who says it stands outside.
    """

    def __init__(self, nlp: Any, printed: str, plain: str, quotations: list[Span]) -> None:
        self._nlp = nlp
        self._printed = printed
        self._plain = plain
        self._quotations = quotations
        self._parsed: dict[Span, _Parse] = {}

    def told(self, index: int, paragraph: Span) -> tuple[Subject, Span] | None:
        """Find the verb of speech that a quotation hangs on, and its subject; None for none."""
        if paragraph.end - paragraph.start > _LONGEST:
            return None
        if paragraph not in self._parsed:
            self._parsed[paragraph] = self._parse(paragraph)
        return self._parsed[paragraph].told(self._quotations[index])

    def _parse(self, paragraph: Span) -> "_Parse":
        parts: list[str] = []
        starts: list[tuple[int, int]] = []  # (where a part starts in what is parsed, in the text)
        at, length = paragraph.start, 0
        first = bisect_right(self._quotations, at, key=lambda span: span.end)
        for span in islice(self._quotations, first, None):
            if span.start >= paragraph.end:
                break
            words = self._printed[span.start : span.end]
            stop = words.rstrip()[-1:] if words.rstrip()[-1:] in ".,?!" else ""
            whole = len(words) > _FRAGMENT or words[:1].isupper()
            for part, start in (
                (self._plain[at : span.start], at),
                (_CLAUSE + stop if whole else words, span.start),
            ):
                starts.append((length, start))
                parts.append(part)
                length += len(part)
            at = span.end
        starts.append((length, at))
        parts.append(self._plain[at : paragraph.end])
        return _Parse(self._nlp("".join(parts).replace(BLANK, " ")), starts)


class _Parse:
    """One parsed paragraph, and where its words stand in the text."""

    def __init__(self, parsed: Any, starts: list[tuple[int, int]]) -> None:
        self._parsed = parsed
        self._starts = starts

    def told(self, quotation: Span) -> tuple[Subject, Span] | None:
        """Walk up from a quotation to a verb of speech with a subject."""
        for token in self._tokens_of(quotation):
            for verb in (token, *token.ancestors):
                if verb.text.lower() not in VERBS:
                    continue
                if self._in_quotation(verb, quotation):
                    continue
                subject = self._subject_of(verb)
                if subject is not None:
                    return subject, self._span(verb.i, verb.i + 1)
        return None

    def _tokens_of(self, quotation: Span) -> Iterator[Any]:
        """Yield the head of the quoted words, and what hangs on it from outside."""
        inside = [token for token in self._parsed if self._in_quotation(token, quotation)]
        for token in inside:
            if not self._in_quotation(token.head, quotation) or token.head == token:
                yield token
                yield from (
                    child for child in token.children if child.dep_ in ("parataxis", "ccomp")
                )

    def _subject_of(self, verb: Any) -> Subject | None:
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return self._read(verb.head if child.tag_ in ("WP", "WDT") else child)
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.head.dep_ in _SUBJECTS):
            return self._read(verb.head)
        if verb.dep_ == "acl":  # "She issued a statement saying …": she says it
            return self._subject_of(verb.head.head)
        if verb.dep_ in ("conj", "xcomp", "advcl"):
            return self._subject_of(verb.head)
        return None

    def _read(self, token: Any) -> Subject | None:
        """Give the words that name the speaker: a name without its office, or the noun phrase."""
        if token.text.lower() in PRONOUNS:
            return Subject(kind=Kind.PRONOUN, span=self._span(token.i, token.i + 1))
        if token.pos_ not in ("PROPN", "NOUN"):
            return None
        if token.pos_ == "PROPN":
            first = token.i
            while first and self._parsed[first - 1].pos_ == "PROPN":
                first -= 1
            return Subject(kind=Kind.NAME, span=self._span(first, token.i + 1))
        first = min([child.i for child in token.lefts], default=token.i)
        return Subject(kind=Kind.DESCRIPTION, span=self._span(first, token.i + 1), sure=False)

    def _span(self, first: int, end: int) -> Span:
        start = self._parsed[first].idx
        last = self._parsed[end - 1]
        return Span(start=self._place(start), end=self._place(last.idx) + len(last.text))

    def _place(self, offset: int) -> int:
        index = bisect_right(self._starts, offset, key=lambda pair: pair[0]) - 1
        here, there = self._starts[index]
        return there + offset - here

    def _in_quotation(self, token: Any, quotation: Span) -> bool:
        return quotation.start <= self._place(token.idx) < quotation.end
