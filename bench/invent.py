"""Invents a briefing of N articles, the same for the same N: `python bench/invent.py N FOLDER`.

About 700 words and 40 statements an article; people, parties, issues and meetings are shared,
meetings move and are held, and every third article repeats a quotation of the one before.
Countries, people and words are made up.
"""

import datetime
import random
import sys
from pathlib import Path
from typing import Any

import yaml

PARTIES = ["Arvenia", "Costa Norte", "Belmark", "Ostrany", "Vellin", "Taskary"]
FIRST = [
    "Ilse",
    "Marta",
    "Joren",
    "Pavel",
    "Odile",
    "Sten",
    "Brita",
    "Anselm",
    "Livia",
    "Rurik",
    "Tova",
    "Edvin",
    "Kaja",
    "Milo",
]
LAST = [
    "Torv",
    "Aldane",
    "Brisk",
    "Caldor",
    "Dunmere",
    "Estval",
    "Falk",
    "Grenholt",
    "Harrow",
    "Iskar",
    "Jolen",
    "Kvist",
]
ROLES = ["fisheries minister", "chief negotiator", "harbour commissioner", "deputy envoy"]
ISSUES = ["catch quotas", "mesh sizes", "port access", "survey data", "winter closures", "patrols"]
PLACES = ["Port Lund", "Selmouth", "Krona", "Vadsby", "Little Haven"]
STANCES = ["demands", "rejects", "open-to", "supports", "warns", "conditional"]
FILLER = [
    "harbour",
    "council",
    "trawler",
    "season",
    "northern",
    "fleet",
    "licence",
    "survey",
    "report",
    "delegates",
    "coast",
    "winter",
    "spawning",
    "ground",
    "vessel",
    "crew",
    "market",
    "price",
    "agreement",
    "session",
    "paper",
    "text",
    "draft",
    "border",
    "water",
    "committee",
    "observer",
    "landing",
    "ice",
    "storm",
    "channel",
    "buoy",
    "gear",
    "net",
    "line",
    "cod",
    "herring",
    "shoal",
    "tide",
]


def slug(name: str) -> str:
    """Give the id for a name."""
    return name.lower().replace(" ", "-")


