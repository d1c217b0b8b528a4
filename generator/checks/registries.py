"""Rules about the registries of briefing.yml."""

from collections.abc import Iterator

from generator.checks import Finding, corpus_rule
from generator.corpus import Corpus
from generator.evidence import fold
from generator.problems import Severity

_SHORTEST_ALIKE = 5


@corpus_rule("W143", Severity.WARNING)
def check_entries_are_used(corpus: Corpus) -> Iterator[Finding]:
    """Every entry of a registry is referred to."""
    used = corpus.references.union(*(article.references for article in corpus.articles))
    for kind in ("people", "parties", "issues", "places"):
        for id_ in getattr(corpus.registry, kind):
            if (kind, id_) not in used:
                yield Finding(
                    location=corpus.file.locate((kind, id_), key=True),
                    message=f"nothing refers to “{id_}” in {kind}",
                    help="remove it, or refer to it where the articles speak of it",
                )


@corpus_rule("W503", Severity.WARNING)
def check_names_differ(corpus: Corpus) -> Iterator[Finding]:
    """No two people, and no two places, have names that are nearly equal."""
    for kind in ("people", "places"):
        # Names one letter apart share a form with one letter left out, so no pairs are compared.
        seen: dict[str, tuple[str, str]] = {}
        told: set[tuple[str, str]] = set()
        for id_, entity in getattr(corpus.registry, kind).items():
            forms = {
                form: name
                for name in (entity.name, *entity.aliases)
                if len(name) >= _SHORTEST_ALIKE
                for form in _forms(name.casefold())
            }
            for form, name in forms.items():
                other, other_name = seen.setdefault(form, (id_, name))
                pair = (other, id_)
                if other != id_ and pair not in told and name != other_name:
                    told.add(pair)
                    yield Finding(
                        location=corpus.file.locate((kind, id_, "name")),
                        message=f"“{name}” ({id_}) is nearly “{other_name}” ({other})",
                        help="if they are one, keep one entry with both as name and alias; the"
                        " articles' misprints belong under `aliases`",
                    )


@corpus_rule("W505", Severity.WARNING)
def check_person_and_party_differ(corpus: Corpus) -> Iterator[Finding]:
    """No name or alias of a person is one of a party too."""
    for name, found in corpus.registry.named.items():
        people = [id_ for kind, id_ in found if kind == "people"]
        for party in [id_ for kind, id_ in found if kind == "parties"] if people else []:
            place = corpus.file.locate(("parties", party), key=True)
            yield Finding(
                location=corpus.file.locate(("people", people[0]), key=True),
                message=f"“{name}” names a person, “{people[0]}”, and a party, “{party}”, at"
                f" {place}",
                help="give one of them the longer name that the articles print; a bare name would"
                " mean either",
            )


def _forms(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


@corpus_rule("W504", Severity.WARNING)
def check_names_are_printed(corpus: Corpus) -> Iterator[Finding]:
    """Every person, party and place is printed in an article, by name or alias."""
    waiting = {
        (kind, id_): [fold(name).text for name in (entity.name, *entity.aliases)]
        for kind in ("parties", "people", "places")
        for id_, entity in getattr(corpus.registry, kind).items()
    }
    for article in corpus.articles:
        text = article.text.folded.text
        for key in [key for key, names in waiting.items() if any(name in text for name in names)]:
            del waiting[key]
        if not waiting:
            return
    for kind, id_ in waiting:
        name = getattr(corpus.registry, kind)[id_].name
        yield Finding(
            location=corpus.file.locate((kind, id_, "name")),
            message=f"no article prints “{name}”",
            help="write the name as the articles print it, or add what they print to `aliases`",
        )
