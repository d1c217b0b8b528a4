"""The rules: each a function that yields problems, with a code and a line that states the rule.

A rule is registered by decorating it. It reads one article in its corpus, or the corpus.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.corpus import Article, Corpus
from generator.model import Evidence, Span
from generator.problems import Problem, Severity, in_order
from generator.seedfile import KeyPath, SeedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule yields: where in which seed file, what, and what to do."""

    file: SeedFile
    path: KeyPath
    message: str
    help: str


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


def check(corpus: Corpus) -> list[Problem]:
    """Run every rule over the corpus; all findings, in order of their places."""
    # Importing the modules registers their rules.
    from generator.checks import briefing_file, dates, quotations  # noqa: F401

    problems = []
    for rule in RULES.values():
        if rule.per_article:
            found = [item for article in corpus.articles for item in rule.check(corpus, article)]
        else:
            found = list(rule.check(corpus))
        problems += [
            Problem(
                code=rule.code,
                severity=rule.severity,
                message=item.message,
                help=item.help,
                location=item.file.locate(item.path),
            )
            for item in found
        ]
    return in_order(problems)


def acknowledged(corpus: Corpus, article: str, span: Span) -> bool:
    """Tell whether a discrepancy entry's evidence covers the place, so that readers are told."""
    entries = [*corpus.article(article).discrepancies, *corpus.discrepancies]
    return any(
        piece.start <= span.start and span.end <= piece.end
        for entry in entries
        for evidence in entry.evidence
        if evidence.article == article
        for piece in evidence.spans
    )


def words_of(corpus: Corpus, evidence: tuple[Evidence, ...]) -> str:
    """Give the article's own words for the evidence, as printed, pieces parted by ` … `."""
    return " … ".join(
        corpus.article(item.article).text.text[span.start : span.end]
        for item in evidence
        for span in item.spans
    )
