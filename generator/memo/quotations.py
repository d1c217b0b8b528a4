"""The quotations of a memo: their words, and whom the memo gives them to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from generator.memo.alteration import Alteration, nearest
from generator.memo.blocks import Kind as BlockKind
from generator.memo.claims import Backing, Claim, Kind, Verdict
from generator.memo.printed import Printed, Prints, has_own_words, pieces_of, shown
from generator.memo.prose import Block
from generator.memo.reading import Reading
from generator.memo.roles import Roles
from generator.model import Span
from generator.speech import Attribution
from generator.speech import Kind as SpeakerKind
from generator.speech.words import VERBS

_SIGNED = re.compile(r"(?:^|\s)(?:[—–]|--?)\s*(?=\w)[^—–.]{2,80}\.?\s*\Z")
_SIGNED_AFTER = re.compile(r"[\"'”’»]{0,2}\s*(?:[—–]|--?|\()\s*")
_THE_PAPER = re.compile(
    r"\b(?:(?:article|headline|newspaper|paper|report|caption)s?|press|media|prints|printed)\b",
    re.IGNORECASE,
)
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of the memo: a span of the prose, and its number in the reading's speech.

    `signed` is the place where a quoted paragraph names its speaker; `number` is then None.
    """

    span: Span
    number: int | None = None
    signed: Span | None = None


