"""Count what the rules that read articles find in a corpus of raw texts, for a person to judge.

    python bench/false_alarms.py                  every rule whose code begins with W6
    python bench/false_alarms.py --code W605      one rule, or all that begin so
    python bench/false_alarms.py --show           every finding, with the text around it

Run it from the project's folder. W605 needs a registry of places: it gets the cities and the
countries of the time zone database, some five hundred names, far more than a briefing has.
The corpus stays where it is: nothing of it is written anywhere.
"""

import argparse
import datetime
import hashlib
import json
import time
import zoneinfo
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator.checks import Finding, registered
from generator.corpus import Article, Corpus
from generator.evidence import Text
from generator.model import ArticleFile, BriefingFile, Party, Place
from generator.registry import Registry
from generator.seedfile import SeedFile

ARTICLES_OF_POLNEAR = 100
AROUND = 60


def texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text): the statements of the White House, then articles of PolNeAR."""
    for path in sorted((corpora / "white-house").glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    with (corpora / "polnear" / "tune.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, ARTICLES_OF_POLNEAR):
            row = json.loads(line)
            yield row["id"], row["text"]


def place_names() -> list[str]:
    """List the names of cities and countries in the time zone database."""
    names = {
        zone.rpartition("/")[2].replace("_", " ")
        for zone in zoneinfo.available_timezones()
        if zone.partition("/")[0]
        in {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
    }
    for folder in zoneinfo.TZPATH:
        table = Path(folder, "iso3166.tab")
        if table.is_file():
            rows = table.read_text(encoding="utf-8").splitlines()
            names |= {row.split("\t")[1] for row in rows if "\t" in row and row[0] != "#"}
            break
    return sorted(names)


def corpus_of(named_texts: list[tuple[str, str]]) -> Corpus:
    """Make a corpus of bare texts, in memory."""
    data = BriefingFile(
        title="False alarms",
        language="en",
        parties={"nobody": Party(name="Nobody", kind="other")},
        places={f"place-{index}": Place(name=name) for index, name in enumerate(place_names())},
    )
    day = datetime.date(2000, 1, 1)
    articles = tuple(
        Article(
            id=f"text-{index}",
            file=SeedFile(Path(f"{name}.yml"), ""),
            text_file=name,
            kept_at=name,
            text=Text(text),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            data=ArticleFile(headline=name, published=day),
        )
        for index, (name, text) in enumerate(named_texts)
    )
    file = SeedFile(Path("briefing.yml"), "")
    return Corpus(file=file, data=data, registry=Registry(data), articles=articles)


def around(article: Article, finding: Finding) -> str:
    """Give the words of a finding with the text around them, on one line."""
    (_, span), *_ = finding.words
    text = article.text.text
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    return " ".join(f"{before}⟦{text[span.start : span.end]}⟧{after}".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--code", action="append", help="rules that begin so; default: W6")
    parser.add_argument("--show", action="store_true", help="print every finding")
    settings = parser.parse_args()
    wanted = tuple(settings.code or ["W6"])
    rules = [rule for code, rule in sorted(registered().items()) if code.startswith(wanted)]
    corpus = corpus_of(list(texts(settings.corpora)))
    words = sum(len(article.text.text.split()) for article in corpus.articles)
    print(f"{len(corpus.articles)} texts, {words:,} words, {len(corpus.registry.places)} places")
    for article in corpus.articles:
        # Every rule may ask for them; the first must not pay for the others.
        _ = article.text.passages.paragraphs
    for rule in rules:
        if not rule.per_article:
            print(f"{rule.code}  reads the whole corpus: not counted")
            continue
        began = time.process_time()
        found = [(item, a) for a in corpus.articles for item in rule.check(corpus, a)]
        took = (time.process_time() - began) * 1000 / len(corpus.articles)
        texts_hit = len({article.id for _, article in found})
        print(
            f"{rule.code}  {len(found):4} findings in {texts_hit:3} texts,"
            f" {len(found) / len(corpus.articles):.2f} a text, {took:.2f} ms a text  {rule.states}"
        )
        if settings.show:
            for finding, article in found:
                print(f"      {finding.location}  {finding.message}")
                print(f"        {around(article, finding)}")


if __name__ == "__main__":
    main()
