"""citations.bib: the briefing and its articles for BibTeX and biblatex."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.briefing import Briefing
from generator.citations import Citation, citations_of
from generator.exports.wording import in_one_line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash, so a brace must be a word too.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_ACTIVE = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
# What LaTeX would print as one sign: dashes, quotation marks, ¿ and ¡.
_LIGATURE = re.compile(r"(?<=([-'`<>,]))(?=\1)|(?<=[?!])(?=`)")


def escape(text: str) -> str:
    """Escape a text so that LaTeX prints it as it is."""
    escaped = _ACTIVE.sub(lambda match: _SPECIAL[match.group()], in_one_line(text))
    return _LIGATURE.sub("{}", escaped)


def export(briefing: Briefing, site_url: str | None = None) -> str:
    """Give the text of citations.bib, in UTF-8."""
    return "\n".join(_entry(citation) for citation in citations_of(briefing, site_url))


def _entry(citation: Citation) -> str:
    rows = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@misc{{{citation.id},\n{rows}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    # The second braces keep the letters' case, and a byline's "and" from parting it.
    if citation.byline:
        yield "author", f"{{{{{escape(citation.byline)}}}}}"
    yield "title", f"{{{{{escape(citation.title)}}}}}"
    if citation.publisher:
        yield "howpublished", f"{{{{{escape(citation.publisher)}}}}}"
    yield "year", f"{{{citation.day.year}}}"
    yield "month", _MONTHS[citation.day.month - 1]
    yield "date", f"{{{citation.day.isoformat()}}}"
    if citation.url:
        # \url{} takes everything as it is but what would end it.
        yield "url", f"{{{quote(citation.url, safe=_IN_URLS)}}}"


_IN_URLS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in r"{}\^`")
