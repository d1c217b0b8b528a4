"""What date words say, reckoned from an article's day: the date, its rivals, and the reasoning.

Rules that English leaves open are decided here, each at its function. Nothing reads the clock.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from generator.edtf import Edtf, last_day
from generator.when.reasons import SENTENCES, Facing, Reasoning, Resolution
from generator.when.words import (
    Counted,
    Dateless,
    DayOfMonth,
    Month,
    Part,
    Period,
    Says,
    Stretch,
    Weekday,
    Which,
    Within,
    Year,
)


@dataclass(frozen=True, slots=True)
class _Answer:
    reason: str  # a key of SENTENCES, for a date without its shape
    when: Edtf | None = None
    candidates: tuple[Edtf, ...] = ()
    values: Mapping[str, str | date] = field(default_factory=dict)
    weekday_mismatch: bool = False


def reckon(words: str, says: Says, published: date, facing: Facing | None = None) -> Resolution:
    """Reckon the date that words say in an article of a day; never raises."""
    try:
        answer = _answer(says, published, facing)
    except OverflowError:  # a date before the year 1 or after 9999
        answer = _Answer("impossible")
    return _resolution(words, answer, published)


def reckon_elsewhere(resolution: Resolution, day: Edtf, published: date) -> Resolution:
    """Take a weekday's name for the same day as elsewhere in its article."""
    candidates = tuple(sorted({*resolution.candidates, day}))
    return _resolution(resolution.words, _Answer("elsewhere", day, candidates), published)


def reckon_several(words: str, parts: Sequence[Resolution], published: date) -> Resolution:
    """Settle words that hold several date expressions: on the one date that fits all, if any."""
    dated = [part for part in parts if part.date is not None]
    if not dated:
        return replace(parts[0], words=words)
    shared = set.intersection(*(set(part.candidates) for part in dated))
    for part in dated:
        if shared == {part.date}:
            return replace(part, words=words)
    candidates = {candidate for part in dated for candidate in part.candidates}
    return _resolution(words, _Answer("several", None, tuple(sorted(candidates))), published)


def _resolution(words: str, answer: _Answer, published: date) -> Resolution:
    values: dict[str, str | date] = {"words": words, "published": published}
    sentence = SENTENCES.get(answer.reason)
    if answer.when is not None:
        values |= {"date": answer.when.earliest, "last": answer.when.latest}
        sentence = sentence or SENTENCES[f"{answer.reason} {_shape(answer.when)}"]
    sentence = sentence or SENTENCES["vague"]
    values |= answer.values
    used = {name for _, name, _, _ in string.Formatter().parse(sentence)}
    return Resolution(
        words=words,
        date=answer.when,
        candidates=answer.candidates or ((answer.when,) if answer.when else ()),
        reasoning=Reasoning(
            template=sentence,
            values=tuple((name, value) for name, value in values.items() if name in used),
        ),
        weekday_mismatch=answer.weekday_mismatch,
    )


def _shape(when: Edtf) -> str:
    first, *others = when.text.rstrip("~").split("/")
    shape = {4: "year", 7: "month"}.get(len(first.rstrip("~")), "day")
    return f"{shape}s" if others else shape


def _answer(says: Says, published: date, facing: Facing | None) -> _Answer:
    match says:
        case Weekday():
            return _answer_weekday(says, published, facing)
        case DayOfMonth():
            return _answer_day_of_month(says, published, facing)
        case Month():
            return _answer_month(says, published, facing)
        case Year():
            return _Answer("about" if says.part else "names", _year(says.year, says.part))
        case Stretch():
            return _answer_stretch(says, published, facing)
        case Counted():
            return _answer_counted(says, published)
        case Within():
            return _Answer("is", _days(published, _later(published, says.count, says.unit)))
        case Period():
            return _answer_period(says, published, facing)
        case Dateless():
            return _Answer(says.value)


# --- Dates as EDTF


def _days(first: date, last: date, part: Part = Part.WHOLE) -> Edtf:
    mark = "~" if part is Part.ROUGH else ""
    ends = (first,) if first == last else (first, last)
    return Edtf(text="/".join(f"{day.isoformat()}{mark}" for day in ends))


def _one(day: date) -> Edtf:
    return Edtf(text=day.isoformat())


