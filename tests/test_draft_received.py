"""What an article's file gives: its text as a seed file may hold it, its metadata, or a reason."""

import builtins
import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.draft.received import EXTRA, Received, RefusedError, read, receive
from generator.seedfile import MAX_BYTES

DAY = datetime.date(2031, 5, 5)

PAGE = """<!doctype html>
<html lang="en"><head>{charset}<title>Quota talks end - The Lund Courier</title>
<meta property="og:title" content="Quota talks end without a deal">
<meta property="og:site_name" content="The Lund Courier">
<meta name="author" content="Maren Oldefar">
<meta property="article:published_time" content="2031-05-05T10:00:00+00:00">
<link rel="canonical" href="https://courier.example/a/1"></head>
<body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav>
<main><article><h1>Quota talks end without a deal</h1>
<p>Arvenia and Costa Norte ended a second round of talks on fishing quotas in Port Lund on Monday
without an agreement. They will meet again on Wednesday week in Vila Serra.</p>
<p>“The cod will not wait for us,” the fisheries minister, <b>Ilse Torv</b>, said after the talks
of &lt;script&gt;alert(1)&lt;/script&gt; and {{{{ more }}}}.</p>
<p>Costa Norte’s chief negotiator, Ramiro Quell, said that forty per cent was the end of the
northern ports. He spoke for a long time to everybody who was there.</p>
</article></main><footer>Copyright The Lund Courier</footer></body></html>
"""

NAVIGATION = """<html><head><title>The Lund Courier</title></head><body><nav><ul>{links}</ul></nav>
<footer><p>Copyright The Lund Courier</p></footer></body></html>""".format(
    links="".join(f'<li><a href="/{n}">Section number {n} of the paper</a></li>' for n in range(30))
)


# Plain text


def test_a_text_is_kept_byte_for_byte() -> None:
    text = "  Tälks — “end”\u00a0now \n\n\n<b>no</b> {{ 1 }} \u202e\u200b\tEnd"
    assert receive(text.encode(), ".txt") == Received(text=text)


@pytest.mark.parametrize(
    ("raw", "change"),
    [
        (b"\xef\xbb\xbfTalks end\n", "a byte order mark stood before it"),
        (b"Talks end\r\n", "its line ends were those of Windows"),
        ("Talks end\n".encode("utf-16"), "it was UTF-16"),
        ("Talks end\n".encode("utf-32"), "it was UTF-32"),
    ],
)
def test_what_seed_files_may_not_hold_is_changed_and_said(raw: bytes, change: str) -> None:
    assert receive(raw, ".txt") == Received(text="Talks end\n", changed=(change,))


def test_both_changes_are_said() -> None:
    assert len(receive(b"\xef\xbb\xbfTalks\r\nend", ".txt").changed) == 2