def invent(number: int, folder: Path) -> None:
    """Write `number` articles with their YAML, and briefing.yml, into the folder."""
    dice = random.Random(20310505)
    people = sorted(
        {f"{dice.choice(FIRST)} {last}{suffix}" for last in LAST for suffix in ("", "en")}
    )
    party_of = {name: dice.choice(PARTIES) for name in people}
    role_of = {name: dice.choice(ROLES) for name in people}
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    used: dict[str, set[str]] = {"people": set(), "places": set()}
    before: dict[str, Any] | None = None
    for index in range(number):
        date = datetime.date(2031, 1, 6) + datetime.timedelta(days=index // 4 % 2900)
        again = before if index % 3 == 2 else None
        text, data = article(dice, index, date, people, party_of, role_of, used, again)
        before = data["quotations"][0]
        stem = folder / "articles" / f"{date:%Y-%m}" / f"{date.isoformat()}-report-{index:05}"
        stem.parent.mkdir(exist_ok=True)
        stem.with_suffix(".txt").write_text(text, encoding="utf-8")
        stem.with_suffix(".yml").write_text(dump(data), encoding="utf-8")
    briefing = {
        "title": "Fishing talks of the northern coast",
        "language": "en",
        "parties": {
            slug(p): {"name": p, "country": f"X{chr(65 + i)}"} for i, p in enumerate(PARTIES)
        },
        "people": {
            slug(p): {"name": p, "party": slug(party_of[p]), "aliases": [p.split()[1]]}
            for p in people
            if p in used["people"]
        },
        "issues": {
            slug(i): {"name": i.capitalize(), "question": f"What about {i}?"} for i in ISSUES
        },
        "places": {slug(p): {"name": p} for p in PLACES if p in used["places"]},
    }
    (folder / "briefing.yml").write_text(dump(briefing), encoding="utf-8")


def dump(data: dict[str, Any]) -> str:
    """Write YAML as a person would order it."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100))


def words(dice: random.Random, count: int) -> str:
    """Give so many words that mean nothing."""
    return " ".join(dice.choices(FILLER, k=count))


def article(
    dice: random.Random,
    index: int,
    date: datetime.date,
    people: list[str],
    party_of: dict[str, str],
    role_of: dict[str, str],
    used: dict[str, set[str]],
    again: dict[str, Any] | None,
) -> tuple[str, dict[str, Any]]:
    """Write one article and what it says; `again` is a quotation that it repeats."""
    cast = dice.sample(people, 6)
    used["people"].update(cast)
    place = dice.choice(PLACES)
    used["places"].add(place)
    headline = f"Delegates meet in {place} over {dice.choice(ISSUES)}, report {index}"
    data: dict[str, Any] = {
        "headline": headline,
        "publisher": "The Lund Courier",
        "published": date.isoformat(),
        "rights": "excerpts",
    }
    lists: dict[str, list[dict[str, Any]]] = {
        key: []
        for key in (
            *("takeaways", "participants", "quotations", "statements"),
            *("positions", "meetings", "events", "figures"),
        )
    }
    paragraphs = [headline]
    opening = f"Delegates ended talk {index} in {place} on {date:%A} about {words(dice, 8)}"
    paragraphs.append(f"{opening}, observers said.")
    lists["takeaways"].append({"text": "The talks ended.", "evidence": opening})
    lists["events"].append({"date": date.isoformat(), "text": "Talks ended.", "evidence": opening})
    for number, name in enumerate(cast):
        party, issue = party_of[name], dice.choice(ISSUES)
        last = name.split()[1]
        who = f"{role_of[name]} {name}"
        quotes = [f"{words(dice, 9)} number {index} {number} {k}" for k in range(2)]
        said = f"{who} of {party} said that {words(dice, 7)} mattered for case {index} {number}"
        share = f"{dice.randint(10, 90)} per cent of {issue}"
        asks = f"{party} asked in paper {index} {number} for {share}"
        paragraphs.append(f"{said}.")
        paragraphs.append(f"“{quotes[0].capitalize()},” {last} said. “{quotes[1].capitalize()}.”")
        paragraphs.append(f"{asks} and {words(dice, 12)}. {words(dice, 12).capitalize()}.")
        lists["participants"].append({"person": slug(name), "role": role_of[name], "evidence": who})
        lists["quotations"] += [
            {"speaker": slug(name), "exact": q.capitalize(), "issues": [slug(issue)]}
            for q in quotes
        ]
        lists["statements"].append(
            {"speaker": slug(name), "text": "It mattered.", "evidence": said}
        )
        lists["statements"].append({"speaker": slug(party), "text": "It asked.", "evidence": asks})
        lists["positions"].append(
            {
                "party": slug(party),
                "issue": slug(issue),
                "stance": dice.choice(STANCES),
                "text": f"A share in {issue}.",
                "evidence": asks,
            }
        )
    if again:
        name = next(name for name in people if slug(name) == again["speaker"])
        used["people"].add(name)
        paragraphs.append(f"“{again['exact']},” {name} said again.")
        lists["quotations"].append(again)
    round_, step = divmod(index, 8)
    ahead = date + datetime.timedelta(days=dice.randint(2, 6))
    meets = f"The next round, session {index}, is due on {ahead:%A} in {place}"
    if step == 7:
        ahead = date
        meets = f"The round, session {index}, was held on {ahead:%A} in {place}"
    paragraphs.append(f"{meets}, the hosts said. {words(dice, 40).capitalize()}.")
    lists["meetings"].append(
        {
            "id": f"round-{round_}",
            "name": f"Round {round_} of the fishing talks",
            "date": ahead.isoformat(),
            "date_as_written": f"{ahead:%A}",
            "place": slug(place),
            "parties": sorted({slug(party_of[name]) for name in cast}),
            "status": {0: "scheduled", 7: "held"}.get(step, "postponed"),
            "evidence": meets,
        }
    )
    troop = f"about {index * 7 + 100:,} boats of fleet {index} were counted"
    paragraphs.append(f"In the sound, {troop}. {words(dice, 40).capitalize()}.")
    lists["figures"].append(
        {
            "value": index * 7 + 100,
            "unit": "boats",
            "of": f"fleet {index}",
            "text": "Boats were counted.",
            "evidence": troop,
        }
    )
    while sum(len(p.split()) for p in paragraphs) < 690:
        paragraphs.append(f"{words(dice, 30).capitalize()}.")
    return "\n\n".join(paragraphs) + "\n", data | lists


if __name__ == "__main__":
    invent(int(sys.argv[1]), Path(sys.argv[2]))
