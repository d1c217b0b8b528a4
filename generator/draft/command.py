"""What `readout draft` does: read, propose, match, ask, write. It prints nothing itself."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from generator.draft.desk import Desk, Dialogue, Report
from generator.draft.naming import Book, in_use, without
from generator.draft.processes import Request, propose_all
from generator.draft.received import RefusedError
from generator.model import BriefingFile
from generator.problems import SeedError
from generator.seedfile import SeedFile, UnreadableFileError, printed_path, read_text
from generator.shapes import shape_problems

STDIN = Path("-")


def draft(
    files: Sequence[Path],
    stdin: Callable[[], bytes],
    seeds: Path,
    dialogue: Dialogue,
    *,
    published: datetime.date | None = None,
    model: str | None = None,
    update: bool = False,
    jobs: int = 1,
) -> Report:
    """Draft seed files from articles; each article is written whole, or not at all.

    Raises RefusedError where there are no seeds, and SeedError where briefing.yml has errors.
    """
    if not seeds.is_dir():
        raise RefusedError(
            f"{seeds}: there is no such folder",
            "run the command where the briefing is, or name the folder with --seeds",
        )
    briefing = _briefing(seeds)
    desk = Desk(seeds, dialogue, update)
    requests = [
        Request(
            name="standard input" if path == STDIN else printed_path(path),
            path=path,
            raw=stdin() if path == STDIN else None,
            published=published,
            model=model,
        )
        for path in files
    ]
    admitted = [found for request in requests if (found := desk.admit(request))]
    outcomes = list(dialogue.watch(propose_all(admitted, jobs), len(admitted)))
    placed = [job for outcome in outcomes if (job := desk.place(outcome))]
    if not placed:
        return desk.report
    book = Book(briefing[1] if briefing else None)
    issues = list(briefing[1].issues) if briefing else []
    jobs_named = [replace(job, names=book.match(job.draft)) for job in placed]
    drawn = [each for job in jobs_named if (each := desk.draw(job, issues))]
    used = set().union(*(each.sheet.used() for each in drawn))
    additions = in_use(book.additions, used)
    if drawn and not desk.extend(briefing, additions, drawn[0].job):
        again = [replace(each.job, names=without(each.job.names, additions)) for each in drawn]
        drawn = [each for job in again if (each := desk.draw(job, issues))]
    for each in drawn:
        desk.write(each)
    return desk.report


def _briefing(seeds: Path) -> tuple[SeedFile, BriefingFile] | None:
    path = seeds / "briefing.yml"
    if not path.exists():
        return None
    try:
        file = SeedFile(path, read_text(path, seeds))
    except UnreadableFileError as error:
        raise SeedError([error.problem]) from None
    data = file.load()
    if file.problems:
        raise SeedError(file.problems)
    try:
        return file, BriefingFile.model_validate(data or {})
    except ValidationError as error:
        raise SeedError(list(shape_problems(file, BriefingFile, error))) from None
