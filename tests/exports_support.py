"""What the tests of the exports share: briefings, hostile texts, and readers of JSON-LD.

The test modules that need the fixtures name this one in `pytest_plugins`, after they have
imported its functions; hence PYTEST_DONT_REWRITE.
"""

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from conftest import DATA, TESTS, Project
from hypothesis import assume, example, settings
from hypothesis import strategies as st
from pyld import jsonld

from generator import build as flow
from generator.briefing import Briefing, brief
from generator.corpus import load

FISHING = DATA / "fishing" / "seeds"
GENEVA = TESTS.parent / "seeds"
HOSTILE: dict[str, str] = yaml.safe_load((DATA / "hostile/texts.yml").read_text(encoding="utf-8"))


def briefing_of(seeds: Path, as_of: datetime.date | None = None) -> Briefing:
    corpus, problems = load(seeds)
    assert corpus
    assert problems == []
    return brief(corpus, as_of)


@pytest.fixture(scope="module")
def fish() -> Briefing:
    return briefing_of(FISHING)


@pytest.fixture(scope="module", params=[FISHING, GENEVA], ids=["fishing", "geneva"])
def either(request: pytest.FixtureRequest) -> Briefing:
    return briefing_of(request.param)


_made: dict[tuple[int, str | None], tuple[Briefing, Mapping[str, flow.Content]]] = {}


def pages_with(briefing: Briefing, site_url: str | None = None) -> Mapping[str, flow.Content]:
    """Make a briefing's files, each briefing's once; what is kept here keeps its id."""
    key = id(briefing), site_url
    if key not in _made:
        made = flow.pages(briefing.corpus, briefing.as_of, None, site_url)
        _made[key] = briefing, made
    return _made[key][1]


def later(project: Project, name: str, published: str, *meetings: dict[str, Any]) -> None:
    """Add an article that says things of meetings."""
    data = {
        "headline": f"News of {published}",
        "published": published,
        "meetings": [{"name": "Third round", "evidence": "It is so", **m} for m in meetings],
    }
    project.write(f"articles/{name}.txt", f"News of {published}\n\nIt is so.\n")
    project.write(f"articles/{name}.yml", yaml.safe_dump(data))


# Texts that must survive: what a person sees, in one line, without what no format can hold.


def shown(text: str) -> str:
    """Give a text as it must come out: `\ufffd` for a control that is no white space to Unicode."""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    fit = re.sub("[^\t\n\x20-\x7e\xa0-\ufffd\U00010000-\U0010ffff]", "\ufffd", lines)
    return " ".join(fit.split())


def hostile(folder: Path, text: str) -> Briefing:
    """Brief seed files that hold a text in every place that an export prints."""
    exact = {"article": "a", "exact": "said so"}
    registries = {
        "title": text,
        "language": "en",
        "bottom_line": {"text": text, "evidence": exact},
        "parties": {"a": {"name": text, "kind": "organisation"}},
        "people": {"p": {"name": text, "party": "a"}},
        "issues": {"i": {"name": text, "question": text}},
        "places": {"l": {"name": text}},
    }
    says = {"text": text, "evidence": "said so"}
    article = {
        "headline": text,
        "publisher": text,
        "byline": text,
        "published": "2031-05-05",
        "dateline": "l",
        "takeaways": [says],
        "participants": [{"person": "p", "role": text, "part": text, "evidence": "said so"}],
        "quotations": [{"speaker": "p", "exact": "Quoted words", "occasion": text}],
        "statements": [{"speaker": "p", **says}],
        "positions": [{"party": "a", "issue": "i", "stance": "demands", **says}],
        "meetings": [
            {
                "id": "m",
                "name": text,
                "date": "2031-05-06",
                "place": "l",
                "parties": ["a"],
                "people": ["p"],
                "status": "held",
                "outcome": text,
                "evidence": "said so",
            }
        ],
        "events": [{"date": "2031-05-05", **says}],
        "discrepancies": [{"kind": "other", **says}],
    }
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    (folder / "briefing.yml").write_text(yaml.safe_dump(registries), encoding="utf-8")
    (articles / "a.yml").write_text(yaml.safe_dump(article), encoding="utf-8")
    (articles / "a.txt").write_bytes(f"{text} said so {text}\n\n“Quoted words”\n".encode())
    corpus, problems = load(folder)
    assume(corpus is not None and not problems)
    assert corpus
    return brief(corpus)


texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(
        alphabet=st.sampled_from(
            "a ;,\\:\n\r\t\"'`{}[]()<>&%$#_~^*|=+-!?@/0\x00\x08\x0b\x1b\x7f\x85\xa0\xad\u200b\u200d"
            "\u202e\u2066\u2069\u2028\u2029\ufffeé–“”\U0001f600"
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(sorted(HOSTILE.values())),
).filter(lambda text: bool(shown(text)))

every_text = settings(max_examples=30)


def with_examples(test: Any) -> Any:
    for text in (
        "</script><script>alert(1)</script><!-- <script> ]]>",
        "a; b, c \\ d \\n e:f \"g\" 'h'",
        "two\r\nlines\rand\nmore\u2028END:VEVENT",
        "{{ x }} {% y %} @misc{z, title = {} }",
        "\u202eabc\u2066 def",
        "“quoted” -- --- ``x'' ?` << >> ,, %",
    ):
        test = example(text=text)(test)
    return test


def places_of(briefing: Briefing) -> set[str]:
    """List every address in the site: of a file, or of a place in a page."""
    places = set()
    for path, content in pages_with(briefing).items():
        page = re.sub(r"\.md$", ".html", path)
        places.add(page)
        if path.endswith(".md") and isinstance(content, str):
            places |= {f"{page}#{id_}" for id_ in re.findall(r'\bid="([^"]+)"', content)}
            places |= {f"{page}#{id_}" for id_ in re.findall(r"\{: #(\S+) \}", content)}
    return places


# JSON-LD

# What the Recommendation's own context makes of the terms that we use.
ANNO = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in (
            *("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector"),
            *("TextPositionSelector", "describing", "commenting", "linking"),
            *("exact", "prefix", "suffix", "start", "end"),
        )
    },
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "first": {"@type": "@id", "@id": "as:first"},
    "last": {"@type": "@id", "@id": "as:last"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "label": "rdfs:label",
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNO,
    "https://schema.org": {
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in ("url", "eventStatus", "mainEntityOfPage")},
    },
}


def expanded(document: Any, base: str) -> Any:
    """Expand JSON-LD; a term that its context does not know is lost, and fails the test."""

    def context(url: str, _: Any = None) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    return jsonld.expand(document, {"documentLoader": context, "base": base})


def no_term_is_lost(document: Any, expansion: Any) -> bool:
    """Tell whether every value in the document is still there when it is expanded."""

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(count(v) for k, v in value.items() if k != "@context")
        return sum(map(count, value)) if isinstance(value, list) else 1

    def count_expanded(value: Any) -> int:
        if isinstance(value, dict):
            if "@value" in value:
                return 1
            return sum(map(count_expanded, value.values()))
        return sum(map(count_expanded, value)) if isinstance(value, list) else 1

    return count(document) == count_expanded(expansion)


EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "meta", "tables", "toc"]


def things_of(briefing: Briefing, site_url: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Give what each page says in JSON-LD, read from the HTML that it becomes."""
    found = {}
    for path, content in pages_with(briefing, site_url).items():
        if path.endswith(".md") and isinstance(content, str):
            scripts = scripts_in(content)
            assert len(scripts) <= 1
            if scripts:
                assert scripts[0]["@context"] == "https://schema.org"
                found[path] = scripts[0]["@graph"]
    return found


def scripts_in(page: str, extensions: list[str] | None = None) -> list[Any]:
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    html = markdown.markdown(body, extensions=EXTENSIONS if extensions is None else extensions)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = list(tree.iter("script"))
    assert {script.get("type") for script in found} <= {"application/ld+json"}
    return [json.loads(script.text or "") for script in found]
