"""Proposed people, parties and places to those of briefing.yml: by printed name, no guess."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.draft.model import Draft, ProposedParty, ProposedPerson, ProposedPlace
from generator.draft.notation import Value, plain
from generator.evidence import fold
from generator.model import SLUG, BriefingFile

# Below this, nothing is proposed but as a comment.
SURE_ENOUGH = 0.5

# As in briefing.yml.
REGISTRIES = ("parties", "people", "places", "glossary")

Proposed = ProposedParty | ProposedPerson | ProposedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What briefing.yml lacks: an entry of a registry, or a term of the glossary."""

    registry: str
    id: str
    value: Value
    name: str
    note: str


@dataclass(slots=True, kw_only=True)
class Names:
    """What a draft's ids stand for: ids of briefing.yml, or the reason why there is none."""

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def find(self, registries: Iterable[str], id_: str) -> tuple[str | None, str]:
        """Give the id in briefing.yml of a draft's id, or None and why not."""
        keys = [(registry, id_) for registry in registries]
        known = next((self.ids[key] for key in keys if key in self.ids), None)
        why = next((self.unknown[key] for key in keys if key in self.unknown), "")
        return known, "" if known else why or f"{id_} is not known"


class Book:
    """The registries of briefing.yml as they grow by what the drafts add."""

    def __init__(self, briefing: BriefingFile | None) -> None:
        self.additions: list[Addition] = []
        self._names: dict[str, dict[str, list[str]]] = {key: {} for key in REGISTRIES}
        self._ids: dict[str, set[str]] = {key: set() for key in REGISTRIES}
        if briefing is None:
            return
        for registry in ("parties", "people", "places"):
            for id_, entity in getattr(briefing, registry).items():
                self._ids[registry].add(id_)
                for name in dict.fromkeys(_key(name) for name in (entity.name, *entity.aliases)):
                    self._names[registry].setdefault(name, []).append(id_)
        self._ids["glossary"].update(briefing.glossary)

    def match(self, draft: Draft) -> Names:
        """Match what a draft names, and note as additions what no registry has."""
        names = Names()
        for registry, proposals in (
            ("parties", draft.parties),
            ("people", draft.people),
            ("places", draft.places),
        ):
            for proposed in proposals:
                self._match_one(registry, proposed, names)
        for term, meaning in draft.glossary:
            term, meaning = plain(term), plain(meaning)
            if meaning and 0 < len(term) <= 60 and term not in self._ids["glossary"]:
                self._ids["glossary"].add(term)
                self.additions.append(
                    Addition(registry="glossary", id=term, value=meaning, name=meaning, note="")
                )
        return names

    def _match_one(self, registry: str, proposed: Proposed, names: Names) -> None:
        key = (registry, proposed.id)
        name = plain(proposed.name)
        aliases = [] if isinstance(proposed, ProposedPlace) else list(map(plain, proposed.aliases))
        found = self._found(registry, [name])
        others = self._found(registry, aliases)
        # A surname alone does not tell two people apart; a party's short name is its own.
        if not found and registry != "people":
            found, others = others, []
        if len(found) == 1:
            names.ids[key] = found[0]
            return
        if found:
            names.unknown[key] = f"“{name}” stands for {' and '.join(found)} in briefing.yml"
            return
        if proposed.confidence < SURE_ENOUGH or not name:
            names.unknown[key] = (
                f"“{name}” is not in briefing.yml, and may be none of the {registry}"
                f" ({proposed.confidence:.2f}: {proposed.why})"
            )
            return
        for other in others:
            names.remarks.append(
                f"“{name}” shares a name with {other}, who is in briefing.yml already."
                " If they are one, keep one."
            )
        id_ = self._free_id(registry, proposed)
        names.ids[key] = id_
        self._ids[registry].add(id_)
        free = [alias for alias in dict.fromkeys(aliases) if self._is_free(registry, alias, name)]
        for each in (name, *free):
            self._names[registry].setdefault(_key(each), []).append(id_)
        self.additions.append(
            Addition(
                registry=registry,
                id=id_,
                value=_entry(proposed, name, free, names),
                name=name,
                note=f"{proposed.confidence:.2f}: {proposed.why}",
            )
        )

    def _found(self, registry: str, names: Iterable[str]) -> list[str]:
        known = self._names[registry]
        return list(dict.fromkeys(id_ for name in names for id_ in known.get(_key(name), ())))

    def _is_free(self, registry: str, alias: str, name: str) -> bool:
        return bool(alias) and alias != name and _key(alias) not in self._names[registry]

    def _free_id(self, registry: str, proposed: Proposed) -> str:
        """Give an id that nobody has; a speaker may be a person or a party."""
        speakers = ("parties", "people")
        rooms = speakers if registry in speakers else (registry,)
        taken = set().union(*(self._ids[room] for room in rooms))
        wanted = proposed.id if re.fullmatch(SLUG, proposed.id) else slug(proposed.name, registry)
        id_, count = wanted, 1
        while id_ in taken:
            count += 1
            id_ = f"{wanted}-{count}"
        return id_


def _entry(proposed: Proposed, name: str, aliases: list[str], names: Names) -> dict[str, Value]:
    value: dict[str, Value] = {"name": name}
    if isinstance(proposed, ProposedParty):
        value["kind"] = plain(proposed.kind)
    if isinstance(proposed, ProposedPerson) and proposed.party:
        party, _ = names.find(["parties"], proposed.party)
        value |= {"party": party} if party else {}
    if not isinstance(proposed, ProposedPerson) and proposed.country:
        value["country"] = proposed.country
    return value | ({"aliases": aliases} if aliases else {})


def _key(name: str) -> str:
    return fold(plain(name)).text


def slug(words: str, otherwise: str, most: int = 60) -> str:
    """Make a slug of words, `most` letters long; of words without a Latin letter, `otherwise`."""
    bare = unicodedata.normalize("NFKD", re.sub(r"['’]", "", words.casefold()))
    parts = re.findall(r"[a-z0-9]+", bare.encode("ascii", "ignore").decode())
    made = ""
    for part in parts:
        if made and len(made) + 1 + len(part) > most:
            break
        made += f"-{part}" if made else part[:most]
    return made or otherwise


def in_use(additions: Iterable[Addition], used: set[tuple[str, str]]) -> list[Addition]:
    """Keep what is referred to, and the parties of the people who are; `used` is extended."""
    additions = list(additions)
    for each in additions:
        if (each.registry, each.id) in used and isinstance(each.value, Mapping):
            used.add(("parties", str(each.value.get("party"))))
    return [
        each
        for each in additions
        if each.registry == "glossary" or (each.registry, each.id) in used
    ]


def without(names: Names, additions: Iterable[Addition]) -> Names:
    """Give the names as they are when these additions were not made."""
    refused = {(each.registry, each.id): each.name for each in additions}
    gone = {key: id_ for key, id_ in names.ids.items() if (key[0], id_) in refused}
    reasons = {
        key: f"“{refused[key[0], id_]}” is not in briefing.yml ({id_})" for key, id_ in gone.items()
    }
    return Names(
        ids={key: id_ for key, id_ in names.ids.items() if key not in gone},
        unknown=names.unknown | reasons,
    )
