"""A draft as YAML that a person goes on with: a new file, or additions to one that is there."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from generator.corpus import KINDS
from generator.draft.insertion import Added, add_entries, add_value
from generator.draft.naming import REGISTRIES, SURE_ENOUGH, Addition
from generator.draft.notation import (
    comment,
    commented,
    inline,
    item,
    lines,
    scalar,
)
from generator.draft.sheet import Entry, Sheet
from generator.evidence import Text
from generator.model import ArticleFile, BriefingFile, Span

_SCHEMA = "# yaml-language-server: $schema={}.schema/{}.json"
_HEAD = (
    "A draft of what {}.txt says: proposals, to be corrected by a person. The number above an entry"
    " says how likely it is right; below {:.1f}, or where something is needed, it is a comment."
)


# An article's file


def article_text(sheet: Sheet, name: str, depth: int = 1) -> str:
    """Write a new file of an article; `name` is its id, `depth` how many folders it lies in/."""
    rows = [_SCHEMA.format("../" * depth, "article"), *comment(_HEAD.format(name, SURE_ENOUGH))]
    for remark in sheet.remarks:
        rows += ["#", *comment(remark)]
    rows.append("")
    for key, value in sheet.head.items():
        rows += lines(key, value, 0)
    for kind, entries in sheet.lists.items():
        if entries:
            live = any(entry.live for entry in entries)
            rows += ["", f"{'' if live else '# '}{kind}:", *_entries(entries, 2)]
    return "\n".join(rows) + "\n"


def _entries(entries: Iterable[Entry], indent: int) -> list[str]:
    return [row for entry in entries for row in entry.rows(indent)]


def updated_article(written: str, data: ArticleFile, sheet: Sheet, text: Text) -> tuple[str, Sheet]:
    """Add what is new beside what a person wrote; gives what was added, too.

    New are the keys that the file lacks, and entries whose words no entry of their list uses.
    Raises NoPlaceError.
    """
    fields = list(ArticleFile.model_fields)
    head = {key: value for key, value in sheet.head.items() if getattr(data, key) is None}
    lists = {
        kind: _new(kind, entries, written, data, text) for kind, entries in sheet.lists.items()
    }
    for key, value in head.items():
        before = fields[: fields.index(key)]
        written = add_value(
            written, key, lines(key, value, 0), [k for k in before if k not in KINDS]
        )
    for kind, entries in lists.items():
        if entries:
            added = Added(
                "[]",
                partial(_entries, entries),
                [inline(entry.value) for entry in entries if entry.live],
            )
            written = add_entries(written, kind, added)
    return written, Sheet(head=head, lists=lists, remarks=sheet.remarks)


def _new(
    kind: str, entries: Sequence[Entry], written: str, data: ArticleFile, text: Text
) -> list[Entry]:
    own = getattr(data, kind)
    used = [
        span for entry in own for selector in entry.evidence for span in text.locate(selector).spans
    ]
    ids = {getattr(entry, "id", None) for entry in own} - {None}
    return [
        entry
        for entry in entries
        if not any(_overlap(span, other) for span in entry.spans for other in used)
        and entry.value.get("id") not in ids
        and (entry.live or not _stands(entry, written))
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _stands(entry: Entry, written: str) -> bool:
    """Tell whether an entry that is commented out stands in the file, from an earlier time."""
    return _words(commented(item(entry.value, 0), 0)) in _words(written.split("\n"))


def _words(rows: Iterable[str]) -> str:
    # A line is as long as its indentation lets it be.
    return " ".join(word for row in rows for word in row.split() if word not in ("#", ">-"))


# briefing.yml


def briefing_text(title: str, language: str, additions: Sequence[Addition]) -> str:
    """Write a new briefing.yml."""
    rows = [
        _SCHEMA.format("", "briefing"),
        *comment(
            "Who and what the briefing is about, as drafted from its articles: to be corrected."
        ),
        *lines("title", title, 0),
        *lines("language", language, 0),
    ]
    for registry in REGISTRIES:
        own = [addition for addition in additions if addition.registry == registry]
        if own:
            rows += ["", f"{registry}:", *_block(own, 2)]
        elif registry == "parties":
            rows += ["", "parties: {}"]
        if registry == "people":
            rows += ["", *_ISSUES]
    return "\n".join(rows) + "\n"


_ISSUES = (
    "# The issues are yours to name. Each position in an article's file belongs to one.",
    "# issues:",
    "#   an-id-of-yours:",
    "#     name: What it is called",
    "#     question: What is in dispute?",
)


def extended_briefing(written: str, additions: Sequence[Addition]) -> str:
    """Add entries at the end of the registries of a briefing.yml. Raises NoPlaceError."""
    fields = list(BriefingFile.model_fields)
    for registry in REGISTRIES:
        own = [addition for addition in additions if addition.registry == registry]
        if own:
            added = Added(
                "{}",
                partial(_block, own),
                [f"{_key(each, flow=True)}: {inline(each.value)}" for each in own],
            )
            written = add_entries(written, registry, added, fields[: fields.index(registry)])
    return written


def _block(additions: Iterable[Addition], indent: int) -> list[str]:
    return [
        row
        for addition in additions
        for row in (*comment(addition.note, indent), *_entry(addition, indent))
    ]


def _entry(addition: Addition, indent: int) -> list[str]:
    value = addition.value
    if not isinstance(value, Mapping):
        return lines(_key(addition), value, indent)
    rows = [row for key, each in value.items() for row in lines(key, each, indent + 2)]
    return [f"{' ' * indent}{_key(addition)}:", *rows]


def _key(addition: Addition, *, flow: bool = False) -> str:
    return scalar(addition.id, flow=flow)
