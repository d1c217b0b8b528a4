"""Seed files off the disk: bytes to text, YAML 1.2 to data, and data back to lines and columns."""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.comments import MARKER, Ignore, Scalar, find_ignores
from generator.problems import Location, Problem, Severity

MAX_BYTES = 5_000_000
MAX_VALUES = 500_000
MAX_DEPTH = 20
# No name or id of a registry is much longer.
LONGEST_NAME = 40

KeyPath = Sequence[str | int]

_TAG = "tag:yaml.org,2002:"

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc] # C or Python, as PyYAML was built
    """A loader whose plain scalars follow YAML 1.2's core schema: `NO`, `on` and dates are text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"{_TAG}{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))


class UnreadableFileError(Exception):
    """Raised where a file cannot be read at all; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def printed_path(path: Path) -> str:
    """Give a path as problems print it: relative to the folder the program runs in, with `/`."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


NUL = ("holds a NUL character, so it is not a text", "give the text itself")
LINK_OUT = (
    "E101",
    "a symbolic link leads out of the seeds folder",
    "put the file itself there; a briefing must not depend on files beside it",
)


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path, links followed, lies in a folder."""
    # Path.resolve would raise where links go round in a circle.
    real, inside = os.path.realpath(path), os.path.realpath(folder)
    return real == inside or real.startswith(os.path.join(inside, ""))


def is_readable(path: Path) -> bool:
    """Tell whether a path is a file of a seed file's size. Raises OSError."""
    status = path.stat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES


def read_text(path: Path, inside: Path) -> str:
    """Read a seed file as text, refusing what could not be shown or quoted byte for byte.

    `inside` is the folder that the file, links resolved, must not leave.
    Raises UnreadableFileError.
    """
    if not is_inside(path, inside):
        raise _unreadable(path, *LINK_OUT)
    try:
        status = path.stat()
        size = status.st_size
        # Reading a pipe would wait for ever.
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a file")
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise _unreadable(
            path, "E102", f"cannot be read: {reason}", "see that the file exists and may be read"
        ) from error
    if size > MAX_BYTES:
        raise _unreadable(
            path,
            "E103",
            f"is {size:,} bytes long; the limit is {MAX_BYTES:,}",
            "a seed file is one article or what one article says; split what is longer",
        )
    return _decode(path, raw)


