"""The first half of the flow: read the seeds and check them. It loads nothing that renders."""

import datetime
import re
from pathlib import Path

from generator import checks
from generator.collector import paused
from generator.corpus import Corpus, load
from generator.memory import Memory
from generator.model import LANGUAGE_PATTERN
from generator.problems import Location, Problem, SeedError, Severity, has_errors, in_order
from generator.seedfile import SeedFile, UnreadableFileError, read_text
from generator.settings import Settings


@paused()
def inspect(
    settings: Settings, memory: Memory | None = None
) -> tuple[Corpus | None, list[Problem]]:
    """Read the seeds and run every check; all problems, in order.

    Of what the memory holds, nothing is read and checked again; afterwards it holds these seeds.
    """
    memory = memory or Memory()
    corpus, problems = load(settings.seeds, memory.recall)
    if corpus:
        complete = not has_errors(problems)
        found = checks.check(corpus, complete=complete, of_article=memory.findings)
        early = too_early(corpus, settings.as_of)
        problems = in_order([*problems, *found, *([early] if early else [])])
        memory.keep(corpus)
    return corpus, problems


def too_early(corpus: Corpus, as_of: datetime.date | None) -> Problem | None:
    """Report an as-of date by which no article had been published."""
    day = as_of or corpus.data.as_of or corpus.newest
    first = corpus.articles[0]
    if first.data.published <= day:
        return None
    stated = corpus.data.as_of and not as_of
    return Problem(
        code="E150",
        severity=Severity.ERROR,
        message=f"no article had been published by {day}; the first is of {first.data.published},"
        f" at {first.file.locate(('published',))}",
        help="choose a later as-of date",
        location=corpus.file.locate(("as_of",)) if stated else Location(file=corpus.file.name),
    )


def read(settings: Settings, memory: Memory | None = None) -> tuple[Corpus, list[Problem]]:
    """Read and check the seeds; gives the warnings too. Raises SeedError where there are errors."""
    corpus, problems = inspect(settings, memory)
    if corpus is None or has_errors(problems):
        raise SeedError(problems)
    return corpus, problems


def stated_language(seeds: Path) -> str | None:
    """Read no more than the site's language (BCP 47); None where briefing.yml gives none."""
    path = seeds / "briefing.yml"
    try:
        data = SeedFile(path, read_text(path, seeds)).load()
    except UnreadableFileError:
        return None
    tag = data.get("language") if isinstance(data, dict) else None
    return tag if isinstance(tag, str) and re.fullmatch(LANGUAGE_PATTERN, tag) else None
