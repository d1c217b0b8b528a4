"""What readers are told of: the words that discrepancy entries cover."""

from collections.abc import Iterable

from generator.corpus import Article
from generator.model import Cited, Discrepancy, Span, spans_of

Words = tuple[tuple[str, Span], ...]


class Told:
    """The articles' words that discrepancy entries tell readers about."""

    def __init__(self, articles: Iterable[Article], across: Iterable[Cited[Discrepancy]]) -> None:
        self._spans: dict[str, list[Span]] = {}
        entries = [cited for article in articles for cited in article.discrepancies]
        for cited in (*entries, *across):
            for article_id, span in spans_of(cited.evidence):
                self._spans.setdefault(article_id, []).append(span)

    def of(self, words: Words) -> bool:
        """Tell whether an entry's evidence covers any of the words, given as (article, span)."""
        return any(
            told.start <= span.start and span.end <= told.end
            for article, span in words
            for told in self._spans.get(article, ())
        )
