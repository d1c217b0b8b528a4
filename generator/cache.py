"""What `readout check` found, remembered until a byte of its input changes.

Where nothing changed, the whole report is recalled; where an article did, those that did not.
The memory is plain JSON in the user's cache folder, named after the seeds folder; nothing in a
project is trusted as a memory, and losing it costs time only.
"""

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.problems import Location, Problem, Severity
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.memory import Memory

# No seed file is longer; more would not be read anyway.
MAX_BYTES = 5_000_000
# More than any briefing has; a folder with more is not one.
MAX_FILES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found, and how much of the articles the entries use, in words."""

    problems: list[Problem]
    coverage: str


def report(settings: Settings) -> Report:
    """Check the seeds, or recall the check of the very same seeds by the very same program."""
    try:
        cache_folder()  # there may be none
        key = f"{key_of(settings.seeds)} {settings.as_of}"
    except OSError:
        return _check(settings)
    if (known := recall(settings.seeds, key)) is not None:
        return known
    found = _check(settings, _articles(settings.seeds))
    remember(settings.seeds, key, found)
    return found


def known_findings(seeds: Path) -> "Memory":
    """Give what the last check found in each article, for a build, which reads them all anyway."""
    from generator.article_cache import KnownFindings

    try:
        return KnownFindings(_articles(seeds), program_key())
    except OSError:
        return KnownFindings(None, "")


def _check(settings: Settings, articles: Path | None = None) -> Report:
    # Loaded only when there is something to check: a second run answers at once.
    from generator.article_cache import ArticleCache
    from generator.inspection import inspect

    memory = ArticleCache(articles, program_key() if articles else "")
    corpus, problems = inspect(settings, memory)
    coverage = str(memory.covered(corpus)) if corpus else ""
    if corpus and articles:
        _write(articles, memory.lines())
    return Report(problems=problems, coverage=coverage)


def cache_folder() -> Path:
    """Give the user's cache folder, by the conventions of the system (XDG on Linux).

    Raises OSError for a user who has none.
    """
    names = {"win32": "LOCALAPPDATA", "darwin": ""}
    if stated := os.environ.get(names.get(sys.platform, "XDG_CACHE_HOME")):
        return Path(stated) / "readout"
    below = {"win32": "AppData/Local", "darwin": "Library/Caches"}
    try:
        return Path.home() / below.get(sys.platform, ".cache") / "readout"
    except RuntimeError as error:
        raise OSError(str(error)) from error


def key_of(seeds: Path) -> str:
    """Hash all that a check depends on: the seeds' names and bytes, the folder, the program.

    Raises OSError where a file is none to remember: a pipe, a device, or larger than seeds are.
    """
    hashed = hashlib.sha256(program_key().encode())
    _add_folder(hashed, seeds)
    return hashed.hexdigest()


def program_key() -> str:
    """Hash the program, and the folder that it runs in."""
    hashed = hashlib.sha256(f"{Path.cwd()}\0{sys.version}\0".encode())
    _add_folder(hashed, Path(__file__).parent)
    return hashed.hexdigest()


def _add_folder(hashed: Any, folder: Path) -> None:
    for path in _files(folder):
        # The same bytes behind a link are another input: it may lead out of the seeds.
        leads = os.readlink(path) if path.is_symlink() else ""
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > 2 * MAX_BYTES:
            raise OSError(f"{path} is no file to remember")
        raw = path.read_bytes()
        hashed.update(f"{path}\0{leads}\0{len(raw)}\0".encode(errors="surrogateescape"))
        hashed.update(raw)


def _files(folder: Path) -> Iterator[Path]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        # A link is named too: where it leads to may be what is wrong.
        found += [Path(root, name) for name in names if not name.endswith(".pyc")]
        found += [path for name in folders if (path := Path(root, name)).is_symlink()]
        if len(found) > MAX_FILES:
            raise OSError("too many files")
    return (path for path in sorted(found) if not path.is_dir())


def recall(seeds: Path, key: str) -> Report | None:
    """Give the report that was remembered under the key, or None."""
    try:
        memory = json.loads(_memory(seeds).read_text(encoding="utf-8"))
        if memory["key"] != key:
            return None
        problems = [
            Problem(
                **row
                | {"severity": Severity(row["severity"]), "location": Location(**row["location"])}
            )
            for row in memory["problems"]
        ]
        return Report(problems=problems, coverage=str(memory["coverage"]))
    except (OSError, ValueError, TypeError, LookupError):
        # A memory that cannot be read is no memory.
        return None


def remember(seeds: Path, key: str, found: Report) -> None:
    """Remember a report for the seeds folder; where that cannot be, nothing happens."""
    _write(_memory(seeds), [json.dumps({"key": key, **asdict(found)})])


def _write(path: Path, lines: Iterable[str]) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.writelines(lines)
        os.replace(temporary, path)


def _articles(seeds: Path) -> Path:
    return _memory(seeds).with_suffix(".articles")


def _memory(seeds: Path) -> Path:
    name = hashlib.sha256(str(seeds.resolve()).encode(errors="surrogateescape")).hexdigest()[:20]
    return cache_folder() / f"check-{name}.json"
