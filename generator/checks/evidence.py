"""Rules about evidence that was found."""

from collections.abc import Iterator

from generator.checks import Finding, article_rule, words_of
from generator.corpus import Article, Corpus
from generator.evidence import fold
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


@article_rule("W207", Severity.WARNING)
def check_roles_are_as_printed(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """A role stands in its evidence, as printed."""
    for cited in article.participants:
        role = cited.entry.role
        if role and cited.evidence:
            words = words_of(corpus, cited.evidence)
            if fold(role).text.strip().casefold() not in fold(words).text.casefold():
                yield Finding(
                    location=article.file.locate((*cited.path, "role")),
                    message=f"the evidence does not print the role “{role}”",
                    help=f"the site calls it printed; the evidence has “{words}”",
                )
