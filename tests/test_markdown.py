"""Escaping: whatever a seed file says reaches the reader's eye as written, and does nothing.

A page is rendered twice, once with an innocent word in every place where templates print seed
text, once with the text at hand. An HTML parser of its own must find the same elements with the
same attributes in both, and in the one the text where the other has the word.
"""

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from conftest import TESTS
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markdown as md
from generator.render import make_environment

WORD = "Kabeljau"

# Every place in which the templates print seed text, and a few in which people's own may.
PAGE = """\
# {{ text }}

{{ text }}

{{ text }} and {{ text }}[^1] and {{ text }}

**{{ text }}**: {{ text }}[^1]

- {{ text }}
- <span id="a-1"></span>{{ text }}[^1]
- **{{ text }}** [{{ text }}](page.md) <span class="readout-note">by {{ text }}</span>, {{ text }}

1. {{ text }}

## [{{ text }}](page.md#a) {: #here }

### {{ text }}

[{{ text }}](page.md "title"){ .a .b } {{ text }}

<p class="a" markdown="span">{{ text }}</p>

<div class="b" id="b" markdown="block">
<p markdown="span">“{{ text }}”[^1]</p>

{{ text }}[^1]

- {{ text }}

<h3 markdown="span">{{ text }}</h3>
</div>

<blockquote markdown="block">
<p markdown="span">“{{ text | within }} […] {{ text | within }}”[^1]</p>
<footer markdown="span">{{ text }}, {{ text }}</footer>
</blockquote>

<table markdown="block">
<thead markdown="block"><tr markdown="block"><th markdown="span">[{{ text }}](page.md)</th>
<th scope="col" markdown="span">{{ text }}</th></tr></thead>
<tbody markdown="block">
<tr markdown="block"><td data-party="{{ text | inert | inert }}" markdown="span">{{ text }}[^1]</td>
<td markdown="span">{{ text }}; {{ text }} <span class="c">x</span></td></tr>
</tbody></table>

<dl markdown="block">
<dt markdown="span">Place</dt>
<dd markdown="span">{{ text }}</dd>
<dd markdown="span"><a href="https://x.example/{{ text | inert }}" rel="n">{{ text }}</a></dd>
</dl>

| Published | Headline |
| --- | --- |
| 5 May | [{{ text }}](page.md) |
| {{ text }} | {{ text }} |

An <abbr title="{{ text | inert }}">{{ text }}</abbr> explained, {{ text | within }}.

<div class="article-text"><p id="p1">{{ text | inert }}</p>
<p><mark id="m">{{ text | inert }}</mark>{{ text | inert }}<span>x</span></p></div>

[^1]: <span class="readout-words">{{ text | within }}</span> ([paragraph 1](page.md#words-1-2)) — \
[{{ text }}](page.md) · <a href="https://x.example/?{{ text | inert }}" rel="noopener">live</a>

[^2]: {{ text }}
"""

