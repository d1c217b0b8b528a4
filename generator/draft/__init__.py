"""A draft of what an article says: seed files that a person only corrects.

`propose` reads one text, with no network, no clock and no model of its own. `layout` parts it,
`people`, `parties` and `places` find who and where, `coreference` leads later mentions back to
them, and `statements`, `meetings`, `figures` and `faults` read what is told.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.draft.coreference import Coreference
from generator.draft.faults import propose_discrepancies
from generator.draft.figures import glossary, propose_figures
from generator.draft.meetings import Meetings
from generator.draft.model import (
    Draft,
    ProposedParty,
    ProposedPerson,
    ProposedQuotation,
    ProposedRole,
)
from generator.draft.nlp import load_pipeline
from generator.draft.people import Person, find_people
from generator.draft.places import Places
from generator.draft.quotations import propose_quotations
from generator.draft.reading import MOST, Parties, Reading
from generator.draft.statements import propose_statements
from generator.draft.words import FUNCTION_WORDS
from generator.model import Span

__all__ = ["propose"]

# A pipeline takes a second to load; who maps `propose` over an archive names one many times.
_pipeline = lru_cache(load_pipeline)

_WORD = re.compile(r"[^\W\d_]+")
# English prose has a third and more of these words; other languages, by chance, a tenth.
_LEAST_ENGLISH = 0.18


def propose(text: str, published: datetime.date | None = None, model: object = None) -> Draft:
    """Propose what a seed file could say of an article; nothing is certain, and nothing guessed.

    `published` is the article's date, where the text does not give it; `model` a spaCy pipeline, or
    the name of one that is installed. Every evidence is a stretch that `selector_for` can cite.
    Raises PipelineError where there is no such pipeline.
    """
    reading = Reading(text, published)
    layout = reading.layout
    parties = Parties(reading)
    people = find_people(reading, parties)
    coreference = Coreference(reading, people, parties)
    places = Places(reading, people)
    statements, positions = propose_statements(reading, coreference, parties)
    meetings = Meetings(reading, coreference, parties, places).propose()
    pipeline = _pipeline(model) if isinstance(model, str) else model
    quotations = propose_quotations(reading.text, reading.published, pipeline)
    dateline = places.found[0].id if layout.dateline and places.found else None
    proposed_people = _people(reading, people, coreference)
    evidence = layout.published_evidence
    draft = Draft(
        headline=_words(text, layout.headline),
        published=reading.published,
        published_evidence=evidence
        and next(iter(reading.cite(evidence.start, evidence.end)), None),
        publisher=_words(text, layout.publisher),
        byline=_words(text, layout.byline),
        dateline=dateline,
        people=proposed_people,
        roles=_roles(reading, people),
        parties=_parties(reading, parties),
        places=tuple(places.propose()),
        quotations=tuple(_with_speakers(reading, quotations, coreference)),
        statements=tuple(statements),
        positions=tuple(positions),
        meetings=tuple(meetings),
        figures=tuple(propose_figures(reading)),
        discrepancies=tuple(propose_discrepancies(reading, people)),
        glossary=glossary(reading.text),
        lacks=tuple(_lacks(text, reading, proposed_people)),
    )
    return _consistent(draft)


def _consistent(draft: Draft) -> Draft:
    """Let nothing refer to a person, party or place that has no words to cite, and no proposal."""
    people = {person.id for person in draft.people}
    parties = {party.id for party in draft.parties}
    places = {place.id for place in draft.places}
    told = people | parties
    return replace(
        draft,
        dateline=draft.dateline if draft.dateline in places else None,
        people=tuple(p if p.party in parties else replace(p, party=None) for p in draft.people),
        roles=tuple(role for role in draft.roles if role.person in people),
        quotations=tuple(
            q if q.speaker in told else replace(q, speaker=None) for q in draft.quotations
        ),
        statements=tuple(each for each in draft.statements if each.speaker in told),
        positions=tuple(each for each in draft.positions if each.party in parties),
        meetings=tuple(
            replace(
                meeting,
                place=meeting.place if meeting.place in places else None,
                parties=tuple(id_ for id_ in meeting.parties if id_ in parties),
                people=tuple(id_ for id_ in meeting.people if id_ in people),
            )
            for meeting in draft.meetings
        ),
    )


def _words(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.start : span.end].split()) if span else None


def _people(
    reading: Reading, people: Sequence[Person], coreference: Coreference
) -> tuple[ProposedPerson, ...]:
    proposed = []
    spans = [mention.span for mention in coreference.clauses.mentions]
    printed = {reading.flat[span.start : span.end] for span in spans}
    surnames = [person.surname for person in people]
    for person in people:
        aliases = [name for name in person.names if name != person.name]
        alone = person.surname != person.name and surnames.count(person.surname) == 1
        if alone and person.surname not in aliases and person.surname in printed:
            aliases.append(person.surname)
        evidence = reading.cite(person.span.start, person.span.end)
        if evidence:
            role = bool(person.roles)
            proposed.append(
                ProposedPerson(
                    evidence=evidence,
                    confidence=0.9 if role and " " in person.name else 0.7 if role else 0.5,
                    why="named with a role" if role else "named beside a verb of speech or a title",
                    id=person.id,
                    name=person.name,
                    aliases=tuple(aliases),
                    party=person.party,
                )
            )
    return tuple(proposed)


def _roles(reading: Reading, people: Iterable[Person]) -> tuple[ProposedRole, ...]:
    proposed = []
    for person in people:
        seen: set[str] = set()
        for printed in person.roles:
            role = " ".join(reading.text[printed.role.start : printed.role.end].split())
            if role in seen:
                continue
            seen.add(role)
            evidence = reading.cite(printed.whole.start, printed.whole.end)
            if evidence:
                proposed.append(
                    ProposedRole(
                        evidence=evidence,
                        confidence=0.9 if " " in role else 0.75,
                        why="printed beside the name",
                        person=person.id,
                        role=role,
                    )
                )
    return tuple(proposed)


def _parties(reading: Reading, parties: Parties) -> tuple[ProposedParty, ...]:
    """Propose those who speak, act or hold an office first; those only named, less sure."""
    proposed = []
    for id_, party in parties.found.items():
        printed = parties.printed[id_]
        first = min(printed.values(), key=lambda span: span.start)
        spans = sorted(printed.values(), key=lambda span: span.start)
        evidence = next((found for s in spans if (found := reading.cite(s.start, s.end))), ())
        if evidence:
            acts = id_ in parties.acting
            proposed.append(
                (
                    not acts,
                    first.start,
                    ProposedParty(
                        evidence=evidence,
                        confidence=0.85 if acts else 0.4,
                        why="it acts, or somebody holds its office" if acts else "named only",
                        id=id_,
                        name=party.name,
                        kind=party.kind,
                        aliases=tuple(name for name in printed if name != party.name),
                        country=party.code,
                    ),
                )
            )
    return tuple(party for *_, party in sorted(proposed, key=lambda row: row[:2]))


def _with_speakers(
    reading: Reading, quotations: Iterable[ProposedQuotation], coreference: Coreference
) -> Iterable[ProposedQuotation]:
    """Say whom the words that name each speaker lead to; with none, whoever spoke before."""
    last: str | None = None
    for quotation in quotations:
        if quotation.speaker_start is None or quotation.speaker_end is None:
            yield replace(quotation, speaker=last, inferred=True)
            continue
        span = Span(start=quotation.speaker_start, end=quotation.speaker_end)
        last, inferred = coreference.resolve_speaker(span)
        # Named in another paragraph: none is printed for this one.
        where = [reading.passages.paragraph_at(at) for at in (span.start, quotation.start)]
        yield replace(quotation, speaker=last, inferred=inferred or where[0] != where[1])


def _lacks(text: str, reading: Reading, people: Sequence[ProposedPerson]) -> Iterable[str]:
    """Say in words what could not be found or done."""
    words = _WORD.findall(reading.text[:2_000].lower())
    if not words:
        yield "The text holds no words."
        return
    if len(text) > MOST:
        yield f"Only the first {MOST:,} of {len(text):,} characters were read."
    english = sum(word in FUNCTION_WORDS for word in words) / len(words)
    if len(words) >= 20 and english < _LEAST_ENGLISH:
        yield "The text is hardly English: names and quotation marks were read, little else."
    if not reading.layout.headline:
        yield "No headline was found."
    if not reading.published:
        yield "No date of publication was found, so no date words were turned into days."
    if not people:
        yield "Nobody was found by name."
    if text.count("''") > 1:
        yield "Quotations in doubled single marks ('') were not read."
