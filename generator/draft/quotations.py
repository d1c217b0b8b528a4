"""The quotations that a draft proposes, each with its speaker."""

import datetime
import re
from typing import Any

from generator.draft.marks import Printed
from generator.draft.model import ProposedQuotation
from generator.draft.occasions import find_day, find_occasion
from generator.draft.speakers import Speakers
from generator.model import Span
from generator.speech import Attribution, Kind, Where
from generator.speech.words import VERBS

_WORDS = re.compile(r"[^\W_][\w'’.-]*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LAST_WORD = re.compile(r"([\w'’.-]+)\W*\Z")
# Words that a title does not capitalise.
_SMALL = {
    *("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "it", "of", "on"),
    *("or", "the", "to", "vs", "with"),
}
_LONGEST_TITLE = 9
# What stands before words that are named, not said: "a class called “…”", "terms such as “…”".
_NAMED = re.compile(
    r"\b(?:called|entitled|titled|named|nicknamed|dubbed|labell?ed|known as|author of|so-called|"
    r"such as|including|words?|terms?|phrases?|slogan|hashtag|headlined?)[\s,]*\Z"
)
_LISTED = re.compile(r"[\s,]*(?:and|or)?\s*\Z")
# How far a fragment may stand from the words that attribute it, in characters: behind a name or a
# pronoun, and behind a description, which is more often wrong.
_AT_HAND = {Kind.NAME: 140, Kind.PRONOUN: 140, Kind.DESCRIPTION: 35}
# Without words that name a speaker, shorter ones are rather a caption or a slogan.
_FEWEST_WORDS_ALONE = 6
_LONGEST_CUE = 60
_LONGEST_HEADLINE = 160
_MARKS = "”“’‘»›\"'"

# How often a speaker found there is right: measured by bench/draft.py on texts with known speakers.
_CONFIDENCE = {
    Where.AFTER: 0.97,
    Where.BEFORE: 0.92,
    Where.BETWEEN: 0.94,
    Where.PREVIOUS: 0.85,
    Where.CARRIED: 0.6,
}
_CONFIDENT = 0.9
_AGREED, _DESCRIBED, _DOUBTFUL, _FRAGMENT, _SPEAKER_UNKNOWN = 0.02, 0.1, 0.05, 0.15, 0.2
_PLACES = {
    Where.AFTER: "“{cue}” follows the words",
    Where.BEFORE: "“{cue}” leads up to the words",
    Where.BETWEEN: "“{cue}” stands with another part of the quotation",
    Where.PREVIOUS: "“{cue}” stands before it in the paragraph",
    Where.CARRIED: "“{cue}” stands in the paragraph before",
}


def propose_quotations(
    text: str, published: datetime.date | None = None, nlp: Any = None
) -> tuple[ProposedQuotation, ...]:
    """Propose the quotations of an English article, in order; `nlp` is a pipeline of spaCy's.

    Titles, terms and other words that nobody is reported to say are left out; so is the headline.
    """
    speech = Speakers(Printed(text), nlp)
    proposed = []
    left_out = -1
    for index, told in enumerate(speech.attributions):
        if _is_said(speech, index, told, left_out):
            proposed.append(_propose(speech, index, told, published))
        else:
            left_out = index
    return tuple(proposed)


def _propose(
    speech: Speakers,
    index: int,
    told: Attribution,
    published: datetime.date | None,
) -> ProposedQuotation:
    words = _trimmed(speech.passages.text, speech.words[index])
    confidence = _confidence(speech, index, told)
    said = occasion = None
    if told.cue and told.joined:
        sentence = speech.sentence_at(told.cue.start)
        text = speech.clauses.text
        occasion = find_occasion(text, sentence, told.cue)
        said = published and find_day(text, sentence, told.cue, published)
    return ProposedQuotation(
        start=words.start,
        end=words.end,
        speaker_start=told.subject.start if told.subject else None,
        speaker_end=told.subject.end if told.subject else None,
        confident=confidence >= _CONFIDENT,
        confidence=confidence,
        why=_reason(speech, index, told),
        inferred=told.subject is not None and not told.joined,
        said=said,
        occasion=occasion,
    )


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=span.start + len(words.rstrip()))


def _confidence(speech: Speakers, index: int, told: Attribution) -> float:
    if told.where is None:
        return _SPEAKER_UNKNOWN
    confidence = _CONFIDENCE[told.where]
    if told.kind is Kind.DESCRIPTION:
        confidence -= _DESCRIBED
    if speech.is_fragment(index):
        confidence -= _FRAGMENT
    if told.where is Where.BEFORE and not told.plain:
        confidence -= _DOUBTFUL
    if index in speech.agreed:
        confidence += _AGREED
    return round(confidence, 2)


def _reason(speech: Speakers, index: int, told: Attribution) -> str:
    if not told.where or not told.cue:
        return "no words near the quotation tell who speaks"
    cue = " ".join(speech.passages.text[told.cue.start : told.cue.end].split())
    if len(cue) > _LONGEST_CUE:
        cue = cue[:_LONGEST_CUE].rsplit(" ", 1)[0] + " …"
    reason = _PLACES[told.where].format(cue=cue)
    if index in speech.agreed:
        reason += "; the parser agrees"
    return reason + "; part of a sentence" if speech.is_fragment(index) else reason


def _is_said(speech: Speakers, index: int, told: Attribution, left_out: int) -> bool:
    """Tell whether words in quotation marks are somebody's, not a title, a name or a term."""
    words = speech.words[index]
    quoted = speech.passages.text[words.start : words.end].strip()
    fragment = speech.is_fragment(index)
    if not _LETTERS.search(quoted) or quoted.endswith(":") or _is_headline(speech, index):
        return False
    if not told.subject:
        return not fragment and len(quoted.split()) >= _FEWEST_WORDS_ALONE
    title = _is_title(quoted)
    opening = speech.opening(index)
    sentence = speech.sentence_at(opening)
    before = speech.led_up_to(index)
    if (title or told.kind is Kind.DESCRIPTION) and _NAMED.search(before):
        return False
    if title and not _leads_to_speech(before, quoted):
        return False
    if left_out == index - 1 and index and speech.words[left_out].end >= sentence.start:
        between = speech.clauses.text[speech.words[left_out].end + 1 : opening]
        if _LISTED.match(between):  # "words such as “ally” and “friend”"
            return False
    if not fragment or not told.cue:
        return True
    if told.where is Where.BEFORE:
        return opening - told.cue.end <= _AT_HAND[told.kind]
    return told.kind is not Kind.DESCRIPTION or quoted[-1] in ",.?!"


def _leads_to_speech(before: str, quoted: str) -> bool:
    """Tell whether what stands before capitalised words makes them speech: "said “No Way”"."""
    last = _LAST_WORD.search(before)
    if not last or last[1].lower() in VERBS:
        return True
    mark = before.rstrip()[-1:]
    return mark == ":" or (mark == "," and " " not in quoted)


def _is_title(quoted: str) -> bool:
    """Tell whether words are capitalised as in the title of a work or a programme."""
    words = _WORDS.findall(quoted)
    return (
        len(words) <= _LONGEST_TITLE
        and quoted[-1] not in "?!"
        and words[0][0].isupper()
        and all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)
    )


def _is_headline(speech: Speakers, index: int) -> bool:
    """Tell whether a quotation stands in the headline: the text repeats it, and in full."""
    paragraphs = speech.passages.paragraphs
    first = paragraphs[0]
    words = speech.passages.text[first.start : first.end].rstrip().rstrip(_MARKS)
    return (
        speech.paragraph_of(index) == 0
        and len(paragraphs) > 1
        and len(words) <= _LONGEST_HEADLINE
        and words[-1:] not in ".?!…"
    )
