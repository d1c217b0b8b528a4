"""The command line: parse arguments, call the flow, print."""

import datetime
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import __version__
from generator.problems import (
    LOAD_CODES,
    LineOf,
    Problem,
    SeedError,
    Severity,
    counted,
    format_github,
    format_json,
    format_sarif,
    format_text,
    has_errors,
    unpainted,
)
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.draft.desk import Dialogue
    from generator.draft.naming import Addition
    from generator.draft.processes import Outcome

Command = TypeVar("Command", bound=Callable[..., Any])


class _Day(click.ParamType[datetime.date]):
    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime.date:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2031-05-06", param, ctx)


_seeds = click.option(
    "--seeds",
    type=click.Path(path_type=Path),
    default=Path("seeds"),
    help="The folder of seed files.  [default: seeds]",
)


def _inputs(command: Command) -> Command:
    """Add the options that choose a command's inputs."""
    for option in (
        click.option(
            "--as-of",
            type=_Day(),
            help="Brief as of this day, from the articles published by then.",
        ),
        click.option(
            "--templates",
            type=click.Path(file_okay=False, exists=True, path_type=Path),
            help="A folder of templates to use before Readout's own.",
        ),
        _seeds,
    ):
        command = option(command)
    return command


def _reporting(command: Command) -> Command:
    """Add the options that choose how problems are printed, and for which the exit status is 1."""
    for option in (
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json", "sarif", "github"]),
            default="text",
            help="How to print the problems.  [default: text]",
        ),
        click.option("--strict", is_flag=True, help="Exit with 1 on warnings too."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="readout")
def main() -> None:
    """Turn news articles into a briefing site in which every sentence can be checked."""
    # Names and quotations are UTF-8 whatever the terminal thinks.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@_inputs
@_reporting
def check(
    seeds: Path, templates: Path | None, as_of: datetime.date | None, strict: bool, form: str
) -> None:
    """List every problem in the seed files, with its place and what to do."""
    from generator.cache import report

    found = report(Settings(seeds=seeds, templates=templates, as_of=as_of))
    problems = found.problems
    if form == "text":
        _print_text(problems)
        click.echo(_summary(problems))
        if found.coverage:
            click.echo(f"Coverage: {found.coverage}.")
    else:
        _print_for_machines(problems, form, LOAD_CODES)
    if has_errors(problems) or (strict and problems):
        raise SystemExit(1)


@main.command()
@_inputs
@_reporting
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def memo(
    file: Path,
    seeds: Path,
    templates: Path | None,
    as_of: datetime.date | None,
    strict: bool,
    form: str,
) -> None:
    """Check a text written from the briefing, sentence by sentence, against the seed files."""
    from generator.inspection import read
    from generator.memo import CODES, check_file
    from generator.memo.report import format_report

    try:
        corpus, _ = read(Settings(seeds=seeds, templates=templates, as_of=as_of))
        report = check_file(file, corpus, as_of)
    except SeedError as error:
        if form == "text":
            _print_text(error.problems)
            click.echo(f"{_summary(error.problems)} The memo was not checked.", err=True)
        else:
            _print_for_machines(error.problems, form, LOAD_CODES)
        raise SystemExit(1) from None
    problems = report.problems
    if form == "text":
        coloured = _coloured()
        click.echo(format_report(report, _paint if coloured else unpainted), color=coloured)
    else:
        _print_for_machines(problems, form, {**LOAD_CODES, **CODES})
    if has_errors(problems) or (strict and problems):
        raise SystemExit(1)