def _months(first: int, last: int, part: Part = Part.WHOLE) -> Edtf:
    """Give the months of these numbers, counted on from January of the year 0."""
    if not 12 <= first <= last < 120000:
        raise OverflowError
    mark = "~" if part is Part.ROUGH else ""
    ends = (first,) if first == last else (first, last)
    return Edtf(text="/".join(f"{end // 12:04}-{end % 12 + 1:02}{mark}" for end in ends))


def _year(year: int, part: Part = Part.WHOLE) -> Edtf:
    if not 1 <= year <= 9999:
        raise OverflowError
    return Edtf(text=f"{year:04}{'~' if part is Part.ROUGH else ''}")


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day(year: int, month: int, day: int) -> date | None:
    """Give a day if it exists."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= last_day(year, month)):
        return None
    return date(year, month, day)


def _later(day: date, count: int, unit: str) -> date:
    """Give the day so many units on; the 31st falls on a shorter month's last day."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    number = _month_number(day) + count * (12 if unit == "year" else 1)
    first = _months(number, number)
    return first.earliest.replace(day=min(day.day, first.latest.day))


# --- Choosing among the dates that words can mean


def _around(options: Iterable[Edtf], published: date) -> tuple[Edtf, ...]:
    """Keep the last option before the article's day, those that hold it, and the first after."""
    ordered = sorted(set(options))
    before = [option for option in ordered if option.latest < published][-1:]
    after = [option for option in ordered if option.earliest > published][:1]
    now = [option for option in ordered if option.earliest <= published <= option.latest]
    return (*before, *now, *after)


def _choose(candidates: Iterable[Edtf], published: date, facing: Facing | None) -> Edtf:
    """Choose the nearest on the side that the sentence faces; of two as near, the earlier.

    The article's own day lies on both sides.
    """
    candidates = tuple(candidates)
    if facing is Facing.FUTURE:
        fitting = [candidate for candidate in candidates if candidate.latest >= published]
    elif facing is Facing.PAST:
        fitting = [candidate for candidate in candidates if candidate.earliest <= published]
    else:
        fitting = []
    return min(fitting or candidates, key=lambda date: (_distance(date, published), date))


def _distance(when: Edtf, published: date) -> int:
    return max((when.earliest - published).days, (published - when.latest).days, 0)


def _how_chosen(chosen: Edtf, candidates: Iterable[Edtf], published: date) -> str:
    if chosen == _choose(candidates, published, None):
        return "nearest"
    return "first" if chosen.earliest > published else "last"


# --- One function a kind of date words


def _answer_weekday(says: Weekday, published: date, facing: Facing | None) -> _Answer:
    """Reckon the name of a weekday.

    A bare name is the article's own day if that is its weekday, and otherwise the next or last
    one, as the sentence faces. "Next Wednesday" is the Wednesday of the next week, since one of
    this week is "Wednesday"; "last Wednesday" is the latest before the article's day. Both have
    the other reading among the candidates. Weeks begin on Monday.
    """
    monday = published - timedelta(days=published.weekday())
    week_before, this_week, week_after = (
        _one(monday + timedelta(days=says.weekday + away)) for away in (-7, 0, 7)
    )
    ahead = (says.weekday - published.weekday()) % 7
    last = _one(published + timedelta(days=ahead - 7))
    after = _one(published + timedelta(days=ahead or 7))
    both = tuple(dict.fromkeys((last, *((this_week,) if ahead == 0 else ()), after)))

    match says.which:
        case Which.PAST:
            return _Answer("last", last)
        case Which.COMING:
            return _Answer("next", after)
        case Which.LAST if last != week_before:
            other = {"other": week_before.earliest}
            return _Answer("last, or", last, (week_before, last), other)
        case Which.LAST:
            return _Answer("last", last)
        case Which.NEXT if after != week_after:
            other = {"other": after.earliest}
            return _Answer("week after, or", week_after, (after, week_after), other)
        case Which.NEXT:
            return _Answer("week after", week_after)
        case Which.OF_WEEK:
            reason = {-1: "week before", 0: "same week", 1: "week after"}[says.weeks]
            return _Answer(reason, (week_before, this_week, week_after)[says.weeks + 1])
        case Which.AFTER:
            first = published + timedelta(days=ahead)
            day = first + timedelta(weeks=says.weeks)
            values: dict[str, str | date] = {"days": str(7 * says.weeks), "other": first}
            return _Answer("days after", _one(day), (), values)
    if says.which is Which.THIS and facing is None:
        return _Answer("same week", this_week, both)
    chosen = _choose(both, published, facing)
    if chosen.earliest == published:
        return _Answer("same day", chosen, both)
    if facing is None:
        return _Answer("nearest", chosen, both)
    return _Answer("next" if facing is Facing.FUTURE else "last", chosen, both)


