"""Files that are made and not needed yet: in memory while they are few, on the disk beyond."""

import weakref
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile

__all__ = ["Content", "Shelf"]

Content = str | bytes

# How many bytes stay in memory. A briefing of a few dozen articles never touches the disk.
IN_MEMORY = 16_000_000
PIECE = 1_000_000


class Shelf(Mapping[str, Content]):
    """Texts and bytes by name, held as UTF-8 in one nameless file, which is gone with the shelf.

    As text, one curly quotation mark makes a page take up twice its bytes.
    """

    def __init__(self, files: Iterable[tuple[str, Content | Iterator[str]]] = ()) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._end = 0
        self._places: dict[str, tuple[int, int, bool]] = {}
        weakref.finalize(self, self._file.close)
        for name, content in files:
            self.put(name, content)

    def put(self, name: str, content: Content | Iterator[str]) -> None:
        """Put a file on the shelf, in place of one of that name; a long text comes in pieces."""
        pieces = [content] if isinstance(content, str | bytes) else content
        start, size, _ = self._places.get(name, (self._end, 0, False))
        if start + size != self._end:
            start = self._end
        self._file.seek(start)
        self._end = start
        for piece in pieces:
            self._end += self._file.write(piece.encode() if isinstance(piece, str) else piece)
        self._places[name] = (start, self._end - start, not isinstance(content, bytes))

    def __getitem__(self, name: str) -> Content:
        start, size, is_text = self._places[name]
        self._file.seek(start)
        raw = self._file.read(size)
        return raw.decode() if is_text else raw

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes, a long file's in pieces. Raises KeyError where there is none."""
        start, size, _ = self._places[name]
        for at in range(start, start + size, PIECE):
            self._file.seek(at)
            yield self._file.read(min(PIECE, start + size - at))

    def tidied(self, names: Iterable[str]) -> "Shelf":
        """Give a shelf with these files only, where the others take up most of this one."""
        kept = {name: self._places[name] for name in names}
        if self._end <= 2 * sum(size for _, size, _ in kept.values()) + PIECE:
            self._places = kept
            return self
        return Shelf((name, self[name]) for name in kept)

    def __deepcopy__(self, memo: object) -> "Shelf":
        return self

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
