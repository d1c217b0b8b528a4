"""Which articles print one and the same text: agency copy reprinted, cut or re-headed.

MinHash with locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998) only proposes pairs;
the exact Jaccard similarity of their word shingles decides. An article is compared with the first
print of each text, in the order of the corpus, so that a later article never changes what an
earlier one was taken for, and “near-copy of” is true of exactly the article that it names.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

from generator.corpus import Article

# Two texts are near-copies where they share this much of their runs of four words. Reports of one
# event that two people wrote share a few in a hundred; a copy that lost a third shares two thirds.
LEAST_SHARED = 0.6
_WORDS_IN_A_RUN = 4
# 32 bands of 4 rows: a pair that shares 0.6 is proposed 99 times of 100, one that shares 0.7
# always, and one that shares 0.1 hardly ever. The hashes are the same on every machine.
_HASHES, _BANDS, _SEED = 128, 32, 1
_WORD = re.compile(r"\w+")


def near_copies(articles: Sequence[Article]) -> Mapping[str, str]:
    """Give for each article the id of the first that prints its text; mostly its own."""
    index = RMinHashLSH(LEAST_SHARED, _HASHES, _BANDS)
    first: dict[str, str] = {}

    @lru_cache(maxsize=256)
    def runs_of(number: int) -> frozenset[str]:
        return runs(articles[number].text.text)

    for number, article in enumerate(articles):
        own = runs(article.text.text)
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(own)
        alike = [(shared(own, runs_of(other)), -other) for other in index.query(sketch)]
        closest, other = max(alike, default=(0.0, 0))
        if closest >= LEAST_SHARED:
            first[article.id] = articles[-other].id
        else:
            first[article.id] = article.id
            index.insert(number, sketch)
    return first


def runs(text: str) -> frozenset[str]:
    """Give the runs of four words in a text, whatever their case; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _WORDS_IN_A_RUN + 1)
    return frozenset(" ".join(words[at : at + _WORDS_IN_A_RUN]) for at in range(last))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the Jaccard similarity of two sets: what both have, of what either has."""
    both = len(one & other)
    return both / (len(one) + len(other) - both)
