"""citations.json: the briefing and its articles as CSL-JSON, for Zotero, Pandoc and their like."""

import json
from typing import Any

from generator.briefing import Briefing
from generator.citations import Citation, citations_of


def export(briefing: Briefing, site_url: str | None = None) -> str:
    """Give the text of citations.json."""
    rows = [_item(citation) for citation in citations_of(briefing, site_url)]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _item(citation: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "article-newspaper" if citation.is_article else "webpage",
        "title": citation.title,
        # A byline may name several people, or an agency: as printed is all that is known.
        "author": citation.byline and [{"literal": citation.byline}],
        "container-title": citation.publisher,
        "issued": {"date-parts": [[citation.day.year, citation.day.month, citation.day.day]]},
        "URL": citation.url,
        "language": citation.language,
    }
    return {key: value for key, value in item.items() if value}
