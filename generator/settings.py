"""What a run works on: frozen, made once by the command line or the plugin."""

import datetime
from dataclasses import dataclass
from pathlib import Path


def templates_folder() -> Path:
    """Find the templates: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "templates"
    return packaged if packaged.is_dir() else here.parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the seeds and templates are, and the day the briefing is written as of.

    `templates` is searched before Readout's own templates, so that it may hold only what differs.
    `as_of` None means: what briefing.yml says, otherwise the newest article's date.
    """

    seeds: Path = Path("seeds")
    templates: Path | None = None
    as_of: datetime.date | None = None
