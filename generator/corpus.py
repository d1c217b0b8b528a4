"""The seeds folder as a whole: read, validated, ids resolved, evidence located."""

import datetime
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.evidence import Located, Text
from generator.model import (
    SLUG,
    ArticleFile,
    BottomLine,
    BriefingFile,
    Cited,
    Discrepancy,
    Event,
    Evidence,
    Figure,
    Meeting,
    Participation,
    Position,
    Quotation,
    Record,
    Selector,
    Span,
    Statement,
    Takeaway,
)
from generator.nearness import help_for_ambiguous, help_for_missing
from generator.problems import Location, Problem, Severity, did_you_mean, in_order
from generator.registry import REFERENCES, Registry
from generator.seedfile import (
    LINK_OUT,
    KeyPath,
    SeedFile,
    UnreadableFileError,
    is_inside,
    printed_path,
    read_text,
)
from generator.shapes import shape_problems

# The lists of an article's file, and the word for one entry of each in ids.
KINDS: Mapping[str, str] = {
    "takeaways": "takeaway",
    "participants": "participant",
    "quotations": "quotation",
    "statements": "statement",
    "positions": "position",
    "meetings": "meeting",
    "events": "event",
    "figures": "figure",
    "discrepancies": "discrepancy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its text, its file's data, and its entries with their evidence.

    `text_file` is the text's path as problems print it, `kept_at` its path from the folder that
    holds the seeds, which is the same wherever the program runs. `key` is a hash of all that this
    was read from; None where it has problems, or evidence in another article. `references` are the
    (registry, id) that its file refers to.
    """

    id: str
    file: SeedFile
    text_file: str
    kept_at: str
    text: Text
    sha256: str
    data: ArticleFile
    key: str | None = None
    references: frozenset[tuple[str, str]] = frozenset()
    published_evidence: tuple[Evidence, ...] = ()
    takeaways: tuple[Cited[Takeaway], ...] = ()
    participants: tuple[Cited[Participation], ...] = ()
    quotations: tuple[Cited[Quotation], ...] = ()
    statements: tuple[Cited[Statement], ...] = ()
    positions: tuple[Cited[Position], ...] = ()
    meetings: tuple[Cited[Meeting], ...] = ()
    events: tuple[Cited[Event], ...] = ()
    figures: tuple[Cited[Figure], ...] = ()
    discrepancies: tuple[Cited[Discrepancy], ...] = ()

    def locate(self, span: Span) -> Location:
        """Give the place of a span in the article's text file."""
        text = self.text.text
        line, end_line = text.count("\n", 0, span.start) + 1, text.count("\n", 0, span.end) + 1
        return Location(
            file=self.text_file,
            line=line,
            column=span.start - (text.rfind("\n", 0, span.start) + 1) + 1,
            end_line=end_line,
            end_column=span.end - (text.rfind("\n", 0, span.end) + 1) + 1,
        )

    def entries(self) -> Iterator[tuple[str, Cited[Any]]]:
        """Yield (kind, entry) for everything that the article's file says, in SEEDS.md's order."""
        for plural, kind in KINDS.items():
            for cited in getattr(self, plural):
                yield kind, cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything in the seeds folder; articles by date of publication, then id.

    `references` are the (registry, id) that briefing.yml itself refers to.
    """

    file: SeedFile
    data: BriefingFile
    references: frozenset[tuple[str, str]]
    registry: Registry
    articles: tuple[Article, ...]
    bottom_line: Cited[BottomLine] | None = None
    takeaways: tuple[Cited[Takeaway], ...] = ()
    discrepancies: tuple[Cited[Discrepancy], ...] = ()

    _by_id: dict[str, Article] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update({article.id: article for article in self.articles})

    def article(self, id_: str) -> Article:
        """Give the article with this id; KeyError where there is none."""
        return self._by_id[id_]

    @property
    def newest(self) -> datetime.date:
        """The newest article's date of publication."""
        return self.articles[-1].data.published


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFiles:
    """The two files of one article, as read. `key` is a hash of them and of briefing.yml."""

    id: str
    file: SeedFile
    text_file: str
    kept_at: str
    text: str
    key: str


Recall = Callable[[ArticleFiles], Article | None]


def load(seeds: Path, recall: Recall = lambda files: None) -> tuple[Corpus | None, list[Problem]]:
    """Read a seeds folder. Gives every problem found; no corpus where too little could be read.

    A corpus that comes with errors serves further checks, and nothing else. `recall` gives the
    article that was read from the very same files before, by its key.
    """
    return _Loader(seeds, recall).load()


def _error(file: str, code: str, message: str, help_text: str) -> Problem:
    place = Location(file=file)
    return Problem(
        code=code, severity=Severity.ERROR, message=message, help=help_text, location=place
    )


_YAML = ("E123", "ends in .yaml", "rename it: seed files end in .yml")

AnyRecord = TypeVar("AnyRecord", bound=Record)


class _Loader:
    def __init__(self, seeds: Path, recall: Recall) -> None:
        self.seeds = seeds
        self.name = Path(seeds.resolve().name)
        self.recall = recall
        self.problems: list[Problem] = []
        # Articles that have files, whether or not these could be read.
        self.named: set[str] = set()
        # Of the file at hand: the ids of its entries, and whether it cites another article.
        self.ids: set[str] = set()
        self.elsewhere = False

    def load(self) -> tuple[Corpus | None, list[Problem]]:
        name = printed_path(self.seeds)
        if not self.seeds.is_dir():
            help_text = "run the command where the briefing is, or name the folder with --seeds"
            return None, [_error(name, "E120", "there is no such folder", help_text)]
        if (self.seeds / "briefing.yaml").exists() and not (self.seeds / "briefing.yml").exists():
            self._report(self.seeds / "briefing.yaml", *_YAML)
            return None, self.problems
        if not (self.seeds / "briefing.yml").exists():
            help_text = (
                "write it: `title`, `language` and `parties` are required; see the seed formats"
            )
            file = printed_path(self.seeds / "briefing.yml")
            return None, [_error(file, "E121", "there is no briefing.yml here", help_text)]
        briefing_file = self._open(self.seeds / "briefing.yml")
        data = self._read(briefing_file, BriefingFile) if briefing_file else None
        registry = Registry(data) if data else None
        references: set[tuple[str, str]] = set()
        if briefing_file and data and registry:
            self._check_references(briefing_file, data, registry, references)
        context = f"{self.seeds.resolve()}\0{briefing_file.text if briefing_file else ''}"
        hashed = hashlib.sha256(context.encode(errors="surrogateescape"))
        pairs = self._pairs()
        opened = [files for pair in pairs if (files := self._files(*pair, hashed.copy()))]
        read = [found for files in opened if (found := self.recall(files) or self._article(files))]
        if briefing_file is None or data is None or registry is None:
            return None, in_order(self.problems)
        if not pairs and not self.problems:
            help_text = "add an article: its text as NAME.txt and what it says as NAME.yml"
            folder = printed_path(self.seeds / "articles")
            return None, [_error(folder, "E122", "there are no articles", help_text)]
        if not read:
            return None, in_order(self.problems)
        texts = {article.id: article.text for article in read}
        keys = {files.id: files.key for files in opened}
        articles = [
            article
            if article.key
            else self._with_entries(article, keys[article.id], texts, registry)
            for article in read
        ]
        articles.sort(key=lambda a: (a.data.published, a.id))
        self.ids = set()
        corpus = Corpus(
            file=briefing_file,
            data=data,
            references=frozenset(references),
            registry=registry,
            articles=tuple(_with_own_ids(article, self.ids) for article in articles),
            **self._cross_article(briefing_file, data, texts),
        )
        return corpus, in_order(self.problems)

    # Files

    def _pairs(self) -> list[tuple[Path, Path]]:
        """Pair each article's text with its YAML; report what has no partner or no good name."""
        found: dict[Path, set[str]] = {}
        misnamed: set[Path] = set()
        for path in self._walk(self.seeds / "articles"):
            if path.suffix in (".txt", ".yml"):
                found.setdefault(path.with_suffix(""), set()).add(path.suffix)
            elif path.suffix == ".yaml":
                self._report(path, *_YAML)
                misnamed.add(path.with_suffix(""))
        pairs = []
        seen: dict[str, Path] = {}
        self.named = {stem.name for stem in (*found, *misnamed)}
        for stem, suffixes in sorted(found.items()):
            text, data = Path(f"{stem}.txt"), Path(f"{stem}.yml")
            if suffixes == {".txt"} and stem in misnamed:
                continue
            if suffixes != {".txt", ".yml"}:
                here, missing = (text, data) if ".txt" in suffixes else (data, text)
                what = "what the article says" if missing is data else "the article's text"
                self._report(
                    here,
                    "E124",
                    f"has no {missing.name} beside it",
                    f"add {printed_path(missing)} with {what}, or remove this file",
                )
            elif not re.fullmatch(SLUG, stem.name):
                self._report(
                    data,
                    "E125",
                    f"the article's id “{stem.name}” is not a slug",
                    "rename both files: lower-case letters and digits, parted by single hyphens",
                )
            elif stem.name in seen:
                self._report(
                    data,
                    "E126",
                    f"the article's id “{stem.name}” is taken by {printed_path(seen[stem.name])}",
                    "rename one of the two pairs; ids are unique in all subfolders",
                )
            else:
                seen[stem.name] = data
                pairs.append((text, data))
        return pairs

    def _walk(self, folder: Path) -> Iterator[Path]:
        if not is_inside(folder, self.seeds):
            self._report(folder, *LINK_OUT)
            return
        for root, folders, files in os.walk(folder):
            for name in folders:
                path = Path(root, name)
                if path.is_symlink():
                    self._report(
                        path,
                        "E101",
                        "a symbolic link to a folder",
                        "put the files themselves there; links to folders are not followed",
                    )
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(root, name) for name in files if not name.startswith("."))

    def _report(self, path: Path, code: str, message: str, help_text: str) -> None:
        self.problems.append(_error(printed_path(path), code, message, help_text))

    def _open(self, path: Path) -> SeedFile | None:
        text = self._text(path)
        return None if text is None else SeedFile(path, text)

    def _text(self, path: Path) -> str | None:
        try:
            return read_text(path, self.seeds)
        except UnreadableFileError as error:
            self.problems.append(error.problem)
            return None

    def _read(self, file: SeedFile, model: type[AnyRecord]) -> AnyRecord | None:
        data = file.load()
        if file.problems:
            self.problems += file.problems
            return None
        try:
            return model.model_validate(data if data is not None else {})
        except ValidationError as error:
            self.problems += shape_problems(file, model, error)
            return None

    def _files(self, text_path: Path, data_path: Path, hashed: Any) -> ArticleFiles | None:
        file, text = self._open(data_path), self._text(text_path)
        if file is None or text is None:
            if file is not None:
                self._read(file, ArticleFile)  # for what else is wrong
            return None
        kept_at = (self.name / text_path.relative_to(self.seeds)).as_posix()
        text_file = printed_path(text_path)
        for part in (text_file, kept_at, file.name, file.text, text):
            raw = part.encode(errors="surrogateescape")
            hashed.update(b"%d\0%b" % (len(raw), raw))
        return ArticleFiles(
            id=data_path.stem,
            file=file,
            text_file=text_file,
            kept_at=kept_at,
            text=text,
            key=hashed.hexdigest(),
        )

    def _article(self, files: ArticleFiles) -> Article | None:
        data = self._read(files.file, ArticleFile)
        if data is None:
            return None
        return Article(
            id=files.id,
            file=files.file,
            text_file=files.text_file,
            kept_at=files.kept_at,
            text=Text(files.text),
            sha256=hashlib.sha256(files.text.encode()).hexdigest(),
            data=data,
        )

    # Entries

    def _with_entries(
        self, article: Article, key: str, texts: Mapping[str, Text], registry: Registry
    ) -> Article:
        file, data = article.file, article.data
        known = len(self.problems)
        self.ids, self.elsewhere = set(), False
        references: set[tuple[str, str]] = set()
        self._check_references(file, data, registry, references)
        lists: dict[str, tuple[Cited[Any], ...]] = {}
        for plural, kind in KINDS.items():
            lists[plural] = tuple(
                self._cite(file, article.id, kind, entry, (plural, index), texts)
                for index, entry in enumerate(getattr(data, plural))
            )
        published = self._locate(
            file, article.id, data.published_evidence or (), ("published_evidence",), texts
        )
        return replace(
            article,
            key=None if self.elsewhere or len(self.problems) > known else key,
            references=frozenset(references),
            published_evidence=published,
            **lists,  # type: ignore[arg-type] # each list has the type of its field
        )

    def _cross_article(
        self, file: SeedFile, data: BriefingFile, texts: Mapping[str, Text]
    ) -> dict[str, Any]:
        bottom_line = data.bottom_line
        return {
            "bottom_line": bottom_line
            and self._cite(file, None, "bottom-line", bottom_line, ("bottom_line",), texts),
            **{
                plural: tuple(
                    self._cite(file, None, KINDS[plural], entry, (plural, index), texts)
                    for index, entry in enumerate(getattr(data, plural))
                )
                for plural in ("takeaways", "discrepancies")
            },
        }

    def _cite(
        self,
        file: SeedFile,
        article: str | None,
        kind: str,
        entry: Any,
        path: tuple[str | int, ...],
        texts: Mapping[str, Text],
    ) -> Cited[Any]:
        evidence = self._locate(file, article, entry.evidence, (*path, "evidence"), texts)
        # The id follows the words, not the entry's place in the list, so links outlive sorting.
        if isinstance(entry, Meeting):
            name = f"{kind}-{entry.id}"
        else:
            name = f"{kind}-{evidence[0].spans[0].start}" if evidence else f"{kind}-{path[-1]}"
        id_ = _own_id(f"{article or 'briefing'}-{name}", self.ids)
        return Cited(id=id_, article=article, entry=entry, evidence=evidence, path=path)

    def _locate(
        self,
        file: SeedFile,
        own: str | None,
        selectors: Sequence[Selector],
        path: KeyPath,
        texts: Mapping[str, Text],
    ) -> tuple[Evidence, ...]:
        evidence = []
        for index, selector in enumerate(selectors):
            article = selector.article or own
            self.elsewhere |= article != own
            # A quotation is its own evidence.
            place = [*path, index, "exact"]
            if article is None:
                self.problems.append(
                    file.problem(
                        "E203",
                        "the evidence does not name its article",
                        "write {article: ID, exact: …}; this file speaks of several articles",
                        place,
                    )
                )
            elif article not in texts and article in self.named:
                continue  # what keeps it from being read is reported already
            elif article not in texts:
                self.problems.append(
                    file.problem(
                        "E204",
                        f"there is no article “{article}”",
                        did_you_mean(article, texts, "articles are named by their file's name"),
                        [*path, index, "article"],
                    )
                )
            else:
                text = texts[article]
                located = text.locate(selector)
                if located.spans:
                    evidence.append(
                        Evidence(article=article, selector=selector, spans=located.spans)
                    )
                else:
                    self.problems.append(_not_located(file, text, selector, located, place))
        return tuple(evidence)

    def _check_references(
        self,
        file: SeedFile,
        record: BaseModel,
        registry: Registry,
        found: set[tuple[str, str]],
        path: tuple[str | int, ...] = (),
    ) -> None:
        """Find every (registry, id) referred to; report an id that is in none, with the nearest."""
        for name, value in record:
            here = (*path, name)
            if isinstance(value, BaseModel):
                self._check_references(file, value, registry, found, here)
            elif isinstance(value, dict):
                for key, item in value.items():
                    if isinstance(item, BaseModel):
                        self._check_references(file, item, registry, found, (*here, key))
            elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
                if not isinstance(value[0], Selector):
                    for index, item in enumerate(value):
                        self._check_references(file, item, registry, found, (*here, index))
            elif value and name in REFERENCES:
                kinds = REFERENCES[name]
                ids = [(here, value)] if isinstance(value, str) else _numbered(here, value)
                found.update((kind, id_) for kind in kinds for _, id_ in ids)
                self._check_ids(file, ids, kinds, registry)

    def _check_ids(
        self,
        file: SeedFile,
        ids: Iterable[tuple[KeyPath, str]],
        kinds: tuple[str, ...],
        registry: Registry,
    ) -> None:
        for place, id_ in ids:
            if not any(id_ in getattr(registry, kind) for kind in kinds):
                kind = " or ".join(kinds)
                known = registry.ids(kinds)
                self.problems.append(
                    file.problem(
                        "E130",
                        f"there is no “{id_}” in {kind}",
                        did_you_mean(id_, known, f"add it under {kind} in briefing.yml"),
                        place,
                    )
                )


