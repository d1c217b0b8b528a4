"""How often the rules about speakers are wrong, and what they catch, on gold quotations.

    python bench/attribution.py [--corpora ../shared/corpora] [--file polnear/tune.jsonl]

Every direct quotation whose gold speaker has a name becomes an entry with the right speaker
("right"), with another person of the same article ("wrong"), and with another while the right one
is in no registry ("unknown"). The people of an article are its gold speakers. A speaker told by a
pronoun is *guessed* to be the gold speaker named last before it: those rows need reading, with
`--show "W304:right pronoun here"`. "here" and "elsewhere": whether the gold finds the speaker in
the quotation's own paragraph.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from generator.checks import attribution
from generator.corpus import Article, Corpus
from generator.evidence import Text
from generator.model import BriefingFile, Cited, Evidence, Quotation, Selector, Span
from generator.problems import Location
from generator.registry import Registry
from generator.speech.words import DESCRIBING, PRONOUNS, ROLES

RULES = {
    "E303": attribution.check_speaker,
    "W304": attribution.check_speaker_is_near,
    "W305": attribution.check_inferred_is_said,
    "W306": attribution.check_inferred_is_needed,
}
_CAPITALISED = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:de|van|von|al|bin)\s+)?[^\W\d_a-z][\w.'’-]*)*"
)
_HEAD_ENDS = re.compile(r",| of | for | who | in | at | with | from |\(| and ")


class Gold(NamedTuple):
    """A direct quotation, its speaker's number among the names, and the words that tell it."""

    span: Span
    speaker: int
    pronoun: bool
    source: Span


@dataclass
class Read:
    """An article of the corpus: its people and its quotations."""

    id: str
    text: Text
    names: list[str]
    gold: list[Gold]


def name_in(speaker: str) -> str | None:
    """Give the name in a gold speaker's words: "former Arvenian Gov. Ilse Torv, a …"."""
    parts = [part for part in _HEAD_ENDS.split(speaker) if part.strip()]
    for part in parts[:2]:
        runs = _CAPITALISED.findall(part)
        if not runs or not part.rstrip().endswith(runs[-1]):
            continue
        words = runs[-1].split()
        roles = [i for i, word in enumerate(words) if _is_role(word) or word[-1] in "'’"]
        roles += [i for i, word in enumerate(words) if word.endswith(("'s", "’s"))]
        words = words[max(roles) + 1 :] if roles else words
        if words and not _is_role(words[-1]):
            return " ".join(words[-2:] if roles else words).strip(".'’")
    return None


def _is_role(word: str) -> bool:
    bare = word.rstrip(".").lower()
    return bare in ROLES or bare in DESCRIBING or bare in PRONOUNS


def read(document: dict[str, Any]) -> Read:
    """Take the people and the quotations from an article of the corpus."""
    text = document["text"]
    found: dict[tuple[int, int], str] = {}
    for quote in document["quotes"]:
        span = (quote["speaker_start"], quote["speaker_end"])
        if span[0] is not None and (name := name_in(text[slice(*span)])):
            found[span] = name
    last: dict[str, str] = {}
    for name in sorted(set(found.values()), key=lambda n: (-len(n.split()), n)):
        last.setdefault(name.split()[-1], name)
    numbers = {span: list(last).index(name.split()[-1]) for span, name in found.items()}
    passages = Text(text).passages
    outer = [q.span for q in passages.quoted if not q.depth]
    gold = []
    for quote in document["quotes"]:
        at = Span(start=quote["start"], end=quote["end"])
        inside = any(span.start <= at.start and at.end <= span.end + 1 for span in outer)
        if quote["kind"] != "direct" or quote["speaker_start"] is None or not inside:
            continue
        span = (quote["speaker_start"], quote["speaker_end"])
        speaker = numbers.get(span)
        pronoun = speaker is None and text[slice(*span)].strip().lower() in PRONOUNS
        if pronoun:
            before = max((other for other in numbers if other[1] <= span[0]), default=None)
            speaker = numbers[before] if before else None
        if speaker is not None:
            gold.append(Gold(at, speaker, pronoun, Span(start=span[0], end=span[1])))
    return Read(document["id"], Text(text), list(last.values()), gold)


