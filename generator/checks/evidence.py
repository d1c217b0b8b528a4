"""Rules about evidence that was found."""

from collections.abc import Iterator

from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus
from generator.problems import Severity


@article_rule("W206", Severity.WARNING)
def check_within_a_paragraph(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """Evidence is no longer than a paragraph."""
    passages = article.text.passages
    for _, cited in article.entries():
        for index, item in enumerate(cited.evidence):
            for span in item.spans:
                if item.article == article.id and passages.paragraph_at(
                    span.start
                ) != passages.paragraph_at(span.end - 1):
                    yield Finding(
                        location=article.file.locate((*cited.path, "evidence", index, "exact")),
                        message="this evidence runs over more than one paragraph",
                        help="give the words that the statement rests on, each passage by itself",
                    )
