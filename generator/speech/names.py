"""Printed names in a text: which of the people and parties known by name each may stand for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Span
from generator.speech.words import ADVERBS, DESCRIBING, OPENERS, ROLES, STOPS

_WORD = re.compile(r"\w+")
# Most words of a text are small: to pass over them is what makes it quick to read.
_CAPITALISED = re.compile(r"[^\W\d_a-z](?<!\w.)\w*")
_WORD_BEFORE = re.compile(r"(\w+)\W*\Z")
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
        self._first = _CAPITALISED
        self._starting: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, found in sorted(ids.items(), key=lambda item: -len(item[0])):
            if first := _WORD.match(name):
                self._starting.setdefault(first.group(), []).append((name, tuple(found)))
                if not _CAPITALISED.match(name):
                    self._first = _WORD

    def find(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """Yield the names in a stretch of a text made `plain`; of two at one place the longer."""
        if not self._starting:
            return
        at = start
        for word in self._first.finditer(text, start, end):
            first = word.start()
            known = self._starting.get(word.group())
            if known and first >= at:
                for name, ids in known:
                    after = first + len(name)
                    if text.startswith(name, first) and not text[after : after + 1].isalnum():
                        at = after
                        if " " not in name:
                            ids = self._not_of_another(text, start, first, ids)
                        yield Mention(span=Span(start=first, end=after), ids=ids)
                        break

    def _not_of_another(
        self, text: str, start: int, first: int, ids: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Drop whom a single word cannot mean because of the capitalised word before it."""
        before = _WORD_BEFORE.search(text[max(start, first - 40) : first])
        word = before.group().rstrip() if before else ""
        if not word[:1].isupper() or not word.rstrip(".").replace("-", "").isalnum():
            return ids
        bare = word.rstrip(".")
        if bare.lower() in _NOT_NAMES or (len(bare) < 4 and bare.isupper()):
            return ids
        return tuple(id_ for id_ in ids if bare in self._words[id_])
