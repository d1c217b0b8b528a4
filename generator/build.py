"""The whole flow: read, check, brief, render, hand over."""

import datetime
import hashlib
import json
import os
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from generator import addresses
from generator.addresses import Address
from generator.briefing import Briefing, brief
from generator.changes import newest_changes
from generator.collector import collected, paused
from generator.corpus import Corpus
from generator.exports import (
    annotations,
    atom,
    bibtex,
    csl,
    ics,
    json_schema,
    linked_data,
    llms,
)
from generator.exports import json as json_export
from generator.files import write_whole
from generator.inspection import inspect, read, too_early
from generator.listing import pages_of, placed, title_of
from generator.problems import Location, Problem, SeedError, Severity
from generator.render import Renderer
from generator.seedfile import printed_path
from generator.settings import templates_folder
from generator.shelf import Content, Shelf

__all__ = ["Content", "inspect", "pages", "read", "write"]


@paused()
def pages(
    corpus: Corpus,
    as_of: datetime.date | None = None,
    templates: Path | None = None,
    site_url: str | None = None,
) -> Shelf:
    """Make every file of the site's source: Markdown pages, data files and assets, by path.

    `site_url` is where the site is published; without it the files link to its pages relatively.
    Raises SeedError where no article had been published by `as_of`, or a template is broken.
    """
    if problem := too_early(corpus, as_of):
        raise SeedError([problem])
    briefing = placed(brief(corpus, as_of))
    try:
        files = Shelf(collected(_markdown(briefing, templates, site_url)))
    except Exception as error:
        problem = _template_problem(error, templates)
        if problem is None:
            raise
        raise SeedError([problem]) from error
    for name, content in (*_exports(briefing, site_url), *_assets(templates)):
        files.put(name, content)
    return files


def _markdown(
    briefing: Briefing, templates: Path | None, site_url: str | None
) -> Iterator[tuple[str, str]]:
    """Yield every page with the data about it, by path."""
    scripts = linked_data.Scripts(briefing, site_url)
    for address, page in _pages(briefing, templates, site_url):
        yield address.markdown, page + scripts.of(address)


def _pages(
    briefing: Briefing, templates: Path | None, site_url: str | None
) -> Iterator[tuple[Address, str]]:
    render = Renderer(briefing, templates, site_url).page
    say = briefing.language.gettext

    def listed(
        template: str, address: Address, title: str, key: str, about: Any
    ) -> Iterator[tuple[Address, str]]:
        """Render a list's page, or all of them where the list is parted."""
        for page in pages_of(briefing, address, about):
            part = page.part
            in_period = part is not None and part.period.name != ""
            yield (
                page.address,
                render(
                    "period" if in_period and key != "briefing" else template,
                    page.address,
                    title_of(title, part, briefing.language) if part else title,
                    **{key: page.about},
                    **({"part": part, "about": page.about} if part else {}),
                ),
            )

    for address, title in (
        (addresses.OVERVIEW, briefing.title),
        (addresses.PARTICIPANTS, say("Participants")),
        (addresses.POSITIONS, say("Positions")),
        (addresses.MEETINGS, say("Meetings")),
        (addresses.TIMELINE, say("Timeline")),
        (addresses.QUOTATIONS, say("Quotations")),
        (addresses.FIGURES, say("Figures")),
        (addresses.SOURCES, say("Sources")),
        (addresses.DISCREPANCIES, say("Discrepancies")),
        (addresses.BRIEF, briefing.title),
    ):
        yield from listed(address.page, address, title, "briefing", briefing)
    news = newest_changes(briefing)
    yield addresses.CHANGES, render("changes", addresses.CHANGES, say("Changes"), news=news)
    for person in briefing.people:
        address = addresses.of_person(person.id)
        yield from listed("person", address, person.name, "person", person)
    for party in briefing.parties:
        address = addresses.of_party(party.id)
        yield from listed("party", address, party.name, "party", party)
    for issue in briefing.issues:
        address = addresses.of_issue(issue.id)
        yield from listed("issue", address, issue.name, "issue", issue)
    for view in briefing.articles:
        address = addresses.of_article(view.article.id)
        yield address, render("article", address, view.article.data.headline, view=view)