@main.command()
@_inputs
@click.option(
    "--site-url",
    envvar="SITE_URL",
    metavar="URL",
    help="Where the site is published, for the links in feed and calendar.  [env: SITE_URL]",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def write(
    folder: Path,
    seeds: Path,
    templates: Path | None,
    as_of: datetime.date | None,
    site_url: str | None,
) -> None:
    """Write the Markdown pages and data files into FOLDER, for any site builder."""
    from generator import build

    try:
        corpus, problems = build.read(Settings(seeds=seeds, templates=templates, as_of=as_of))
        written = build.write(build.pages(corpus, as_of, templates, site_url or None), folder)
    except SeedError as error:
        _print_text(error.problems)
        click.echo(f"{_summary(error.problems)} Nothing was written.", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}") from None
    _print_text(problems)
    click.echo(f"{counted(len(written), 'file')} written into {folder}")


@main.command()
@_seeds
@click.argument("first", type=_Day(), metavar="DATE")
@click.argument("second", type=_Day(), metavar="DATE")
def diff(first: datetime.date, second: datetime.date, seeds: Path) -> None:
    """Print what changed from one DATE to another: what is new, moved, contradicted or held.

    Each date knows the articles published by then.
    """
    from generator.briefing import NothingToBriefError, brief
    from generator.changes import changes
    from generator.exports import diff as text
    from generator.inspection import read

    if first > second:
        raise click.BadParameter(
            f"{first} comes after {second}; name the earlier date first", param_hint="DATE"
        )
    try:
        corpus, _ = read(Settings(seeds=seeds))
    except SeedError as error:
        _print_text(error.problems)
        click.echo(f"{_summary(error.problems)} Nothing was compared.", err=True)
        raise SystemExit(1) from None
    try:
        briefing = brief(corpus, second)
    except NothingToBriefError as error:
        raise click.BadParameter(str(error), param_hint="DATE") from None
    coloured = _coloured()
    paint = _paint if coloured else unpainted
    found = changes(briefing, first, second)
    click.echo(text.export(briefing, first, found, paint), color=coloured, nl=False)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a new briefing project in FOLDER, with an invented example, ready for `mkdocs serve`."""
    from generator.project import create_project

    try:
        written = create_project(folder)
    except FileExistsError as error:
        raise click.BadParameter(
            f"{error}; name a new folder. Nothing was written.", param_hint="FOLDER"
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"{folder} cannot be made: {error.strerror}. Nothing was written."
        ) from None
    click.echo(f"A new briefing is in {folder}: {counted(len(written), 'file')}. Next:")
    if folder != Path("."):
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo(f"  {_installed('mkdocs')} serve")


@main.command()
@_seeds
@click.option("--published", type=_Day(), help="The day of publication, where it is not found.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to use.  [default: one found]")
@click.option("--yes", is_flag=True, help="Add to briefing.yml without asking.")
@click.option("--update", is_flag=True, help="Add what is new to files that are there.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="N",
    help="How many processes to use.  [default: one for each core]",
)
@click.argument(
    "files",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
def draft(
    files: tuple[Path, ...],
    seeds: Path,
    published: datetime.date | None,
    model: str | None,
    yes: bool,
    update: bool,
    jobs: int,
) -> None:
    """Propose seed files from articles: text, HTML, Markdown, or - for standard input."""
    from generator.draft.command import draft as draft_files
    from generator.draft.received import RefusedError
    from generator.seedfile import MAX_BYTES

    try:
        report = draft_files(
            files,
            lambda: sys.stdin.buffer.read(MAX_BYTES + 1),
            seeds,
            _dialogue(yes),
            published=published,
            model=model,
            update=update,
            jobs=jobs,
        )
    except RefusedError as error:
        raise click.ClickException(f"{error}; {error.help}") from None
    except SeedError as error:
        _print_text(error.problems)
        click.echo(f"{_summary(error.problems)} Nothing was written.", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        raise click.ClickException(f"{seeds} cannot be written: {error.strerror}") from None
    for line in report.lines():
        click.echo(line)
    for name, refusal in report.refused:
        click.echo(f"{name}: {refusal}", err=True)
        click.echo(f"  help: {refusal.help}", err=True)
    if report.written:
        options = "" if seeds == Path("seeds") else f" --seeds {shlex.quote(str(seeds))}"
        click.echo(f"Next: {_installed('readout')} check{options}")
    if report.refused:
        raise SystemExit(1)


def _dialogue(yes: bool) -> "Dialogue":
    """Speak with the person at the terminal, if one is there."""
    from generator.draft.desk import Dialogue

    there = _somebody_is_there()

    def date(name: str) -> datetime.date | None:
        return click.prompt(f"{name}: published on", value_proc=_as_day) if there else None

    def title(offered: str) -> str:
        return str(click.prompt("The briefing's title", offered)) if there and not yes else offered

    def agree(additions: "Sequence[Addition]", path: Path) -> bool:
        if yes or not there:
            return yes
        for each in additions:
            click.echo(f"  {each.registry}: {each.id} ({each.name})")
        what = f"Add these to {path}?" if path.exists() else f"Write {path} with these?"
        return click.confirm(what, default=True)

    def watch(outcomes: "Iterator[Outcome]", length: int) -> "Iterator[Outcome]":
        alone = length < 2 or not sys.stderr.isatty()
        with click.progressbar(outcomes, length, "Reading", file=sys.stderr, hidden=alone) as bar:
            yield from bar

    return Dialogue(date=date, title=title, agree=agree, watch=watch)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _as_day(value: str) -> datetime.date:
    return _Day().convert(value, None, None)


def _installed(program: str) -> str:
    """Name a program that is installed with this one; by its path where the shell finds another."""
    ours = shutil.which(program, path=str(Path(sys.executable).parent))
    return program if ours in (None, shutil.which(program)) else shlex.quote(str(ours))


@main.command()
@click.argument("which", type=click.Choice(["article", "briefing"]), required=False)
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write article.json and briefing.json into this folder instead.",
)
def schema(which: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of the seed files: of an article's, of briefing.yml, or of both.

    Editors read the files that `readout schema --into seeds/.schema` writes.
    """
    from generator.schema import FILES, printed_schema

    if folder is None:
        click.echo(printed_schema(which), nl=False)
        return
    from generator.files import write_whole

    for name in [which] if which else FILES:
        write_whole(folder / f"{name}.json", printed_schema(name).encode())
        click.echo(f"{folder / name}.json written")


def _summary(problems: list[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems found."
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}."


def _print_for_machines(problems: list[Problem], form: str, always: Mapping[str, str]) -> None:
    """Print JSON, SARIF or annotations; `always` gives what each code states that no rule has."""
    if form == "json":
        click.echo(format_json(problems))
    elif form == "sarif":
        from generator import checks

        rules = {code: rule.states for code, rule in checks.registered().items()}
        click.echo(format_sarif(problems, rules, _line_reader(), always))
    elif problems:
        click.echo(format_github(problems))


def _print_text(problems: list[Problem]) -> None:
    if problems:
        coloured = _coloured()
        paint = _paint if coloured else unpainted
        click.echo(format_text(problems, _line_reader(), paint), color=coloured)


def _coloured() -> bool:
    """Follow NO_COLOR, then FORCE_COLOR, then whether a person is reading."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


_STYLES: dict[str, dict[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "gutter": {"fg": "blue"},
    "help": {"fg": "cyan"},
}


def _paint(text: str, part: str) -> str:
    return click.style(text, **_STYLES[part])


def _line_reader() -> LineOf:
    """Give a function that reads a line of a file, each file once."""
    from generator.seedfile import is_readable

    @lru_cache
    def rows(file: str) -> list[str]:
        try:
            # What is refused for its size, or because reading it would never end, is not read here.
            if not is_readable(Path(file)):
                return []
            return Path(file).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return []

    def line_of(file: str, line: int) -> str | None:
        return rows(file)[line - 1] if line <= len(rows(file)) else None

    return line_of
