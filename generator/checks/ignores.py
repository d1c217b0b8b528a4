"""What `# readout: ignore CODE reason` silences, and what is wrong with such comments."""

from collections.abc import Collection, Iterable

from generator.comments import Ignore
from generator.problems import LOAD_CODES, Problem, Severity, did_you_mean
from generator.seedfile import SeedFile


def apply_ignores(
    found: list[Problem], files: Iterable[SeedFile], codes: Iterable[str], *, complete: bool
) -> list[Problem]:
    """Leave out what the files' comments silence; add what is wrong with the comments.

    `codes` are those that can be silenced. Where a seed file could not be read to the end, rules
    find less than there is: then nobody is told (`complete` false) that a comment is needless.
    """
    ignores = [ignore for file in files for ignore in file.ignores]
    if not ignores:
        return found
    known = list(codes)
    silenced = {_place(ignore) for ignore in ignores if not _fault(ignore, known)}
    places = {(problem.location.file, problem.location.line, problem.code) for problem in found}
    kept = [
        problem
        for problem in found
        if (problem.location.file, problem.location.line, problem.code) not in silenced
    ]
    for ignore in ignores:
        if fault := _fault(ignore, known):
            kept.append(fault)
        elif complete and _place(ignore) not in places:
            kept.append(
                _problem(
                    ignore,
                    "W194",
                    f"this comment silences nothing: line {ignore.line} has no {ignore.code}",
                    "remove it, or move it to the line above the finding",
                )
            )
    return kept


def _place(ignore: Ignore) -> tuple[str, int, str]:
    return ignore.location.file, ignore.line, ignore.code


def _fault(ignore: Ignore, known: Collection[str]) -> Problem | None:
    form = "write `# readout: ignore CODE reason`"
    if not ignore.code:
        return _problem(ignore, "E192", "this comment names no code", form)
    if ignore.code in LOAD_CODES:
        return _problem(
            ignore,
            "E193",
            f"{ignore.code} cannot be ignored: {LOAD_CODES[ignore.code]}",
            "mend what it reports; only findings of rules can be ignored",
        )
    if ignore.code not in known:
        return _problem(
            ignore,
            "E192",
            f"there is no rule “{ignore.code}”",
            did_you_mean(ignore.code, known, "the rules are listed in manual/rules.md"),
        )
    if not ignore.reason:
        return _problem(
            ignore,
            "E191",
            f"this comment does not say why {ignore.code} is ignored",
            f"{form}; whoever reads the file next wants to know",
        )
    return None


def _problem(ignore: Ignore, code: str, message: str, help_text: str) -> Problem:
    return Problem(
        code=code,
        severity=Severity.WARNING if code.startswith("W") else Severity.ERROR,
        message=message,
        help=help_text,
        location=ignore.location,
    )