def _own_id(name: str, taken: set[str]) -> str:
    """Give the name to an entry, with a number where another has it already."""
    id_, count = name, 1
    while id_ in taken:
        count += 1
        id_ = f"{name}-{count}"
    taken.add(id_)
    return id_


def _with_own_ids(article: Article, taken: set[str]) -> Article:
    """Tell entries of two articles apart: `a` with meeting `meeting-b`, `a-meeting` with `b`."""
    lists: dict[str, tuple[Cited[Any], ...]] = {}
    for plural in KINDS:
        entries: tuple[Cited[Any], ...] = getattr(article, plural, ())
        ids = [_own_id(cited.id, taken) for cited in entries]
        if any(id_ != cited.id for id_, cited in zip(ids, entries, strict=True)):
            lists[plural] = tuple(
                replace(cited, id=id_) for id_, cited in zip(ids, entries, strict=True)
            )
    # Such ids depend on the other articles, so that this is no article to remember.
    return replace(article, key=None, **lists) if lists else article  # type: ignore[arg-type]


def _numbered(path: tuple[str | int, ...], ids: Sequence[str]) -> list[tuple[KeyPath, str]]:
    """Give each id of a list with its path."""
    return [((*path, index), id_) for index, id_ in enumerate(ids)]


def _not_located(
    file: SeedFile, text: Text, selector: Selector, located: Located, path: KeyPath
) -> Problem:
    if located.out_of_order:
        message = "the pieces around […] stand in the article, but not in this order"
        return file.problem("E205", message, "give them in the article's order", path)
    if located.places:
        message = f"stands in the article {len(located.places)} times"
        return file.problem("E202", message, help_for_ambiguous(text, located.places), path)
    message = "these words do not stand in the article"
    return file.problem("E201", message, help_for_missing(text, selector), path)