def _exports(
    briefing: Briefing, site_url: str | None
) -> Iterator[tuple[str, Content | Iterator[str]]]:
    yield "briefing.json", json_export.export(briefing)
    yield "briefing.schema.json", json_schema.export()
    yield "annotations.jsonld", annotations.export(briefing, site_url)
    yield "meetings.ics", ics.export(briefing, site_url)
    yield "feed.xml", atom.export(briefing, site_url)
    yield "citations.json", csl.export(briefing, site_url)
    yield "citations.bib", bibtex.export(briefing, site_url)
    yield "llms.txt", llms.export(briefing, site_url)


def _assets(templates: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of `assets`; a person's own come later, in place of Readout's."""
    for folder in (templates_folder(), templates):
        if folder:
            for path in sorted((folder / "assets").glob("*.*")):
                yield f"assets/{path.name}", path.read_bytes()


def _template_problem(error: Exception, templates: Path | None) -> Problem | None:
    """Find the template's line: the innermost frame of it, or where its syntax breaks.

    None where the fault is not that of a template: what fails below Readout's own is a bug.
    """
    file, line = str(templates or "templates"), 1
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".jinja")]
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or file, error.lineno
    elif frames:
        file, line = frames[-1].filename, frames[-1].lineno or 1
    in_own = templates is not None and Path(file).is_relative_to(templates)
    if not isinstance(error, TemplateError) and not (
        in_own and (frames or isinstance(error, UnicodeDecodeError))
    ):
        return None
    return Problem(
        code="E160",
        severity=Severity.ERROR,
        message=f"the template cannot be rendered: {error}",
        help="each template opens with a comment that lists what it may use",
        location=Location(file=printed_path(Path(file)), line=line, end_line=line),
    )


MANIFEST = ".readout-written.json"


def write(files: Shelf, folder: Path) -> list[Path]:
    """Write the files that changed into a folder, each whole or not at all; gives their paths.

    What an earlier run wrote and nobody has touched is replaced, and removed where it is not made
    any more. Raises SeedError, and writes nothing, where somebody else's file stands in the way.
    """
    manifest = folder / MANIFEST
    before = _written_before(manifest)
    made = {name: _sha256(files.pieces(name)) for name in files}
    present = {
        name: _sha256([path.read_bytes()])
        for name in {*made, *before}
        if (path := folder / name).is_file()
    }
    changed = [name for name, digest in made.items() if present.get(name) != digest]
    in_the_way = {
        folder / name for name in changed if name in present and before.get(name) != present[name]
    }
    in_the_way |= {path for name in made for path in _not_replaceable(folder, name)}
    if in_the_way:
        raise SeedError([_in_the_way(path) for path in sorted(in_the_way)])
    for name in changed:
        write_whole(folder / name, files.pieces(name))
    for name in before.keys() - made.keys():
        if present.get(name) == before[name]:
            (folder / name).unlink()
    write_whole(manifest, json.dumps(made, indent=1, sort_keys=True).encode())
    return [folder / name for name in changed]


def _written_before(manifest: Path) -> dict[str, str]:
    """Read what an earlier run wrote: for each name in the folder, its hash. Nothing if unclear."""
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    # Names that lead out of the folder are nothing that Readout wrote.
    return {
        name: digest
        for name, digest in found.items()
        if isinstance(digest, str) and not Path(name).is_absolute() and ".." not in Path(name).parts
    }


def _not_replaceable(folder: Path, name: str) -> Iterator[Path]:
    """Yield what stands where a file, or one of its folders, has to be, and is not such a thing."""
    path = folder / name
    if os.path.lexists(path) and not path.is_file():
        yield path
    for parent in path.relative_to(folder).parents:
        if parent != Path() and os.path.lexists(folder / parent) and not (folder / parent).is_dir():
            yield folder / parent


def _sha256(pieces: Iterable[bytes]) -> str:
    hashed = hashlib.sha256()
    for piece in pieces:
        hashed.update(piece)
    return hashed.hexdigest()


def _in_the_way(path: Path) -> Problem:
    return Problem(
        code="E161",
        severity=Severity.ERROR,
        message="is not a file that Readout wrote, or was changed since",
        help="move it away, or write into another folder",
        location=Location(file=printed_path(path)),
    )
