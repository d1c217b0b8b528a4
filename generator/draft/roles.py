"""Offices beside names: "envoy Ilse Torv", "Ilse Torv, the envoy", "Arvenia's envoy, Torv"."""

import re
from dataclasses import dataclass

from generator.draft.words import DESCRIBED, OFFICES, RESTRICTING, THINGS, TITLES
from generator.speech.words import ADVERBS, BE, PREPOSITIONS, PRONOUNS, STOPS, VERBS
from generator.terms import word_set

_LINKS = frozenset(("of", "for", "to", "at"))
_DETERMINERS = word_set("the a an his her its their our my this that")
_ENDS = (STOPS | PREPOSITIONS | VERBS | BE | PRONOUNS | ADVERBS) - _LINKS
_TOKEN = re.compile(r"[^\W\d_](?:[\w.]|['-](?=\w))*'?")
_BREAK = re.compile(r"[;:!?()\[\]|–—\"“”«»\ue000\n]|\.(?= [^\W_a-z])| - |, (?=and\b)")
_AFTER = re.compile(
    r"(?:, (?:who (?:is|was) )?| \((?=the|an?|[^\W\d_]+[' ]))(?:(?:the|an?|its|their) )?"
)
_END = re.compile(r"(?<!\b[A-Z])\.|[,;:()\[\]|–—\"“”\ue000\n]|\Z")
# So far, in characters, a role may lead up to its name, or follow it.
_REACH = 130
_DEMONYM = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}(?:an|ese|ish|ic|ii?)\Z")


@dataclass(frozen=True, slots=True)
class Office:
    """A role at `start:end`, and the words that may name its party, at `owner`; none is (0, 0)."""

    start: int
    end: int
    owner: tuple[int, int] = (0, 0)
    # Whether the owner is told by a possessive, or by words of the role itself.
    possessive: bool = False


def _floor(flat: str, start: int, name: int) -> int:
    floor = max(start, name - _REACH)
    for found in _BREAK.finditer(flat, floor, name):
        floor = found.end()
    return floor


def before(flat: str, start: int, name: int) -> Office | None:
    """Read the role that leads up to the name at `name`, not before `start`."""
    floor = _floor(flat, start, name)
    left = flat[floor:name].rstrip()
    if left.endswith("."):
        return None
    apposed = left.endswith(",")
    end = floor + len(left.rstrip(","))
    comma = flat.rfind(",", floor, end)
    if comma >= 0:
        floor = comma + 1
    window = flat[floor:end].lower()
    if not any(word in OFFICES for word in window.split()):
        return None
    tokens = list(_TOKEN.finditer(flat, floor, end))[-16:]
    if not tokens or flat[tokens[-1].end() : end].strip():
        return None
    words = [token.group().lower() for token in tokens]
    for head, word in enumerate(words):
        if word in OFFICES and _belongs(tokens, words, head + 1, apposed=apposed):
            return _office(flat, tokens, head, tokens[-1].end(), floor)
    return None


def _belongs(tokens: list[re.Match[str]], words: list[str], at: int, *, apposed: bool) -> bool:
    """Tell whether all words behind a head belong to it: "of state", "foreign minister"."""
    linked = False
    for index in range(at, len(words)):
        word = words[index]
        if word in _LINKS:
            linked = True
        elif linked:
            if word in _ENDS and word not in ("and", "in"):
                return False
        elif word not in OFFICES and word not in DESCRIBED and word != "and":
            return False
    if words[-1].rstrip(".") in TITLES - OFFICES:
        return False
    # "the ministers of Arvenia and Costa Norte": a complement ends in no link.
    return (
        words[-1] not in _LINKS
        and words[-1] not in ("and", "in", "the")
        and (
            not linked
            or apposed
            or words[-1] in ("state", "affairs", "staff")
            or words[-1].islower()
        )
    )


