"""Who an English article says a quotation is by.

The words that name a speaker stand beside a verb of speech: after the quotation ("“…,” said
Torv"), before it ("Torv said: “…”") or between its parts. `words` are those verbs, `names` finds
known people and parties, `sentences` blanks out what is quoted, so that nobody speaks in there,
`clauses` finds a verb's subject, and `attribution` puts them together.
"""

from generator.speech.attribution import Attribution, Speech, Where, attribute
from generator.speech.clauses import Kind, Subject
from generator.speech.names import Mention, Names, surname

__all__ = [
    "Attribution",
    "Kind",
    "Mention",
    "Names",
    "Speech",
    "Subject",
    "Where",
    "attribute",
    "surname",
]
