"""The evidence of a page's statements: marks, footnotes, and the endnotes of the printed brief."""

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from generator import addresses
from generator.addresses import Address
from generator.briefing import ArticleView
from generator.evidence import Text
from generator.links import Links
from generator.markdown import escape_within, inert
from generator.model import Cited, Evidence, Span, spans_of
from generator.site import Site
from generator.utterances import Utterance


class _Source(NamedTuple):
    """An article as the notes of a page name it."""

    text: Text
    path: Markup
    link: Markup
    url: str | None


class Footnotes(Links):
    """The marks of one page, numbered as they are asked for, and what they stand for."""

    def __init__(self, site: Site, address: Address) -> None:
        super().__init__(site, address)
        self.noted: dict[tuple[tuple[str, Span], ...], int] = {}
        self.cited: dict[tuple[tuple[str, Span], ...], tuple[int, Sequence[Evidence]]] = {}
        self._sources: dict[str, _Source] = {}

    def printed(self, evidence: Iterable[Evidence]) -> Markup:
        """Give the words as the article prints them, pieces parted by `[…]`."""
        texts = [
            escape_within(self._words(item.article, span))
            for item in evidence
            for span in item.spans
        ]
        return Markup(" […] ".join(texts))

    def _words(self, article: str, span: Span) -> str:
        return self.briefing.corpus.article(article).text.text[span.start : span.end]

    def cite(self, *evidence: Evidence) -> Markup:
        """Give the mark of a footnote with this evidence; the same evidence, the same mark."""
        key = tuple(spans_of(evidence))
        mark, _ = self.cited.setdefault(key, (len(self.cited) + 1, evidence))
        # Nothing in it needs to be escaped.
        sign = f"[^{mark}]"
        return Markup(
            f'<span data-search-exclude="true">{sign}</span>' if self.site.is_lean else sign
        )

    def marks(self, cited: Cited[Any] | Utterance) -> Markup:
        """Give the mark of an entry or utterance, and a sign where its words are in doubt."""
        entries = cited.witnesses if isinstance(cited, Utterance) else [cited]
        if not (doubts := self.briefing.doubts(*entries)):
            return self.cite(*cited.evidence)
        target = self.to(self.entry("discrepancy", doubts[0]))
        why = self.say("Handle with care: these words are listed under Discrepancies")
        return Markup(f'{self.cite(*cited.evidence)} [⚠]({target} "{why}"){{ .readout-doubt }}')

    def notes(self) -> Iterator[Markup]:
        """Yield the page's footnotes: the words as printed, the article, the paragraph, the way."""
        for mark, evidence in self.cited.values():
            yield Markup(f"[^{mark}]: {self._note(evidence)}")

    def _note(self, evidence: Sequence[Evidence]) -> Markup:
        rows: list[str] = []
        by_article: dict[str, list[Evidence]] = {}
        for item in evidence:
            by_article.setdefault(item.article, []).append(item)
        for article, items in by_article.items():
            rows += [f"{self._quoted(item)} ({self._where(item)})" for item in items]
            rows[-1] += f" — {self._source(article).link}"
            if live := self._live(article, items):
                rows.append(live)
        return Markup(" · ".join(rows))

    def _quoted(self, item: Evidence) -> str:
        return f'<span class="readout-words">{self.printed([item])}</span>'

    def _source(self, id_: str) -> _Source:
        if id_ not in self._sources:
            article = self.briefing.corpus.article(id_)
            path = self.to(addresses.of_article(id_))
            self._sources[id_] = _Source(article.text, path, self.article(id_), article.data.url)
        return self._sources[id_]

    def _where(self, item: Evidence) -> str:
        source, span = self._source(item.article), item.spans[0]
        number = source.text.passages.paragraph_at(span.start)
        words = self.say("paragraph {number}", number=number)
        return f"[{words}]({source.path}#{addresses.words_anchor(span)})"

    def _live(self, article: str, items: Sequence[Evidence]) -> Markup | None:
        """Link to the words in the live page by a URL text fragment (W3C draft)."""
        url = self._source(article).url
        if not url:
            return None
        parts = [
            "text="
            + quote(" ".join(self._words(article, span).split()), safe="").replace("-", "%2D")
            for item in items
            for span in item.spans
        ]
        base, _, fragment = url.partition("#")
        target = f"{base}#{fragment}:~:{'&'.join(parts)}"
        words = self.say("in the live page")
        return Markup(f'<a href="{inert(target)}" rel="noopener">{words}</a>')

    # The printed brief: one page has no room for every word, so its notes give the first few

    def note(self, *entries: Cited[Any]) -> Markup:
        """Give the number of an endnote, linked to the words in the article's page."""
        pieces = dict.fromkeys(piece for cited in entries for piece in spans_of(cited.evidence))
        number_ = self.noted.setdefault(tuple(pieces), len(self.noted) + 1)
        article, span = next(iter(pieces))
        target = self.to(addresses.of_article(article, span))
        return Markup(f"<sup>[{number_}]({target})</sup>")

    def short_notes(self) -> Iterator[Markup]:
        """Yield the endnotes: the first words, and the paragraph of each piece.

        The more notes there are, the fewer words has each.
        """
        most = max(5, min(8, 150 // max(1, len(self.noted))))
        letters = {view.article.id: letter for letter, view in self.noted_articles()}
        for pieces in self.noted:
            paragraphs = dict.fromkeys(
                self._paragraph(letters[article], article, span) for article, span in pieces
            )
            first, *others = paragraphs
            words = self._opening(*next(iter(pieces)), most)
            yield Markup(", ".join([f"{first} {words}", *others]))

    def noted_articles(self) -> list[tuple[str, ArticleView]]:
        """List the articles that the endnotes name, each with its letter; a lone one has none."""
        noted = dict.fromkeys(article for pieces in self.noted for article, _ in pieces)
        views = [view for view in self.briefing.articles if view.article.id in noted]
        letters = ascii_uppercase if len(views) > 1 else [""]
        return [(letters[i % 26] * (i // 26 + 1), view) for i, view in enumerate(views)]

    def _opening(self, article: str, span: Span, most: int) -> Markup:
        words = self._words(article, span).split()
        return escape_within(" ".join(words[:most]) + (" …" if len(words) > most else ""))

    def _paragraph(self, letter: str, article: str, span: Span) -> Markup:
        passages = self.briefing.corpus.article(article).text.passages
        return Markup(f"{letter}¶{passages.paragraph_at(span.start)}")
