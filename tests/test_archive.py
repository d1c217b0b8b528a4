"""The take-away: one zip file, whole, the same for the same site."""

import os
import zipfile
from pathlib import Path

import pytest

from generator.archive import pack


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Overview</title>", encoding="utf-8")
    (folder / "assets" / "a.css").write_text("p { margin: 0 }", encoding="utf-8")
    (folder / "sitemap.xml.gz").write_bytes(b"the time of its making")
    return folder


def test_packs_every_file_and_a_way_in(site: Path, tmp_path: Path) -> None:
    assert pack(site, tmp_path / "a.zip") == 3
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "START-HERE.html",
            "site/assets/a.css",
            "site/index.html",
        ]
        assert archive.read("site/index.html") == (site / "index.html").read_bytes()
        assert b'href="site/index.html"' in archive.read("START-HERE.html")


def test_same_site_same_bytes(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "a.zip")
    os.utime(site / "index.html", (1, 1))
    (site / "index.html").chmod(0o600)
    pack(site, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_zip_beside_the_site_does_not_hold_itself(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "a.zip")
    for _ in range(2):
        pack(site, site / "briefing.zip")
    assert (site / "briefing.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


def test_an_empty_folder_leaves_the_former_zip(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.zip").write_bytes(b"the former one")
    with pytest.raises(FileNotFoundError, match="make site"):
        pack(tmp_path / "empty", tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"the former one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "empty"]
