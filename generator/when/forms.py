"""The forms of date words in English news: find them in a text and read what they say.

Each form is one pattern with one reader. In a pattern a space stands for any short gap, and every
repetition is bounded, so that a text is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple, TypeVar

from generator.edtf import MONTHS
from generator.when.patterns import (
    AND,
    ANY_WEEKDAY,
    BETWEEN,
    CAPITAL,
    COUNT,
    DAY,
    FROM,
    HOURS,
    IN,
    IN_MONTH,
    IN_YEAR,
    MONTH,
    MONTH_NAME,
    MOVED,
    NAMES_TOO,
    NO_NOUN,
    NUMBER,
    ON,
    OPENINGS,
    ROUGHLY,
    SUPERLATIVE,
    THIS,
    TO,
    UNIT,
    WEEKDAY,
    YEAR,
    amount_of,
    compile_words,
    find_before,
    month_of,
    number_of,
    weekday_of,
    which_of,
)
from generator.when.words import (
    Counted,
    Dateless,
    DayOfMonth,
    Month,
    Part,
    Period,
    Phrase,
    Says,
    Stretch,
    Weekday,
    Which,
    Within,
    Year,
)

_Yearly = TypeVar("_Yearly", DayOfMonth, Month)
_End = Weekday | DayOfMonth | Month | Year
_Reader = Callable[[re.Match[str], bool], Iterator[Phrase]]


class _Form(NamedTuple):
    pattern: str
    read: _Reader


_FORMS: list[_Form] = []


def find_phrases(
    text: str, start: int = 0, end: int | None = None, *, alone: bool = False
) -> Iterator[Phrase]:
    """Yield the date words of a text in order; `alone`: the text is known to be date words.

    Alone, "May", "2014" and "the 13th" need no word before them that shows that they are dates.
    """
    first, end = start, len(text) if end is None else end
    for word in _WORD.finditer(text, start, end):
        # Most words open no form: to look them up first makes a text ten times faster to read.
        opening = word[0].lower()
        if word.start() < start or not (opening in OPENINGS or opening.isdecimal()):
            continue
        then = _NEXT.match(text, word.end(), end) if opening in _SMALL else None
        if then and then[1].lower() not in _continuations():
            continue
        if found := _any_form().match(text, word.start(), end):
            form = _FORMS[int((found.lastgroup or "")[1:])]
            if again := compile_words(form.pattern).match(text, found.start(), end):
                for phrase in form.read(again, alone):
                    yield phrase._replace(start=max(phrase.start, first))
            start = found.end()


def _form(*patterns: str) -> Callable[[_Reader], _Reader]:
    """Register the reader of a form of words; forms are tried in the order of this file."""

    def register(read: _Reader) -> _Reader:
        _FORMS.extend(_Form(pattern, read) for pattern in patterns)
        return read

    return register


def _whole(found: re.Match[str], says: Says) -> Phrase:
    return Phrase(found.start(), found.end(), says)


def _pair(found: re.Match[str], first: _End, last: _End, start: int = -1) -> Iterator[Phrase]:
    """Yield "(from) A to B" and "between A and B" as one stretch, "A and B" as two dates."""
    between = find_before(found, BETWEEN)
    if found["joint"].strip().lower() in ("and", "or"):
        is_stretch = between is not None
    else:
        # "moved from Monday to Wednesday" is no three days.
        is_stretch = find_before(found, MOVED) is None
    if start < 0:
        opening = (between or find_before(found, FROM)) if is_stretch else None
        start = found.start() - (len(opening[0]) if opening else 0)
    if is_stretch:
        yield Phrase(start, found.end(), Stretch(first=first, last=last))
    else:
        yield Phrase(start, found.start("joint"), first)
        yield Phrase(found.end("joint"), found.end(), last)


def _share_year(first: _Yearly, last: _Yearly) -> tuple[_Yearly, _Yearly]:
    """Give both dates the year that one of them names: "28 December to 2 January 2031"."""
    turn = int((first.month or 0) > (last.month or 0))
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - turn)
    elif last.year is None and first.year is not None:
        last = replace(last, year=first.year + turn)
    return first, last


# What looks like date words and is none: read first, and passed over.
@_form(
    rf"(?:every|each|any|most|some|alternate|on an?|one) {WEEKDAY}",
    rf"(?-i:Ash|Black|Bloody|Cyber|Easter|Fat|Good|Holy|Maundy|Palm|Shrove|Super|Whit) {WEEKDAY}",
    rf"{WEEKDAY} (?-i:Business|Courier|Express|Herald|Independent|Mail|Mirror|News|Observer|Post"
    r"|People|Review|Star|Sun|Telegraph|Times|Tribune|World)(?!\w)",
    r"(?-i:Express|Herald|Independent|Mail|Mirror) on Sunday(?!\w)",
    rf"(?:first|second|third|fourth|fifth|last) {WEEKDAY} "
    rf"(?:of|in) (?:(?:the|each|every|this|next|last) (?:month|year)|{MONTH})",
    r"the (?:last|past) "
    rf"(?:(?:{COUNT}|few|several|couple of) )?(?:hour|day|week|weekend|month|year)s?(?!\w)",
    r"(?:soon|shortly) (?:after|afterwards|before|beforehand|thereafter)(?!\w)",
    r"(?:as|how|so|too) (?:soon|shortly)(?!\w)(?! as possible)",
    r"(?-i:May) Day(?!\w)",
)
def _read_nothing(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    yield from ()


@_form(rf"the (?:following|preceding|previous|same|next) (?:{WEEKDAY}|(?:day|night|week)(?!\w))")
def _read_anchored(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    yield _whole(found, Dateless.ANCHORED)


@_form(
    r"(?:in|within|over|during) (?:the )?(?:coming|next few|next several|next couple of) "
    r"(?:hours|days|weeks|months|years)(?: and (?:days|weeks|months|years))?(?!\w)",
    r"(?:in|over) the (?:hours|days|weeks|months|years) (?:ahead|to come)(?!\w)",
    r"within (?:hours|days|weeks|months)(?!\w)",
    r"(?:(?:a few|several|some|many|a couple of) )?(?:days|weeks|months|years) ago(?!\w)",
    r"(?:as soon as possible|soon|shortly|before long|in due course|sine die)(?!\w)",
    r"(?:at|on) (?:a later|an unspecified|some later) (?:date|stage|time)(?!\w)",
    r"in the (?:near|foreseeable|not too distant) future(?!\w)",
    r"(?:no|without an?) (?:new |exact |firm )?date (?:(?:has|had) (?:yet )?been|was|is) "
    r"(?:agreed|announced|confirmed|fixed|given|named|set)(?!\w)",
    r"(?:(?:on|at) )?a (?:new )?(?:date|time) (?:still |yet )?to be "
    r"(?:agreed|announced|confirmed|decided|determined|fixed|set)(?!\w)",
)
def _read_dateless(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    yield _whole(found, Dateless.VAGUE)


@_form(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?!\w|-[0-9])")
def _read_iso(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    numbers = {name: int(number) for name, number in found.groupdict().items()}
    yield _whole(found, DayOfMonth(**numbers))


def _dated(nth: str) -> str:
    """Write the pattern of a day with its month, its groups' names ending in `nth`."""
    return (
        rf"(?:(?P<weekday{nth}>{ANY_WEEKDAY}){HOURS}?,? (?:the )?)?"
        rf"(?:(?P<day{nth}>{DAY})(?: of)? (?P<month{nth}>{MONTH})"
        rf"|(?P<month_first{nth}>{MONTH})\.? (?:the )?(?P<day_last{nth}>{DAY}))"
        rf"(?:\.?,? (?P<year{nth}>{YEAR}))?"
    )


