"""A file as it was received: its text as a seed file may hold it, and what it says of itself."""

import codecs
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.model import DATE
from generator.seedfile import MAX_BYTES, SeedFile

EXTRA = 'pip install "readout-briefing[html]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An article's text with what came along; `changed` says in words what the text was before."""

    text: str
    headline: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    changed: tuple[str, ...] = ()


class RefusedError(Exception):
    """Raised for a file that cannot be drafted from; the message says why, `help` what to do."""

    def __init__(self, message: str, help_text: str) -> None:
        self.help = help_text
        super().__init__(message, help_text)

    def __str__(self) -> str:
        return str(self.args[0])


def read(path: Path) -> Received:
    """Read an article: plain text, Markdown with front matter, or HTML. Raises RefusedError."""
    try:
        if not path.is_file():
            raise RefusedError("is not a file", "name a file, or - for standard input")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise RefusedError(
            f"cannot be read: {error.strerror}", "see that the file exists and may be read"
        ) from None
    return receive(raw, path.suffix.lower())


def receive(raw: bytes, suffix: str = "") -> Received:
    """Take bytes for what their file's suffix says; without one, for what they begin with."""
    if len(raw) > MAX_BYTES:
        raise RefusedError(
            f"is longer than {MAX_BYTES:,} bytes", "an article is shorter; split what is longer"
        )
    if not raw.strip():
        raise RefusedError("is empty", "give the article's text")
    for start, what, how in _NOT_TEXTS:
        if raw.startswith(start):
            raise RefusedError(f"is {what}; text is needed", how)
    html = suffix in (".html", ".htm", ".xhtml") or (not suffix and bool(_HTML.match(raw)))
    text, changed = _decode(raw, html)
    if html:
        return replace(_from_html(text), changed=changed)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        changed += ("its line ends were those of Windows",)
    received = Received(text=text, changed=changed)
    if suffix in (".md", ".markdown") or (not suffix and text.startswith("---\n")):
        received = _from_markdown(received)
    if not received.text.strip():
        raise RefusedError("holds no text", "give the article's text")
    return received


# Bytes

_TEXT_ITSELF = "copy the article's text into a file of its own, or save it as text or HTML"
_NOT_TEXTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "copy the article's text out of it, or run pdftotext"),
    (b"PK\x03\x04", "an archive or an office document", _TEXT_ITSELF),
    (b"\xd0\xcf\x11\xe0", "an old office document", _TEXT_ITSELF),
    (b"{\\rtf", "an RTF document", _TEXT_ITSELF),
    (b"\x89PNG", "an image", "type the article's text, or have it recognised"),
    (b"\xff\xd8\xff", "an image", "type the article's text, or have it recognised"),
    (b"GIF8", "an image", "type the article's text, or have it recognised"),
)
# Byte order marks; that of UTF-32 begins like that of UTF-16, and comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "a byte order mark stood before it"),
    (codecs.BOM_UTF32_LE, "utf-32", "it was UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "it was UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "it was UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "it was UTF-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# The group is atomic: comments without end must not be tried in every combination.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html)\b", re.I | re.S
)
# Where a page says how it is encoded: within its first 1024 bytes, by the HTML standard.
_CHARSET = re.compile(rb"(?:<meta[^>]+charset\s*=\s*[\"']?\s*|encoding=[\"'])([\w.:-]+)", re.I)
# Those that pages are written in; Python's decoders do other things too.
_ENCODINGS = re.compile(
    r"windows-|cp\d|(?:x-)?mac|iso-?\d|latin|(?:us-)?ascii|koi8|gb|big5|euc-|shift|utf-(?:8|16)",
    re.I,
)


