"""The citations: CSL-JSON by its schema, BibTeX by bibtexparser, and in words."""

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from exports_support import (
    every_text,
    hostile,
    shown,
    texts,
    with_examples,
)
from hypothesis import given
from site_support import SITE_URL

from generator.addresses import MEETINGS, OVERVIEW
from generator.briefing import Briefing
from generator.citations import of_article, of_briefing, of_page
from generator.exports import bibtex, csl

pytest_plugins = ["exports_support"]


# The CSL-JSON schema's rules for what we write: no key that it does not know, dates in parts.
CSL: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["article-newspaper", "webpage"]},
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("title", "container-title", "URL", "language")
            },
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": "integer"},
                            "minItems": 3,
                            "maxItems": 3,
                        },
                        "minItems": 1,
                        "maxItems": 1,
                    }
                },
                "additionalProperties": False,
            },
        },
        "required": ["id", "type", "title", "issued"],
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_csl_has_the_briefing_and_each_article(either: Briefing, site_url: str | None) -> None:
    rows = json.loads(csl.export(either, site_url))
    jsonschema.validate(rows, CSL)
    whole, *articles = rows
    assert whole["title"] == either.title
    assert whole.get("URL") == (f"{SITE_URL}index.html" if site_url else None)
    assert [row["id"] for row in articles] == [view.article.id for view in either.articles]
    for row, view in zip(articles, either.articles, strict=True):
        data = view.article.data
        day = data.published
        assert row["issued"]["date-parts"] == [[day.year, day.month, day.day]]
        assert row.get("URL") == data.url
        assert row.get("container-title") == data.publisher
        assert ("author" in row) == bool(data.byline)


def bibtex_of(briefing: Briefing, site_url: str | None = None) -> Any:
    library = bibtexparser.parse_string(
        bibtex.export(briefing, site_url),
        append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)],
    )
    assert library.failed_blocks == []
    return library


def test_bibtex_says_the_same(either: Briefing) -> None:
    library = bibtex_of(either, SITE_URL)
    rows = json.loads(csl.export(either, SITE_URL))
    assert [entry.key for entry in library.entries] == [row["id"] for row in rows]
    for entry, row in zip(library.entries, rows, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        [[year, month, day]] = row["issued"]["date-parts"]
        assert fields["title"] == row["title"]
        assert fields["year"] == str(year)
        assert fields["date"] == f"{year}-{month:02}-{day:02}"
        assert fields.get("howpublished") == row.get("container-title")
        assert fields.get("author") == (row["author"][0]["literal"] if "author" in row else None)
        assert ("url" in fields) == ("URL" in row)
        assert "urldate" not in fields
    # An address stands as it is: nothing in it is LaTeX.
    assert all(f"url = {{{row['URL']}}}" in bibtex.export(either, SITE_URL) for row in rows[:1])


def test_citations_in_words(fish: Briefing) -> None:
    second, cut = (view.article for view in fish.articles)
    assert of_article(second).text(fish.language) == (
        "Maren Oldefar. “Arvenia and Costa Norte end quota talks without a deal”. The Lund Courier,"
        " 5 May 2031. https://lund-courier.example/2031/quota-talks?from=front-page&part=2"
    )
    assert of_article(cut).text(fish.language) == (
        "“Costa Norte offers a smaller cut”. Publisher not stated, 7 May 2031"
    )
    title = "Fishing talks between Arvenia and Costa Norte: a briefing as of 8 May 2031"
    assert of_briefing(fish, None).text(fish.language) == title
    assert (
        of_page(fish, OVERVIEW, fish.title, SITE_URL).text(fish.language)
        == f"{title}. {SITE_URL}index.html"
    )
    assert of_page(fish, MEETINGS, "Meetings", SITE_URL).text(fish.language) == (
        f"“Meetings”. {title}. {SITE_URL}meetings.html"
    )


@every_text
@given(text=texts)
@with_examples
def test_citations_keep_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    whole, article = json.loads(csl.export(briefing).encode())
    assert whole["title"] == article["title"] == article["container-title"]
    assert article["title"] == " ".join(text.split())
    library = bibtex_of(briefing)
    assert [entry.key for entry in library.entries] == ["readout:briefing", "a"]
    source = bibtex.export(briefing)
    assert balanced(source)
    for name in ("title", "author", "howpublished"):
        assert unlatexed(source, name) == shown(" ".join(text.split()))


def balanced(source: str) -> bool:
    """Count braces as BibTeX does: a backslash before one changes nothing."""
    depth = 0
    for char in source:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def unlatexed(source: str, name: str) -> str:
    """Read a field's text as LaTeX prints it: commands are letters and `{}`, `\\` and a sign."""
    value = re.search(rf"^  {name} = \{{\{{(.*)\}}\}},$", source.split("\n@misc")[-1], re.MULTILINE)
    assert value
    signs = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    # What is left unescaped must be nothing that LaTeX acts on, and no ligature.
    bare = re.sub(r"\\(?:[a-z]+\{\}|[&%$#_])", "\x00", value[1])
    assert not re.search(r"[\\&%$#_~^]|([-'`<>,])\1|[?!]`", bare), bare
    assert bare.replace("{}", "").count("{") == 0
    text = re.sub(
        r"(?<!\\)\{\}|(?<=[-'`<>,?!])\{\}",
        "",
        re.sub(r"\\([a-z]+)\{\}", lambda match: f"\x01{signs[match[1]]}\x01", value[1]),
    )
    text = re.sub(r"\\([&%$#_])", r"\1", text.replace("\x01\\\x01", "\x02"))
    return text.replace("\x01", "").replace("\x02", "\\")
