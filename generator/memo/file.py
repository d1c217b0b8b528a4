"""A memo off the disk: bytes to text, or the one problem that says why not."""

from pathlib import Path

from generator.problems import Location, Problem, Severity
from generator.seedfile import UnreadableFileError, printed_path

MAX_BYTES = 1_000_000


def read_memo(path: Path) -> str:
    """Read a memo as text; Windows line ends and a byte order mark are no fault in one.

    Raises UnreadableFileError, with the codes that a seed file of the same fault has.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise _unreadable(
            path, "E102", f"cannot be read: {reason}", "see that the file exists and may be read"
        ) from error
    if len(raw) > MAX_BYTES:
        raise _unreadable(
            path,
            "E103",
            f"is longer than {MAX_BYTES:,} bytes",
            "a memo is a few pages; split what is longer",
        )
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise _unreadable(path, "E104", "the memo is empty", "write it, then check it again")
    if (at := raw.find(b"\0")) >= 0:
        raise _unreadable(
            path,
            "E107",
            "holds a NUL character, so it is not a text",
            "give the memo as Markdown or plain text, not as a document of an office program",
            raw[:at],
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(
            path,
            "E106",
            f"is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}",
            "save the file as UTF-8; an editor can convert it (Windows files are often cp1252)",
            raw[: error.start],
        ) from error


def _unreadable(
    path: Path, code: str, message: str, help_text: str, before: bytes = b""
) -> UnreadableFileError:
    head = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
    line, column = before.count(b"\n") + 1, len(head) + 1
    place = Location(
        file=printed_path(path), line=line, column=column, end_line=line, end_column=column + 1
    )
    return UnreadableFileError(
        Problem(code=code, severity=Severity.ERROR, message=message, help=help_text, location=place)
    )
