"""A draft as what its article's file would say: its first keys, and the entries of its lists."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from generator.draft.model import Draft, Proposal, ProposedMeeting, ProposedQuotation
from generator.draft.naming import SURE_ENOUGH, Names
from generator.draft.notation import Bare, Value, comment, commented, item, plain
from generator.draft.received import Received
from generator.draft.selectors import selector_for
from generator.evidence import Text
from generator.model import ArticleFile, Record, Span, Stance
from generator.registry import REFERENCES
from generator.seedfile import SeedFile

# A value that only a person can give.
LEFT = Bare("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list, commented out unless `live`; `note` says how sure it is, and why.

    One that is `likely` and not live waits for something that a person has to give.
    """

    value: Mapping[str, Value]
    note: str
    likely: bool
    live: bool
    spans: tuple[Span, ...]

    def rows(self, indent: int) -> list[str]:
        """Write the entry with its note above it, its dash indented by so many spaces."""
        rows = [*comment(self.note, indent), *item(self.value, indent)]
        return rows if self.live else commented(rows, indent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What an article's file would say; `remarks` tell a person what it lacks."""

    head: Mapping[str, Value]
    lists: Mapping[str, Sequence[Entry]]
    remarks: tuple[str, ...]

    def used(self) -> set[tuple[str, str]]:
        """Give what it refers to, by registry and id; not counting entries that are unlikely."""
        likely = (entry.value for entry in chain(*self.lists.values()) if entry.likely)
        return {
            (registry, str(id_))
            for value in (self.head, *likely)
            for key, registries in REFERENCES.items()
            for id_ in _as_list(value.get(key, ()))
            for registry in registries
        }

    def count(self, *, live: bool) -> int:
        """Count the entries that stand there, or those that are commented out."""
        return sum(entry.live is live for entry in chain(*self.lists.values()))


def compose(
    draft: Draft,
    received: Received,
    published: datetime.date,
    text: Text,
    names: Names,
    issues: Sequence[str] = (),
    meetings: Mapping[str, str] | None = None,
) -> Sheet:
    """Give what an article's file would say, in the ids of briefing.yml.

    `meetings` are the ids of those that other articles tell of, each with one of these articles.
    """
    composer = _Composer(text=text, names=names, issues=issues, meetings=meetings or {})
    head = composer.head(draft, received, published)
    lists = {
        "participants": [
            composer.entry("participants", role, {"person": role.person, "role": plain(role.role)})
            for role in draft.roles
        ],
        "quotations": [composer.quotation(quotation) for quotation in draft.quotations],
        "statements": [
            composer.entry("statements", each, {"speaker": each.speaker, "text": plain(each.text)})
            for each in draft.statements
        ],
        "positions": [
            composer.entry(
                "positions",
                each,
                {
                    "party": each.party,
                    "issue": LEFT,
                    "stance": each.stance if each.stance in set(Stance) else LEFT,
                    "text": plain(each.text),
                },
                asks=composer.asks_of_position(each.stance),
            )
            for each in draft.positions
        ],
        "meetings": [composer.meeting(meeting) for meeting in draft.meetings],
        "figures": [
            composer.entry(
                "figures",
                each,
                {
                    "value": Bare(repr(each.value)),
                    "unit": plain(each.unit or ""),
                    "of": plain(each.of),
                    "text": plain(each.text),
                },
            )
            for each in draft.figures
            if math.isfinite(each.value)
        ],
        "discrepancies": [
            composer.entry(
                "discrepancies", each, {"kind": plain(each.kind), "text": plain(each.text)}
            )
            for each in draft.discrepancies
        ],
    }
    kept = {kind: [each for each in entries if each] for kind, entries in lists.items()}
    lost = sum(map(len, lists.values())) - sum(map(len, kept.values()))
    remarks = [*draft.lacks, *names.remarks, *composer.remarks]
    if lost:
        remarks.append(f"Left out because no evidence leads to their words alone: {lost}.")
    return Sheet(head=head, lists=kept, remarks=tuple(dict.fromkeys(map(plain, remarks))))


@dataclass(slots=True, kw_only=True)
class _Composer:
    text: Text
    names: Names
    issues: Sequence[str]
    meetings: Mapping[str, str]
    remarks: list[str] = field(default_factory=list)

    def head(self, draft: Draft, received: Received, published: datetime.date) -> dict[str, Value]:
        evidence = None
        if draft.published == published and draft.published_evidence:
            evidence = _cite(self.text, draft.published_evidence)
        dateline, why = None, ""
        if draft.dateline:
            dateline, why = self.names.find(REFERENCES["dateline"], draft.dateline)
        if why:
            self.remarks.append(f"The dateline is left out: {why}.")
        headline = plain(received.headline or draft.headline or "")
        if not headline:
            self.remarks.append("No headline was found; the first line stands in for it.")
            headline = plain(self.text.text.lstrip().split("\n", 1)[0])
        head: dict[str, Value] = {
            "headline": headline,
            "publisher": plain(received.publisher or draft.publisher or ""),
            "byline": plain(received.byline or draft.byline or ""),
            "url": received.url or "",
            "published": Bare(published.isoformat()),
            "published_evidence": _one(evidence) if evidence else "",
            "dateline": dateline or "",
        }
        return {key: value for key, value in head.items() if not _is_empty(value)}

    def entry(
        self,
        kind: str,
        proposal: Proposal,
        value: Mapping[str, Value],
        asks: Sequence[str] = (),
    ) -> Entry | None:
        """Give an entry, or None where its evidence cannot be told from other words."""
        found = [_cite(self.text, span) for span in proposal.evidence]
        evidence = [each for each in found if each]
        if not evidence:
            return None
        cited: Value = [_one(each) for each in evidence] if len(evidence) > 1 else _one(evidence[0])
        return self._entry(kind, proposal, {**value, "evidence": cited}, proposal.evidence, asks)

    def quotation(self, quotation: ProposedQuotation) -> Entry | None:
        words = self.text.text[quotation.start : quotation.end]
        # A comma before the closing mark belongs to the sentence around the quotation.
        span = Span(start=quotation.start, end=quotation.end - words.endswith(","))
        exact = _cite(self.text, span)
        if not exact:
            return None
        value: dict[str, Value] = {
            "speaker": quotation.speaker or LEFT,
            **exact,
            "said": Bare(quotation.said.isoformat() if quotation.said else ""),
            "occasion": plain(quotation.occasion or ""),
            "inferred": Bare("true" if quotation.inferred else ""),
        }
        asks = () if quotation.speaker else ["who says it"]
        return self._entry("quotations", quotation, value, (span,), asks)

    def meeting(self, meeting: ProposedMeeting) -> Entry | None:
        id_, count = plain(meeting.id), 1
        while id_ in self.meetings:
            count += 1
            id_ = f"{plain(meeting.id)}-{count}"
        if count > 1:
            # One id is one meeting, and whether this is that one is not for a program to say.
            self.remarks.append(
                f"{self.meetings[plain(meeting.id)]} has a meeting {plain(meeting.id)}, too. If it"
                f" is the one that is called {id_} here, give it the same id."
            )
        return self.entry(
            "meetings",
            meeting,
            {
                "id": id_,
                "name": plain(meeting.name),
                "date": _date(meeting.date or ""),
                "date_as_written": plain(meeting.date_as_written or ""),
                "place": meeting.place or "",
                "parties": meeting.parties,
                "people": meeting.people,
                "status": plain(meeting.status),
            },
        )

    def asks_of_position(self, stance: str | None) -> list[str]:
        which = f"which issue ({', '.join(self.issues) or 'briefing.yml names them'})"
        return [which] if stance in set(Stance) else [which, f"which stance ({', '.join(Stance)})"]

    def _entry(
        self,
        kind: str,
        proposal: Proposal | ProposedQuotation,
        value: Mapping[str, Value],
        spans: tuple[Span, ...],
        asks: Sequence[str],
    ) -> Entry:
        named, missing, dropped = self._named(value)
        if not missing and not asks:
            asks = _faults(kind, named)
        notes = [f"{proposal.confidence:.2f}: {plain(proposal.why)}"]
        notes += [f"left out: {why}" for why in dropped]
        notes += [f"to be said: {', and '.join(asks)}"] if asks else []
        notes += [f"cannot stand: {why}" for why in missing]
        return Entry(
            value=named,
            note="; ".join(notes),
            likely=proposal.confidence >= SURE_ENOUGH and not missing,
            live=proposal.confidence >= SURE_ENOUGH and not missing and not asks,
            spans=spans,
        )

    def _named(self, value: Mapping[str, Value]) -> tuple[dict[str, Value], list[str], list[str]]:
        """Put briefing.yml's ids for the draft's: what is missing, and what could be left out."""
        named: dict[str, Value] = {}
        missing: list[str] = []
        dropped: list[str] = []
        for key, each in value.items():
            registries = REFERENCES.get(key)
            if registries and each and isinstance(each, str):
                id_, why = self.names.find(registries, each)
                if id_:
                    named[key] = id_
                elif key == "place":
                    dropped.append(why)
                else:
                    named[key] = LEFT
                    missing.append(why)
            elif registries and isinstance(each, Sequence):
                found = [self.names.find(registries, str(id_)) for id_ in each]
                named[key] = [id_ for id_ in dict.fromkeys(id_ for id_, _ in found) if id_]
                dropped += [why for _, why in found if why]
            else:
                named[key] = each
        kept = {k: v for k, v in named.items() if not _is_empty(v) or v is LEFT}
        return kept, missing, dropped


def _faults(kind: str, value: Mapping[str, Value]) -> list[str]:
    """List what keeps an entry, as written and read back, from being one of its kind."""
    (data,) = SeedFile(Path(kind), "\n".join(item(value, 0))).load() or (None,)
    model: type[Record] = get_args(ArticleFile.model_fields[kind].annotation)[0]
    try:
        model.model_validate(data)
    except ValidationError as error:
        fields = dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"])
        return [f"a `{field}` that fits" for field in fields] or ["to be written anew"]
    return []


def _as_list(value: Value) -> Sequence[Value]:
    if isinstance(value, Bare | Mapping):
        return ()
    return (value,) if isinstance(value, str) else value


def _cite(text: Text, span: Span) -> dict[str, Value] | None:
    selector = selector_for(text, span)
    if selector is None:
        return None
    return {key: words for key, words in selector.model_dump().items() if words}


def _date(written: str) -> Value:
    """Give a date as a person writes it, without quotation marks that YAML 1.1 would need."""
    return Bare(written) if re.fullmatch(r"\d{4}[-\d/~?%]*", written) else plain(written)


def _one(evidence: Mapping[str, Value]) -> Value:
    return evidence["exact"] if len(evidence) == 1 else evidence


def _is_empty(value: Value) -> bool:
    return not (value.text if isinstance(value, Bare) else value)
