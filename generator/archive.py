"""The take-away: a built site as one zip file, the same bytes for the same site.

`python -m generator.archive SITE FILE.zip` packs it with a START-HERE.html that opens it.
"""

import os
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from generator.language import language_of

_START = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url=site/index.html">
</head>
<body>
<p><a href="site/index.html">{link}</a> {note}</p>
</body>
</html>
"""
_LANGUAGE = re.compile(r'<html lang="([\w-]+)"')

# What the file is called beside a published site. It does not hold itself.
TAKE_AWAY = "briefing.zip"

# The compressed sitemap only serves search engines, and holds the time of its making.
_LEFT_OUT = ("sitemap.xml.gz", TAKE_AWAY)

# The earliest time a zip file can hold; a real one would differ from build to build.
_TIME = (1980, 1, 1, 0, 0, 0)


def pack(site: Path, target: Path) -> int:
    """Write the site's files and START-HERE.html into a zip file, whole or not at all.

    Gives the number of files. Raises FileNotFoundError where the site has not been built.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site} holds no built site; run `make site` first")
    left_out = [site / name for name in _LEFT_OUT]
    files = sorted(p for p in site.rglob("*") if p.is_file() and p not in left_out)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".zip")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            _add(archive, "START-HERE.html", _start(site).encode())
            for path in files:
                _add(archive, f"site/{path.relative_to(site).as_posix()}", path.read_bytes())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return len(files) + 1


def _start(site: Path) -> str:
    """Give the page that opens the site, in the site's language."""
    stated = _LANGUAGE.search((site / "index.html").read_text(encoding="utf-8"))
    language = language_of(stated[1] if stated else "en")
    say = language.gettext
    return _START.format(
        language=language.tag,
        title=say("Start here"),
        link=say("Open the briefing."),
        note=say(
            "It needs no network. Unpack the zip file first; inside it, browsers find neither"
            " styles nor search."
        ),
    )


def _add(archive: zipfile.ZipFile, name: str, raw: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, raw, compresslevel=9)


if __name__ == "__main__":
    try:
        print(f"{pack(Path(sys.argv[1]), Path(sys.argv[2]))} files packed into {sys.argv[2]}")
    except FileNotFoundError as error:
        sys.exit(str(error))
