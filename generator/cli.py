"""The command line: parse arguments, call the flow, print."""

import datetime
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import __version__
from generator.problems import (
    Problem,
    SeedError,
    Severity,
    counted,
    format_json,
    format_text,
    has_errors,
)
from generator.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class _Day(click.ParamType[datetime.date]):
    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime.date:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2031-05-06", param, ctx)


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
        click.option(
            "--seeds",
            type=click.Path(path_type=Path),
            default=Path("seeds"),
            help="The folder of seed files.  [default: seeds]",
        ),
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
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the problems.  [default: text]",
)
def check(
    seeds: Path, templates: Path | None, as_of: datetime.date | None, strict: bool, form: str
) -> None:
    """List every problem in the seed files, with its place and what to do."""
    from generator import build

    _, problems = build.inspect(Settings(seeds=seeds, templates=templates, as_of=as_of))
    if form == "json":
        click.echo(format_json(problems))
    else:
        _print_text(problems)
        click.echo(_summary(problems))
    if has_errors(problems) or (strict and problems):
        raise SystemExit(1)


@main.command()
@_inputs
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def write(folder: Path, seeds: Path, templates: Path | None, as_of: datetime.date | None) -> None:
    """Write the Markdown pages and data files into FOLDER, for any site builder."""
    from generator import build

    try:
        corpus, problems = build.read(Settings(seeds=seeds, templates=templates, as_of=as_of))
        written = build.write(build.pages(corpus, as_of, templates), folder)
    except SeedError as error:
        _print_text(error.problems)
        click.echo(f"{_summary(error.problems)} Nothing was written.", err=True)
        raise SystemExit(1) from None
    _print_text(problems)
    click.echo(f"{counted(len(written), 'file')} written into {folder}")


@main.command()
@click.argument("which", type=click.Choice(["article", "briefing"]), required=False)
def schema(which: str | None) -> None:
    """Print the JSON Schema of the seed files: of an article's, of briefing.yml, or of both."""
    import json

    from generator.schema import seed_schema

    click.echo(json.dumps(seed_schema(which), indent=2, ensure_ascii=False))


def _summary(problems: list[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems found."
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}."


def _print_text(problems: list[Problem]) -> None:
    @lru_cache
    def rows(file: str) -> list[str]:
        try:
            return Path(file).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return []

    def line_of(file: str, line: int) -> str | None:
        return rows(file)[line - 1] if line <= len(rows(file)) else None

    if problems:
        click.echo(format_text(problems, line_of))
