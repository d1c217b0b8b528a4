"""The time machine: the corpus as it stood on a day, without a word that only later articles bring.

Who writes a briefing enters people, aliases and abbreviations as the articles bring them. So what
briefing.yml registers is known on a day if an article published by then speaks of it, or if no
article at all does: then it is the writer's own.
"""

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from generator.corpus import Article, Corpus
from generator.evidence import fold
from generator.model import Cited, Party, Person, Place
from generator.registry import Registry


def as_it_stood(corpus: Corpus, day: datetime.date) -> Corpus:
    """Give the corpus of a day: at least one article must have been published by then."""
    articles = tuple(a for a in corpus.articles if a.data.published <= day)
    if len(articles) == len(corpus.articles):
        return corpus
    later = corpus.articles[len(articles) :]
    data = corpus.data
    unknown = _only_in(later, articles)
    people = _without(data.people, unknown["people"])
    # Whoever is known brings their party along.
    theirs = {person.party for person in people.values()}
    printed = Printed(articles, later)
    known = data.model_copy(
        update={
            "parties": printed.named(_without(data.parties, unknown["parties"] - theirs)),
            "people": printed.named(people),
            "issues": _without(data.issues, unknown["issues"]),
            "places": printed.named(_without(data.places, unknown["places"])),
            "glossary": {term: text for term, text in data.glossary.items() if printed.knows(term)},
        }
    )
    ids = {article.id for article in articles}
    return replace(
        corpus,
        data=known,
        registry=Registry(known),
        articles=articles,
        bottom_line=next(iter(_known(filter(None, [corpus.bottom_line]), ids)), None),
        takeaways=tuple(_known(corpus.takeaways, ids)),
        discrepancies=tuple(_known(corpus.discrepancies, ids)),
        _by_id={},
    )


def _known(entries: Iterable[Cited[Any]], articles: Container[str]) -> Iterator[Cited[Any]]:
    """Keep the entries that rest on known articles only."""
    return (c for c in entries if all(item.article in articles for item in c.evidence))


def _only_in(later: Sequence[Article], articles: Sequence[Article]) -> dict[str, set[str]]:
    """Give the ids of each registry that later articles refer to, and none before."""
    before, after = (
        {pair for article in found for pair in article.references} for found in (articles, later)
    )
    only: dict[str, set[str]] = {kind: set() for kind in ("people", "parties", "issues", "places")}
    for kind, id_ in after - before:
        only[kind].add(id_)
    return only


def _without(registry: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    return {id_: entity for id_, entity in registry.items() if id_ not in ids}


class Printed:
    """What the articles of a day print, and what only later ones do."""

    def __init__(self, articles: Sequence[Article], later: Sequence[Article]) -> None:
        self._by_then = [_letters(article) for article in articles]
        self._later = [_letters(article) for article in later]

    def knows(self, words: str) -> bool:
        """Tell whether an article of the day has the words, or none at all has them."""
        folded = fold(words).text
        return any(folded in text for text in self._by_then) or not any(
            folded in text for text in self._later
        )

    def named(self, registry: Mapping[str, Party | Person | Place]) -> dict[str, Any]:
        """Keep the aliases that are known."""
        return {
            id_: entity.model_copy(update={"aliases": tuple(filter(self.knows, entity.aliases))})
            for id_, entity in registry.items()
        }


def _letters(article: Article) -> str:
    """Give the article's text and the words that its file adds, in one."""
    return "\n".join([article.text.folded.text, *(fold(t).text for t in _texts(article.data))])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
