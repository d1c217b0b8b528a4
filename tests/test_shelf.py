"""What is put aside until it is asked for: it comes back as it was, from memory or the disk."""

import gc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_support import DATA, edit, end_build, make_project, start_build

from generator import shelf as shelves
from generator.shelf import Content, Shelf

names = st.sampled_from(["index.md", "people/a.md", "a.css"])
contents = st.one_of(
    st.binary(max_size=40), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)


@pytest.mark.parametrize("in_memory", [0, 50, 1_000_000], ids=["disk", "both", "memory"])
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


def test_a_shelf_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "IN_MEMORY", 0)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    shelf = Shelf([("a", "words")])
    file = shelf._file
    assert list(tmp_path.iterdir()) == []
    assert not file.closed
    del shelf
    gc.collect()
    assert file.closed


# In a build

HOOK = """\
def on_page_content(html, page, **_):
    assert page.content == html, page.file.src_uri
    return html + "<p>Added by a hook.</p>"

def on_env(env, files, **_):
    for file in files.documentation_pages():
        assert file.page.content.endswith("<p>Added by a hook.</p>"), file.src_uri
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
