"""Rules about what articles contradict, in themselves and among each other."""

from collections.abc import Iterator

from generator.checks import Finding, corpus_rule
from generator.contradictions import Contradiction, of_dates, of_figures, of_roles
from generator.corpus import Corpus
from generator.problems import Severity


def _finding(found: Contradiction, field: str, message: str, help_text: str) -> Finding:
    first, second = found.sides
    place = first.article.file.locate((*first.cited.path, field))
    return Finding(
        location=second.article.file.locate((*second.cited.path, field)),
        message=message.format(
            subject=found.subject, second=second.says, first=first.says, place=place
        ),
        help=help_text,
        words=found.words,
    )


@corpus_rule("W501", Severity.WARNING)
def check_one_role_in_an_article(corpus: Corpus) -> Iterator[Finding]:
    """One person has one role in one article, or a discrepancy entry says otherwise."""
    for found in of_roles(corpus.articles, corpus.registry):
        if not found.within_one_article:
            continue
        yield _finding(
            found,
            "role",
            "{subject} is “{second}” here and “{first}” at {place}",
            "if the article prints both, add a discrepancy (kind: contradiction) with both as"
            " evidence",
        )


@corpus_rule("W502", Severity.WARNING)
def check_one_role_on_a_day(corpus: Corpus) -> Iterator[Finding]:
    """One person has one role in the articles of one day, or a discrepancy entry says otherwise."""
    for found in of_roles(corpus.articles, corpus.registry):
        if found.within_one_article:
            continue
        yield _finding(
            found,
            "role",
            "{subject} is “{second}” here and, on the same day, “{first}” at {place}",
            "add a discrepancy to briefing.yml with the words of both articles as evidence",
        )


@corpus_rule("W801", Severity.WARNING)
def check_figures_agree(corpus: Corpus) -> Iterator[Finding]:
    """Figures of the same thing agree, or a discrepancy entry says otherwise."""
    for found in of_figures(corpus.articles):
        yield _finding(
            found,
            "value",
            "{subject}: {second} here, {first} at {place}",
            "if the articles print both, add a discrepancy with both as evidence; if they"
            " are of different things, say so in `of`",
        )


@corpus_rule("W802", Severity.WARNING)
def check_meeting_dates_agree(corpus: Corpus) -> Iterator[Finding]:
    """A meeting has one date, unless it was postponed or a discrepancy entry says otherwise."""
    for found in of_dates(corpus.articles):
        yield _finding(
            found,
            "date",
            "{subject}: {second} here, {first} at {place}",
            "if it was moved, give `status: postponed` with the new date; if the articles"
            " differ, add a discrepancy with both as evidence",
        )
