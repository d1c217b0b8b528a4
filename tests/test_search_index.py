"""What the search holds: the same, read from less of each page; and of many articles, less."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from playwright.sync_api import Browser
from site_support import DATA, ROOT, SEEDS, make_project, served, visiting

from generator import build, listing, mkdocs_plugin, site
from generator.corpus import load
from generator.language import language_of
from generator.mkdocs_search import searched

pytest_plugins = ["site_support"]

EXCLUDED = 'data-search-exclude="true"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>", "<p>a</p>"),
        (f"<p>a<span {EXCLUDED}>b</span>c</p>", "<p>ac</p>"),
        (f'<p>a<sup id="x" {EXCLUDED} class="y">b</sup></p>', "<p>a</p>"),
        (f"a<div {EXCLUDED}>b<div>c</div>d<div\n>e</div></div\n>f", "af"),
        # What is excluded holds what is excluded.
        (f"a<div {EXCLUDED}>b<div {EXCLUDED}>c</div>d</div>e", "ae"),
        (f"<b {EXCLUDED}>a</b><blockquote>b</blockquote>", "<blockquote>b</blockquote>"),
        # A heading stays: what follows it is its own.
        (f"<h2 {EXCLUDED}>a</h2><p>b</p>", f"<h2 {EXCLUDED}>a</h2><p>b</p>"),
        # Words that look like it, an element that is never closed, and one that has no content.
        (f"<p>say {EXCLUDED}</p>", f"<p>say {EXCLUDED}</p>"),
        (f"<div {EXCLUDED}>a<p>b", f"<div {EXCLUDED}>a<p>b"),
        (f"<hr {EXCLUDED} />a", f"<hr {EXCLUDED} />a"),
    ],
)
def test_excluded_elements_are_taken_out(html: str, expected: str) -> None:
    assert searched(html) == expected


Tree = str | tuple[str, bool, list[Any]]
words = st.sampled_from(["a", " ", "b c", "\n", " d", "&lt;p&gt;", f" say {EXCLUDED}"])
trees = st.recursive(
    words,
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "span", "ul", "details"]),
        st.booleans(),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


def html_of(tree: Tree, *, whole: bool) -> str:
    if isinstance(tree, str):
        return tree
    tag, excluded, parts = tree
    if excluded and not whole:
        return ""
    inside = "".join(html_of(part, whole=whole) for part in parts)
    attributes = f" id='x' {EXCLUDED}" if excluded else ""
    return f"<{tag}{attributes}>{inside}</{tag}>"


@given(st.lists(trees, max_size=4))
def test_nothing_else_is_taken_out(found: list[Tree]) -> None:
    html = "".join(html_of(tree, whole=True) for tree in found)
    assert searched(html) == "".join(html_of(tree, whole=False) for tree in found)


# The whole index


def index_of(project: Path) -> Mapping[str, Any]:
    before = Path.cwd()
    os.chdir(project)
    try:
        config = load_config("mkdocs.yml", site_dir=str(project / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
    finally:
        os.chdir(before)
    found: Mapping[str, Any] = json.loads(
        (project / "site/search/search_index.json").read_text(encoding="utf-8")
    )
    return found


def count(index: Mapping[str, Any], word: str) -> int:
    return sum(word in entry["title"] + entry["text"] for entry in index["docs"])


def invented(folder: Path, articles: int) -> Path:
    program = [sys.executable, str(ROOT / "bench/invent.py"), str(articles), str(folder)]
    subprocess.run(program, check=True)
    return folder


@pytest.mark.parametrize("kind", ["geneva", "fishing", "large"])
def test_the_index_is_what_material_makes_of_the_whole_pages(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = {"geneva": SEEDS, "fishing": DATA / "fishing/seeds"}.get(kind)
    project = make_project(tmp_path / "project", seeds)
    if seeds is None:
        invented(project / "seeds", site.SEARCHED_IN_FULL + 5)
    ours = index_of(project)
    read: list[int] = []
    whole = SearchIndex.add_entry_from_context

    def add(self: Any, page: Any) -> None:
        read.append(len(page.content))
        whole(self, page)

    monkeypatch.setattr(SearchIndex, "add_entry_from_context", add)
    assert index_of(project) == ours
    less, read[:] = sum(read), []
    monkeypatch.setattr(mkdocs_plugin, "index_only_what_is_searched", lambda config: None)
    assert index_of(project) == ours
    assert less < 0.8 * sum(read)


# Many articles


@pytest.fixture
def few_in_words(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the search hold the words of 30 articles, and lists be parted early."""
    monkeypatch.setattr(site, "SEARCHED_IN_WORDS", 30)
    monkeypatch.setattr(listing, "ROOM", 20_000)
    return 30


