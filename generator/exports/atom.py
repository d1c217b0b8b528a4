"""feed.xml: what each article adds to the briefing, as an Atom feed (RFC 4287)."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]
from markupsafe import Markup

from generator.addresses import OVERVIEW, of_entry, on_the_web
from generator.briefing import Briefing
from generator.corpus import Article
from generator.exports.identity import urn
from generator.exports.wording import in_one_line, said, when_and_where
from generator.language import N_
from generator.model import Cited

NAME = "feed.xml"
# Feed readers keep what they have read; they need no more than what is new.
MOST = 100

# The groups that an article's news comes in: their names in ids, the kind of their entries and
# what they are called.
_GROUPS = (
    ("takeaways", "takeaway", N_("in short")),
    ("positions", "position", N_("positions")),
    ("meetings", "meeting", N_("meetings")),
    ("quotations", "quotation", N_("quotations")),
    ("statements", "statement", N_("reported statements")),
    ("discrepancies", "discrepancy", N_("discrepancies")),
)


class _Feed(Atom1Feed):  # type: ignore[misc] # its base has no types
    """An Atom feed that never asks what time it is, not even when it is empty."""

    def latest_post_date(self) -> datetime.datetime:
        newest: datetime.datetime = self.feed["newest"]
        return newest


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What one article adds to one group."""

    article: Article
    group: str
    kind: str
    words: str
    entries: list[Cited[Any]]


def export(briefing: Briefing, site_url: str | None = None) -> str:
    """Give the text of feed.xml: an entry for each group of what an article says, newest first."""
    title = in_one_line(briefing.title)
    language = briefing.language
    feed = _Feed(
        title=title,
        link=OVERVIEW.under(site_url),
        description=briefing.bottom_line and in_one_line(briefing.bottom_line.entry.text),
        language=briefing.language.tag,
        author_name=title,
        feed_guid=urn(briefing),
        feed_url=on_the_web(NAME, site_url) if site_url else None,
        newest=_midnight(briefing.articles[-1].article),
    )
    before = _before(briefing)
    for news in islice(_news(briefing), MOST):
        first = of_entry(news.kind, news.entries[0], briefing.registry)
        published = _midnight(news.article)
        feed.add_item(
            title=language.gettext(
                "{name}: {text}",
                name=in_one_line(news.article.data.headline),
                text=language.gettext(news.words),
            ),
            link=first.under(site_url),
            description=None,
            content=str(_list(briefing, news, before, site_url)),
            unique_id=urn(briefing, "sources", news.article.id, news.group),
            pubdate=published,
            updateddate=published,
        )
    text: str = feed.writeString("utf-8")
    return text + "\n"


def _news(briefing: Briefing) -> Iterator[_News]:
    order = {view.article.id: number for number, view in enumerate(briefing.articles)}
    across: dict[str, list[Cited[Any]]] = {}
    for discrepancy in briefing.discrepancies:
        cited = discrepancy.cited
        if cited.article is None:
            # It became known with the newest of the articles that it is about.
            newest = max((item.article for item in cited.evidence), key=order.__getitem__)
            across.setdefault(newest, []).append(cited)
    for view in reversed(briefing.articles):
        article = view.article
        for group, kind, words in _GROUPS:
            entries = list(getattr(article, group))
            if group == "discrepancies":
                entries += across.get(article.id, [])
            if entries:
                yield _News(article=article, group=group, kind=kind, words=words, entries=entries)


def _list(
    briefing: Briefing, news: _News, before: Mapping[str, str], site_url: str | None
) -> Markup:
    rows = [
        Markup('<li><a href="{}">{}</a>{}</li>').format(
            of_entry(news.kind, cited, briefing.registry).under(site_url),
            said(briefing, cited),
            " " + briefing.language.gettext("Before: {what}.", what=before[cited.id])
            if cited.id in before
            else "",
        )
        for cited in news.entries
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(rows))


def _before(briefing: Briefing) -> dict[str, str]:
    """Say what stood before, for each entry that changes a stance or a meeting's day or place."""
    changed: dict[str, str] = {}
    for issue in briefing.issues:
        for earlier, later in (pair for cell in issue.cells for pair in pairwise(cell.steps)):
            words = ", ".join(briefing.language.word(stance) for stance in earlier.stances)
            changed |= {
                c.id: words for c in later.positions if c.entry.stance not in earlier.stances
            }
    for meeting in briefing.meetings:
        for report, (former_slot, slot) in zip(
            meeting.reports[1:], pairwise(meeting.slots), strict=True
        ):
            stood = when_and_where(briefing, former_slot)
            if former_slot.date and stood != when_and_where(briefing, slot):
                changed[report.id] = in_one_line(stood)
    return changed


def _midnight(article: Article) -> datetime.datetime:
    return datetime.datetime.combine(article.data.published, datetime.time(), datetime.UTC)