def _decode(raw: bytes, html: bool) -> tuple[str, tuple[str, ...]]:
    """Give the text, and what was changed so that it is UTF-8 without a mark."""
    for mark, encoding, change in _MARKS:
        if raw.startswith(mark):
            try:
                text = raw.removeprefix(codecs.BOM_UTF8).decode(encoding)
            except UnicodeDecodeError:
                break
            if "\0" in text:
                break
            return text, (change,)
    if b"\0" in raw or len(_CONTROLS.findall(raw[:4096])) > len(raw[:4096]) // 20:
        raise RefusedError("is a binary file; text is needed", _TEXT_ITSELF)
    try:
        return raw.decode(), ()
    except UnicodeDecodeError as error:
        declared = _CHARSET.search(raw[:1024]) if html else None
        if declared:
            name = declared[1].decode("ascii", "replace")
            if (decoded := _as_declared(raw, name)) is not None:
                return decoded, (f"it was {name}",)
        raise RefusedError(
            f"is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}",
            "save it as UTF-8; an editor can convert it (Windows files are often cp1252)",
        ) from None


def _as_declared(raw: bytes, name: str) -> str | None:
    # Browsers read Latin-1 as Windows-1252, its superset (WHATWG Encoding).
    latin = name.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii")
    try:
        text = raw.decode("cp1252" if latin else name) if _ENCODINGS.match(name) else None
    except (LookupError, UnicodeError):
        return None
    return None if text is None or "\0" in text else text


# Markdown

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"\s*#[ \t]+([^\n]+)")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("title", "headline"),
    "published": ("date", "published", "published_at", "pubdate"),
    "publisher": ("publisher", "publication", "site_name", "site"),
    "byline": ("author", "authors", "byline"),
    "url": ("url", "link", "canonical_url", "canonical"),
}


def _from_markdown(received: Received) -> Received:
    """Take the front matter off; the body stays as it is, its marks too."""
    said: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(received.text):
        data = SeedFile(Path("front matter"), match[1] or "").load()
        if isinstance(data, dict):
            received = replace(received, text=received.text[match.end() :].lstrip("\n"))
            said = {str(key).lower(): value for key, value in data.items()}
    found = {
        field: next((words for key in keys if (words := _words(said.get(key)))), None)
        for field, keys in _KEYS.items()
    }
    if not found["headline"] and (heading := _HEADING.match(received.text)):
        found["headline"] = _words(heading[1].rstrip().rstrip("#"))
    return _with(received, found)


def _words(value: object) -> str | None:
    """Give a value of the front matter as words; names in a list are joined."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(words for each in value if (words := _words(each))) or None
    if value is None or isinstance(value, bool) or not str(value).strip():
        return None
    return " ".join(str(value).split())


def _with(received: Received, said: Mapping[str, str | None]) -> Received:
    """Add metadata; a date that is none, and an address that is not of the web, are left out."""
    url = said["url"]
    return replace(
        received,
        headline=said["headline"],
        published=as_date(said["published"]),
        publisher=said["publisher"],
        byline=said["byline"],
        url=url if url and re.fullmatch(r"https?://[^\s/?#]\S*", url, re.I) else None,
    )


def as_date(words: str | None) -> datetime.date | None:
    """Give the date that words begin with, or None."""
    match = re.match(rf"({DATE})(?!\d)", words or "")
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


# HTML

_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")


def _from_html(page: str) -> Received:
    """Take the main text and the metadata out of a page; a paragraph becomes a line."""
    try:
        import trafilatura
    except ImportError:
        raise RefusedError("is HTML, and trafilatura is not installed", EXTRA) from None
    found = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,
        # As the page says, whatever day it is today.
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "min_date": "1600-01-01",
            "max_date": "9999-12-31",
        },
    )
    said = found.as_dict() if found and not isinstance(found, dict) else {}
    lines = [line.strip() for line in (said.get("text") or "").splitlines()]
    text = "\n\n".join(line for line in lines if line)
    # Navigation has words, but no sentence.
    if not any(map(_SENTENCE_ENDS.search, lines)):
        raise RefusedError(
            "holds no article that could be told from its navigation",
            "save the article's own page, or copy its text into a file",
        )
    metadata = {
        field: _words(said.get(key))
        for field, key in (
            ("headline", "title"),
            ("published", "date"),
            ("publisher", "sitename"),
            ("byline", "author"),
            ("url", "url"),
        )
    }
    # A page prints its headline above the main text.
    headline = metadata["headline"]
    if headline and headline not in text[: len(headline) + 200]:
        text = f"{headline}\n\n{text}"
    return _with(Received(text=f"{text}\n"), metadata)
