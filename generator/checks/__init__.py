"""The rules: each a function that yields problems, with a code and a line that states the rule.

A rule is registered by decorating it. It reads one article in its corpus, or the corpus.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.acknowledgement import Told, Words
from generator.checks.ignores import apply_ignores
from generator.corpus import Article, Corpus
from generator.model import Evidence, spans_of
from generator.problems import Location, Problem, Severity, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule yields: where, what, and what to do.

    `words` are the article's words that the finding is about, as (article, span). A discrepancy
    entry whose evidence covers any of them acknowledges the finding: readers are told of it.
    """

    location: Location
    message: str
    help: str
    words: Words = ()


CorpusRule = Callable[[Corpus], Iterator[Finding]]
ArticleRule = Callable[[Corpus, Article], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its code, what it weighs, what it says (its docstring), and its function."""

    code: str
    severity: Severity
    states: str
    per_article: bool
    check: Callable[..., Iterator[Finding]]


RULES: dict[str, Rule] = {}


def _register(
    code: str, severity: Severity, check: Callable[..., Iterator[Finding]], *, per_article: bool
) -> None:
    if code in RULES:
        raise ValueError(f"two rules are called {code}")
    states = (check.__doc__ or "").strip().splitlines()[0]
    RULES[code] = Rule(
        code=code, severity=severity, states=states, per_article=per_article, check=check
    )


def article_rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[ArticleRule], ArticleRule]:
    """Register a rule that reads one article."""

    def register(check: ArticleRule) -> ArticleRule:
        _register(code, severity, check, per_article=True)
        return check

    return register


def corpus_rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[CorpusRule], CorpusRule]:
    """Register a rule that reads the whole corpus."""

    def register(check: CorpusRule) -> CorpusRule:
        _register(code, severity, check, per_article=False)
        return check

    return register


def registered() -> dict[str, Rule]:
    """Give every rule there is, by its code."""
    # Importing the modules registers their rules.
    from generator.checks import (  # noqa: F401
        article_marks,
        article_text,
        article_words,
        attribution,
        between,
        briefing_file,
        coverage,
        dates,
        evidence,
        quotations,
        registries,
    )

    return RULES


# What the article rules find in one article, each with its rule's code.
Found = tuple[tuple[str, Finding], ...]


def check_article(corpus: Corpus, article: Article) -> Found:
    """Run the article rules over one article."""
    rules = [rule for rule in registered().values() if rule.per_article]
    return tuple((rule.code, item) for rule in rules for item in rule.check(corpus, article))


def check(
    corpus: Corpus,
    *,
    complete: bool = True,
    of_article: Callable[[Corpus, Article], Found] = check_article,
) -> list[Problem]:
    """Run every rule over the corpus; the findings that nobody has acknowledged or ignored.

    `complete` says that the corpus was read without errors. `of_article` gives what the article
    rules find, which may be known from before.
    """
    told = Told(corpus.articles, corpus.discrepancies)
    across = [rule for rule in registered().values() if not rule.per_article]
    found = [(rule.code, item) for rule in across for item in rule.check(corpus)]
    for article in corpus.articles:
        found += of_article(corpus, article)
        article.text.rest()
        article.file.rest()
    problems = [
        Problem(
            code=code,
            severity=RULES[code].severity,
            message=item.message,
            help=item.help,
            location=item.location,
        )
        for code, item in found
        if not told.of(item.words)
    ]
    files = [corpus.file, *(article.file for article in corpus.articles)]
    return in_order(apply_ignores(problems, files, RULES, complete=complete))


def words_of(corpus: Corpus, evidence: tuple[Evidence, ...]) -> str:
    """Give the article's own words for the evidence, as printed, pieces parted by ` … `."""
    return " … ".join(
        corpus.article(article).text.text[span.start : span.end]
        for article, span in spans_of(evidence)
    )
