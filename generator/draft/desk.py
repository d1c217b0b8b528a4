"""Where drafts are placed and written: articles beside those that are there, and briefing.yml."""

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from generator.draft.insertion import NoPlaceError
from generator.draft.model import Draft
from generator.draft.naming import Addition, Names, slug
from generator.draft.processes import Outcome, Request, prepare
from generator.draft.received import Received, RefusedError, as_date
from generator.draft.sheet import Sheet, compose
from generator.draft.writing import article_text, briefing_text, extended_briefing, updated_article
from generator.evidence import Text
from generator.files import write_whole
from generator.model import SLUG, ArticleFile, BriefingFile
from generator.problems import counted
from generator.seedfile import (
    LINK_OUT,
    SeedFile,
    UnreadableFileError,
    is_inside,
    printed_path,
    read_text,
)

# Only meetings have an id.
_ID = re.compile(rf"\bid: *[\"']?({SLUG})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """How to speak with the person at the terminal; `date` and `title` ask, `agree` asks for a yes.

    Where nobody can be asked, `date` gives None, `title` what is offered, and `agree` False.
    """

    date: Callable[[str], datetime.date | None]
    title: Callable[[str], str]
    agree: Callable[[Sequence[Addition], Path], bool]
    watch: Callable[[Iterator[Outcome], int], Iterable[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One article that was written; `text` None where its text was there already."""

    text: Path | None
    data: Path
    sheet: Sheet
    changed: tuple[str, ...]
    is_update: bool


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did: the articles written, what briefing.yml took or not, and what was refused."""

    briefing: str
    written: list[Written] = field(default_factory=list)
    added: list[Addition] = field(default_factory=list)
    declined: list[Addition] = field(default_factory=list)
    by_hand: bool = False
    without: str = ""
    refused: list[tuple[str, RefusedError]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Say what was written, with its counts, and what was left to the person."""
        for each in self.written:
            if each.text:
                yield printed_path(each.text)
            live, others = each.sheet.count(live=True), each.sheet.count(live=False)
            entries = counted(live, "entry", "entries") + (" added" if each.is_update else "")
            yield f"{printed_path(each.data)}: {entries}, {others} more as comments"
            for change in each.changed:
                yield f"  the text was changed: {change}"
        if self.added:
            yield f"{self.briefing}: {counted(len(self.added), 'entry', 'entries')} added"
        if self.declined:
            why = "it is written so that nothing can be added" if self.by_hand else "--yes adds it"
            yield f"{self.briefing} is as it was ({why}). What needs this stands as a comment:"
            for addition in self.declined:
                yield f"  {addition.registry}: {addition.id} ({addition.name})"
        if self.written and self.without:
            yield f"More speakers would be found with spaCy. {self.without}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One article on its way: where it is to be written, and what stands there already."""

    outcome: Outcome
    received: Received
    draft: Draft
    published: datetime.date
    stem: Path
    file: SeedFile | None = None
    data: ArticleFile | None = None
    names: Names = field(default_factory=Names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An article's file as it is to be written."""

    job: Job
    sheet: Sheet
    content: str


def _article(path: Path, seeds: Path) -> tuple[SeedFile, ArticleFile]:
    """Read what a person wrote of an article. Raises RefusedError."""
    name = printed_path(path)
    try:
        file = SeedFile(path, read_text(path, seeds))
        data = file.load()
        if not file.problems:
            return file, ArticleFile.model_validate(data or {})
    except (UnreadableFileError, ValidationError):
        pass
    raise RefusedError(f"{name} has errors", "readout check lists them; mend them first") from None


class Desk:
    """Where the articles are placed and written, one after the other; keeps the report."""

    def __init__(self, seeds: Path, dialogue: Dialogue, update: bool) -> None:
        self.seeds = seeds
        self.articles = seeds / "articles"
        self.dialogue = dialogue
        self.update = update
        self.report = Report(briefing=printed_path(seeds / "briefing.yml"))
        # Each article's pair of files, by its id, and the requests that are placed already.
        self.pairs = {
            path.stem: path.with_suffix("")
            for path in sorted(self.articles.rglob("*"))
            if path.suffix in (".txt", ".yml")
        }
        self.taken: dict[str, str] = {}

    def _refuse(self, request: Request, error: RefusedError) -> None:
        self.report.refused.append((request.name, error))

    def admit(self, request: Request) -> Request | None:
        """Look at a request before its article is read: is it for files that are there already?"""
        if request.raw is not None or request.path.suffix != ".txt":
            return request
        if not is_inside(request.path, self.articles):
            return request
        here, home = os.path.realpath(request.path), os.path.realpath(self.articles)
        stem = (self.articles / os.path.relpath(here, home)).with_suffix("")
        data = Path(f"{stem}.yml")
        try:
            if not data.exists():
                published = request.published or as_date(stem.name)
            elif self.update:
                published = _article(data, self.seeds)[1].published
            else:
                raise _there_already(data)
        except RefusedError as error:
            self._refuse(request, error)
            return None
        return replace(request, stem=stem, published=published)

    def place(self, outcome: Outcome) -> Job | None:
        """Give an article its date and its pair of files, or note why it has none."""
        try:
            return self._placed(outcome)
        except RefusedError as error:
            self._refuse(outcome.request, error)
            return None

    def _placed(self, outcome: Outcome) -> Job:
        if outcome.refused:
            raise outcome.refused
        outcome, published = self._dated(outcome)
        self.report.without = outcome.without
        request, received, drafted = outcome.request, outcome.received, outcome.draft
        assert received is not None
        assert drafted is not None
        headline = received.headline or drafted.headline or received.text.lstrip().split("\n", 1)[0]
        id_ = request.stem.name if request.stem else f"{published}-{slug(headline, 'article')}"
        if id_ in self.taken:
            raise RefusedError(
                f"has the date and the headline of {self.taken[id_]}",
                "an article's files are named by them; draft from one of the two",
            )
        stem = request.stem or self.pairs.get(id_) or self.articles / id_
        if not is_inside(stem.parent, self.seeds):
            raise RefusedError(f"{printed_path(stem.parent)}: {LINK_OUT[1]}", LINK_OUT[2])
        text, data = Path(f"{stem}.txt"), Path(f"{stem}.yml")
        job = Job(outcome=outcome, received=received, draft=drafted, published=published, stem=stem)
        if request.stem and received.changed:
            raise RefusedError("is no seed file as it stands", "readout check says what to change")
        if data.exists() or (text.exists() and not request.stem):
            if not self.update:
                raise _there_already(data if data.exists() else text)
            if not (text.exists() and _same(text, received.text)):
                raise RefusedError(
                    f"{printed_path(text)} holds another text",
                    "an article's text is never rewritten; draft from that file",
                )
            if data.exists():
                file, said = _article(data, self.seeds)
                job = replace(job, file=file, data=said)
        self.taken[id_] = request.name
        return job

    def _dated(self, outcome: Outcome) -> tuple[Outcome, datetime.date]:
        """Find the date of publication, or ask for it and propose again."""
        request, received, drafted = outcome.request, outcome.received, outcome.draft
        found = (
            request.published
            or (received and received.published)
            or (drafted and drafted.published)
        )
        if found:
            return outcome, found
        asked = self.dialogue.date(request.name)
        if asked is None:
            raise RefusedError(
                "has no date of publication that could be found",
                "say it: --published 2031-05-06",
            )
        return prepare(replace(request, published=asked)), asked

    # Writing

    @cached_property
    def _meetings(self) -> dict[str, set[str]]:
        """The ids of the meetings that the articles tell of, each with these articles."""
        found: dict[str, set[str]] = {}
        for id_, stem in self.pairs.items():
            try:
                written = read_text(Path(f"{stem}.yml"), self.seeds)
            except UnreadableFileError:
                continue
            for match in _ID.finditer(written):
                found.setdefault(match[1], set()).add(id_)
        return found

    def draw(self, job: Job, issues: Sequence[str]) -> Drawn | None:
        """Give what an article's file is to say, or None where nothing can be added to it."""
        text = Text(job.received.text)
        own = job.stem.name
        others = {id_: min(told) for id_, told in self._meetings.items() if own not in told}
        sheet = compose(job.draft, job.received, job.published, text, job.names, issues, others)
        for entry in sheet.lists["meetings"]:
            self._meetings.setdefault(str(entry.value.get("id")), set()).add(own)
        if not (job.file and job.data):
            depth = len(job.stem.relative_to(self.seeds).parts) - 1
            return Drawn(job=job, sheet=sheet, content=article_text(sheet, job.stem.name, depth))
        try:
            content, sheet = updated_article(job.file.text, job.data, sheet, text)
        except NoPlaceError:
            why = f"nothing can be added to {job.file.name} as it is written"
            how = "write its lists as lines that begin with a dash"
            self._refuse(job.outcome.request, RefusedError(why, how))
            return None
        return Drawn(job=job, sheet=sheet, content=content)

    def extend(
        self,
        briefing: tuple[SeedFile, BriefingFile] | None,
        additions: list[Addition],
        first: Job,
    ) -> bool:
        """Add to briefing.yml what its registries lack, if the person agrees; tells if it is so."""
        path = self.seeds / "briefing.yml"
        if briefing and not additions:
            return True
        if not self.dialogue.agree(additions, path):
            self.report.declined = additions
            return False
        if briefing:
            try:
                made = extended_briefing(briefing[0].text, additions)
            except NoPlaceError:
                self.report.declined, self.report.by_hand = additions, True
                return False
        else:
            headline = first.received.headline or first.draft.headline or "A briefing"
            made = briefing_text(self.dialogue.title(headline), "en", additions)
        write_whole(path.resolve(), made.encode())
        self.report.added = additions
        return True

    def write(self, drawn: Drawn) -> None:
        """Write an article's pair of files, both or neither."""
        job = drawn.job
        text_path, data_path = Path(f"{job.stem}.txt"), Path(f"{job.stem}.yml")
        is_new = not text_path.exists()
        try:
            if is_new:
                write_whole(text_path, job.received.text.encode())
            try:
                if not job.file or drawn.content != job.file.text:
                    write_whole(data_path.resolve(), drawn.content.encode())
            except OSError:
                if is_new:
                    text_path.unlink()
                raise
        except OSError as error:
            why = f"{printed_path(data_path)} cannot be written: {error.strerror}"
            how = "nothing of this article was written"
            self._refuse(job.outcome.request, RefusedError(why, how))
            return
        self.report.written.append(
            Written(
                text=text_path if is_new else None,
                data=data_path,
                sheet=drawn.sheet,
                changed=job.received.changed,
                is_update=job.file is not None,
            )
        )


def _there_already(path: Path) -> RefusedError:
    return RefusedError(
        f"{printed_path(path)} is there already",
        "--update adds to it what is new, and keeps what it says",
    )


def _same(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
