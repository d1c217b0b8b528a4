"""The figures of an article, and the abbreviations that it spells out."""

import re
from collections.abc import Iterator

from generator.draft.model import ProposedFigure
from generator.draft.reading import Reading
from generator.edtf import MONTHS
from generator.model import Span
from generator.numbers import Number, find_numbers
from generator.speech.words import BE, PRONOUNS, STOPS, VERBS
from generator.terms import word_set

_HEDGED = re.compile(
    r"(?:\b(?:an? estimated|about|almost|around|approximately|close to|nearly|over|more than"
    r"|less than|some|roughly|up to|under|at least|just|as many as) )\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?: |-)(?:of )?([^\W\d_][\w'’-]*)")
_NAMES = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_MONTH = re.compile(rf"(?: of)? (?:{_NAMES})\b")
_MONTH_BEFORE = re.compile(rf"\b(?:{_NAMES})\.? \Z")
_DETERMINED = re.compile(r" (?:the|an?|its|their|his|her|all|which)\b")
_LENGTHS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "time"))
_ENDS = (
    (STOPS - {"of", "in"})
    | BE
    | PRONOUNS
    | VERBS
    | word_set("and or but than has had have held led made sent near ago could would can may might")
    | word_set("will less more")
)
_MOST = 200


def propose_figures(reading: Reading) -> Iterator[ProposedFigure]:
    """Yield the numbers that measure or count something worth a figure."""
    body = reading.layout.body
    if not body:
        return
    text = reading.text
    inside = iter(body)
    paragraph = next(inside)
    found = 0
    for number in find_numbers(text):
        while paragraph and paragraph.end <= number.digits.start:
            if (following := next(inside, None)) is None:
                return
            paragraph = following
        if number.digits.start < paragraph.start or not _is_worth(number):
            continue
        if _is_dated(text, number.digits):
            continue
        for figure in _figure(reading, number, paragraph):
            yield figure
            found += 1
        if found >= _MOST:
            return


def _is_worth(number: Number) -> bool:
    """Tell whether a number is more than "two sides" and "five days"."""
    if number.unit in _LENGTHS:
        return number.value > 1
    return bool(number.unit) or number.value > 12


def _is_dated(text: str, digits: Span) -> bool:
    """Tell whether a number is the day of a month: "13 January", "January 13"."""
    before = text[max(0, digits.start - 11) : digits.start]
    return bool(_MONTH.match(text, digits.end) or _MONTH_BEFORE.search(before))


def _figure(reading: Reading, number: Number, paragraph: Span) -> Iterator[ProposedFigure]:
    text = reading.text
    start = number.digits.start
    if hedge := _HEDGED.search(text[max(paragraph.start, start - 16) : start]):
        start -= len(hedge[0])
    unit = None
    at = number.digits.end
    if number.unit and number.span.end > number.digits.end:
        unit = " ".join(text[number.digits.end : number.span.end].strip(" -–\n").split())
        at = number.span.end
    elif number.unit:
        unit = f"{number.unit}s"
    words, end = _counted(text, at, paragraph.end)
    if not words or len(words[-1]) < 3 or (len(words) == 1 and words[0].endswith("ed")):
        return
    value = int(number.value) if number.value.is_integer() else number.value
    for span in reading.cite(start, end):
        yield ProposedFigure(
            evidence=(span,),
            confidence=0.8 if (hedge or unit) and len(words) > 1 else 0.6,
            why="a number with what it counts",
            value=value,
            unit=unit,
            of=" ".join(words),
            text=" ".join(text[span.start : span.end].split()),
        )


def _counted(text: str, at: int, end: int) -> tuple[list[str], int]:
    """Give the words behind a number that say what it counts, and where they end."""
    words: list[str] = []
    last = at
    while len(words) < 6 and (found := _WORD.match(text, at, end)):
        word = found[1]
        if word.lower() in _ENDS or word.endswith("ing") or (words and word.endswith("ed")):
            break
        if word == "in" and (not words or _DETERMINED.match(text, found.end())):
            break
        words += found.group().replace("-", " ", 1).split()
        at = last = found.end()
    while words and (words[-1].lower() in ("of", "in", "the", "a", "an", "its", "their", "on")):
        last = text.rfind(words[-1], 0, last)
        words.pop()
    if words[:1] in (["of"], ["long"]):
        words = words[1:]
    return words, last


_BRACKETED = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9&-]{1,9}?)s?\)")
_EARLIER = re.compile(r"[\w’'-]+")
_SMALL = word_set("of for and in on the to de la des et & with")


def glossary(text: str) -> tuple[tuple[str, str], ...]:
    """Give the abbreviations that the text spells out: "Fisheries Joint Council (FJC)"."""
    found: dict[str, str] = {}
    for bracket in _BRACKETED.finditer(text):
        short = bracket["short"]
        if sum(char.isupper() for char in short) < 2 or short in found:
            continue
        lead = text[max(0, bracket.start() - 120) : bracket.start()]
        lead = lead.rpartition("\n")[2]
        words = list(_EARLIER.finditer(lead))[-12:]
        if words and lead[words[-1].end() :].strip('"”’ '):
            continue
        for index in range(len(words) - 1, -1, -1):
            phrase = lead[words[index].start() :].strip(' "”“’')
            if _spells(phrase, short):
                found[short] = " ".join(phrase.split())
                break
    return tuple(found.items())


def _spells(phrase: str, short: str) -> bool:
    """Tell whether the letters of an abbreviation open words of a phrase, in order."""
    words = [word for word in re.split(r"[\s-]+", phrase) if word]
    if not words:
        return False
    if phrase.islower():  # "exclusive economic zone (EEZ)": every word has its letter
        return len(words) > 1 and "".join(word[0] for word in words).upper() == short.upper()
    if words[0].lower() in _SMALL or not words[0][0].isupper():
        return False
    if words[0][0].upper() != short[0].upper() or any(mark in phrase for mark in ".;:("):
        return False
    letters = iter(word[0].upper() for word in words)
    wanted = [char.upper() for char in short if char.isalnum()]
    return len(words) > 1 and all(any(have == want for have in letters) for want in wanted)
