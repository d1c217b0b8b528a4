"""A memory of articles on disk: for each, only what comparing it with other articles needs.

One line of JSON an article, after its key. A line that cannot be read is no memory.
"""

import contextlib
import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pydantic import TypeAdapter

from generator.checks import Finding
from generator.checks.coverage import Coverage, coverage
from generator.corpus import Article, ArticleFiles, Corpus
from generator.evidence import Text
from generator.memory import Memory
from generator.model import Cited, Discrepancy, Evidence, Figure, Meeting, Participation, Span
from generator.problems import Location

# The entries that rules compare between articles. The others are not there in an article that is
# recalled: a rule that asks for them fails, and wants its list added here.
_COMPARED: Mapping[str, TypeAdapter[Any]] = {
    "participants": TypeAdapter(tuple[Participation, ...]),
    "meetings": TypeAdapter(tuple[Meeting, ...]),
    "figures": TypeAdapter(tuple[Figure, ...]),
    "discrepancies": TypeAdapter(tuple[Discrepancy, ...]),
}


class KnownFindings(Memory):
    """What the last check found in the articles, from a file: these are read, but not checked."""

    def __init__(self, path: Path | None, program: str) -> None:
        """Read what a program, named by its hash, wrote; nothing where it was another."""
        super().__init__()
        self.program = program
        self.rows: dict[str, str] = {}
        if path:
            with contextlib.suppress(OSError, ValueError):
                first, *lines = path.read_text(encoding="utf-8").split("\n")
                if first == program:
                    self.rows = {
                        key: row for key, _, row in (line.partition(" ") for line in lines)
                    }

    def recall(self, files: ArticleFiles) -> Article | None:
        """Give the article that was read from these very files, if this process has read it."""
        if (known := super().recall(files)) is None:
            self._row(files.key)
            self.rows.pop(files.key, None)
        return known

    def _row(self, key: str) -> Any:
        """Take an article's findings from its line; gives the line's data, None without a line."""
        try:
            row = json.loads(self.rows[key])
            self.found[key] = tuple(_finding(*found) for found in row["found"])
        except (LookupError, TypeError, ValueError):
            self.rows.pop(key, None)
            return None
        return row


class ArticleCache(KnownFindings):
    """All that the last check knew; it is of use for checks only, and not for pages."""

    def __init__(self, path: Path | None, program: str) -> None:
        super().__init__(path, program)
        self.coverage: dict[str, Coverage] = {}

    def recall(self, files: ArticleFiles) -> Article | None:
        """Give what is known of the article that was read from these very files."""
        if (row := self._row(files.key)) is None:
            return None
        try:
            article = _article(files, row)
            self.coverage[files.key] = Coverage(**row["coverage"])
        except (LookupError, TypeError, ValueError):
            self.rows.pop(files.key, None)
            return None
        return article

    def covered(self, corpus: Corpus) -> Coverage:
        """Count the coverage of all articles."""
        total = Coverage(quotations=0, quotations_used=0, paragraphs=0, paragraphs_cited=0)
        for article in corpus.articles:
            known = self.coverage.get(article.key or "") or coverage(corpus, article)
            if article.key:
                self.coverage[article.key] = known
            total += known
        return total

    def lines(self) -> Iterator[str]:
        """Yield the file's lines, for the articles of the last check."""
        yield f"{self.program}\n"
        for key, article in self.articles.items():
            yield f"{key} {self.rows.get(key) or self._written(key, article)}\n"

    def _written(self, key: str, article: Article) -> str:
        known = self.coverage[key]
        row = {
            "published": article.data.published.isoformat(),
            "references": sorted(article.references),
            **{plural: [_entry(c) for c in getattr(article, plural)] for plural in _COMPARED},
            "found": [
                (code, astuple(f.location), f.message, f.help, _words(f.words))
                for code, f in self.found[key]
            ],
            "coverage": {name: getattr(known, name) for name in Coverage.__slots__},
        }
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _entry(cited: Cited[Any]) -> tuple[Any, ...]:
    spans = [[astuple(span) for span in item.spans] for item in cited.evidence]
    return cited.id, cited.entry.model_dump(mode="json"), spans


def _words(words: Iterable[tuple[str, Span]]) -> list[tuple[str, int, int]]:
    return [(article, span.start, span.end) for article, span in words]


def _finding(
    code: str, place: list[Any], message: str, help_text: str, words: list[list[Any]]
) -> tuple[str, Finding]:
    file, line, column, end_line, end_column = place
    location = Location(
        file=file, line=line, column=column, end_line=end_line, end_column=end_column
    )
    spans = tuple((article, Span(start=start, end=end)) for article, start, end in words)
    return code, Finding(location=location, message=message, help=help_text, words=spans)


def _article(files: ArticleFiles, row: Mapping[str, Any]) -> Article:
    """Make an article that has no other attributes than those that are known."""
    article = object.__new__(Article)
    known = {
        "id": files.id,
        "file": files.file,
        "text_file": files.text_file,
        "kept_at": files.kept_at,
        "text": Text(files.text),
        "data": SimpleNamespace(published=datetime.date.fromisoformat(row["published"])),
        "key": files.key,
        "references": frozenset((kind, id_) for kind, id_ in row["references"]),
        **{plural: tuple(_cited(files, plural, row[plural])) for plural in _COMPARED},
    }
    for name, value in known.items():
        object.__setattr__(article, name, value)
    return article


def _cited(files: ArticleFiles, plural: str, rows: list[list[Any]]) -> Iterator[Cited[Any]]:
    entries = _COMPARED[plural].validate_python([entry for _, entry, _ in rows])
    for index, (entry, (id_, _, spans)) in enumerate(zip(entries, rows, strict=True)):
        evidence = tuple(
            Evidence(
                article=files.id,
                selector=selector,
                spans=tuple(Span(start=start, end=end) for start, end in places),
            )
            for selector, places in zip(entry.evidence, spans, strict=True)
        )
        yield Cited(id=id_, article=files.id, entry=entry, evidence=evidence, path=(plural, index))