def _answer_day_of_month(says: DayOfMonth, published: date, facing: Facing | None) -> _Answer:
    """Reckon a day of the month; without a year, or a month, the nearest the sentence faces.

    The day of the month outweighs a weekday that does not match it. Only between years does the
    weekday decide, and only where the year that it fits is the nearer one, or the choice without
    it lies more than a month away.
    """
    if says.year is not None and says.month is not None:
        day = _day(says.year, says.month, says.day)
        if day is None:
            return _Answer("impossible")
        if says.weekday not in (None, day.weekday()):
            return _Answer("mismatch", _one(day), weekday_mismatch=True)
        return _Answer("names", _one(day))

    lacking, days = "month" if says.month is None else "year", []
    for month in range(-2, 3) if says.month is None else ():
        number = _month_number(published) + month
        days.append(_day(number // 12, number % 12 + 1, says.day))
    if says.month is not None:
        # 29 February may be eight years away.
        years = range(published.year - 8, published.year + 9)
        days = [_day(year, says.month, says.day) for year in years]
    candidates = _around((_one(day) for day in days if day is not None), published)
    if not candidates:
        return _Answer("impossible")

    chosen = _choose(candidates, published, facing)
    how = _how_chosen(chosen, candidates, published)
    fitting = [day for day in candidates if day.earliest.weekday() == says.weekday]
    if says.weekday is None or chosen in fitting:
        return _Answer(f"no {lacking}, {how}", chosen, candidates)
    if fitting:
        fits = _choose(fitting, published, facing)
        if _distance(chosen, published) > min(31, _distance(fits, published)):
            return _Answer(f"no {lacking}, fitting", fits, candidates)
    return _Answer("mismatch", chosen, candidates, weekday_mismatch=True)


def _answer_month(says: Month, published: date, facing: Facing | None) -> _Answer:
    """Reckon a month; "last May" is the latest before the article's month, "next May" the first.

    The May of last year, or of next year, is then a candidate too.
    """
    now, part = _month_number(published), says.part
    about = part is Part.ROUGH
    if says.year is not None:
        number = says.year * 12 + says.month - 1
        return _Answer("about" if about else "names", _months(number, number, part))
    this_year = published.year * 12 + says.month - 1
    before = this_year if this_year < now else this_year - 12
    after = this_year if this_year > now else this_year + 12
    if says.which is Which.BARE:
        numbers = sorted({before, this_year, after})
        candidates = _around((_months(number, number, part) for number in numbers), published)
        chosen = _choose(candidates, published, facing)
        reason = f"no year, {_how_chosen(chosen, candidates, published)}"
        return _Answer("about" if about else reason, chosen, candidates)
    number, other = {
        Which.LAST: (before, this_year - 12),
        Which.NEXT: (after, this_year + 12),
        Which.PAST: (before, before),
        Which.COMING: (after, after),
    }.get(says.which, (this_year, this_year))
    candidates = tuple(_months(n, n, part) for n in sorted({number, other}))
    return _Answer("about" if about else "is", _months(number, number, part), candidates)


def _answer_stretch(says: Stretch, published: date, facing: Facing | None) -> _Answer:
    """Reckon from one date to another; without a year, the nearest the sentence faces."""
    match says.first, says.last:
        case Weekday() as first, Weekday() as last:
            length = timedelta(days=(last.weekday - first.weekday) % 7)
            start = published + timedelta(days=first.weekday - published.weekday())
            starts = (start + timedelta(weeks=weeks) for weeks in (-2, -1, 0, 1, 2))
            candidates = _around((_days(day, day + length) for day in starts), published)
            return _Answer("is", _choose(candidates, published, facing), candidates)
        case Year(year=first_year), Year(year=last_year) if first_year < last_year:
            return _Answer("names", Edtf(text=f"{first_year:04}/{last_year:04}"))
        case (Month() as start, Month() as end) | (DayOfMonth() as start, DayOfMonth() as end):
            return _answer_yearly_stretch(start, end, published, facing)
    return _Answer("impossible")


def _answer_yearly_stretch(
    first: Month | DayOfMonth, last: Month | DayOfMonth, published: date, facing: Facing | None
) -> _Answer:
    candidates = _around(_stretches(first, last, published), published)
    if not candidates:
        return _Answer("impossible")
    chosen = _choose(candidates, published, facing)
    for said, day in ((first, chosen.earliest), (last, chosen.latest)):
        if isinstance(said, DayOfMonth) and said.weekday not in (None, day.weekday()):
            return _Answer("mismatch", chosen, candidates, weekday_mismatch=True)
    how = _how_chosen(chosen, candidates, published)
    return _Answer("names" if last.year else f"no year, {how}", chosen, candidates)


def _stretches(
    first: Month | DayOfMonth, last: Month | DayOfMonth, published: date
) -> Iterator[Edtf]:
    """Yield the stretch in each year that it can be in: "28 December to 2 January" crosses one."""
    first_month, last_month = first.month or 0, last.month or 0
    years = range(published.year - 8, published.year + 9) if last.year is None else (last.year,)
    for year in years:
        first_year = first.year or year - int(first_month > last_month)
        if isinstance(first, DayOfMonth) and isinstance(last, DayOfMonth):
            start = _day(first_year, first_month, first.day)
            end = _day(year, last_month, last.day)
            if start and end and start <= end:
                yield _days(start, end)
        elif 1 <= first_year <= year <= 9999:
            start_number, end_number = first_year * 12 + first_month - 1, year * 12 + last_month - 1
            if start_number <= end_number:
                yield _months(start_number, end_number)


def _answer_counted(says: Counted, published: date) -> _Answer:
    """Reckon "tomorrow" and "in three days" to the day, weeks, months and years roughly."""
    if says.unit == "day":
        return _Answer("is", _one(published + timedelta(days=says.count)))
    if says.unit == "week":
        day = published + timedelta(weeks=says.count)
        return _Answer("about", _days(day, day, Part.ROUGH))
    if says.unit == "month":
        number = _month_number(published) + says.count
        return _Answer("about", _months(number, number, Part.ROUGH))
    return _Answer("about", _year(published.year + says.count, Part.ROUGH))


def _answer_period(says: Period, published: date, facing: Facing | None) -> _Answer:
    """Reckon this, last or next week (from Monday to Sunday), month or year, or a part of one.

    A Sunday begins the week for many, so that on one the week after can be meant too.
    """
    if says.unit == "weekend":
        return _answer_weekend(says, published, facing)
    away = {Which.LAST: -1, Which.NEXT: 1, Which.COMING: 1}.get(says.which, 0)
    number = _month_number(published) + away
    whole = {
        "week": lambda: _week(published, away),
        "month": lambda: _months(number, number, says.part),
        "year": lambda: _year(published.year + away, says.part),
    }[says.unit]()
    if says.part is Part.LATER:
        return _Answer("is", _days(published, whole.latest))
    if says.part is Part.EARLIER:
        return _Answer("is", _days(whole.earliest, published))
    if says.part is Part.ROUGH and says.unit == "week":
        whole = _days(whole.earliest, whole.latest, says.part)
    reason = "about" if says.part is Part.ROUGH else "is"
    if says.unit == "week" and published.weekday() == 6:
        return _Answer(reason, whole, (whole, _week(published, away + 1)))
    return _Answer(reason, whole)


def _week(published: date, away: int) -> Edtf:
    monday = published + timedelta(days=7 * away - published.weekday())
    return _days(monday, monday + timedelta(days=6))


def _answer_weekend(says: Period, published: date, facing: Facing | None) -> _Answer:
    """Reckon a weekend: "this" of the article's week, "last" and "next" of those beside it.

    "Next weekend", before Saturday, can also mean that of the article's own week, and "this
    weekend" the one before: "this weekend I spoke with her", said on a Tuesday.
    """
    saturday = published + timedelta(days=5 - published.weekday())
    weekends = [saturday + timedelta(weeks=weeks) for weeks in (-1, 0, 1)]
    last, this, after = (_days(day, day + timedelta(days=1)) for day in weekends)
    if says.which is Which.BARE:
        candidates = _around((last, this, after), published)
        return _Answer("is", _choose(candidates, published, facing), candidates)
    if says.which is Which.NEXT:
        return _Answer("is", after, (this, after) if published < saturday else (after,))
    if says.which is Which.COMING:
        return _Answer("is", this if published < saturday else after)
    if says.which is Which.THIS and published < saturday:
        chosen = last if facing is Facing.PAST else this
        return _Answer("is", chosen, (last, this))
    return _Answer("is", last if says.which is Which.LAST else this)