def seeds_of(
    article: Read, people: dict[int, str], speakers: list[int], inferred: bool
) -> tuple[Corpus, Article]:
    """Build what the rules read, in memory."""
    registry = Registry(
        BriefingFile.model_validate(
            {
                "title": "Gold",
                "language": "en",
                "parties": {},
                "people": {f"p{number}": {"name": name} for number, name in people.items()},
            }
        )
    )
    words = Selector(exact="…")
    quotations = tuple(
        Cited(
            id=f"q{index}",
            article=article.id,
            entry=Quotation(speaker=f"p{speaker}", exact="…", inferred=inferred),
            evidence=(Evidence(article=article.id, selector=words, spans=(gold.span,)),),
            path=("quotations", index),
        )
        for index, (speaker, gold) in enumerate(zip(speakers, article.gold, strict=True))
    )
    file = SimpleNamespace(locate=lambda path: Location(file=article.id, line=path[1]))
    seeds = SimpleNamespace(id=article.id, file=file, text=article.text, quotations=quotations)
    return cast(Any, SimpleNamespace(registry=registry)), cast(Any, seeds)


def trials(article: Read) -> Iterator[tuple[str, dict[int, str], list[int]]]:
    """Yield what an article is tried with: a label, the people, and a speaker a quotation."""
    people = dict(enumerate(article.names))
    yield "right", people, [gold.speaker for gold in article.gold]
    if len(people) > 1:
        steps = [1 + index % (len(people) - 1) for index in range(len(article.gold))]
        wrong = [
            (gold.speaker + step) % len(people)
            for gold, step in zip(article.gold, steps, strict=True)
        ]
        yield "wrong", people, wrong
        gone = Counter(gold.speaker for gold in article.gold).most_common(1)
        if gone:
            left = {number: name for number, name in people.items() if number != gone[0][0]}
            some = next(iter(left))
            given = [some if g.speaker == gone[0][0] else g.speaker for g in article.gold]
            yield "unknown", left, given


def run(documents: list[dict[str, Any]], show: str) -> None:
    """Count, and print the counts and the cases asked for."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds, words = 0.0, 0
    for article in map(read, documents):
        for label, people, speakers in trials(article):
            for inferred in (False, True):
                article.text = Text(article.text.text)
                corpus, seeds = seeds_of(article, people, speakers, inferred)
                started = time.process_time()
                said = {
                    code: {finding.location.line for finding in rule(corpus, seeds)}
                    for code, rule in RULES.items()
                }
                seconds += time.process_time() - started
                words += len(article.text.text.split())
                for index, gold in enumerate(article.gold):
                    if label == "unknown" and speakers[index] == gold.speaker:
                        continue
                    row = _row(article, gold, label, inferred)
                    fired = [code for code in RULES if index in said[code]] or ["none"]
                    counts.update((row, code) for code in ("all", *fired))
                    if show in (f"{code}:{row}" for code in fired):
                        start = max(0, gold.span.start - 300)
                        print(f"--- {article.id}: given {people[speakers[index]]}", fired)
                        print(article.text.text[start : gold.span.end + 160], "\n")
    codes = ("all", *RULES, "none")
    print(f"{'entries':40}" + "".join(f"{code:>7}" for code in codes))
    for row in sorted({row for row, _ in counts}):
        print(f"{row:40}" + "".join(f"{counts[row, code]:7}" for code in codes))
    print(f"{1000 * seconds / words * 700:.2f} ms of CPU for 700 words")


def _row(article: Read, gold: Gold, label: str, inferred: bool) -> str:
    paragraph_at = article.text.passages.paragraph_at
    here = paragraph_at(gold.source.start) == paragraph_at(gold.span.start)
    told = "pronoun" if gold.pronoun else "name"
    return f"{label}{' inferred' if inferred else ''} {told} {'here' if here else 'elsewhere'}"


def main() -> None:
    """Read the arguments and print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--file", default="polnear/tune.jsonl")
    parser.add_argument("--show", default="", help="cases to print: E303:right name here")
    arguments = parser.parse_args()
    with (arguments.corpora / arguments.file).open(encoding="utf-8") as lines:
        run([json.loads(line) for line in lines], arguments.show)


if __name__ == "__main__":
    main()
