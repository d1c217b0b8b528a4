"""A new project: the files of `templates/new`, and what they share with Readout's own checkout."""

import importlib.metadata
import json
import tempfile
from pathlib import Path

from generator import __version__
from generator.schema import FILES, printed_schema
from generator.settings import templates_folder

DISTRIBUTION = "readout-briefing"
# These stand in the checkout itself; pyproject.toml puts them beside the others in the wheel.
SHARED = ("mkdocs.yml", "docs/method.md")
SITE_NAME = ("site_name: Readout\n", "site_name: The fishing talks\n")


def project_files() -> dict[str, bytes]:
    """Give a new project's files by path: an invented briefing and what builds its site."""
    folder = templates_folder() / "new"
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    paths |= {name: templates_folder().parent / name for name in SHARED if name not in paths}
    made = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
    for name in FILES:
        made[f"seeds/.schema/{name}.json"] = printed_schema(name).encode()
    for name, (old, new) in {
        "mkdocs.yml": SITE_NAME,
        "requirements.txt": (f"{DISTRIBUTION}\n", f"{requirement()}\n"),
    }.items():
        made[name] = made[name].replace(old.encode(), new.encode())
    return dict(sorted(made.items()))


def requirement() -> str:
    """Name Readout as pip's requirement, from where it was installed (PEP 508, PEP 610)."""
    try:
        raw = importlib.metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
    except importlib.metadata.PackageNotFoundError:
        raw = None
    if not raw:
        return f"{DISTRIBUTION}=={__version__}"
    origin = json.loads(raw)
    vcs = origin.get("vcs_info")
    url = f"{vcs['vcs']}+{origin['url']}@{vcs['commit_id']}" if vcs else origin["url"]
    return f"{DISTRIBUTION} @ {url}"


def create_project(folder: Path) -> list[str]:
    """Make a new project in a folder that is not there yet, or is empty; gives the files' paths.

    Whole or not at all. Raises FileExistsError where something is there already.
    """
    if folder.is_symlink() or folder.exists():
        if not folder.is_dir():
            raise FileExistsError(f"{folder} is not a folder")
        if any(folder.iterdir()):
            raise FileExistsError(f"{folder} is not empty")
    made = project_files()
    # Everything is written beside its place, below the nearest folder that exists, and moved there.
    folder = folder.resolve()
    home = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    with tempfile.TemporaryDirectory(dir=home, prefix=".readout-new-") as temporary:
        staged = Path(temporary)
        for name, raw in made.items():
            path = staged / folder.relative_to(home) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        _move(staged, home)
    return list(made)


def _move(staged: Path, home: Path) -> None:
    """Move what a folder holds into another; all of it, or none."""
    moved: list[Path] = []
    try:
        for path in sorted(staged.iterdir()):
            moved.append(path.rename(home / path.name))
    except OSError:
        for path in moved:
            path.rename(staged / path.name)
        raise
