"""Printed names in a text: which of the people and parties known by name each may stand for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Span
from generator.speech.words import ADVERBS, DESCRIBING, OPENERS, ROLES, STOPS

_WORD = re.compile(r"\w+")
_NOT_NAMES = ADVERBS | DESCRIBING | OPENERS | ROLES | STOPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text and the ids that it may stand for.

    None, where it is part of a longer name that nobody here has: "Michelle" before a known "Torv".
    """

    span: Span
    ids: tuple[str, ...]


def plain(text: str) -> str:
    """Fold apostrophes and white space, character by character."""
    text = text.replace("’", "'").replace("‘", "'").replace("\n", " ").replace("\t", " ")
    return text.replace("\xa0", " ").replace("\u202f", " ")


def surname(name: str) -> str:
    """Give the last word of a name of several words, without what follows it; else nothing."""
    words = [word for word in name.split() if word.rstrip(".,") not in ("Jr", "Sr", "II", "III")]
    last = words[-1].strip(",") if len(words) > 1 else ""
    return last if last[:1].isupper() else ""


class Names:
    """Names that are known, each with the ids that it may stand for."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take (name, id) pairs: a name may stand for several, an id have several names."""
        ids: dict[str, dict[str, None]] = {}
        self._words: dict[str, set[str]] = {}
        for printed, id_ in names:
            name = plain(" ".join(printed.split()))
            ids.setdefault(name, {})[id_] = None
            self._words.setdefault(id_, set()).update(_WORD.findall(name))
        self._starting: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, found in sorted(ids.items(), key=lambda item: -len(item[0])):
            if first := _WORD.match(name):
                self._starting.setdefault(first.group(), []).append((name, tuple(found)))

    def find(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """Yield the names in a stretch of a text made `plain`; of two at one place the longer."""
        if not self._starting:
            return
        at = before = start
        for word in _WORD.finditer(text, start, end):
            first = word.start()
            known = self._starting.get(word.group())
            if known and first >= at:
                for name, ids in known:
                    after = first + len(name)
                    if text.startswith(name, first) and not text[after : after + 1].isalnum():
                        at = after
                        if " " not in name and first - before > 1:
                            ids = self._not_of_another(text, before, first, ids)
                        yield Mention(span=Span(start=first, end=after), ids=ids)
                        break
            before = first

    def _not_of_another(
        self, text: str, before: int, first: int, ids: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Drop whom a single word cannot mean because of the capitalised word before it."""
        word = text[before:first].rstrip()
        if not word[:1].isupper() or not word.rstrip(".").replace("-", "").isalnum():
            return ids
        bare = word.rstrip(".")
        if bare.lower() in _NOT_NAMES or (len(bare) < 4 and bare.isupper()):
            return ids
        return tuple(id_ for id_ in ids if bare in self._words[id_])