SITE = "the site's"
SETS: dict[str, list[str]] = {
    SITE: ["meta", "fenced_code"],  # which MkDocs adds to those of mkdocs.yml
    "Python-Markdown's": [
        *("abbr", "admonition", "codehilite", "def_list", "fenced_code", "legacy_em", "meta"),
        *("nl2br", "sane_lists", "smarty", "wikilinks"),
    ],
    "PyMdown's": [
        *("abbr", "admonition", "def_list", "smarty", "pymdownx.arithmatex", "pymdownx.betterem"),
        *(f"pymdownx.blocks.{name}" for name in ("admonition", "caption", "definition")),
        *(f"pymdownx.blocks.{name}" for name in ("details", "html", "tab")),
        *("pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji"),
        *("pymdownx.escapeall", "pymdownx.fancylists", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark"),
        *("pymdownx.progressbar", "pymdownx.quotes", "pymdownx.saneheaders"),
        *("pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
        *("pymdownx.tasklist", "pymdownx.tilde"),
    ],
}
CONFIGURED: dict[str, dict[str, Any]] = {
    "pymdownx.snippets": {"base_path": [str(TESTS.parent)]},
    "pymdownx.magiclink": {
        "repo_url_shorthand": True,
        "social_url_shorthand": True,
        "user": "user",
        "repo": "repo",
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"clickable_checkbox": True},
    "smarty": {"smart_angled_quotes": True},
}


@lru_cache
def parser(name: str) -> markdown.Markdown:
    """Make a Markdown parser with the extensions of mkdocs.yml and a set of others."""
    rows = re.sub(r"!ENV", "", (TESTS.parent / "mkdocs.yml").read_text(encoding="utf-8"))
    ours: dict[str, Any] = {}
    for row in yaml.safe_load(rows)["markdown_extensions"]:
        ours |= row if isinstance(row, dict) else {row: {}}
    names = dict.fromkeys([*ours, *SETS[name]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return markdown.Markdown(
            extensions=list(names),
            extension_configs={**ours, **CONFIGURED},
        )


@lru_cache
def template() -> Any:
    environment = make_environment(None)
    environment.filters["within"] = md.escape_within
    return environment.from_string(PAGE)


def events(source: str) -> Iterator[tuple[str, Any]]:
    """Yield what an HTML parser sees, in order: elements with their attributes, and text."""
    tree = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    walker = html5lib.getTreeWalker("etree")
    for token in walker(tree):
        kind = token["type"]
        if kind in ("StartTag", "EmptyTag"):
            # `bdi` is what isolates a text with direction controls; it stands for nothing else.
            if token["name"] != "bdi":
                attributes = {name: value for (_, name), value in token["data"].items()}
                if re.fullmatch("h[1-6]", token["name"]) and attributes.get("id") != "here":
                    attributes.pop("id", None)
                if attributes.get("class") == "headerlink":
                    attributes.pop("href")
                yield token["name"], attributes
        elif kind == "EndTag":
            if token["name"] != "bdi":
                yield f"/{token['name']}", None
        elif kind in ("Characters", "SpaceCharacters"):
            yield "text", token["data"]
        elif kind != "Doctype":
            yield kind, token.get("data")


def joined(rows: Iterator[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Make texts that touch one."""
    out: list[tuple[str, Any]] = []
    for kind, value in rows:
        if kind == "text" and out and out[-1][0] == "text":
            out[-1] = ("text", out[-1][1] + value)
        else:
            out.append((kind, value))
    return out


def rendered(text: str, name: str) -> list[tuple[str, Any]]:
    page = template().render(text=text)
    return joined(events(parser(name).reset().convert(page)))


def expected(text: str, name: str) -> list[tuple[str, Any]]:
    def put(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(WORD, text)
        return value and {key: put(item) for key, item in value.items()}

    return [(kind, put(value)) for kind, value in innocent(name)]


@lru_cache
def innocent(name: str) -> list[tuple[str, Any]]:
    found = rendered(WORD, name)
    # Else the page itself is at fault.
    assert sum(str(value).count(WORD) for _, value in found) == PAGE.count("{{")
    return found


def same(text: str, name: str) -> None:
    # HTML has no way to write U+0085 but as itself, and a parser takes white space off the edges.
    text = text.strip("\x85")
    found, wanted = rendered(text, name), expected(text, name)
    if found != wanted:
        differing = [(w, f) for w, f in zip(wanted, found, strict=False) if w != f]
        wanted_row, found_row = (differing or [(wanted[len(found) :], found[len(wanted) :])])[0]
        raise AssertionError(f"{text!r}\nshould give {wanted_row!r}\nbut gives   {found_row!r}")


FRAGMENTS = [
    *("<script>alert(1)</script>", "</p>", "</div>", "<!--", "-->", "<?php", "<![CDATA[", "]]>"),
    *("<b>", "<br", "&amp;", "&#60;", "&copy;", "&", "<", ">", '"', "'", "`", "``", "```", "~~~"),
    *("[x](javascript:y)", "![x](y.png)", "[x]: http://y.example", "[x][y]", "[TOC]", "[[wiki]]"),
    *("[^1]", "[^1]: note", "*[Kabeljau]: fish", "[ ] ", "[x] ", "[=50% 'x']", "\\", "\\(x\\)"),
    *(
        "**",
        "__",
        "*x*",
        "_x_",
        "***",
        "---",
        "- - -",
        "===",
        "# ",
        "##",
        " #",
        "1. ",
        "1) ",
        "a. ",
        "A) ",
        "iv. ",
        "#. ",
    ),
    *(
        "- ",
        "+ ",
        "* ",
        "> ",
        ">> ",
        "| a | b |",
        "|",
        ": ",
        ":: ",
        "!!! note",
        "??? note",
        "???+ ",
    ),
    *('=== "tab"', '--8<-- "mkdocs.yml"', '-8<- "mkdocs.yml"', ";--8<--", "--8<--", "%%"),
    *(":smile:", ":fish:", "http://x.example/y", "https://x.example", "ftp://x", "www.x.example"),
    *(
        "a@b.example",
        "mailto:a@b.example",
        "@user",
        "user/repo#1",
        "#1",
        "!1",
        "?1",
        "++ctrl+c++",
        "++x++",
    ),
    *("^^x^^", "^x^", "~~x~~", "~x~", "==x==", "{++x++}", "{--x--}", "{~~a~>b~~}", "{>>x<<}"),
    *("{: .x }", "{ .x #y }", "{#y}", "{@id=x}", "{{ x }}", "{% raw %}", "{# x #}", "$x$", "$$"),
    *(
        "(c)",
        "...",
        "--",
        "<<",
        "``x''",
        "’",
        "“",
        "/// note",
        "///",
        "///Footnotes Go Here///",
        "/// html | b",
        "| x",
    ),
    *(
        "Title: x",
        "title:",
        "    code",
        "\t",
        "\n",
        "\n\n",
        "\n# ",
        "\n- ",
        "\n    ",
        "  \n",
        " ",
        "  ",
    ),
    *(
        "\r",
        "\r\n",
        "\x0b",
        "\x0c",
        "\x1c",
        "a\x85b",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\ufeff",
        "\u200b",
    ),
    *("\x02", "\x03", "\x02wzxhzdk:0\x03", "wzxhzdk:0", "klzzwxh:0000", "\x02klzzwxh:0000\x03"),
    *("\x02amp\x03", "\x0296\x03", "\u202e", "\u2066", "\x7f", "\x01", "\ue000", "\U000fffff"),
    *(
        "é",
        "e\u0301",
        "🐟",
        "ﬁ",
        "中",
        WORD,
        "a",
        "b c",
        "1",
        "5",
        ".",
        "!",
        "?",
        "+",
        "-",
        ":",
        "x",
    ),
]

any_character = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
hostile = (
    st.lists(st.sampled_from(FRAGMENTS) | any_character, min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: text.strip("\x85"))
)


@pytest.mark.parametrize("name", [name for name in SETS if name != SITE])
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_no_fragment_of_any_syntax_acts(fragment: str, name: str) -> None:
    same(fragment, name)


@pytest.mark.parametrize("name", SETS)
def test_any_text_is_shown_as_written(name: str) -> None:
    @settings(max_examples=40)
    @given(hostile)
    def shown(text: str) -> None:
        same(text, name)

    shown()


@pytest.mark.parametrize(
    "mark", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
def test_a_text_with_direction_controls_cannot_turn_the_words_around_it(mark: str) -> None:
    for escape in (md.escape, md.escape_within):
        assert escape(f"a{mark}b") == f"<bdi>a{mark}b</bdi>"
    assert "bdi" not in md.inert(f"a{mark}b")


def test_plain_words_stay_readable() -> None:
    """The Markdown pages are read by people too: what no parser acts on is left alone."""
    text = "Torv said (on Monday): “a step”, 1.5 per cent; who, if not we? É. Lund – no."
    assert md.escape(text) == text


@given(st.text(any_character))
def test_an_escape_is_one_line_without_a_character_of_markup(text: str) -> None:
    for escaped in (md.escape(text), md.escape_within(text), md.inert(text)):
        bare = escaped.removeprefix("<bdi>").removesuffix("</bdi>")
        assert not re.search(r"[<>\"'`*_\[\]{}|\\~^=$@\n\r\t]", bare)
        assert not re.search(r"&(?!#[0-9]+;)|(?<!&)#", bare)
        assert re.sub("&#([0-9]+);", lambda match: chr(int(match[1])), bare) == text


def test_a_template_that_prints_nothing_is_at_fault() -> None:
    with pytest.raises(ValueError, match="a value that is not given"):
        md.finalize(None)
