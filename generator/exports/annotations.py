"""annotations.jsonld: every piece of evidence as a W3C Web Annotation (Recommendation of 2017)."""

from collections.abc import Iterator
from typing import Any

from generator.addresses import of_article
from generator.briefing import ArticleView, Briefing, Use
from generator.exports.identity import urn
from generator.exports.lines import in_lines
from generator.exports.wording import said

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# How many characters around the words a selector quotes, as Hypothesis does.
AROUND = 32


def export(briefing: Briefing, site_url: str | None = None) -> Iterator[str]:
    """Yield the text of annotations.jsonld: a collection whose one page holds them all."""
    total = sum(len(view.uses) for view in briefing.articles)
    items = (item for view in briefing.articles for item in _annotations(briefing, view, site_url))
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": urn(briefing, "annotations"),
        "type": "AnnotationCollection",
        "label": briefing.language.gettext("{title}: the evidence", title=briefing.title),
        "total": total,
    }
    if total:
        page = urn(briefing, "annotations", "first")
        collection |= {
            "first": {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items},
            "last": page,
        }
    yield from in_lines(collection, levels=3)
    yield "\n"


def _annotations(
    briefing: Briefing, view: ArticleView, site_url: str | None
) -> Iterator[dict[str, Any]]:
    article = view.article
    for use in view.uses:
        span = use.span
        yield {
            "id": urn(briefing, "annotations", use.cited.id, article.id, span.start, span.end),
            "type": "Annotation",
            "motivation": "commenting" if use.kind == "discrepancy" else "describing",
            "body": [
                {
                    "type": "TextualBody",
                    "value": said(briefing, use.cited),
                    "format": "text/plain",
                    "language": briefing.language.tag,
                    "purpose": "commenting" if use.kind == "discrepancy" else "describing",
                },
                {
                    "type": "SpecificResource",
                    "source": briefing.atlas.now(use.address).under(site_url),
                    "purpose": "linking",
                },
            ],
            "target": {
                "type": "SpecificResource",
                "source": article.data.url or of_article(article.id).under(site_url),
                "selector": list(_selectors(view, use)),
            },
        }


def _selectors(view: ArticleView, use: Use) -> Iterator[dict[str, Any]]:
    text, passages, span = view.article.text.text, view.article.text.passages, use.span
    # What stands in other paragraphs may not be ours to publish.
    first = passages.paragraphs[passages.paragraph_at(span.start) - 1]
    last = passages.paragraphs[passages.paragraph_at(span.end - 1) - 1]
    yield {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(first.start, span.start - AROUND) : span.start],
        "suffix": text[span.end : min(last.end, span.end + AROUND)],
    }
    yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}