def test_the_index_has_words_of_the_newest_articles_and_names_of_all(
    few_in_words: int, tmp_path: Path, browser: Browser
) -> None:
    project = make_project(tmp_path / "project", seeds=None)
    invented(project / "seeds", 2 * few_in_words)
    index = index_of(project)
    data = json.loads((project / "site/briefing.json").read_text(encoding="utf-8"))
    articles = {row["id"]: row for row in data["articles"]}
    since = sorted(row["published"] for row in articles.values())[-few_in_words]
    titles = {entry["title"] for entry in index["docs"]}
    for row in articles.values():
        assert row["headline"] in titles
    for kind in ("people", "parties", "issues"):
        assert {row["name"] for row in data[kind]} <= titles
    for meeting in data["meetings"]:
        assert count(index, meeting["name"])
    # Every invented quotation ends in a number of its own.
    held = {True: 0, False: 0}
    for quotation in data["quotations"]:
        is_new = articles[quotation["article"]]["published"] >= since
        found = count(index, quotation["exact"])
        held[is_new] += found > 0
        assert found or not is_new
    # The pages that show the newest of each list reach back a little further.
    old = sum(articles[q["article"]]["published"] < since for q in data["quotations"])
    assert held[False] < old

    # Whoever finds nothing is told where nothing was looked for.
    with served(project / "site") as address, visiting(browser) as visit:
        visit.page.goto(f"{address}index.html")
        visit.page.locator("[data-md-component=search-query]").focus()
        visit.page.keyboard.type("Xyzzyx")
        said = "Words are searched in the newest 30 articles, headlines and names in all of them."
        visit.page.get_by_text(f"No matching documents. {said}").wait_for()


def test_what_is_searched_is_said_only_where_something_is_left_out() -> None:
    english, french = language_of("en"), language_of("fr")
    assert site.what_is_searched(1_000, english) == ""
    assert "the newest 1,000 articles" in site.what_is_searched(1_001, english)
    assert "1\u202f000 articles" in site.what_is_searched(1_001, french)


def pages(seeds: Path) -> Mapping[str, build.Content]:
    corpus, problems = load(seeds)
    assert corpus
    assert problems == []
    return build.pages(corpus)


def matter(page: build.Content) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(str(page).split("---\n")[1])
    return found


def test_what_a_new_article_tells_of_long_ago_is_searched(
    few_in_words: int, tmp_path: Path
) -> None:
    seeds = invented(tmp_path / "seeds", 2 * few_in_words)
    newest = sorted(seeds.rglob("articles/**/*.yml"))[-1]
    said = yaml.safe_load(newest.read_text(encoding="utf-8"))["takeaways"][0]["evidence"]
    event = f"- {{date: 2019-05-06, text: The fleets met., evidence: {said}}}\n"
    text = newest.read_text(encoding="utf-8")
    assert text.count("\nevents:\n") == 1
    newest.write_text(text.replace("\nevents:\n", f"\nevents:\n{event}"), encoding="utf-8")
    page = pages(seeds)["timeline/2019.md"]
    assert "The fleets met." in str(page)
    assert "search" not in matter(page)


def test_old_pages_are_left_out_by_what_stands_on_them(few_in_words: int, tmp_path: Path) -> None:
    made = pages(invented(tmp_path / "seeds", 2 * few_in_words))
    articles = sorted(name for name in made if name.startswith("sources/2031"))
    since = articles[-few_in_words][len("sources/") :][: len("2031-01-01")]
    excluded = {
        name
        for name, page in made.items()
        if name.endswith(".md") and matter(page).get("search", {}).get("exclude")
    }
    for name in articles:
        is_old = name[len("sources/") :] < since
        assert name not in excluded
        assert (f"## In short {{: {EXCLUDED} }}" in str(made[name])) == is_old, name
    periods = {name for name in made if name.startswith("quotations/")}
    assert periods & excluded
    assert periods - excluded
    assert not any(name.startswith("meetings") for name in excluded)
    # A list's own page has the newest of it, and the name.
    assert not any(
        name.count("/") == 1 for name in excluded if name.startswith(("people", "issues"))
    )
