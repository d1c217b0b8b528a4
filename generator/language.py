"""The language of the site's own words: gettext catalogues, and dates and lists by CLDR, by Babel.

English is the language that the program is written in, so its messages need no catalogue. Another
language is one file, `locale/LANGUAGE/LC_MESSAGES/readout.po`. Where a language has none, the
site's own words stay English, and dates, numbers and lists still follow its customs.
"""

import datetime
import gettext
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup

from generator.edtf import Edtf
from generator.model import DiscrepancyKind, MeetingStatus, Stance
from generator.when import Reasoning, say_in_english

CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "readout"
# The English that the program's own messages and dates are in; plain `en` means it.
BRITISH = Locale("en", "GB")


def N_(message: str) -> str:  # noqa: N802 # gettext's name for it, which the extraction looks for
    """Mark a message that is translated where it is used."""
    return message


# Every word that is chosen by a value of the data, so that each is asked for in one way.
WORDS: dict[str, str] = {
    Stance.OFFERS: N_("offers"),
    Stance.SUPPORTS: N_("supports"),
    Stance.ACCEPTS: N_("accepts"),
    Stance.OPEN_TO: N_("open to"),
    Stance.CONDITIONAL: N_("conditional"),
    Stance.DEMANDS: N_("demands"),
    Stance.QUESTIONS: N_("questions"),
    Stance.WARNS: N_("warns"),
    Stance.DENIES: N_("denies"),
    Stance.OPPOSES: N_("opposes"),
    Stance.REJECTS: N_("rejects"),
    Stance.RED_LINE: N_("red line"),
    "agreed": N_("agreed"),
    "disputed": N_("disputed"),
    "open": N_("open"),
    "not stated": N_("not stated"),
    "upcoming": N_("upcoming"),
    "past": N_("was due; outcome not known"),
    "undated": N_("no date announced"),
    MeetingStatus.SCHEDULED: N_("scheduled"),
    MeetingStatus.HELD: N_("held"),
    MeetingStatus.POSTPONED: N_("postponed"),
    MeetingStatus.CANCELLED: N_("cancelled"),
    "appeared": N_("new"),
    "new finding": N_("new finding"),
    "new position": N_("new position"),
    "softened": N_("softened"),
    "hardened": N_("hardened"),
    "shifted": N_("shifted"),
    "moved": N_("moved"),
    "announced": N_("announced"),
    "more is known": N_("more is known"),
    "new discrepancy": N_("new discrepancy"),
    "first named": N_("first named"),
    "other role": N_("other role"),
    "also reported": N_("also reported"),
    DiscrepancyKind.CONTRADICTION: N_("Contradiction"),
    DiscrepancyKind.MISPRINT: N_("Misprint"),
    DiscrepancyKind.UNCLOSED_QUOTATION: N_("Unclosed quotation"),
    DiscrepancyKind.ATTRIBUTION: N_("Unclear attribution"),
    DiscrepancyKind.OTHER: N_("Unclear"),
    "state": N_("state"),
    "organisation": N_("organisation"),
    "alliance": N_("alliance"),
    "movement": N_("movement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the site speaks; `tag` is BCP 47, as briefing.yml gives it."""

    tag: str
    locale: Locale
    catalogue: gettext.NullTranslations

    # Words

    def gettext(self, message: str, **values: object) -> str:
        """Translate a message and fill its fields."""
        return self.catalogue.gettext(message).format(**values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a message about a number of things; `{count}` is the number."""
        message = self.catalogue.ngettext(one, many, count)
        return message.format(count=self.number(count), **values)

    def word(self, value: str) -> str:
        """Say a stance, a status or another word that the data chooses."""
        return self.catalogue.gettext(WORDS[value]) if value in WORDS else value

    def listed(self, items: Sequence[str], style: str = "standard") -> str:
        """Join items as the language does: "A, B and C". Markup stays markup."""
        places = [f"{{{index}}}" for index in range(len(items))]
        pattern = format_list(places, style=style, locale=self.locale)  # type: ignore[arg-type]
        if any(isinstance(item, Markup) for item in items):
            return Markup(pattern).format(*items)
        return pattern.format(*items)

    def number(self, value: float) -> str:
        """Write a number with the language's own marks."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    # Dates

    def date(self, value: datetime.date | Edtf, *, weekday: bool = False) -> str:
        """Say a date: "14 May 2031", "about May 2031", "14 to 16 May 2031"."""
        when = value if isinstance(value, Edtf) else Edtf.parse(value.isoformat())
        if self._is_written_in:
            return when.words_with_weekday() if weekday else when.words()
        first, last = when.ends
        if first == last:
            return self._in_doubt(self._end(first, weekday), first)
        if (first.uncertain, first.approximate) != (last.uncertain, last.approximate):
            ends = [self._in_doubt(self._end(end, weekday), end) for end in (first, last)]
            return self.gettext("{first} to {last}", first=ends[0], last=ends[1])
        if first.is_day and last.is_day and not weekday:
            said = format_interval(first.earliest, last.earliest, "yMMMMd", locale=self.locale)
        else:
            said = self.gettext(
                "{first} to {last}", first=self._end(first, weekday), last=self._end(last, weekday)
            )
        return self._in_doubt(said, first)

    def reasoning(self, reasoning: Reasoning) -> str:
        """Say why date words are taken for a date."""
        if self._is_written_in:
            return str(reasoning)
        return reasoning.say(self.catalogue.gettext(reasoning.template), self._say_part)

    @property
    def is_translated(self) -> bool:
        """Tell whether the site's own words exist in this language."""
        return self.locale.language == "en" or type(self.catalogue) is not gettext.NullTranslations

    @property
    def _is_written_in(self) -> bool:
        """Tell whether this is the English that the program's own messages and dates are in."""
        return self.locale == BRITISH

    def _end(self, end: Edtf, weekday: bool) -> str:
        form = "" if weekday else "day"
        return self._say_part(
            end.earliest, form if end.is_day else "month" if end.to_the_month else "year"
        )

    def _in_doubt(self, said: str, end: Edtf) -> str:
        if end.approximate:
            said = self.gettext("about {date}", date=said)
        return self.gettext("{date} (uncertain)", date=said) if end.uncertain else said

    def _say_part(self, day: datetime.date, form: str) -> str:
        """Say a date in full, or as "day" (without its weekday), "weekday", "month" or "year"."""
        if self._is_written_in:
            return say_in_english(day, form)
        pattern = {"day": "long", "weekday": "EEEE", "month": "MMMM y", "year": "y"}
        return format_date(day, pattern.get(form, "full"), locale=self.locale)


@lru_cache
def language_of(tag: str) -> Language:
    """Give the language of a BCP 47 tag: the nearest that CLDR knows, English where none is."""
    return Language(tag=tag, locale=_locale(tag), catalogue=_catalogue(tag))


def _locale(tag: str) -> Locale:
    for wanted in (tag, tag.split("-")[0]):
        try:
            locale = Locale.parse(wanted, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return BRITISH if locale == Locale("en") else locale
    return BRITISH


def _catalogue(tag: str) -> gettext.NullTranslations:
    """Read the catalogue of a tag, of the region where there is one, else of the language."""
    for wanted in (tag.replace("-", "_"), tag.split("-")[0].lower()):
        path = CATALOGUES / wanted / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            with path.open("rb") as stream:
                catalogue: Any = read_po(stream, locale=wanted)
            compiled = io.BytesIO()
            write_mo(compiled, catalogue)
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()
