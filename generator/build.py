"""The whole flow: read, check, brief, render, hand over."""

import datetime
import hashlib
import json
import os
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from generator import addresses, checks
from generator.briefing import Briefing, NothingToBriefError, brief
from generator.corpus import Corpus, load
from generator.exports import json as json_export
from generator.problems import Location, Problem, SeedError, Severity, has_errors, in_order
from generator.render import Renderer
from generator.seedfile import printed_path
from generator.settings import Settings, templates_folder

Content = str | bytes


def inspect(settings: Settings) -> tuple[Corpus | None, list[Problem]]:
    """Read the seeds and run every check; all problems, in order."""
    corpus, problems = load(settings.seeds)
    if corpus:
        problems = in_order([*problems, *checks.check(corpus)])
    return corpus, problems


def read(settings: Settings) -> tuple[Corpus, list[Problem]]:
    """Read and check the seeds; gives the warnings too. Raises SeedError where there are errors."""
    corpus, problems = inspect(settings)
    if corpus is None or has_errors(problems):
        raise SeedError(problems)
    return corpus, problems


def pages(
    corpus: Corpus, as_of: datetime.date | None = None, templates: Path | None = None
) -> dict[str, Content]:
    """Make every file of the site's source: Markdown pages, data files and assets, by path.

    Raises SeedError where no article had been published by `as_of`, or a template is broken.
    """
    try:
        briefing = brief(corpus, as_of)
    except NothingToBriefError as error:
        raise SeedError([_too_early(corpus, error)]) from error
    try:
        markdown = _markdown(briefing, templates)
    except TemplateError as error:
        raise SeedError([_template_problem(error)]) from error
    return {**markdown, **_exports(briefing), **_assets(templates)}


def _markdown(briefing: Briefing, templates: Path | None) -> dict[str, Content]:
    render = Renderer(briefing, templates).page
    made = {
        address.markdown: render(address.page, address, title)
        for address, title in (
            (addresses.OVERVIEW, briefing.title),
            (addresses.PARTICIPANTS, "Participants"),
            (addresses.POSITIONS, "Positions"),
            (addresses.MEETINGS, "Meetings"),
            (addresses.TIMELINE, "Timeline"),
            (addresses.QUOTATIONS, "Quotations"),
            (addresses.SOURCES, "Sources"),
            (addresses.DISCREPANCIES, "Discrepancies"),
        )
    }
    for person in briefing.people:
        address = addresses.of_person(person.id)
        made[address.markdown] = render("person", address, person.name, person=person)
    for party in briefing.parties:
        address = addresses.of_party(party.id)
        made[address.markdown] = render("party", address, party.name, party=party)
    for issue in briefing.issues:
        address = addresses.of_issue(issue.id)
        made[address.markdown] = render("issue", address, issue.name, issue=issue)
    for view in briefing.articles:
        address = addresses.of_article(view.article.id)
        headline = view.article.data.headline
        made[address.markdown] = render("article", address, headline, view=view)
    return dict(made)


def _exports(briefing: Briefing) -> dict[str, Content]:
    return {"briefing.json": json_export.export(briefing)}


def _assets(templates: Path | None) -> dict[str, Content]:
    found: dict[str, Content] = {}
    for folder in (templates_folder(), templates):
        if folder:
            for path in sorted((folder / "assets").glob("*.*")):
                found[f"assets/{path.name}"] = path.read_bytes()
    return found


def _too_early(corpus: Corpus, error: NothingToBriefError) -> Problem:
    return Problem(
        code="E150",
        severity=Severity.ERROR,
        message=str(error),
        help="choose a later as-of date",
        location=corpus.file.locate(("as_of",))
        if corpus.data.as_of
        else Location(file=corpus.file.name),
    )


def _template_problem(error: TemplateError) -> Problem:
    """Find the template's line: the innermost frame of it, or where its syntax breaks."""
    file, line = "templates", 1
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith(".jinja"):
                file, line = frame.filename, frame.lineno or 1
    return Problem(
        code="E160",
        severity=Severity.ERROR,
        message=f"the template cannot be rendered: {error.message}",
        help="each template opens with a comment that lists what it may use",
        location=Location(file=printed_path(Path(file)), line=line, end_line=line),
    )


MANIFEST = ".readout-written.json"


def write(files: Mapping[str, Content], folder: Path) -> list[Path]:
    """Write the files that changed into a folder, each whole or not at all; gives their paths.

    What an earlier run wrote and nobody has touched is replaced, and removed where it is not made
    any more. Raises SeedError, and writes nothing, where somebody else's file stands in the way.
    """
    manifest = folder / MANIFEST
    before: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}
    made = {name: c.encode() if isinstance(c, str) else c for name, c in files.items()}
    present = {
        name: _sha256(path.read_bytes())
        for name in {*made, *before}
        if (path := folder / name).is_file()
    }
    changed = {name: raw for name, raw in made.items() if present.get(name) != _sha256(raw)}
    in_the_way = [name for name in changed if name in present and before.get(name) != present[name]]
    if in_the_way:
        raise SeedError([_in_the_way(folder / name) for name in sorted(in_the_way)])
    for name, raw in changed.items():
        _replace(folder / name, raw)
    for name in before.keys() - made.keys():
        if present.get(name) == before[name]:
            (folder / name).unlink()
    hashes = {name: _sha256(raw) for name, raw in sorted(made.items())}
    _replace(manifest, json.dumps(hashes, indent=1).encode())
    return [folder / name for name in changed]


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _in_the_way(path: Path) -> Problem:
    return Problem(
        code="E161",
        severity=Severity.ERROR,
        message="is not a file that Readout wrote, or was changed since",
        help="move it away, or write into another folder",
        location=Location(file=printed_path(path)),
    )


def _replace(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".readout-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
