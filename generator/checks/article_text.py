"""Rules about what stands in an article's text and is no part of the report.

What they find is the article's, which nobody rewrites: a discrepancy entry over the place tells
the readers and settles the finding.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.boilerplate import find_boilerplate, find_captions
from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus
from generator.model import Span
from generator.problems import Severity

# Findings of one rule in one article: a text that is broken throughout is read no further.
MOST_PLACES = 20

Place = tuple[tuple[Span, ...], str]


def findings(article: Article, places: Iterable[Place], help_text: str) -> Iterator[Finding]:
    """Turn (spans, message) into findings at the first span; an entry over any span settles it."""
    for number, (spans, message) in enumerate(places, start=1):
        last = number == MOST_PLACES
        yield Finding(
            location=article.locate(spans[0]),
            message=message + (" (places after this one are not looked at)" if last else ""),
            help=help_text,
            words=tuple((article.id, span) for span in spans),
        )
        if last:
            return


def _cut(words: str, length: int = 60) -> str:
    """Put words on one line, and not too long a one."""
    words = " ".join(words.split())
    return words if len(words) <= length else words[: words.rfind(" ", 0, length)] + " …"


@article_rule("W603", Severity.WARNING)
def check_boilerplate(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text holds no line that belongs to the web page, such as “Read also” or “Subscribe”."""
    text = article.text.text
    places = (
        ((span,), f"this is no part of the report: {_cut(text[span.start : span.end])}")
        for span in find_boilerplate(text)
    )
    help_text = (
        "list it under `discrepancies`, so that readers know and nobody cites it; the text itself"
        " stays as it was published"
    )
    yield from findings(article, places, help_text)


@article_rule("W604", Severity.WARNING)
def check_captions(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text holds no caption and no credit of a picture."""
    text = article.text.text
    places = (
        ((span,), f"a picture's caption or credit: {_cut(text[span.start : span.end])}")
        for span in find_captions(text)
    )
    help_text = (
        "list it under `discrepancies`: a caption is not the report, and its credit names who took"
        " the picture, not who wrote the article"
    )
    yield from findings(article, places, help_text)


# Characters

# What the bytes 80 to BF of UTF-8 become when they are read as Windows-1252 or as Latin-1.
_CLEAR = "\x80-\x9f¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶¸¹º¼½¾¿€ƒ†‡ˆ‰Š‹ŒŽ•˜š›œžŸ"
_COMMON = "\xa0«»‚„…‘’“”–—™·\xad"
_ANY = _CLEAR + _COMMON
_SUSPECT = re.compile("[âïðãÃÂÄÅÎÏÐÑØÙ×\ufffd\x80-\x9f]")
# A word may end in a capital Ã or Å and be followed by a dash or a closing mark. So a pair that
# could be that counts only where a small letter stands next to it.
_GARBLED = re.compile(
    rf"""(?:
      â€[{_ANY}]? | â[‚„ˆ†‡‰Š‹Œ–—˜™š\x80-\x9f][{_ANY}] | ï»¿ | ï¿½ | ðŸ[{_ANY}]{{1,2}}
    | ã[€‚ƒ\x81][{_ANY}]
    | Ã¢€[{_ANY}]? | Ã[{_CLEAR}] | Â[{_CLEAR}«»\xa0·\xad]
    | (?<=[a-zà-ÿ])[ÃÄÅ][{_ANY}] | [ÃÄÅ][{_ANY}](?=[a-zà-ÿ])
    | (?:[ÎÏÐÑØÙ×][{_ANY}]){{2,}} | \ufffd | [\x80-\x9f]
    )+""",
    re.VERBOSE,
)


@article_rule("W606", Severity.WARNING)
def check_encoding(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text was decoded as what it is: no “â€™” for an apostrophe, no replacement characters."""
    text = article.text.text
    if text.isascii() or not _SUSPECT.search(text):
        return
    garbled: dict[str, list[Span]] = {}
    for match in _GARBLED.finditer(text):
        garbled.setdefault(match.group(), []).append(Span(start=match.start(), end=match.end()))

    def places() -> Iterator[Place]:
        for what, spans in garbled.items():
            times = f", {len(spans)} times" if len(spans) > 1 else ""
            yield tuple(spans[:MOST_PLACES]), _describe(what) + times

    help_text = (
        "copy the text again from where it was published, as UTF-8; if it was published so, list"
        " it under `discrepancies`"
    )
    yield from findings(article, places(), help_text)


def is_garbled(text: str, at: int) -> bool:
    """Tell whether the character at the offset is part of one that was decoded wrongly."""
    return any(
        match.start() <= at < match.end()
        for match in _GARBLED.finditer(text, max(0, at - 4), at + 4)
    )


def _describe(garbled: str) -> str:
    if set(garbled) <= {"\ufffd"}:
        return "U+FFFD stands where a character was lost"
    meant = _decode(garbled)
    if meant and meant.isspace():
        return f"“{garbled}” stands where a space is presumably meant: decoded wrongly"
    if meant:
        return f"“{garbled}” stands where “{meant}” is presumably meant: decoded wrongly"
    if len(garbled) == 1:
        return f"the control character U+{ord(garbled):04X} stands in the text: decoded wrongly"
    return f"“{garbled}” makes no word: decoded wrongly"


def _decode(garbled: str) -> str | None:
    """Undo the wrong decoding, where it can be undone."""
    try:
        raw = b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in garbled)
        meant = raw.decode("utf-8")
    except UnicodeError:
        return None
    return meant if meant.isprintable() or meant.isspace() else None


_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Zero-width spaces and joiners, soft hyphens and byte order marks are not here: they change
# nothing that is read, and evidence is compared without them. Tags after a flag are an emoji.
_INVISIBLE = re.compile(
    rf"[{_DIRECTION}\x01-\x08\x0b\x0e-\x1f\x7f\u115f\u1160\u180e\u2061-\u2064\u206a-\u206f"
    r"\u3164\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_BEFORE_TAG = re.compile(r"[\U0001f3f4\U000e0020-\U000e007e]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u05ff\u0600-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CLOSES = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
_OVERRIDES = "\u202d\u202e"


@article_rule("W608", Severity.WARNING)
def check_invisible_controls(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """No invisible control character makes the text read otherwise than it is (Trojan Source)."""
    text = article.text.text

    def places() -> Iterator[Place]:
        line, rtl, opened = (-1, -1), False, ""
        for match in _INVISIBLE.finditer(text):
            at, char = match.start(), match.group()
            if char >= "\U000e0001" and _BEFORE_TAG.match(text, max(0, at - 1)):
                continue
            if at >= line[1]:
                end = text.find("\n", at)
                line = (text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)
                rtl, opened = bool(_RIGHT_TO_LEFT.search(text, *line)), ""
            # Direction marks belong in a line that has letters of both directions.
            needed = rtl and char in _DIRECTION and char not in _OVERRIDES
            closing = any(other in opened for other in _CLOSES.get(char, ""))
            if not needed and not closing:
                name = unicodedata.name(char, "a control character")
                message = f"U+{ord(char):04X} ({name}) stands here and cannot be seen"
                yield (Span(start=at, end=at + 1),), message
            if char in _DIRECTION and char not in opened:
                opened += char

    help_text = (
        "look at the text in an editor that shows control characters; if it was published so,"
        " list it under `discrepancies`"
    )
    yield from findings(article, places(), help_text)
