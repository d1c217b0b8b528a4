"""The quotations that the articles print, and where a memo's quotation stands among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.corpus import Article
from generator.evidence import fold
from generator.memo.known import Known
from generator.model import Cited, Quotation, Span
from generator.speech import Attribution, Speech

# […], [...], … and ... stand for words left out, and so do the writer's own [words].
_LEFT_OUT = re.compile(r"\s*(?:\[[^\[\]]*\]|…|\.{3,}|(?:\. ){2}\.)[\s.…]*")
_SIC = re.compile(r"\s*\[(?:sic|!)\]")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
# Marks a letter of which either case will do.
_EITHER = "\ue001"
_EDGES = " .,;:!?…'-"
_UNIFORM = str.maketrans('"', "'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Where an article prints a memo's words: a span a piece, and the entries that have them."""

    article: Article
    spans: tuple[Span, ...]
    entries: tuple[Cited[Quotation], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A quoted stretch of an article, as it is compared."""

    article: Article
    span: Span
    folded: str


def bare(text: str) -> str:
    """Fold a text as SEEDS.md does; single and double quotation marks become alike, too."""
    return fold(text).text.translate(_UNIFORM)


def pieces_of(words: str) -> list[str]:
    """Give the pieces of a memo's quotation around what it leaves out, bare, without edges."""
    cut = [bare(piece).strip(_EDGES) for piece in _LEFT_OUT.split(_hide_letters(words))]
    return [piece for piece in cut if piece]


def _hide_letters(words: str) -> str:
    """Write “[t]he” with a mark that `_pattern` reads: either case will do."""
    return _LETTER.sub(lambda found: _EITHER + found[1], _SIC.sub("", words))


def shown(piece: str) -> str:
    """Give a piece as a reader would write it."""
    return piece.replace(_EITHER, "")


def has_own_words(words: str) -> bool:
    """Tell whether the writer has put words of the own into the quotation."""
    plain = _LETTER.sub("", _SIC.sub("", words))
    return any(re.search(r"\w", found) for found in re.findall(r"\[[^\[\]]*\]", plain))


def _occurrences(piece: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a piece stands in a text made bare, as whole words."""
    if _EITHER in piece:
        yield from (found.span() for found in _pattern(piece).finditer(text))
        return
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        begins = not (_is_letter(piece[0]) and at and _is_letter(text[at - 1]))
        if begins and not (_is_letter(piece[-1]) and end < len(text) and _is_letter(text[end])):
            yield at, end
        at = text.find(piece, at + 1)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _pattern(piece: str) -> re.Pattern[str]:
    parts = []
    for index, part in enumerate(piece.split(_EITHER)):
        if index and part:
            parts.append(f"[{re.escape(part[0].lower())}{re.escape(part[0].upper())}]")
            part = part[1:]
        parts.append(re.escape(part))
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


class Prints:
    """Everything that the articles print between quotation marks."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._speech: dict[str, Speech] = {}
        self._texts: dict[str, str] = {}

    def find_words(self, words: str) -> list[Printed]:
        """Find a memo's quotation as it stands, else its pieces around what it leaves out."""
        literal = bare(words).strip(_EDGES)
        pieces = pieces_of(words)
        found = self.find([literal]) if literal and pieces != [literal] else []
        return found or (self.find(pieces) if pieces else [])

    def find(self, pieces: Sequence[str]) -> list[Printed]:
        """Find a quotation's pieces in one voice: in order, quoted, in one paragraph or entry."""
        return [
            Printed(article=article, spans=way, entries=self.entries_at(article, way))
            for article in self.known.articles
            for way in self._ways(article, pieces)
        ]

    def find_unquoted(self, pieces: Sequence[str]) -> Printed | None:
        """Find the pieces in one paragraph of an article, whoever's words they are."""
        for article in self.known.articles:
            places = [self._places(article, piece) for piece in pieces]
            for span in places[0] if all(places) else ():
                way = [span]
                for spans in places[1:]:
                    way += [next_ for next_ in spans if next_.start >= way[-1].end][:1]
                paragraph = article.text.passages.paragraph_at
                if len(way) == len(places) and paragraph(span.start) == paragraph(way[-1].start):
                    return Printed(article=article, spans=tuple(way))
        return None

    def _places(self, article: Article, piece: str) -> list[Span]:
        folded = article.text.folded
        if article.id not in self._texts:
            self._texts[article.id] = folded.text.translate(_UNIFORM)
        return [folded.origin(*place) for place in _occurrences(piece, self._texts[article.id])]

    def _ways(self, article: Article, pieces: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        places = []
        for piece in pieces:
            spans = [s for s in self._places(article, piece) if self._is_quoted(article, s)]
            if not spans:
                return
            places.append(spans)
        for first in places[0]:
            way = [first]
            for spans in places[1:]:
                following = next((span for span in spans if span.start >= way[-1].end), None)
                if following is None:
                    break
                way.append(following)
            if len(way) == len(places) and self._is_one_voice(article, way):
                yield tuple(way)

    def _is_quoted(self, article: Article, span: Span) -> bool:
        return article.text.passages.is_quoted(span) or any(
            printed.start <= span.start and span.end <= printed.end
            for cited in article.quotations
            for evidence in cited.evidence
            for printed in evidence.spans
        )

    def _is_one_voice(self, article: Article, way: list[Span]) -> bool:
        if len(way) == 1:
            return True
        whole = Span(start=way[0].start, end=way[-1].end)
        passages = article.text.passages
        if passages.is_quoted(whole):
            return True
        speakers = [
            {cited.entry.speaker for cited in self.entries_at(article, (span,))} for span in way
        ]
        named = [each for each in speakers if each]
        shared = set.intersection(*named) if named else set()
        if named and not shared:
            return False
        one_paragraph = passages.paragraph_at(whole.start) == passages.paragraph_at(whole.end - 1)
        return one_paragraph or any(
            all(cited in self.entries_at(article, (span,)) for span in way)
            for cited in article.quotations
        )

    def entries_at(self, article: Article, way: tuple[Span, ...]) -> tuple[Cited[Quotation], ...]:
        """Give the entries of the seed files that share words with these spans."""
        return tuple(
            cited
            for cited in article.quotations
            if any(
                printed.start < span.end and span.start < printed.end
                for span in way
                for evidence in cited.evidence
                for printed in evidence.spans
            )
        )

    def speakers(self, printed: Printed) -> tuple[str, ...]:
        """Give the ids of those whom the seed files, or else the article, give the words to."""
        if printed.entries:
            return tuple(dict.fromkeys(cited.entry.speaker for cited in printed.entries))
        speech = self._speech.setdefault(
            printed.article.id, Speech(printed.article.text.passages, self.known.names)
        )
        index = speech.index_at(printed.spans[0])
        found = speech.attributions[index] if index is not None else Attribution()
        return found.ids if found.plain and len(found.ids) == 1 else ()

    @cached_property
    def originals(self) -> tuple[Original, ...]:
        """The quoted stretches of all articles, and the entries of the seed files, each once."""
        spans = {
            (article.id, span): article
            for article in self.known.articles
            for span in (
                *(quoted.span for quoted in article.text.passages.quoted if not quoted.depth),
                *(e.spans[0] for c in article.quotations for e in c.evidence if len(e.spans) == 1),
            )
        }
        return tuple(
            Original(article=article, span=span, folded=folded)
            for (_, span), article in spans.items()
            if (folded := bare(article.text.text[span.start : span.end]).strip())
        )
