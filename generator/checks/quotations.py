"""Rules about quotations."""

from collections.abc import Iterator

from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus


@article_rule("E301")
def check_inside_quotation_marks(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A quotation stands inside quotation marks in its article."""
    for cited in article.quotations:
        spans = [span for evidence in cited.evidence for span in evidence.spans]
        outside = next((s for s in spans if not article.text.passages.is_quoted(s)), None)
        if outside:
            words = " ".join(article.text.text[outside.start : outside.end].split())
            yield Finding(
                location=article.file.locate((*cited.path, "exact")),
                message=f"these words are not inside quotation marks in the article: {words}",
                help="enter reported speech under `statements`; a quotation is only what the"
                " article prints between quotation marks",
            )
