"""Names of a draft to those of briefing.yml: by what is printed, and never by a guess."""

from typing import Any

import pytest
from drafts_support import draft, sure

from generator.draft.model import ProposedParty, ProposedPerson, ProposedPlace
from generator.draft.naming import Addition, Book, in_use, slug, without
from generator.model import BriefingFile


def book(**registries: Any) -> Book:
    given = {"title": "T", "language": "en", "parties": {}} | registries
    return Book(BriefingFile.model_validate(given))


def person(name: str, *aliases: str, party: str | None = None, sureness: float = 0.9) -> Any:
    likely = sure("Hanne Lidd", sureness)
    return ProposedPerson(**likely, id=slug(name, "x"), name=name, aliases=aliases, party=party)


def party(name: str, *aliases: str) -> Any:
    likely = sure("Velmora")
    return ProposedParty(**likely, id=slug(name, "x"), name=name, kind="state", aliases=aliases)


def added(book: Book) -> dict[str, Any]:
    return {f"{each.registry}/{each.id}": each.value for each in book.additions}


def only(**changes: Any) -> Any:
    empty = dict.fromkeys(("people", "parties", "places", "glossary"), ())
    return draft(**(empty | changes))


PEOPLE = {"hanne-lidd": {"name": "Hanne Lidd", "aliases": ["Lidd", "O’Lidd"]}}


@pytest.mark.parametrize("name", ["Hanne Lidd", "Lidd", "Hanne  Lidd", "O'Lidd"])
def test_who_is_there_is_found_by_name_and_alias(name: str) -> None:
    known = book(people=PEOPLE)
    names = known.match(only(people=(person(name),)))
    assert names.find(["people", "parties"], slug(name, "x")) == ("hanne-lidd", "")
    assert known.additions == []


@pytest.mark.parametrize("name", ["Hanna Lidd", "lidd", "H. Lidd", "Minister Lidd"])
def test_nobody_is_found_by_likeness(name: str) -> None:
    known = book(people=PEOPLE)
    names = known.match(only(people=(person(name),)))
    assert names.find(["people"], slug(name, "x"))[0] == slug(name, "x")
    assert list(added(known)) == [f"people/{slug(name, 'x')}"]


def test_a_surname_does_not_make_two_people_one() -> None:
    known = book(people=PEOPLE)
    names = known.match(only(people=(person("Karl Lidd", "Lidd", "Karl"),)))
    # The alias stays with whom it belongs to, and a person is told.
    assert added(known) == {"people/karl-lidd": {"name": "Karl Lidd", "aliases": ["Karl"]}}
    assert names.remarks == [
        "“Karl Lidd” shares a name with hanne-lidd, who is in briefing.yml already."
        " If they are one, keep one."
    ]


def test_a_name_of_two_stands_for_neither() -> None:
    known = book(people=PEOPLE | {"karl-lidd": {"name": "Karl Lidd", "aliases": ["Lidd"]}})
    names = known.match(only(people=(person("Lidd"),)))
    assert names.find(["people"], "lidd") == (
        None,
        "“Lidd” stands for hanne-lidd and karl-lidd in briefing.yml",
    )
    assert known.additions == []


def test_a_party_is_found_by_its_short_name_too() -> None:
    known = book(parties={"us": {"name": "United Isles", "aliases": ["UI"]}})
    names = known.match(only(parties=(party("The United Isles of Arven", "UI"),)))
    assert names.find(["parties"], "the-united-isles-of-arven") == ("us", "")
    assert known.additions == []


def test_a_place_of_the_same_name_is_no_party() -> None:
    known = book(places={"lund": {"name": "Lund"}})
    known.match(only(parties=(party("Lund"),)))
    assert list(added(known)) == ["parties/lund"]


def test_ids_are_free_among_people_and_parties() -> None:
    known = book(parties={"lidd": {"name": "The Lidd Company"}}, people={"x": {"name": "X"}})
    names = known.match(only(people=(person("Lidd"),), parties=(party("X"),)))
    assert set(added(known)) == {"people/lidd-2", "parties/x-2"}
    assert names.find(["people", "parties"], "lidd") == ("lidd-2", "")


def test_articles_share_what_the_first_one_added() -> None:
    known = book()
    first = known.match(only(people=(person("Hanne Lidd", "Lidd"),)))
    second = known.match(only(people=(person("Lidd"),)))
    assert first.ids["people", "hanne-lidd"] == second.ids["people", "lidd"] == "hanne-lidd"
    assert list(added(known)) == ["people/hanne-lidd"]


def test_the_unlikely_is_not_added() -> None:
    known = book()
    names = known.match(only(people=(person("Water Board", sureness=0.3),)))
    assert known.additions == []
    assert (
        "may be none of the people (0.30: as printed)" in names.find(["people"], "water-board")[1]
    )


def test_a_persons_party_is_briefing_ymls() -> None:
    known = book(parties={"vel": {"name": "Velmora"}})
    known.match(only(parties=(party("Velmora"),), people=(person("Hanne Lidd", party="velmora"),)))
    assert added(known) == {"people/hanne-lidd": {"name": "Hanne Lidd", "party": "vel"}}


def test_the_glossary_keeps_what_it_says() -> None:
    known = book(glossary={"EEZ": "exclusive zone"})
    known.match(only(glossary=(("EEZ", "other"), ("WWC", "World Water Council"), ("", "x"))))
    assert added(known) == {"glossary/WWC": "World Water Council"}


def test_only_what_is_referred_to_is_added() -> None:
    known = book()
    place = ProposedPlace(**sure("Okmund"), id="okmund", name="Okmund")
    known.match(
        only(
            parties=(party("Velmora"), party("Tarsk")),
            people=(person("Hanne Lidd", party="velmora"),),
            places=(place,),
        )
    )
    kept = in_use(known.additions, {("people", "hanne-lidd"), ("parties", "hanne-lidd")})
    assert [each.id for each in kept] == ["velmora", "hanne-lidd"]


def test_what_was_declined_is_named_as_missing() -> None:
    known = book()
    names = known.match(only(people=(person("Hanne Lidd"),)))
    assert without(names, known.additions).find(["people"], "hanne-lidd") == (
        None,
        "“Hanne Lidd” is not in briefing.yml (hanne-lidd)",
    )
    other = Addition(registry="parties", id="hanne-lidd", value="", name="", note="")
    assert without(names, [other]).find(["people"], "hanne-lidd") == ("hanne-lidd", "")


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Velmora’s talks: “no deal”", "velmoras-talks-no-deal"),
        ("São Tomé — 40%", "sao-tome-40"),
        ("Переговоры", "article"),
        ("", "article"),
        ("a" * 70, "a" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_slugs(words: str, made: str) -> None:
    assert slug(words, "article") == made
