"""The whole flow: read, check, brief, render, hand over."""

import datetime
import hashlib
import json
import os
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from generator import addresses
from generator.addresses import Address
from generator.briefing import Briefing, brief
from generator.changes import newest_changes
from generator.collector import paused
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

__all__ = ["Content", "inspect", "pages", "read", "write"]

Content = str | bytes


@paused()
def pages(
    corpus: Corpus,
    as_of: datetime.date | None = None,
    templates: Path | None = None,
    site_url: str | None = None,
) -> dict[str, Content]:
    """Make every file of the site's source: Markdown pages, data files and assets, by path.

    `site_url` is where the site is published; without it the files link to its pages relatively.
    Raises SeedError where no article had been published by `as_of`, or a template is broken.
    """
    if problem := too_early(corpus, as_of):
        raise SeedError([problem])
    briefing = placed(brief(corpus, as_of))
    try:
        markdown = _markdown(briefing, templates, site_url)
    except Exception as error:
        problem = _template_problem(error, templates)
        if problem is None:
            raise
        raise SeedError([problem]) from error
    return {**markdown, **_exports(briefing, site_url), **_assets(templates)}


def _markdown(
    briefing: Briefing, templates: Path | None, site_url: str | None
) -> dict[str, Content]:
    render = Renderer(briefing, templates, site_url).page
    say = briefing.language.gettext
    made: dict[str, str] = {}

    def add(template: str, address: Address, title: str, key: str, about: Any) -> None:
        """Render a list's page, or all of them where the list is parted."""
        for listed in pages_of(briefing, address, about):
            part = listed.part
            in_period = part is not None and part.period.name != ""
            made[listed.address.markdown] = render(
                "period" if in_period and key != "briefing" else template,
                listed.address,
                title_of(title, part, briefing.language) if part else title,
                **{key: listed.about},
                **({"part": part, "about": listed.about} if part else {}),
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
        add(address.page, address, title, "briefing", briefing)
    made[addresses.CHANGES.markdown] = render(
        "changes", addresses.CHANGES, say("Changes"), news=newest_changes(briefing)
    )
    for person in briefing.people:
        address = addresses.of_person(person.id)
        add("person", address, person.name, "person", person)
    for party in briefing.parties:
        address = addresses.of_party(party.id)
        add("party", address, party.name, "party", party)
    for issue in briefing.issues:
        address = addresses.of_issue(issue.id)
        add("issue", address, issue.name, "issue", issue)
    for view in briefing.articles:
        address = addresses.of_article(view.article.id)
        headline = view.article.data.headline
        made[address.markdown] = render("article", address, headline, view=view)
    scripts = linked_data.scripts(briefing, site_url)
    return {path: page + scripts.get(path, "") for path, page in made.items()}


def _exports(briefing: Briefing, site_url: str | None) -> dict[str, Content]:
    return {
        "briefing.json": json_export.export(briefing),
        "briefing.schema.json": json_schema.export(),
        "annotations.jsonld": annotations.export(briefing, site_url),
        "meetings.ics": ics.export(briefing, site_url),
        "feed.xml": atom.export(briefing, site_url),
        "citations.json": csl.export(briefing, site_url),
        "citations.bib": bibtex.export(briefing, site_url),
        "llms.txt": llms.export(briefing, site_url),
    }


def _assets(templates: Path | None) -> dict[str, Content]:
    found: dict[str, Content] = {}
    for folder in (templates_folder(), templates):
        if folder:
            for path in sorted((folder / "assets").glob("*.*")):
                found[f"assets/{path.name}"] = path.read_bytes()
    return found


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


def write(files: Mapping[str, Content], folder: Path) -> list[Path]:
    """Write the files that changed into a folder, each whole or not at all; gives their paths.

    What an earlier run wrote and nobody has touched is replaced, and removed where it is not made
    any more. Raises SeedError, and writes nothing, where somebody else's file stands in the way.
    """
    manifest = folder / MANIFEST
    before = _written_before(manifest)
    made = {name: c.encode() if isinstance(c, str) else c for name, c in files.items()}
    present = {
        name: _sha256(path.read_bytes())
        for name in {*made, *before}
        if (path := folder / name).is_file()
    }
    changed = {name: raw for name, raw in made.items() if present.get(name) != _sha256(raw)}
    in_the_way = {
        folder / name for name in changed if name in present and before.get(name) != present[name]
    }
    in_the_way |= {path for name in made for path in _not_replaceable(folder, name)}
    if in_the_way:
        raise SeedError([_in_the_way(path) for path in sorted(in_the_way)])
    for name, raw in changed.items():
        write_whole(folder / name, raw)
    for name in before.keys() - made.keys():
        if present.get(name) == before[name]:
            (folder / name).unlink()
    hashes = {name: _sha256(raw) for name, raw in sorted(made.items())}
    write_whole(manifest, json.dumps(hashes, indent=1).encode())
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
