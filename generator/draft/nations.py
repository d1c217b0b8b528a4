"""States and bodies by the names that English news has for them: a table of names to parties."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale

from generator.speech import Names


@dataclass(frozen=True, slots=True)
class Known:
    """A state or body that readers know: `code` is ISO 3166-1 alpha-2."""

    id: str
    name: str
    kind: str
    code: str | None = None


def slug(words: str) -> str:
    """Give the id of a name: its letters and digits, in ASCII, joined by hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", words.replace("ø", "o").replace("ł", "l")).lower()
    plain = re.sub(r"['’]s?\b", "", plain)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:80].strip("-")


def _rows(name: str) -> list[list[str]]:
    table = resources.files("generator.draft").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines()[1:]]


@cache
def known() -> tuple[dict[str, Known], Names, frozenset[str]]:
    """Give what is known by id, how to find it by name, and the names that are seats: "Moscow"."""
    territories = Locale("en").territories
    found: dict[str, Known] = {}
    names: list[tuple[str, str]] = []
    capitals: set[str] = set()
    for code, others, seats in _rows("countries.tsv"):
        also = [name for name in others.split(", ") if name]
        printed = territories[code].replace(" & ", " and ")
        plain = printed if re.fullmatch(r"[\w’' -]+", printed) and " - " not in printed else also[0]
        name = also[0] if " SAR " in printed or "Territories" in printed else plain
        party = Known(slug(name), name, "state", code)
        found[party.id] = party
        houses = [seat for seat in seats.split(", ") if seat]
        capitals.update(houses)
        names += [(each, party.id) for each in dict.fromkeys((name, *also, *houses))]
    for name, kind, others in _rows("bodies.tsv"):
        forms = [name, *filter(None, others.split(", "))]
        body = Known(slug(min(forms, key=len)), name, kind)
        found[body.id] = body
        names += [(each, body.id) for each in forms]
    return found, Names(names), frozenset(capitals)