def _read_dated(found: re.Match[str], nth: str) -> DayOfMonth:
    weekday, year = found[f"weekday{nth}"], found[f"year{nth}"]
    return DayOfMonth(
        day=number_of(found[f"day{nth}"] or found[f"day_last{nth}"]),
        month=month_of(found[f"month{nth}"] or found[f"month_first{nth}"]),
        year=int(year) if year else None,
        weekday=weekday_of(weekday) if weekday else None,
    )


@_form(rf"{_dated('1')}(?P<joint>{TO}|{AND}){_dated('2')}")
def _read_two_days(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    yield from _pair(found, *_share_year(_read_dated(found, "1"), _read_dated(found, "2")))


# "12-14 January", "12, 13 and 14 January", "Monday 10 to Wednesday 12 January"
@_form(
    rf"(?:{ANY_WEEKDAY},? )?(?P<leads>(?:{DAY}, ){{0,4}}{DAY})(?P<joint>{TO}|{AND})(?:the )?"
    rf"(?=(?:{ANY_WEEKDAY},? (?:the )?)?{DAY}){_dated('')}"
)
def _read_days_of_month(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    last = _read_dated(found, "")
    start = -1
    *others, lead = re.finditer(NUMBER, found["leads"])
    for other in others:
        place = found.start("leads") + other.start()
        yield Phrase(place, place + len(other[0]), replace(last, day=int(other[0]), weekday=None))
        start = found.start("leads") + lead.start()
    yield from _pair(found, replace(last, day=int(lead[0]), weekday=None), last, start)


# "January 12–14", "January 12 and 13, 2022"
@_form(
    rf"(?:(?P<weekday>{ANY_WEEKDAY}),? )?(?P<month>{MONTH})\.? (?P<first>{DAY})"
    rf"(?P<joint>{TO}|{AND})(?P<last>{DAY})(?! (?:of )?{MONTH})"
    rf"(?:,? (?P<year>{YEAR})|{NO_NOUN})"
)
def _read_month_of_days(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    month, year = month_of(found["month"]), int(found["year"]) if found["year"] else None
    first = DayOfMonth(day=number_of(found["first"]), month=month, year=year)
    yield from _pair(found, first, replace(first, day=number_of(found["last"])))


@_form(_dated(""))
def _read_day_and_month(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    says = _read_dated(found, "")
    only_month_first = found["month_first"] and not found["weekday"] and not found["year"]
    if only_month_first and says.month and find_before(found, IN):
        # "In May 13 people died": a day would be "on May 13".
        yield Phrase(found.start(), found.end("month_first"), Month(month=says.month))
    else:
        yield _whole(found, says)


@_form(
    rf"(?P<weekday>{ANY_WEEKDAY}){HOURS}?,? (?:the )?(?P<day>{NUMBER})(?:st|nd|rd|th){NO_NOUN}",
    rf"(?P<weekday>)the (?P<day>{NUMBER})(?:st|nd|rd|th){NO_NOUN}",
)
def _read_day(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    weekday = weekday_of(found["weekday"]) if found["weekday"] else None
    if alone or weekday is not None or find_before(found, ON):
        yield _whole(found, DayOfMonth(day=int(found["day"]), weekday=weekday))


# "January to March 2022", "between May and July"
@_form(
    rf"(?P<first>{MONTH_NAME})(?: (?P<first_year>{YEAR}))?(?P<joint>{TO}|{AND})"
    rf"(?P<last>{MONTH_NAME})(?: (?P<year>{YEAR}))?"
)
def _read_months(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    years = [int(found[year]) if found[year] else None for year in ("first_year", "year")]
    first = Month(month=month_of(found["first"]), year=years[0])
    last = Month(month=month_of(found["last"]), year=years[1])
    clear = any(years) or found["joint"].strip().lower() not in ("and", "or")
    if alone or clear or find_before(found, BETWEEN) or _is_month(found, found["first"]):
        yield from _pair(found, *_share_year(first, last))


@_form(
    rf"(?P<part>{ROUGHLY})?(?:(?P<which>{THIS}) )?(?P<month>{MONTH})(?:\.?,?(?: of)? "
    rf"(?P<year>{YEAR}))?"
)
def _read_month(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    clear = found["part"] or found["which"] or found["year"]
    if not (found["year"] or found["month"] in MONTHS):
        return
    if alone or clear or _is_month(found, found["month"]):
        says = Month(
            month=month_of(found["month"]),
            year=int(found["year"]) if found["year"] else None,
            which=which_of(found["which"]),
            part=Part.ROUGH if found["part"] else Part.WHOLE,
        )
        yield _whole(found, says)


def _is_month(found: re.Match[str], name: str) -> bool:
    """Tell whether the bare name of a month is one: May and June are people's names too."""
    return name not in NAMES_TOO or find_before(found, IN_MONTH) is not None


@_form(rf"(?P<part>{ROUGHLY})?(?P<first>{YEAR})(?:(?P<joint>{TO}|{AND})(?P<last>{YEAR}))?")
def _read_year(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    if not (alone or found["part"] or find_before(found, IN_YEAR)):
        return
    first = Year(year=int(found["first"]), part=Part.ROUGH if found["part"] else Part.WHOLE)
    if found["last"]:
        yield from _pair(found, first, Year(year=int(found["last"])))
    else:
        yield _whole(found, first)


@_form(
    rf"(?P<count>{COUNT}) (?P<unit>week|fortnight)s? (?:on|from) (?P<weekday>{WEEKDAY})",
    rf"(?P<weekday>{WEEKDAY})(?P<count>) (?P<unit>week|fortnight)(?!\w)",
)
def _read_weeks_on(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    weekday, (weeks, _) = weekday_of(found["weekday"]), amount_of(found)
    yield _whole(found, Weekday(weekday=weekday, which=Which.AFTER, weeks=weeks))


@_form(
    rf"(?P<weekday>{WEEKDAY}){HOURS}?,? (?:of )?(?P<which>last|this|next) week(?!\w)",
    rf"(?P<which>last|this|next) week,? on (?P<weekday>{WEEKDAY}){HOURS}?",
)
def _read_weekday_of_week(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    weekday = weekday_of(found["weekday"])
    weeks = {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    yield _whole(found, Weekday(weekday=weekday, which=Which.OF_WEEK, weeks=weeks))


@_form(
    # No spaced dash: "on Monday – Wednesday is a holiday –" is no stretch.
    rf"(?P<first>{WEEKDAY})(?P<joint>[-‐‑–]|(?! ?[-‐‑–]){TO})(?P<last>{WEEKDAY})"
    r"(?! (?:week|[0-9]))",
    rf"(?<=between\s)(?P<first>{WEEKDAY})(?P<joint>{AND})(?P<last>{WEEKDAY})",
)
def _read_weekdays(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    first = Weekday(weekday=weekday_of(found["first"]))
    yield from _pair(found, first, Weekday(weekday=weekday_of(found["last"])))


@_form(rf"(?:(?P<which>{THIS}) )?(?P<weekday>{WEEKDAY}){HOURS}?")
def _read_weekday(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    which = which_of(found["which"])
    yield _whole(found, Weekday(weekday=weekday_of(found["weekday"]), which=which))


@_form(
    r"(?P<words>(?:the day before )?yesterday|(?:the day after )?tomorrow)"
    rf"{HOURS}?(?!\w)",
    r"(?:(?:earlier|later) )?(?P<words>today)(?!\w)",
    r"(?P<words>tonight|last night|this (?:morning|afternoon|evening))(?!\w)",
)
def _read_near_day(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    first, *others = found["words"].lower().split()
    days = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(first, 0)
    if others[-1:] == ["yesterday"]:
        days = -2
    elif others[-1:] == ["tomorrow"]:
        days = 2
    # "Lund Today" is a newspaper.
    if not (found["words"] == "Today" and not alone and find_before(found, CAPITAL)):
        yield _whole(found, Counted(count=days, unit="day"))


@_form(
    rf"(?P<count>{COUNT}) (?P<unit>{UNIT})s? ago(?!\w)",
    rf"(?P<in>in) (?:(?:about|around|roughly|some) )?(?P<count>{COUNT}) (?P<unit>{UNIT})s?"
    r"(?:['’]s?)?(?: time)?(?!\w|['’])(?! (?:of|that|when|which)(?!\w))",
)
def _read_counted(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    ahead = "in" in found.re.groupindex
    count, unit = amount_of(found)
    # "the worst catch in three years", "twice in a day" are lengths of time.
    if ahead and not alone and ((count == 1 and unit == "day") or find_before(found, SUPERLATIVE)):
        return
    yield _whole(found, Counted(count=count if ahead else -count, unit=unit, ahead=ahead))


@_form(
    rf"within (?:the (?:next|coming) )?(?P<count>{COUNT}) (?P<unit>hour|{UNIT})s?(?!\w)"
    r"(?! (?:after|from|of)(?!\w))",
    rf"(?:in|over|during|for) the (?:next|coming) (?P<count>{COUNT}) (?P<unit>hour|{UNIT})s?"
    r"(?!\w)",
    r"(?:in|over|during|within) the (?:next|coming) (?P<count>)(?P<unit>week|month|year)(?!\w)",
)
def _read_within(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    count, unit = amount_of(found)
    yield _whole(found, Within(count=count, unit=unit))


@_form(
    r"(?:(?P<part>early|mid|late|earlier|later)(?: |-))?(?P<which>last|this|next) "
    r"(?P<unit>week|weekend|month|year)(?![\w-])",
    r"(?P<part>later|earlier) in the(?P<which>) (?P<unit>week|month|year)(?![\w-])",
    r"(?:the )?(?P<part>start|beginning|middle|end) of (?P<which>the|last|this|next) "
    r"(?P<unit>week|month|year)(?![\w-])",
    r"(?P<part>)(?P<which>the coming|this coming) (?P<unit>week|weekend|month|year)(?![\w-])",
    r"(?P<part>)(?P<which>)(?:(?:at|on|over|during) )?the (?P<unit>weekend)(?![\w-])",
)
def _read_period(found: re.Match[str], alone: bool) -> Iterator[Phrase]:
    unit, part = found["unit"].lower(), (found["part"] or "").lower()
    which = Which.THIS if found["which"].lower() == "the" else which_of(found["which"])
    if which is Which.BARE and unit != "weekend":
        which = Which.THIS
    if part in ("later", "earlier") and which is Which.THIS:
        yield _whole(found, Period(unit=unit, which=which, part=Part(part)))
    else:
        said = Part.ROUGH if part else Part.WHOLE
        yield _whole(found, Period(unit=unit, which=which, part=said))


_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
# Every sixth word of a text is one of these, and few of them open date words.
_SMALL = frozenset(("a", "an", "as", "at", "for", "in", "on", "over", "the"))
_NEXT = re.compile(r"[^\S\n]{0,8}\n?[^\S\n]{0,8}([A-Za-z]{1,3})")
_PIECE = re.compile(r"([A-Za-z]+)([(\[?]?)")
_NO_LETTERS = re.compile(r"\(\?P<\w+>|\(\?-?i:|\\[A-Za-z]")
_NAMES = re.compile(r"\(\?P<\w+>")


@cache
def _continuations() -> frozenset[str]:
    """Give the first three letters of every word in the forms: no other can follow a small one."""
    found = set()
    for form in _FORMS:
        for letters, more in _PIECE.findall(_NO_LETTERS.sub(" ", form.pattern)):
            found.add(letters[:3].lower())
            if more == "?":  # "an?" is "a", too
                found.add(letters[:-1][:3].lower())
    return frozenset(found)


@cache
def _any_form() -> re.Pattern[str]:
    """Compile all forms as one, when the first date words are met: it takes longer than reading."""
    forms = (f"(?P<f{nth}>{_NAMES.sub('(?:', form.pattern)})" for nth, form in enumerate(_FORMS))
    return compile_words(rf"(?<![\w$€£#-])(?<![0-9][.,:/–])(?:{'|'.join(forms)})")
