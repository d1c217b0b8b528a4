"""What all pages of a site share: the briefing, the wording, and how much the search holds."""

import re
from collections.abc import Mapping
from functools import cache, cached_property, partial

from markupsafe import Markup

from generator.briefing import Briefing
from generator.language import Language
from generator.markdown import finalize

# How many articles the search holds in full. Beyond, its index would be too large to fetch: it then
# holds an article's headline, publisher and takeaways, and each quotation at its speaker's only.
SEARCHED_IN_FULL = 50
# How many of the newest articles the search holds the words of. A browser makes the index anew on
# each visit; of older articles it gets the headlines, and the names of people, issues and meetings.
SEARCHED_IN_WORDS = 1_000


def translated(language: Language, message: str, **values: object) -> Markup:
    """Translate a message of a template; what fills its fields is escaped as all else is."""
    return _filled(language.catalogue.gettext(message), values)


def counted(language: Language, one: str, many: str, count: int, **values: object) -> Markup:
    """Translate a message about `count` things."""
    message = language.catalogue.ngettext(one, many, count)
    return _filled(message, {"count": language.number(count), **values})


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    # Each value is escaped here, so that the plain, fast format of a str serves.
    return Markup(
        message.format(**{name: finalize(value).__html__() for name, value in values.items()})
    )


def what_is_searched(articles: int, language: Language) -> str:
    """Say what the search holds of so many articles; nothing where it has words of them all."""
    if articles <= SEARCHED_IN_WORDS:
        return ""
    return language.gettext(
        "Words are searched in the newest {count} articles, headlines and names in all of them.",
        count=language.number(SEARCHED_IN_WORDS),
    )


class Site:
    """The site of one briefing; `url` is where it is published, where that is known."""

    def __init__(self, briefing: Briefing, url: str | None = None) -> None:
        self.briefing = briefing
        self.url = url
        self.language = briefing.language
        # What every page says many times is worded once. Only texts may fill it: markup that equals
        # a text would be taken for it.
        self.say = cache(partial(translated, self.language))
        self.ngettext = partial(counted, self.language)
        self.date = cache(self.language.date)
        self.is_lean = len(briefing.articles) > SEARCHED_IN_FULL
        newest = briefing.articles[-SEARCHED_IN_WORDS:]
        self.words_since = newest[0].article.data.published

    @cached_property
    def glossary(self) -> re.Pattern[str] | None:
        """Every word of the glossary that stands alone, the longest first; None without words."""
        words = sorted(self.briefing.glossary, key=len, reverse=True)
        if not words:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
