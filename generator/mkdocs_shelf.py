"""What MkDocs would hold in memory of every page until a build ends, put on a shelf.

MkDocs converts all pages before it writes the first. In a large briefing their HTML, and the links
that are checked last, would take several times the memory that all the rest takes.
"""

import marshal
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.shelf import Content, Shelf


class ShelvedFile(File):
    """A generated file whose content is read from a shelf whenever it is asked for."""

    def __init__(self, config: MkDocsConfig, name: str, files: Shelf) -> None:
        super().__init__(name, None, config.site_dir, config.use_directory_urls)
        self.generated_by = config.plugins._current_plugin
        self._changed: Content | None = None
        self._files = files

    @property
    def _content(self) -> Content | None:
        return self._files[self.src_uri] if self._changed is None else self._changed

    @_content.setter
    def _content(self, content: Content | None) -> None:
        self._changed = content

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file into the site, a long one in pieces."""
        if self._changed is None:
            path = Path(self.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.writelines(self._files.pieces(self.src_uri))
        else:
            super().copy_file(dirty)


class ShelvedPage(Page):
    """A converted page that holds neither its HTML nor its links; both are read when needed."""

    shelf: Shelf
    # The files that the page links to; the anchors, in the same order, are on the shelf.
    targets: tuple[File, ...]

    @property
    def content(self) -> str | None:
        """The page's HTML."""
        return str(self.shelf[f"{self.file.src_uri} html"])

    @content.setter
    def content(self, html: str | None) -> None:
        self.shelf.put(f"{self.file.src_uri} html", html or "")

    @property
    def links_to_anchors(self) -> dict[File, dict[str, str]] | None:
        """For each file that the page links to, the anchors there and the links as written."""
        if not self.targets:
            return {}
        anchors: Any = self.shelf[f"{self.file.src_uri} links"]
        return dict(zip(self.targets, marshal.loads(anchors), strict=True))

    @links_to_anchors.setter
    def links_to_anchors(self, links: dict[File, dict[str, str]] | None) -> None:
        self.targets = tuple(links or ())
        anchors = marshal.dumps(list((links or {}).values()))
        self.shelf.put(f"{self.file.src_uri} links", anchors)

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Copy as a page that holds all that is its own."""
        held = vars(self) | {"content": self.content, "links_to_anchors": self.links_to_anchors}
        del held["shelf"], held["targets"]
        return object.__new__, (Page,), held


def put_on_shelf(page: Page, shelf: Shelf) -> None:
    """Make a page that has just been converted one that holds little; another's page stays."""
    if type(page) is not Page:
        return
    links, html = vars(page).pop("links_to_anchors", None), vars(page).pop("content")
    page.__class__ = ShelvedPage
    assert isinstance(page, ShelvedPage)
    page.shelf = shelf
    page.links_to_anchors = links
    page.content = html
