"""The quotations of a text with the words that name their speakers, by rules."""

import datetime

from generator.draft.model import ProposedQuotation
from generator.passages import Passages
from generator.speech import Names, Speech


def propose_quotations(
    text: str, published: datetime.date | None = None, nlp: object = None
) -> tuple[ProposedQuotation, ...]:
    """Propose what stands in quotation marks, with the words beside it that name a speaker."""
    speech = Speech(Passages(text), Names(()))
    found = []
    for words, told in zip(speech.words, speech.attributions, strict=True):
        if words.end > words.start:
            found.append(
                ProposedQuotation(
                    start=words.start,
                    end=words.end,
                    speaker_start=told.subject.start if told.subject else None,
                    speaker_end=told.subject.end if told.subject else None,
                    confident=told.plain,
                    confidence=0.9 if told.plain else 0.6 if told.subject else 0.3,
                    why="named beside it" if told.joined else "nothing beside it names a speaker",
                )
            )
    return tuple(found)
