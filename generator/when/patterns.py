"""The pieces that the forms of date words are built of: names, numbers, and what stands before.

In a pattern a space stands for any short gap; `compile_words` puts it in.
"""

from __future__ import annotations

import re
from functools import cache

from generator.edtf import MONTHS, WEEKDAYS
from generator.when.words import Which

# One gap: spaces, or the end of a line within a paragraph.
GAP = r"(?:[^\S\n]{1,8}(?:\n[^\S\n]{0,8})?|\n[^\S\n]{0,8})"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!\w))"
# Short names count only beside a day of the month: "The Sun." is a newspaper.
ANY_WEEKDAY = rf"(?:{WEEKDAY}|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?!\w)\.?)"
HOURS = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|lunchtime|noon)(?!\w))"
NUMBER = r"(?:3[01]|[12][0-9]|0?[1-9])"
DAY = rf"(?:{NUMBER}(?:st|nd|rd|th)?(?!\w|[.,:][0-9]| ?%| per ?cent| [mb]illion))"
# "may", "march" and "august" are months only with a capital letter.
MONTH = (
    r"(?:(?:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?-i:Mar(?:ch)?|MAR(?:CH)?|May|MAY|Aug(?:ust)?|AUG(?:UST)?))"
    r"(?!\w))"
)
MONTH_NAME = rf"(?:(?-i:{'|'.join(MONTHS)})(?!\w))"
YEAR = (
    r"(?:(?:1[5-9]|2[01])[0-9]{2}(?!\w|[.,:/%][0-9]|[-–/][0-9]{1,3}(?![0-9])|['’]s)"
    r"(?! (?:people|troops|soldiers|cases|members|votes|tons|tonnes|dollars|euros)(?!\w)))"
)
TO = r"(?: ?[-‐‑–] ?| (?:to|until|till|through) )"
AND = r"(?: (?:and|or) )"
NUMBERS = (
    *("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
TENS = {"an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join((*TENS, *NUMBERS))})"
UNIT = r"(?:day|week|fortnight|month|year)"
ROUGHLY = r"(?:(?:early|mid|late)(?: |-)|(?:the )?(?:start|beginning|middle|end) of )"
THIS = r"(?:this past|this coming|the coming|last|past|this|next|coming)"
# What may follow "on the 13th", which before a noun ("the 13th round") is no date.
NO_NOUN = (
    r"(?=[^\w\s-]|\s{0,8}\Z|\s{1,8}(?:after|and|as|at|but|by|for|from|had|has|have|if|in|is|on|or"
    r"|that|the|to|until|was|were|when|where|which|while|will|with|would)(?!\w))"
)

# The words that a form can begin with.
OPENINGS = {
    *(*NUMBERS, *TENS),
    *(name.lower() for name in (*WEEKDAYS, *MONTHS)),
    *re.findall(
        r"\w+",
        """mon tue tues wed thu thur thurs fri sat sun
        jan feb mar apr jun jul aug sep sept oct nov dec
        ash black bloody cyber easter fat good holy maundy palm shrove super whit
        any alternate as at beginning before coming days during each earlier early end every
        express few fifth first for fourth herald how in independent last late later mail many
        mid middle mirror months most next no on over past second several shortly sine so some
        soon start the third this today tomorrow tonight too weeks within without years yesterday
        """,
    ),
}


@cache
def compile_words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", GAP), re.IGNORECASE)


def find_before(found: re.Match[str], pattern: str) -> re.Match[str] | None:
    """Look at what comes right before the words."""
    return compile_words(pattern).search(found.string[max(0, found.start() - 100) : found.start()])


def weekday_of(name: str) -> int:
    return ("mo", "tu", "we", "th", "fr", "sa", "su").index(name[:2].lower())


def month_of(name: str) -> int:
    return [month[:3] for month in MONTHS].index(name[:3].capitalize()) + 1


def number_of(digits: str) -> int:
    return int(digits.rstrip("stndrhSTNDRH"))


def amount_of(found: re.Match[str]) -> tuple[int, str]:
    """Read count and unit; no count is one, a fortnight is two weeks, hours are begun days."""
    words, unit = found["count"].lower(), found["unit"].lower()
    if words.isdecimal():
        count = int(words)
    else:
        count = TENS.get(words) or max(1, NUMBERS.index(words)) if words else 1
    if unit == "hour":
        return -(-count // 24), "day"
    return (2 * count, "week") if unit == "fortnight" else (count, unit)


def which_of(words: str | None) -> Which:
    """Read "the coming" as coming, "this past" as past, and nothing as bare."""
    return Which(words.lower().split()[-1]) if words else Which.BARE


# What shows, right before them, what words mean.
BETWEEN = r"\bbetween \Z"
FROM = r"\bfrom \Z"
MOVED = (
    r"\b(?:moved?|shifted|postponed?|put (?:back|off)|brought forward|delayed|rescheduled"
    r"|changed?|deferred)\b[^.!?\n]{0,60}\Z"
)
IN = r"\bin \Z"
ON = r"\b(?:on|by|until|till|from|since|before|after|for) \Z"
CAPITAL = r"(?-i:\b[A-Z]\w{1,30}[^\S\n]\Z)"
NAMES_TOO = ("March", "April", "May", "June", "August")
IN_MONTH = r"\b(?:in|last|next|this|since|until|till|early|mid|late|during|throughout|between) \Z"
IN_YEAR = r"\b(?:in|since|until|till|by|before|after|during|from|throughout|between|the year) \Z"
SUPERLATIVE = (
    r"\b(?:first|second|third|fourth|fifth|last|only|most|least|best|worst|(?!west)\w{3,12}est)"
    r"(?: \w{1,30})? \Z"
)