def _decode(path: Path, raw: bytes) -> str:
    if not raw.strip():
        raise _unreadable(
            path, "E104", "the file is empty", "write its text, or remove it and its partner"
        )
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _unreadable(
            path,
            "E105",
            "starts with a byte order mark (BOM)",
            "save the file as UTF-8 without BOM; every offset counts from its first letter",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        head = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        raise _unreadable(
            path,
            "E106",
            f"is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}",
            "save the file as UTF-8; an editor can convert it (Windows files are often cp1252)",
            line=line,
            column=len(head.decode("utf-8", "replace")) + 1,
        ) from error
    for char, code, what, help_text in (
        ("\0", "E107", *NUL),
        (
            "\r",
            "E108",
            "has Windows line ends (CR LF)",
            "save it with LF line ends; in Git, `seeds/** -text` in .gitattributes keeps them",
        ),
    ):
        if (at := text.find(char)) >= 0:
            line = text.count("\n", 0, at) + 1
            column = at - (text.rfind("\n", 0, at) + 1) + 1
            raise _unreadable(path, code, what, help_text, line=line, column=column)
    return text


def _unreadable(
    path: Path, code: str, message: str, help_text: str, line: int = 1, column: int = 1
) -> UnreadableFileError:
    place = Location(
        file=printed_path(path), line=line, column=column, end_line=line, end_column=column + 1
    )
    return UnreadableFileError(
        Problem(code=code, severity=Severity.ERROR, message=message, help=help_text, location=place)
    )


class SeedFile:
    """A YAML seed file: its data, and where in the file each value stands.

    Marks are made anew when a problem asks for them, and not kept for the thousands of files
    that have none.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    @cached_property
    def name(self) -> str:
        """The file's path as problems print it."""
        return printed_path(self.path)

    @cached_property
    def ignores(self) -> tuple[Ignore, ...]:
        """The comments of this file that silence a finding; only of a file that is YAML."""
        if MARKER not in self.text:
            return ()
        return tuple(find_ignores(self.name, self.text, self._scalars()))

    def _scalars(self) -> Iterator[Scalar]:
        loader = _Loader(self.text)
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.ScalarEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                block = event.style in ("|", ">")
                yield Scalar(start=start.index, end=end.index, block=block)

    def load(self) -> Any:
        """Give the file's data; what is wrong is added to `problems`, and then None is given."""
        try:
            node = self._compose()
        except yaml.YAMLError as error:
            self.problems.append(self._syntax_problem(error))
            return None
        builder = _Builder(self)
        data = builder.build(node)
        self.problems += builder.problems
        return None if builder.problems else data

    def _compose(self) -> Node | None:
        """Compose nodes from events: the C composer recurses, and deep nesting overflows its stack.

        Raises yaml.YAMLError, with a mark, for what is not one YAML document of modest depth.
        """
        loader = _Loader(self.text)
        root: Node | None = None
        documents = 0
        anchors: dict[str, Node] = {}
        open_nodes: list[Node] = []
        keys: list[Node | None] = []  # for each open node, the mapping key that waits for a value
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _marked("a second document starts here", event)
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop().end_mark = event.end_mark
                keys.pop()
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            node = _node(event, anchors, loader)
            if not open_nodes:
                root = node
            elif isinstance(open_nodes[-1], SequenceNode):
                open_nodes[-1].value.append(node)
            elif keys[-1] is None:
                keys[-1] = node
            else:
                open_nodes[-1].value.append((keys[-1], node))
                keys[-1] = None
            if isinstance(event, yaml.CollectionStartEvent):
                if len(open_nodes) >= MAX_DEPTH:
                    raise _marked(f"values are nested more than {MAX_DEPTH} deep", event)
                open_nodes.append(node)
                keys.append(None)
        return root

    @cached_property
    def root(self) -> Node | None:
        """The file's nodes, with their marks; None for an empty file. Raises yaml.YAMLError."""
        return self._compose()

    def rest(self) -> None:
        """Forget the nodes, which can be made again: there may be thousands of files."""
        vars(self).pop("root", None)

    def locate(self, path: KeyPath = (), *, key: bool = False) -> Location:
        """Give the place of the value at `path`, or of its key; as deep as the file goes.

        A step that the file does not have (the 0 of a list that was written as one value, a key
        that is missing) is passed over, so that the place is the nearest that exists.
        """
        node = self.root
        found = node
        for step in path:
            child = next(((k, v) for name, k, v in _children(node) if name == step), None)
            if child is None:
                continue
            found, node = (child[0] if key and step == path[-1] else child[1]), child[1]
        return self._place(found)

    def _place(self, node: Node | None) -> Location:
        if node is None:
            return Location(file=self.name)
        return self._span(node.start_mark, node.end_mark)

    def _span(self, start: Any, end: Any) -> Location:
        line, column = self._line_and_column(start.index)
        end_line, end_column = self._line_and_column(end.index)
        if end_line > line and end_column == 0:
            # A block's end mark stands at the start of whatever follows it.
            rows = self.text.split("\n")
            end_line = min(end_line, len(rows)) - 1
            while end_line > line and not rows[end_line].strip():
                end_line -= 1
            end_column = len(rows[end_line])
        return Location(
            file=self.name,
            line=line + 1,
            column=column + 1,
            end_line=end_line + 1,
            end_column=end_column + 1,
        )

    def _line_and_column(self, index: int) -> tuple[int, int]:
        """Count from 0 as editors do: libyaml takes U+0085, U+2028 and U+2029 for line ends too."""
        line_start = self.text.rfind("\n", 0, index) + 1
        return self.text.count("\n", 0, index), index - line_start

    def _syntax_problem(self, error: Exception) -> Problem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index: int | None = getattr(mark, "index", None)
        if isinstance(error, yaml.reader.ReaderError):
            # libyaml counts the bytes before what it cannot read.
            index = error.position
            if error.encoding == "?":
                index = len(self.text.encode()[:index].decode(errors="ignore"))
        if index is not None:
            line, column = self._line_and_column(index)
            place = Location(
                file=self.name,
                line=line + 1,
                column=column + 1,
                end_line=line + 1,
                end_column=column + 2,
            )
        else:
            place = Location(file=self.name)
        what = getattr(error, "problem", None) or getattr(error, "reason", None)
        return Problem(
            code="E110",
            severity=Severity.ERROR,
            message=f"is not YAML: {what or str(error).splitlines()[0]}",
            help="a text that holds `: `, ` #` or starts with a sign or a quotation mark"
            " needs quotation marks around it, or a block of its own after `>-`",
            location=place,
        )

    def problem(
        self, code: str, message: str, help_text: str, path: KeyPath = (), *, key: bool = False
    ) -> Problem:
        """Make an error about the value (or the key) at `path`."""
        return Problem(
            code=code,
            severity=Severity.ERROR,
            message=message,
            help=help_text,
            location=self.locate(path, key=key),
        )


def _node(event: Any, anchors: dict[str, Node], loader: _Loader) -> Node:
    if isinstance(event, yaml.AliasEvent):
        if event.anchor not in anchors:
            raise _marked(f"the alias *{event.anchor} has no anchor", event)
        return anchors[event.anchor]
    node: Any
    if isinstance(event, yaml.ScalarEvent):
        tag = event.tag
        if tag is None or tag == "!":
            tag = loader.resolve(ScalarNode, event.value, event.implicit)
        start, end = event.start_mark, event.end_mark
        node = ScalarNode(tag, event.value, start, end, style=event.style)  # type: ignore[arg-type]
    else:
        kind = SequenceNode if isinstance(event, yaml.SequenceStartEvent) else MappingNode
        node = kind(event.tag or "", [], event.start_mark, event.end_mark, event.flow_style)
    if event.anchor:
        anchors[event.anchor] = node
    return cast(Node, node)


def _marked(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _children(node: Node | None) -> Iterator[tuple[str | int, Node, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield index, value, value


class _Builder:
    """Builds plain data from nodes; refuses repeated keys, foreign tags, aliases that explode."""

    def __init__(self, file: SeedFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.values = 0
        self.stopped = False

    def build(self, node: Node | None, depth: int = 0) -> Any:
        self.values += 1
        if node is None or self.stopped:
            return None
        if self.values > MAX_VALUES:
            return self._stop(node, "its aliases repeat more than fits into a briefing")
        if depth > MAX_DEPTH:
            return self._stop(node, f"values are nested more than {MAX_DEPTH} deep")
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag not in ("", f"{_TAG}map" if isinstance(node, MappingNode) else f"{_TAG}seq"):
            return self._foreign_tag(node)
        if isinstance(node, SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _stop(self, node: Node, why: str) -> None:
        self.stopped = True
        self._report("E111", node, why, "write the values out; no entry nests more than five deep")

    def _report(self, code: str, node: Node, message: str, help_text: str) -> None:
        place = self.file._place(node)
        self.problems.append(
            Problem(
                code=code,
                severity=Severity.ERROR,
                message=message,
                help=help_text,
                location=place,
            )
        )

    def _scalar(self, node: ScalarNode) -> Any:
        kind = node.tag.removeprefix(_TAG)
        text: str = node.value
        if "\0" in text:
            self._report("E107", node, *NUL)
            return None
        try:
            match kind:
                case "str":
                    # Names and ids are said again and again.
                    return sys.intern(text) if len(text) <= LONGEST_NAME else text
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    # YAML 1.2 has no leading-zero octals: 010 is ten.
                    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
                case "float":
                    return float(text)
        except ValueError:
            return text
        return self._foreign_tag(node)

    def _foreign_tag(self, node: Node) -> None:
        self._report(
            "E112", node, f"the tag {node.tag} means nothing here", "remove it; write plain values"
        )

    def _mapping(self, node: Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._report("E113", key, "a key must be one word", "write `name: value`")
                continue
            name = str(key.value)
            if key.tag.removeprefix(_TAG) not in ("str", "int", "float", "bool", "null"):
                self._foreign_tag(key)
                continue
            if name in data:
                self._report(
                    "E114",
                    key,
                    f"the key “{name}” stands here twice",
                    "keep one of the two; the second would hide the first",
                )
                continue
            data[name] = self.build(value, depth + 1)
        return data
