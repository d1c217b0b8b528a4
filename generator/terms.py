"""What a passage is about: the stems of its content words, by which passages are compared."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?\Z")


def word_set(text: str) -> frozenset[str]:
    """Give the words of a list that is written as a text."""
    return frozenset(text.split())


# Words that say nothing of what a sentence is about. Verbs of saying are the speaker's, not the
# matter's.
_EMPTY = word_set(
    """a about above after again all also although am amid among an and any are around as at be
    because been before being between both but by can could did do does during each either for
    from further had has have he her here him his how i if in into is it its itself just may me
    might more most much must my near nearly no nor not now of off on once only or other our out
    over own same she should so some such than that the their them then there these they this
    those through to too under until up upon us very via was we were what when where whether which
    while who whom whose why will with within without would yet you your
    said say says saying told tells called calls added adds warned warns according
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december today yesterday tomorrow
    """
)
_IRREGULAR = {
    **dict.fromkeys(("met", "meets", "meeting", "meetings"), "meet"),
    **dict.fromkeys(("held", "holds", "holding"), "hold"),
    **dict.fromkeys(("spoke", "speaks", "speaking", "spoken"), "speak"),
    **dict.fromkeys(("began", "begins", "begun", "beginning"), "begin"),
}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Reduce a word to what its forms share: "talks" and "talk", "offered" and "offer"."""
    word = _POSSESSIVE.sub("", word.casefold())
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            base = word[: -len(ending)]
            if ending == "ies":
                return base + "y"
            if ending in ("ing", "ed") and base[-1:] == base[-2:-1] and base[-1:] not in "sl":
                base = base[:-1]
            if ending == "es" and not base.endswith(("s", "x", "ch", "sh", "z")):
                base += "e"
            return base.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


# What meetings are called: such a word shows that a meeting is meant, but not which.
GATHERING = frozenset(
    map(
        stem,
        word_set(
            """
            meet talk round session summit conference briefing call discussion consultation
            negotiation dinner visit drill vote ceremony hearing gather reconvene resume encounter
            convene assembly dialogue remark conversation hold begin open take
            """
        ),
    )
)


def terms(text: str) -> frozenset[str]:
    """Give the stems of a text's content words; numbers are none."""
    return frozenset(
        stem(found.group())
        for found in _WORD.finditer(text)
        if found.group().casefold() not in _EMPTY
        and not found.group()[0].isdecimal()
        and len(found.group()) > 1
    )