@dataclass(slots=True)
class Quotations:
    """Checks the quotations of one memo; `said` holds when each was said, for the dates."""

    reading: Reading
    roles: Roles
    prints: Prints = field(init=False)
    said: list[tuple[Span, frozenset[date]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.prints = Prints(self.reading.known)

    def check(self) -> Iterator[Claim]:
        """Give a claim for each quotation; two where words and speaker are both wrong."""
        for quote in sorted(self._quotes(), key=lambda quote: quote.span.start):
            yield from self._check(quote)

    # What is quoted

    def _quotes(self) -> Iterator[Quote]:
        speech = self.reading.speech
        for number, span in enumerate(speech.words):
            if any(letter.isalnum() for letter in self.reading.words(span)):
                yield Quote(span, number)
        yield from self._quoted_paragraphs()

    def _quoted_paragraphs(self) -> Iterator[Quote]:
        """Find quoted paragraphs of Markdown (`>`) that have no quotation marks of their own."""
        blocks = self.reading.prose.blocks
        for index, block in enumerate(blocks):
            if block.kind is not BlockKind.QUOTED or self._has_marks(block):
                continue
            span = Span(start=block.start, end=block.end)
            words = self.reading.words(span)
            signed = _SIGNED.search(words)
            if signed and not words[: signed.start()].strip():
                continue
            if signed:
                at = Span(start=span.start + signed.start(), end=span.end)
                yield Quote(Span(start=span.start, end=at.start), None, at)
                continue
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if after and after.kind is BlockKind.QUOTED:
                at = Span(start=after.start, end=after.end)
                found = _SIGNED.match(self.reading.words(at))
                yield Quote(span, None, at if found else None)
            else:
                yield Quote(span)

    def _has_marks(self, block: Block) -> bool:
        return any(block.start <= span.start < block.end for span in self.reading.speech.words)

    # What the articles print

    def _check(self, quote: Quote) -> Iterator[Claim]:
        words = self.reading.words(quote.span)
        pieces = pieces_of(words)
        claim = Claim(
            kind=Kind.QUOTATION,
            span=self.reading.prose.origin(quote.span),
            words=" ".join(words.split()),
            verdict=Verdict.BACKED,
        )
        printed = self.prints.find_words(words)
        if printed:
            yield self._backed(quote, claim, printed)
            return
        if not self._is_closed(quote):
            yield replace(
                claim,
                verdict=Verdict.NOT_FOUND,
                code="W903",
                message="this quotation is never closed",
                help="close it, so that its words can be compared",
            )
            return
        missing = [piece for piece in pieces if not self.prints.find([piece])]
        unquoted = self.prints.find_unquoted(pieces) if missing else None
        altered, reason = (None, "") if unquoted else self._altered(pieces, missing)
        if altered:
            yield self._contradicted(claim, altered, reason)
            wrong = self._wrong_speaker(quote, claim, [self._place_of(altered)])
            if wrong and wrong.at and not reason:
                words = self.reading.prose.memo[wrong.at.start : wrong.at.end]
                yield replace(wrong, kind=Kind.NAME, span=wrong.at, words=" ".join(words.split()))
        elif quote.number is not None or quote.signed:
            yield self._not_found(quote, claim, unquoted)

    def _is_closed(self, quote: Quote) -> bool:
        speech = self.reading.speech
        return quote.number is None or speech.closed[quote.number] or speech.runs_on(quote.number)

    def _where(self, printed: list[Printed]) -> tuple[Backing, ...]:
        known = self.reading.known
        found: dict[Backing, None] = {}
        for item in printed:
            names = " or ".join(known.printed_name(id_) for id_ in self.prints.speakers(item))
            found[known.in_text(item.article, item.spans[0], names)] = None
        return tuple(found)

    def _backed(self, quote: Quote, claim: Claim, printed: list[Printed]) -> Claim:
        known = self.reading.known
        entries = [cited for item in printed for cited in item.entries]
        days = frozenset(day for cited in entries if (day := cited.entry.said))
        self.said.append((quote.span, days))
        self.reading.taken.append(quote.span)
        backed = replace(claim, where=self._where(printed))
        if wrong := self._wrong_speaker(quote, backed, printed):
            return wrong
        notes = []
        if entries and all(cited.entry.inferred for cited in entries):
            names = " or ".join(
                dict.fromkeys(known.printed_name(cited.entry.speaker) for cited in entries)
            )
            notes.append(f"the article prints no speaker; the briefing presumes {names}")
        if has_own_words(claim.words):
            notes.append("the words in brackets are the memo's own")
        notes += known.doubts((item.article.id, span) for item in printed for span in item.spans)
        return replace(backed, notes=tuple(notes))

    def _altered(self, pieces: list[str], missing: list[str]) -> tuple[Alteration | None, str]:
        """Find what was altered in the words; or, where each piece is sound, in their order."""
        originals = self.prints.originals
        for piece in sorted(missing, key=len, reverse=True):
            if altered := nearest(shown(piece), originals):
                return altered, ""
        if not missing and pieces:
            longest = max(pieces, key=len)
            found = self.prints.find([longest])[0]
            whole = [o for o in originals if o.article is found.article]
            for original in whole:
                span = found.spans[0]
                if original.span.start <= span.start and span.end <= original.span.end:
                    stitched = Alteration(
                        original=original,
                        marked=original.folded,
                        differences=(),
                        alike=1,
                        only_first_case=False,
                    )
                    return stitched, "stitched together from words of different quotations"
        return None, ""

    def _contradicted(self, claim: Claim, altered: Alteration, reason: str) -> Claim:
        where = self._where([self._place_of(altered)])
        first, *others = (reason, *altered.differences) if reason else altered.differences or ("",)
        rows = [f"the original: {altered.marked}", f"{where[0]}", *others]
        if altered.only_first_case:
            word = claim.words.split()[0]
            rows.append(
                f"where the sentence wants another letter, write “[{word[:1]}]{word[1:]} …”"
            )
        return replace(
            claim,
            verdict=Verdict.CONTRADICTED,
            where=where,
            code="E901",
            message=f"altered quotation: {first}",
            help="\n".join(rows),
        )

    def _place_of(self, altered: Alteration) -> Printed:
        article, spans = altered.original.article, (altered.original.span,)
        entries = self.prints.entries_at(article, spans)
        return Printed(article=article, spans=spans, entries=entries)

    def _not_found(self, quote: Quote, claim: Claim, unquoted: Printed | None) -> Claim:
        known = self.reading.known
        if unquoted:
            place = known.in_text(unquoted.article, unquoted.spans[0])
            if self._names_the_paper(quote, unquoted):
                self.reading.taken.append(quote.span)
                return replace(claim, where=(replace(place, says="the article's own words"),))
            message = "the article has these words, but not inside quotation marks"
            help_text = f"{place}\nleave the marks out, or say that the words are the article's"
            where: tuple[Backing, ...] = (place,)
        else:
            message = "no article has these words inside quotation marks"
            short = len(claim.words.split()) <= _SHORT
            help_text = (
                "leave the marks out, unless somebody is quoted"
                if short
                else "quote what an article prints, or add the article to the seed files"
            )
            where = ()
        return replace(
            claim,
            verdict=Verdict.NOT_FOUND,
            where=where,
            code="W903",
            message=message,
            help=help_text,
        )

    def _names_the_paper(self, quote: Quote, printed: Printed) -> bool:
        sentence = self.reading.sentence_at(quote.span.start).span
        words = self.reading.outside[sentence.start : sentence.end]
        publisher = printed.article.data.publisher
        return bool(_THE_PAPER.search(words)) or bool(publisher and publisher in words)

    # Who said it

    def _wrong_speaker(self, quote: Quote, claim: Claim, printed: list[Printed]) -> Claim | None:
        known = self.reading.known
        speakers = list(
            dict.fromkeys(id_ for item in printed for id_ in self.prints.speakers(item))
        )
        named = self._named(quote)
        if not speakers or not named:
            return None
        place, ids = named
        if any(known.may_be(speaker, ids) for speaker in speakers):
            return None
        given = " or ".join(known.printed_name(id_) for id_ in ids) or self.reading.words(place)
        right = " or ".join(known.printed_name(id_) for id_ in speakers)
        return replace(
            claim,
            verdict=Verdict.CONTRADICTED,
            notes=(),
            code="E902",
            message=f"these words are {right}'s, not {given}'s",
            help=f"the seed files give them to {right}: {self._where(printed)[0].place}",
            where=self._where(printed),
            at=self.reading.prose.origin(place),
        )

    def _named(self, quote: Quote) -> tuple[Span, tuple[str, ...]] | None:
        """Find whom the memo plainly gives the words to."""
        reading = self.reading
        if quote.signed or quote.number is None:
            return self._signed(quote.signed) if quote.signed else None
        found = reading.speech.attributions[quote.number]
        if found.subject and found.joined and found.plain:
            told = reading.outside[found.subject.end : quote.span.start]
            # "He thanked Arvenia and called the offer “a step”": not Arvenia's words. And in
            # "Bottom line: “a step”" nobody speaks.
            ids = found.ids or reading.ids_at(found.subject)
            if told.startswith(" and ") or not (ids or self._has_verb(found)):
                return None
            return found.subject, ids
        if found.subject and found.joined and found.kind is SpeakerKind.DESCRIPTION:
            person = self.roles.person_called(reading.outside, found.subject)
            return (found.subject, (person,)) if person else None
        if found.joined:
            return None
        after = _SIGNED_AFTER.match(reading.text, quote.span.end)
        end = reading.sentence_at(quote.span.start).block.end
        return (
            self._signed(Span(start=after.end(), end=min(end, after.end() + 60))) if after else None
        )

    def _has_verb(self, found: Attribution) -> bool:
        """Tell whether the words that tell the speaker have a verb of speech."""
        if not found.cue or not found.subject:
            return False
        text = self.reading.outside
        before = text[found.cue.start : found.subject.start]
        behind = text[found.subject.end : found.cue.end]
        return any(word in VERBS for word in f"{before} {behind}".split())

    def _signed(self, span: Span) -> tuple[Span, tuple[str, ...]] | None:
        known = self.reading.known
        for mention in known.names.find(self.reading.outside, span.start, span.end):
            if mention.ids and any(id_ in known.registry.people for id_ in mention.ids):
                return mention.span, mention.ids
        return None
