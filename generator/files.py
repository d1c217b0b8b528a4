"""Files on the disk: written whole, or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, raw: bytes | Iterator[bytes]) -> None:
    """Write a file, and its folders, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A file that is there keeps its rights.
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".readout-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines([raw] if isinstance(raw, bytes) else raw)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
