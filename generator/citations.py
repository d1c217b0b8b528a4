"""How to cite the articles and the briefing: what is known of each, and nothing else."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.addresses import OVERVIEW, Address
from generator.briefing import Briefing
from generator.corpus import Article
from generator.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A work to cite; what nobody states is None. `day` is the work's own, `language` BCP 47.

    `page` names the page of the briefing where that alone is cited.
    """

    id: str
    is_article: bool
    title: str
    day: datetime.date
    page: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None

    def text(self, language: Language) -> str:
        """Say the citation; the day on which a reader looked is theirs to add."""
        day = language.date(self.day)
        if self.is_article:
            publisher = self.publisher or language.gettext("Publisher not stated")
            quoted = language.gettext("“{words}”", words=self.title)
            parts = [self.byline, quoted, f"{publisher}, {day}"]
        else:
            page = self.page and language.gettext("“{words}”", words=self.page)
            whole = language.gettext("{title}: a briefing as of {day}", title=self.title, day=day)
            parts = [page, whole]
        return ". ".join(part for part in (*parts, self.url) if part)


def citations_of(briefing: Briefing, site_url: str | None) -> Iterator[Citation]:
    """Yield a citation of the briefing, then one of each article."""
    yield of_briefing(briefing, site_url)
    for view in briefing.articles:
        yield of_article(view.article)


def of_briefing(briefing: Briefing, site_url: str | None) -> Citation:
    """Cite the briefing as a whole. No slug has a colon, so no article's id is the same."""
    return Citation(
        id="readout:briefing",
        is_article=False,
        title=" ".join(briefing.title.split()),
        day=briefing.as_of,
        url=OVERVIEW.under(site_url) if site_url else None,
        language=briefing.language.tag,
    )


def of_page(briefing: Briefing, address: Address, title: str, site_url: str | None) -> Citation:
    """Cite one page of the briefing."""
    whole = of_briefing(briefing, site_url)
    if address == OVERVIEW:
        return whole
    return replace(
        whole,
        id=f"readout:{address.page}",
        page=" ".join(title.split()),
        url=address.under(site_url) if site_url else None,
    )


def of_article(article: Article) -> Citation:
    """Cite an article as its file describes it; its language is not stated there."""
    data = article.data
    return Citation(
        id=article.id,
        is_article=True,
        title=" ".join(data.headline.split()),
        day=data.published,
        byline=data.byline and " ".join(data.byline.split()),
        publisher=data.publisher and " ".join(data.publisher.split()),
        url=data.url,
    )
