"""The exports as files of the site; llms.txt read by markdown-it, briefing.json by jsonschema."""

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from bs4 import BeautifulSoup
from conftest import Project
from exports_support import (
    FISHING,
    briefing_of,
    every_text,
    hostile,
    pages_with,
    shown,
    texts,
    things_of,
    with_examples,
)
from hypothesis import given
from markdown_it import MarkdownIt
from site_support import SITE_URL, build, make_project, pages_of

from generator import build as flow
from generator.briefing import Briefing
from generator.exports import (
    annotations,
    atom,
    bibtex,
    csl,
    ics,
    json_schema,
    llms,
)
from generator.exports import json as json_export
from generator.mkdocs_plugin import published_at, stated_date

pytest_plugins = ["exports_support"]


FILES: dict[str, Callable[[Briefing, str | None], str | Iterator[str]]] = {
    "annotations.jsonld": annotations.export,
    "meetings.ics": ics.export,
    "feed.xml": atom.export,
    "citations.json": csl.export,
    "citations.bib": bibtex.export,
    "llms.txt": llms.export,
}


# llms.txt


@pytest.mark.parametrize("site_url", [None, SITE_URL])
def test_llms_txt_has_its_form(either: Briefing, site_url: str | None) -> None:
    tokens = MarkdownIt().parse(llms.export(either, site_url))
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", *["h2"] * 5]
    assert [t.type for t in tokens[:5]] == [
        *("heading_open", "inline", "heading_close"),
        *("blockquote_open", "paragraph_open"),
    ]
    assert tokens[1].content == either.title
    assert either.bottom_line
    assert tokens[5].content == either.bottom_line.entry.text
    links = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or []
        if child.type == "link_open"
    ]
    home = site_url or ""
    files = {re.sub(r"\.md$", ".html", path) for path in pages_with(either)}
    assert all(link.startswith(home) for link in links)
    inside = {link.removeprefix(home) for link in links}
    assert inside == {path for path in files if not path.startswith("assets/")} - {"llms.txt"}


@every_text
@given(text=texts)
@with_examples
def test_llms_txt_keeps_any_text(tmp_path: Path, text: str) -> None:
    briefing = hostile(tmp_path, text)
    tokens = MarkdownIt().parse(llms.export(briefing))
    lines = ["".join(child.content for child in t.children or []) for t in tokens if t.children]
    seen = shown(text)
    assert lines[0] == seen
    assert lines[1] == seen
    assert f"{seen}: open. {seen}" in lines
    assert f"{seen}: {seen}, 5 May 2031" in lines
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}


# briefing.json and its schema


def test_briefing_json_fits_its_schema(either: Briefing) -> None:
    schema = json.loads(json_schema.export())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    data = json.loads("".join(json_export.export(either)))
    assert [error.message for error in checker.iter_errors(data)] == []
    assert set(schema["properties"]) == set(data)
    for plural, rows in data.items():
        if isinstance(rows, list) and rows:
            assert set(schema["properties"][plural]["items"]["properties"]) == set(rows[0]), plural


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: data.pop("figures"),
        lambda data: data["positions"][0].update(stance="likes"),
        lambda data: data["meetings"][0].update(status="soon"),
        lambda data: data["quotations"][0].update(note="x"),
        lambda data: data["quotations"][0]["evidence"][0].update(start=-1),
        lambda data: data["articles"][0].update(sha256="x"),
        lambda data: data["statements"][0].pop("evidence"),
        lambda data: data.update(as_of="soon"),
    ],
)
def test_schema_refuses_what_is_wrong(fish: Briefing, break_it: Callable[[Any], Any]) -> None:
    schema = json.loads(json_schema.export())
    data = json.loads("".join(json_export.export(fish)))
    break_it(data)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert not checker.is_valid(data)


def test_schema_describes_every_list(fish: Briefing) -> None:
    schema = json.loads(json_schema.export())
    assert all(found.get("description") for found in schema["properties"].values())


# All of them


def test_every_export_is_a_file_of_the_site(fish: Briefing) -> None:
    made = pages_with(fish, SITE_URL)
    for name, export in FILES.items():
        assert made[name] == "".join(export(fish, SITE_URL)), name
        assert made[name] == "".join(export(briefing_of(FISHING), SITE_URL)), name
    assert made["briefing.schema.json"] == json_schema.export()
    relative = pages_with(fish)
    assert not any(SITE_URL in c for c in relative.values() if isinstance(c, str))
    # Whether the address ends in a slash makes no difference.
    assert flow.pages(fish.corpus, None, None, SITE_URL.rstrip("/")) == made


def test_nothing_later_leaks(fishing: Project) -> None:
    corpus = fishing.corpus()
    day = datetime.date(2031, 5, 5)
    for name, content in flow.pages(corpus, day).items():
        if isinstance(content, str):
            assert "smaller-cut" not in content, name
            assert "Eighteen per cent is what" not in content, name


def test_checking_loads_no_exports(fishing: Project) -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main(['check'])\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print([name for name in ('icalendar', 'feedgenerator') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=fishing.folder, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


# The built site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the fishing briefing as it is published at SITE_URL."""
    project = make_project(tmp_path_factory.mktemp("exports") / "project", FISHING)
    return build(project, SITE_URL=SITE_URL)


def test_the_site_holds_the_same_files(built: Path, fish: Briefing) -> None:
    made = pages_with(fish, SITE_URL)
    for name, content in made.items():
        if not name.endswith(".md") and isinstance(content, str):
            assert (built / name).read_bytes() == content.encode(), name


def test_the_site_keeps_the_linked_data(built: Path, fish: Briefing) -> None:
    things = things_of(fish, SITE_URL)
    for name in pages_of(built):
        page = BeautifulSoup((built / name).read_text(encoding="utf-8"), "html5lib")
        scripts = page.select("script[type='application/ld+json']")
        expected = things.get(name.replace(".html", ".md"))
        found = [json.loads(script.string or "")["@graph"] for script in scripts]
        assert found == ([expected] if expected else []), name


def test_search_does_not_find_linked_data(built: Path) -> None:
    index = (built / "search/search_index.json").read_text(encoding="utf-8")
    assert "schema.org" not in index
    assert "spokenByCharacter" not in index


def test_sitemap_dates_are_the_articles(built: Path, fish: Briefing) -> None:
    dates = {
        str(url.findtext("{*}loc")).removeprefix(SITE_URL): url.findtext("{*}lastmod")
        for url in ElementTree.parse(built / "sitemap.xml").findall("{*}url")
    }
    assert dates.pop("method.html") is None  # written by hand; nobody says when
    assert dates.pop("sources/2031-05-05-second-round.html") == "2031-05-05"
    assert len(dates) > 20
    assert set(dates.values()) == {"2031-05-07"}


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        (None, None),
        ("", None),
        ("http://127.0.0.1:8000/", None),
        ("http://localhost:8000/x/", None),
        ("http://[::1]:8000/", None),
        (SITE_URL, SITE_URL),
    ],
)
def test_an_address_of_this_machine_is_none(site_url: str | None, expected: str | None) -> None:
    assert published_at(site_url) == expected


def test_a_hand_written_page_may_state_its_date() -> None:
    assert stated_date({"date": datetime.date(2031, 5, 5)}) == "2031-05-05"
    assert stated_date({"date": datetime.datetime(2031, 5, 5, 12)}) == "2031-05-05"
    assert stated_date({"date": "2031-05-05"}) == "2031-05-05"
    assert stated_date({"date": "yesterday"}) == ""
    assert stated_date({}) == ""
