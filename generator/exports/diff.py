"""What `readout diff` prints: what changed from one day to another, a paragraph each."""

import datetime
from collections.abc import Iterable, Iterator
from textwrap import TextWrapper

from generator.briefing import Briefing
from generator.changes import Change
from generator.model import Evidence
from generator.problems import Paint, one_line, unpainted

# Terminals and mails have room for this many characters in a line.
_WIDTH = 80


def export(
    briefing: Briefing,
    since: datetime.date,
    changes: Iterable[Change],
    paint: Paint = unpainted,
) -> str:
    """Say the changes since a day in plain text, with the article and paragraph of each."""
    language = briefing.language
    say = language.gettext
    rows = [(language.word(change.kind), change) for change in changes]
    heading = say(
        "Changes from {first} to {second}",
        first=language.date(since),
        second=language.date(briefing.as_of),
    )
    lines = [_safe(briefing.title), paint(heading, "place"), ""]
    width = max((len(kind) for kind, _ in rows), default=0)
    wrapper = TextWrapper(
        width=_WIDTH,
        initial_indent=" " * (width + 4),
        subsequent_indent=" " * (width + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for kind, change in rows:
        words = _safe(f"{change.words(language)} {_where(briefing, change)}")
        text = wrapper.fill(words).lstrip()
        lines.append(f"  {paint(kind.ljust(width), 'help')}  {text}")
    if not rows:
        lines.append("  " + say("Nothing new was reported."))
    return "\n".join(lines) + "\n"


def _where(briefing: Briefing, change: Change) -> str:
    """Name the article and the paragraphs that the change rests on."""
    if not change.evidence:
        return f"[{change.article}]"
    by_article: dict[str, list[Evidence]] = {}
    for item in change.evidence:
        by_article.setdefault(item.article, []).append(item)
    places = (
        f"{article} {', '.join(_paragraphs(briefing, article, items))}"
        for article, items in by_article.items()
    )
    return f"[{'; '.join(places)}]"


def _paragraphs(briefing: Briefing, article: str, items: Iterable[Evidence]) -> Iterator[str]:
    passages = briefing.corpus.article(article).text.passages
    starts = (span.start for item in items for span in item.spans)
    yield from dict.fromkeys(f"¶{passages.paragraph_at(start)}" for start in starts)


def _safe(text: str) -> str:
    return one_line(" ".join(text.split()))
