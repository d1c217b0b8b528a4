"""What an article seems to get wrong: roles that contradict, quotations that are never closed."""

import re
from collections.abc import Iterator

from generator.draft import roles
from generator.draft.model import ProposedDiscrepancy
from generator.draft.nations import known
from generator.draft.people import Person
from generator.draft.reading import Reading
from generator.draft.words import OFFICES, RESTRICTING

_MOST = 20


def propose_discrepancies(reading: Reading, people: list[Person]) -> Iterator[ProposedDiscrepancy]:
    """Yield candidates, each with the words that show it."""
    for person in people:
        yield from _roles(reading, person)
    yield from _marks(reading)


def _roles(reading: Reading, person: Person) -> Iterator[ProposedDiscrepancy]:
    """Compare the roles of one person: two that differ by "deputy" or "former" contradict."""
    text = reading.text
    seen: list[tuple[tuple[str, ...], str, tuple[int, int]]] = []
    for printed in person.roles:
        role = " ".join(text[printed.role.start : printed.role.end].split())
        words = _without_party(role)
        for other, other_role, at in seen:
            if not (why := _contradicts(words, other)):
                continue
            evidence = reading.cite(*at) + reading.cite(printed.whole.start, printed.whole.end)
            if len(evidence) == 2:
                yield ProposedDiscrepancy(
                    evidence=evidence,
                    confidence=0.8,
                    why=why,
                    kind="contradiction",
                    text=f"{person.name} is called “{other_role}” and “{role}”.",
                )
            return
        seen.append((words, role, (printed.whole.start, printed.whole.end)))


def _without_party(role: str) -> tuple[str, ...]:
    names = known()[1]
    for mention in reversed(list(names.find(role, 0, len(role)))):
        role = role[: mention.span.start] + role[mention.span.end :]
    return roles.bare(role)


def _contradicts(words: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    """Say why two roles cannot both be right; None where they can."""
    restricted = (set(words) ^ set(other)) & RESTRICTING
    if not restricted:
        return None
    heads = [{word for word in role if word in OFFICES - RESTRICTING} for role in (words, other)]
    if not heads[0] & heads[1]:
        return None
    return f"two roles that differ by “{min(restricted)}”"


def _marks(reading: Reading) -> Iterator[ProposedDiscrepancy]:
    """Find quotations that neither their paragraph closes nor the next one continues."""
    text, passages = reading.text, reading.passages
    found = 0
    for quoted in passages.quoted:
        if quoted.closed or quoted.depth:
            continue
        number = passages.paragraph_at(quoted.span.start)
        following = passages.paragraphs[number : number + 1]
        if following and re.match(r"\s*[“\"«„]", text[following[0].start : following[0].start + 4]):
            continue
        end = min(quoted.span.end, quoted.span.start + 160)
        if end < quoted.span.end:
            end = text.rfind(" ", quoted.span.start, end)
        for span in reading.cite(quoted.span.start - 1, max(end, quoted.span.start)):
            opening = " ".join(text[quoted.span.start : quoted.span.end].split()[:5])
            yield ProposedDiscrepancy(
                evidence=(span,),
                confidence=0.7,
                why="the paragraph ends with the quotation still open",
                kind="unclosed-quotation",
                text=f"The quotation that opens with “{opening}” is never closed.",
            )
            found += 1
        if found >= _MOST:
            return
