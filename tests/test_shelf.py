"""What is put aside until it is asked for: it comes back as it was, from memory or the disk."""

import gc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import Page
from site_support import DATA, edit, end_build, make_project, start_build

from generator import shelf as shelves
from generator.mkdocs_shelf import put_on_shelf
from generator.shelf import Content, Shelf

names = st.sampled_from(["index.md", "people/a.md", "a.css"])
contents = st.one_of(
    st.binary(max_size=40), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)


@pytest.mark.parametrize("in_memory", [1, 50, 1_000_000], ids=["disk", "both", "memory"])
@given(puts=st.lists(st.tuples(names, contents), max_size=12))
def test_a_shelf_gives_what_was_put_there_last(
    in_memory: int, puts: list[tuple[str, Content]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelves, "IN_MEMORY", in_memory)
        patch.setattr(shelves, "PIECE", 7)
        shelf = Shelf()
        for count, (name, content) in enumerate(puts, 1):
            shelf.put(name, content)
            assert dict(shelf) == dict(puts[:count])
        for name, content in dict(puts).items():
            raw = content.encode() if isinstance(content, str) else content
            assert b"".join(shelf.pieces(name)) == raw
            assert all(len(piece) <= 7 for piece in shelf.pieces(name))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=9))
def test_a_text_may_come_in_pieces(pieces: list[str]) -> None:
    shelf = Shelf([("a", iter(pieces)), ("b", "b")])
    assert dict(shelf) == {"a": "".join(pieces), "b": "b"}


@given(st.lists(st.tuples(names, contents), max_size=12), st.sets(names), st.booleans())
def test_a_tidied_shelf_has_what_is_kept(
    puts: list[tuple[str, Content]], kept: set[str], tight: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelves, "PIECE", 0 if tight else 1_000)
        shelf = Shelf(puts)
        wanted = {name: content for name, content in dict(puts).items() if name in kept}
        tidy = shelf.tidied(wanted)
        assert dict(tidy) == wanted
        assert not tight or tidy._end <= 2 * sum(size for _, size, _ in tidy._places.values())


def test_a_shelf_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "IN_MEMORY", 1)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    shelf = Shelf([("a", "words")])
    file = shelf._file
    assert file._rolled  # onto the disk
    assert list(tmp_path.iterdir()) == []
    assert not file.closed
    del shelf
    gc.collect()
    assert file.closed


# In a build

HOOK = """\
import copy

def on_page_content(html, page, **_):
    assert page.content == html, page.file.src_uri
    return html + "<p>Added by a hook.</p>"

def on_env(env, config, files, **_):
    for file in files.documentation_pages():
        page = file.page
        html = page.content
        assert html.endswith("<p>Added by a hook.</p>"), file.src_uri
        links = page.links_to_anchors
        for other in (copy.copy(page), copy.deepcopy(page)):
            assert (other.content, len(other.links_to_anchors)) == (html, len(links))
            other.content = "Changed."
        kept = page.toc, page.present_anchor_ids
        page.render(config, files)
        page.content, page.links_to_anchors = html, links
        page.toc, page.present_anchor_ids = kept
        assert (page.content, page.links_to_anchors) == (html, links)
"""


def built(project: Path) -> str:
    process = start_build(project)
    output, _ = process.communicate(timeout=300)
    assert process.returncode, output
    return output


def test_a_hook_finds_and_changes_what_is_put_aside(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", DATA / "fishing/seeds")
    (project / "hook.py").write_text(HOOK)
    edit(project / "mkdocs.yml", "theme:\n", "hooks:\n  - hook.py\n\ntheme:\n")
    end_build(start_build(project))
    pages = [path for path in (project / "site").rglob("*.html") if path.name not in ("404.html",)]
    assert len(pages) > 15
    for page in pages:
        assert page.read_text(encoding="utf-8").count("Added by a hook.") == 1, page


def test_a_page_of_another_kind_stays_as_it_is() -> None:
    class Other(Page):
        def __init__(self) -> None:
            self.content = "<p>Theirs.</p>"

    page, shelf = Other(), Shelf()
    put_on_shelf(page, shelf)
    assert type(page) is Other
    assert page.content == "<p>Theirs.</p>"
    assert dict(shelf) == {}


def test_links_that_are_put_aside_are_checked(tmp_path: Path) -> None:
    project = make_project(
        tmp_path / "project", DATA / "fishing/seeds", options="templates: templates"
    )
    (project / "templates").mkdir()
    (project / "templates/sources.md.jinja").write_text(
        "# {{ title }}\n\n[one](meetings.md#no-such-meeting)\n"
    )
    output = built(project)
    assert "'sources.md' contains a link 'meetings.md#no-such-meeting'" in output
    assert "does not contain an anchor '#no-such-meeting'" in output
