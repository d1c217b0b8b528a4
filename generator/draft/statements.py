"""What the article reports people and parties to have said or to want, without quotation marks."""

import re
from collections.abc import Iterator

from generator.draft.coreference import Coreference
from generator.draft.model import ProposedPosition, ProposedStatement
from generator.draft.reading import Parties, Reading
from generator.draft.words import NOUNS_TOO, PHRASES, STANCES
from generator.model import Span, Stance
from generator.speech.clauses import Kind, Subject
from generator.speech.words import HOMOGRAPHS, VERBS

_WORD = re.compile(r"[a-z]+")
_ALONE = re.compile(r"(?![\w'-])")
_WANTED = (VERBS | STANCES.keys() | PHRASES.keys()) - {"put", "puts", "read", "reads", "went"}
# A subject stands so near its verb, in characters.
_FAR = 400
_MODAL = re.compile(
    r"\b(?:must|should|will|would|shall|need to|needs to|cannot|ready to|willing)\b"
)
_QUOTE_NEXT = re.compile(r"[\s:,]*[\"“‘'„«]?\ue000")
_CLAUSE_END = re.compile(
    r"[;:]|, (?:but|while|adding|and (?:he|she|it|they)|saying|though|although)\b"
)
_DENIED = re.compile(r"\b(?:not|never|neither|nor|hardly)\b")
_RED_LINE = re.compile(r"\bred lines?\b")
_OPEN_TO = re.compile(r"\b(?:is|are|was|were|be|remains?) open to ")
_CONDITION = re.compile(r"\b(?:on condition that|only if|provided that|as long as)\b")


def _cues(reading: Reading, sentence: Span) -> Iterator[re.Match[str]]:
    flat = reading.flat
    for found in _WORD.finditer(flat, sentence.start, sentence.end):
        if found.group() in _WANTED and _ALONE.match(flat, found.end()):
            before = flat[found.start() - 1 : found.start()]
            if not (before.isalnum() or before in ("'", "-")):
                yield found


def _speaker(coreference: Coreference, subject: Subject) -> tuple[str | None, bool]:
    """Give whom a clause's subject means, and whether that had to be inferred."""
    if subject.kind is Kind.NAME and len(subject.ids) == 1:
        return subject.ids[0], False
    return coreference.resolve_speaker(subject.span)


def propose_statements(
    reading: Reading, coreference: Coreference, parties: Parties
) -> tuple[list[ProposedStatement], list[ProposedPosition]]:
    """Go through the sentences of the body; each gives one statement at most."""
    statements: list[ProposedStatement] = []
    positions: list[ProposedPosition] = []
    for sentence in reading.sentences:
        told = False
        for verb in _cues(reading, sentence):
            start = max(sentence.start, verb.start() - _FAR)
            span = Span(start=verb.start(), end=verb.end())
            if coreference.clauses.is_relative(span, start):
                continue
            subject = coreference.clauses.subject_of(span, start, sentence.end)
            if not subject or not _is_verb(reading.flat, verb, subject):
                continue
            speaker, inferred = _speaker(coreference, subject)
            if not speaker:
                continue
            sure = 0.85 - 0.25 * inferred - 0.15 * (not subject.sure)
            if not told and verb.group() in VERBS:
                told = True
                statements += _statement(reading, sentence, verb, speaker, sure)
            positions += _position(reading, coreference, parties, sentence, verb, speaker, sure)
    return statements, positions


def _is_verb(flat: str, verb: re.Match[str], subject: Subject) -> bool:
    """Tell whether a form is the verb of this subject: "Torv's continued support" has none."""
    if flat.startswith(("'s ", "s' "), verb.start() - 3):
        return False
    if verb.group() in NOUNS_TOO:
        return subject.span.end == verb.start() - 1 and not flat.startswith(
            (" of ", " for ", " from ", ","), verb.end()
        )
    return subject.span.start < verb.start() + 80


def _statement(
    reading: Reading, sentence: Span, verb: re.Match[str], speaker: str, sure: float
) -> Iterator[ProposedStatement]:
    flat = reading.flat
    if verb.group() in HOMOGRAPHS and sure < 0.8:
        return
    share = reading.quoted_share(sentence.start, sentence.end)
    if share > 0.5 or (share and _QUOTE_NEXT.match(flat, verb.end(), sentence.end)):
        return
    opens = reading.quoted_share(sentence.start, sentence.start + 9) > 0.5
    if opens or not flat[verb.end() : sentence.end].strip(" .,\ue000"):
        return
    for span in reading.cite(sentence.start, sentence.end):
        yield ProposedStatement(
            evidence=(span,),
            confidence=round(sure - 0.2 * bool(share), 2),
            why=f"“{verb.group()}” beside its subject; the words are the article's",
            speaker=speaker,
            text=" ".join(reading.text[span.start : span.end].split()),
            cue=verb.group(),
        )


def _position(
    reading: Reading,
    coreference: Coreference,
    parties: Parties,
    sentence: Span,
    verb: re.Match[str],
    speaker: str,
    sure: float,
) -> Iterator[ProposedPosition]:
    flat, text = reading.flat, reading.text
    person = coreference.people.get(speaker)
    party = person.party if person else speaker
    if not party:
        return
    end = sentence.end
    if stop := _CLAUSE_END.search(flat, verb.end(), end):
        end = stop.start()
    stance, cue, after = _stance(flat, text, verb, end)
    if not cue:
        return
    about = text[after:end].strip().strip(" .,;:\n")
    if len(about) < 8 or _DENIED.search(flat, max(sentence.start, verb.start() - 16), verb.start()):
        stance = None
    if len(about) < 3 or about.startswith("to comment"):
        return
    quoted = reading.quoted_share(verb.start(), end) > 0.3
    if not stance and (sure < 0.7 or quoted):
        return
    start = max(sentence.start, verb.start() - 40)
    named = coreference.clauses.mentions_in(max(sentence.start, verb.start() - 120), verb.start())
    start = named[-1].span.start if named else start if start == sentence.start else verb.start()
    for span in reading.cite(start, start + len(text[start:end].rstrip(" .,;:\n"))):
        parties.acting.add(party)
        yield ProposedPosition(
            evidence=(span,),
            confidence=round(sure - (0.1 if stance else 0.35), 2),
            why=f"“{cue}” decides the stance" if stance else f"“{cue}”: the stance is to be judged",
            party=party,
            stance=stance.value if stance else None,
            text=" ".join(about.split()),
            cue=cue,
        )


def _stance(flat: str, text: str, verb: re.Match[str], end: int) -> tuple[Stance | None, str, int]:
    """Give the stance that a verb decides with what follows it, its cue, and where that ends."""
    word, after = verb.group(), verb.end()
    if word in STANCES:
        if _CONDITION.search(flat, after, end):
            return Stance.CONDITIONAL, word, after
        return STANCES[word], word, after
    for phrase, stance in PHRASES.get(word, ()):
        if flat.startswith(phrase, after):
            return stance, word + phrase.rstrip(), after + len(phrase)
    if word in PHRASES and word not in VERBS:
        return None, "", after
    if _RED_LINE.search(text, after, end):
        return Stance.RED_LINE, "red line", after
    if found := _OPEN_TO.search(flat, after, end):
        return Stance.OPEN_TO, "open to", found.end()
    if modal := _MODAL.search(flat, after, end):
        return None, f"{word} … {modal.group()}", after
    return None, "", after