def _office(
    flat: str, tokens: list[re.Match[str]], head: int, end: int, floor: int
) -> Office | None:
    """Add to a head what describes it, up to a determiner, a possessive or another phrase."""
    first = head
    owner = (0, 0)
    possessive = False
    for index in range(head - 1, max(-1, head - 8), -1):
        token, word = tokens[index], tokens[index].group()
        lower = word.lower()
        if flat[token.end() : tokens[index + 1].start()].strip(" "):
            break
        if word.endswith(("'s", "s'")) and word[:1].isupper():
            begin = index
            while (
                begin
                and tokens[begin - 1].group()[:1].isupper()
                and (tokens[begin - 1].group().lower() not in _ENDS | _DETERMINERS)
            ):
                begin -= 1
            owner, possessive = (tokens[begin].start(), token.end()), True
            break
        if lower in _DETERMINERS or lower in _ENDS or lower in _LINKS or word.endswith("'s"):
            break
        fits = lower in DESCRIBED or lower in OFFICES or lower in RESTRICTING
        joined = lower == "and" and index and tokens[index - 1].group().lower() in DESCRIBED
        # A plain word that may describe an office: "fisheries minister", "party leader".
        plain = (
            first == head
            and word.islower()
            and tokens[head].group().islower()
            and not word.endswith(("ed", "ly"))
        )
        if not (fits or joined or plain or word[:1].isupper() or "-" in word):
            break
        if word[:1].isupper() and not fits:
            opens = not flat[max(floor - 2, 0) : token.start()].strip(" .\n")
            if (
                _DEMONYM.match(word)
                or word.isupper()
                or owner[1]
                or (not opens and lower in THINGS)
            ):
                owner = (token.start(), owner[1] or token.end())
        first = index
    return Office(tokens[first].start(), end, owner, possessive)


def after(flat: str, end: int, last: int) -> Office | None:
    """Read the role that is set behind the name that ends at `end`."""
    opening = _AFTER.match(flat, end, last)
    if not opening:
        return None
    limit = min(last, opening.end() + _REACH)
    stop = _END.search(flat, opening.end(), limit)
    limit = stop.start() if stop else limit
    tokens = list(_TOKEN.finditer(flat, opening.end(), limit))[:12]
    if not tokens or flat[opening.end() : tokens[0].start()].strip():
        return None
    start, owner, possessive = 0, (0, 0), False
    for index, token in enumerate(tokens[:8]):
        lower = token.group().lower()
        if token.group().endswith(("'s", "s'")):
            owner, start, possessive = (tokens[start].start(), token.end()), index + 1, True
        elif lower in _ENDS or lower in _LINKS or (lower in _DETERMINERS and index):
            return None
        elif lower in OFFICES:
            following = tokens[index + 1].group().lower() if index + 1 < len(tokens) else ""
            if following in OFFICES or following in DESCRIBED:
                continue
            if following and following not in _LINKS | _ENDS:
                return None
            return _office_after(tokens, start, index, owner, possessive)
        elif token.group()[:1].isupper() and not possessive and lower not in DESCRIBED | TITLES:
            owner = (owner[0] or token.start(), token.end())
    return None


def _office_after(
    tokens: list[re.Match[str]], start: int, head: int, owner: tuple[int, int], possessive: bool
) -> Office | None:
    last = head
    if head + 1 < len(tokens) and tokens[head + 1].group().lower() in _LINKS:
        for index in range(head + 1, min(len(tokens), head + 9)):
            lower = tokens[index].group().lower()
            if lower in _ENDS and lower != "and":
                break
            if lower not in _LINKS | _DETERMINERS | {"and"}:
                last = index
                of = tokens[head + 1].group() == "of"
                if of and tokens[index].group()[:1].isupper() and owner == (0, 0):
                    owner = (tokens[index].start(), tokens[index].end())
    if start > head:
        return None
    return Office(tokens[start].start(), tokens[last].end(), owner, possessive)


def bare(role: str) -> tuple[str, ...]:
    """Give the words of a role as they are compared: without capitals, without what it is for."""
    words = re.findall(r"[^\W\d_][\w-]*", role.lower())
    for link in ("for",):
        if link in words[1:]:
            words = words[: words.index(link)]
    same = {
        "defense": "defence",
        "chairman": "chair",
        "chairwoman": "chair",
        "chairperson": "chair",
    }
    return tuple(same.get(word, re.sub(r"^spokes.*", "spokes", word)) for word in words)
