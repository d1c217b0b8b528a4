"""Numbers with what they count: "100,000 troops", "nearly nine hours", "40%", "two dozen boats"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model import Span
from generator.terms import stem, terms, word_set

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen",),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
# Units of measure: a number of these is compared with numbers of the same unit only.
_UNITS = {
    "percent": r"%|per\s?cent|pct", "point": r"(?:percentage|basis)\spoints?",
    "second": r"seconds?", "minute": r"minutes?|mins?", "hour": r"hours?|hrs?",
    "day": r"days?", "week": r"weeks?", "month": r"months?", "year": r"years?",
    "decade": r"decades?", "metre": r"met(?:re|er)s?", "kilometre": r"kilomet(?:re|er)s?|km",
    "mile": r"(?:nautical\s)?miles?", "kilogram": r"kilos?|kilograms?|kg",
    "tonne": r"tonnes?|tons?|t", "barrel": r"barrels?", "litre": r"lit(?:re|er)s?",
    "hectare": r"hectares?|ha", "acre": r"acres?", "degree": r"degrees?|°C?",
    "megawatt": r"megawatts?|MW", "gigawatt": r"gigawatts?|GW", "yen": r"yen",
    "dollar": r"(?:US\s)?dollars?|USD", "euro": r"euros?|EUR", "pound": r"pounds?|GBP",
    "rouble": r"rou?bles?", "crown": r"crowns?", "time": r"times|fold",
}  # fmt: skip
_UNIT = re.compile(
    r"[\s-]{0,2}(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items()) + r")(?!\w)"
)
_ONES = "|".join(_SMALL[1:10])
_BASE = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{_ONES})(?!\w))?|{'|'.join(_SMALL)})(?!\w)"
_SCALE_WORDS = r"(?:dozen|hundred|thousand|million|billion|trillion)"
_GROUPED = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
_NUMBER = re.compile(
    r"(?<![\w.,/:#])(?<![^\W\d_][-‐‑–])(?P<symbol>[$€£¥])?"
    rf"(?:(?P<digits>{_GROUPED}|[0-9]+(?:\.[0-9]+)?)"
    rf"(?:(?P<suffix>k|mn?|bn|tn)(?!\w)|\s(?P<scale>(?:mn|bn|tn|{_SCALE_WORDS}))(?!\w)|(?![\w:/]|[.,][0-9]))"
    rf"|(?P<spelt>(?:{_BASE}|an?(?=\s{_SCALE_WORDS}))"
    rf"(?:\s{_SCALE_WORDS}(?!\w)(?:\s(?:and\s)?{_BASE})?){{0,4}})(?!\w))",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:about|almost|around|approximately|close to|estimated|nearly|over|more than|less than"
    r"|some|roughly|up to|under|at least|just)\s\Z",
    re.IGNORECASE,
)
# "Article 5", "page 3", "round 2": the number is a name.
_LABEL = re.compile(
    r"(?:\b(?:no|nos|number|article|art|section|sec|paragraph|para|page|pp?|chapter|resolution|room"
    r"|figure|table|annex|item|phase|rule|flight|channel|route|group|law|version|question|option"
    r"|part|step|day|round|stage|tier|category|class|line|point|note|pier|gate|berth|zone|sector|block|terminal|district)s?\.?\s*|\(|[¶§№]\s?|[0-9]{4}[-–/])\Z",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"\b(?:at|from|until|till|by|before|after|to)\s\Z", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"\s?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|CES?T|local time|sharp)", re.IGNORECASE
)
_CLOSED = re.compile(r"[0-9]{1,2}\)")
_JOINT = re.compile(r"\s?[-–]\s?|\s(?:to|and|or)\s")
_NOUN = re.compile(r"[\s-]([^\W\d_][\w'’]*)")
_STOPS_NOUNS = word_set(
    """of to in on at by for from with and or but who which that is are was were has have had will
    would after before since until than as more less times other others the a an
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text; `span` takes in its unit of measure, or else what is counted."""

    span: Span
    digits: Span
    value: float
    unit: str = ""
    nouns: frozenset[str] = frozenset()
    spelt: bool = False
    hedged: bool = False


def find_numbers(text: str) -> list[Number]:
    """Find the numbers that count or measure something, in order; years and labels are none."""
    found = list(_find(text))
    # "between 40 and 50 per cent": the first is of per cent, too.
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        if not one.unit and _JOINT.fullmatch(text, one.digits.end, other.digits.start):
            found[index] = replace(one, unit=other.unit, nouns=other.nouns)
    return found


def _find(text: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(text):
        value = _value_of(found)
        lead = text[max(0, found.start() - 24) : found.start()]
        if value is None or (found["digits"] and _is_no_count(text, found, lead)):
            continue
        unit, end = "", found.end()
        if measure := _UNIT.match(text, found.end()):
            unit, end = measure.lastgroup or "", measure.end()
        elif found["symbol"]:
            unit = _SYMBOLS[found["symbol"]]
        nouns, last = _nouns(text, end)
        if not unit and last:
            end = last
        if value == 1 and not unit:
            continue
        yield Number(
            span=Span(start=found.start(), end=end),
            digits=Span(start=found.start(), end=found.end()),
            value=value,
            unit=unit,
            nouns=nouns,
            spelt=bool(found["spelt"]),
            hedged=_HEDGE.search(lead) is not None,
        )


def _value_of(found: re.Match[str]) -> float | None:
    if found["spelt"]:
        return _spelt(re.split(r"[\s-]+", found["spelt"].lower()))
    digits = re.sub(r"[^0-9.]", "", found["digits"])
    scale = (found["suffix"] or found["scale"] or "").lower()
    if len(digits) > 18:
        return None
    return float(digits) * _SCALES.get(scale, 1)


def _spelt(words: list[str]) -> float:
    """Add up "two hundred and forty-five thousand"."""
    total = part = 0
    for word in words:
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, part = total + part, 0
        else:
            part += _VALUES.get(word, 1 if word in ("a", "an") else 0)
    return float(total + part)


def _is_no_count(text: str, found: re.Match[str], lead: str) -> bool:
    digits = found["digits"]
    if _LABEL.search(lead) or _CLOSED.match(text, found.start()):
        return True
    if _CLOCK_AFTER.match(text, found.end()):
        return True
    is_clock = re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", digits)
    if is_clock and _CLOCK_BEFORE.search(lead):
        return True
    plain = not (found["symbol"] or found["suffix"] or found["scale"])
    is_year = plain and re.fullmatch(r"(?:1[5-9]|20|21)[0-9]{2}", digits)
    return bool(is_year) and not _UNIT.match(text, found.end()) and not _counts(text, found.end())


def _counts(text: str, end: int) -> bool:
    """Tell whether a number that looks like a year counts people or things."""
    nouns, _ = _nouns(text, end)
    return bool(nouns & terms("people troops soldiers boats ships cases members votes vessels"))


def _nouns(text: str, start: int) -> tuple[frozenset[str], int]:
    """Give the stems of up to three words behind a number, and where what they name ends."""
    words: list[str] = []
    at, first, last = start, 0, 0
    while len(words) < 3 and (found := _NOUN.match(text, at)):
        if found[1].lower() in _STOPS_NOUNS:
            break
        at = found.end()
        words.append(stem(found[1]))
        first = first or at
        # "100,000 Russian troops amassed near": up to the noun, if it shows that it is one.
        if not last and found[1].endswith("s"):
            last = at
    return frozenset(words), last or first