@pytest.mark.parametrize(
    ("raw", "suffix", "why"),
    [
        (b"", ".txt", "is empty"),
        (b" \n\t", "", "is empty"),
        (b"\xef\xbb\xbf \n", ".txt", "holds no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", ".txt", "is a PDF; text is needed"),
        (b"%PDF-1.7", ".html", "is a PDF; text is needed"),
        (b"PK\x03\x04rest", ".docx", "is an archive or an office document; text is needed"),
        (b"{\\rtf1 Talks}", "", "is an RTF document; text is needed"),
        (b"\x89PNG\r\n", "", "is an image; text is needed"),
        (b"Talks\x00end", ".txt", "is a binary file; text is needed"),
        (bytes(range(1, 32)) * 9, ".txt", "is a binary file; text is needed"),
        (b"\xff\xfeT", ".txt", "is not UTF-8: byte 0xff at offset 0"),
        (b"T\xe4lks end", ".txt", "is not UTF-8: byte 0xe4 at offset 1"),
        (b"a" * (MAX_BYTES + 1), ".txt", "is longer than 5,000,000 bytes"),
        (b"---\ntitle: T\n---\n\n", ".md", "holds no text"),
        (NAVIGATION.encode(), ".html", "holds no article that could be told from its navigation"),
        (b"<html><body></body></html>", "", "holds no article"),
        (b"<html><nav><a href=a>Home</a><a href=b>News</a></nav></html>", "", "holds no article"),
        (b"<html><body><p>T\xe4lks end</p>", "", "is not UTF-8"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_text_is_refused_with_help(raw: bytes, suffix: str, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        receive(raw, suffix)
    assert str(caught.value).startswith(why)
    assert caught.value.help


def test_a_file_longer_than_a_seed_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES * 1000)
    with pytest.raises(RefusedError, match="longer than"):
        read(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="is not a file"):
        read(tmp_path)


# Markdown


def test_front_matter_is_metadata_and_the_body_stays() -> None:
    body = "# Talks *end*\n\nA [link](https://x.example) and `NO`.  \n"
    head = (
        '---\ntitle: "Talks: the end"\ndate: 2031-05-05T10:00:00Z\nauthors:\n  - name: M. Oldefar\n'
        "  - I. Bek\npublisher: NO\nurl: https://courier.example/a\ndraft: false\n---\n\n"
    )
    assert receive((head + body).encode(), ".md") == Received(
        text=body,
        headline="Talks: the end",
        published=DAY,
        byline="M. Oldefar, I. Bek",
        publisher="NO",
        url="https://courier.example/a",
    )
    # Over standard input nothing but the text tells.
    assert receive((head + body).encode()).published == DAY


def test_the_first_heading_is_the_headline() -> None:
    assert receive(b"# Talks end #\n\nMore.", ".md").headline == "Talks end"
    assert receive(b"Text\n\n# Talks end\n", ".md").headline is None
    assert receive(b"# Talks end\n", ".txt").headline is None


@pytest.mark.parametrize(
    "text",
    ["---\n- a\n- b\n---\nText\n", "---\na: {\n---\nText\n", "---\nText\n", "---\n\n---\nText\n"],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert receive(text.encode(), ".md") == Received(text=text)


@pytest.mark.parametrize(
    ("key", "value"),
    [("date", "2031-02-30"), ("date", "yesterday"), ("url", "javascript:alert(1)")],
)
def test_metadata_that_seed_files_refuse_is_left_out(key: str, value: str) -> None:
    assert receive(f"---\n{key}: {value}\n---\nText\n".encode(), ".md") == Received(text="Text\n")


# HTML


@pytest.mark.parametrize("suffix", [".html", ""])
def test_html_gives_its_main_text_and_metadata(suffix: str) -> None:
    found = receive(PAGE.format(charset='<meta charset="utf-8">').encode(), suffix)
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == "Quota talks end without a deal"
    assert paragraphs[2] == (
        "“The cod will not wait for us,” the fisheries minister, Ilse Torv, said after the talks of"
        " <script>alert(1)</script> and {{ more }}."
    )
    assert len(paragraphs) == 4
    assert "Home" not in found.text
    assert "Copyright" not in found.text
    assert found.text.endswith("there.\n")
    assert (found.headline, found.published) == ("Quota talks end without a deal", DAY)
    assert (found.publisher, found.byline) == ("The Lund Courier", "Maren Oldefar")
    assert found.url == "https://courier.example/a/1"


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "cp1252"])
def test_html_is_read_in_the_encoding_that_it_declares(charset: str) -> None:
    raw = PAGE.format(charset=f"<meta charset='{charset}'>").encode("cp1252")
    found = receive(raw, ".html")
    assert "“The cod will not wait for us,”" in found.text
    assert found.changed == (f"it was {charset}",)


@pytest.mark.parametrize("charset", ["utf-8", "rot13", "idna", "no-such", "punycode"])
def test_a_declared_encoding_that_does_not_fit_is_refused(charset: str) -> None:
    raw = PAGE.format(charset=f"<meta charset='{charset}'>").encode("cp1252")
    with pytest.raises(RefusedError, match="is not UTF-8"):
        receive(raw, ".html")


def test_comments_without_end_cost_no_time() -> None:
    raw = b"<!-- a --> " * 20_000 + b"Text"
    assert receive(raw).text.endswith("Text")


def test_without_trafilatura_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RefusedError) as caught:
        receive(PAGE.encode(), ".html")
    assert str(caught.value) == "is HTML, and trafilatura is not installed"
    assert caught.value.help == EXTRA
    assert receive(b"Text", ".txt").text == "Text"
