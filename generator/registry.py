"""Ids and printed names to the people, parties, issues and places they stand for; never a guess."""

from collections.abc import Mapping
from functools import cached_property

from generator.model import BriefingFile, Issue, Party, Person, Place

# Which registries the id in a field of this name may come from.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    "person": ("people",),
    "people": ("people",),
    "voiced_by": ("people",),
    "party": ("parties",),
    "parties": ("parties",),
    "speaker": ("people", "parties"),
    "attributed_by": ("parties", "people"),
    "according_to": ("people", "parties"),
    "issue": ("issues",),
    "issues": ("issues",),
    "place": ("places",),
    "dateline": ("places",),
}


class Registry:
    """The four registries of briefing.yml, looked up by id or by printed name."""

    def __init__(self, briefing: BriefingFile) -> None:
        self.parties: Mapping[str, Party] = briefing.parties
        self.people: Mapping[str, Person] = briefing.people
        self.issues: Mapping[str, Issue] = briefing.issues
        self.places: Mapping[str, Place] = briefing.places

    def ids(self, kinds: tuple[str, ...]) -> list[str]:
        """List the ids of the registries named, in their order."""
        return [id_ for kind in kinds for id_ in getattr(self, kind)]

    def speaker(self, id_: str) -> Person | Party:
        """Give the person or party with this id; KeyError where there is none."""
        return self.people[id_] if id_ in self.people else self.parties[id_]

    def party_of(self, speaker: str) -> str | None:
        """Give the party that a speaker belongs to, or is."""
        return self.people[speaker].party if speaker in self.people else speaker

    @cached_property
    def named(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each name and alias of a person, party or place: every (registry, id) it stands for.

        More than one means that the name alone does not tell, and then nothing may choose.
        """
        names: dict[str, dict[tuple[str, str], None]] = {}
        for kind in ("people", "parties", "places"):
            for id_, entity in getattr(self, kind).items():
                for name in (entity.name, *entity.aliases):
                    names.setdefault(name, {})[kind, id_] = None
        return {name: tuple(found) for name, found in names.items()}
