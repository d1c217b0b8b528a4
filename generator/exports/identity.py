"""Names that last: what a briefing and its parts are called wherever the site is published."""

from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.briefing import Briefing


def key_of(briefing: Briefing) -> UUID:
    """Give the briefing's own UUID (RFC 9562, version 5): it follows the title, and nothing else.

    A title set in other letters or with other spaces is the same title.
    """
    return _key_of(briefing.title)


@lru_cache
def _key_of(title: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"readout:{' '.join(title.casefold().split())}")


def urn(briefing: Briefing, *path: str | int) -> str:
    """Name a part of the briefing by a URN that stays the same when the site moves."""
    key = key_of(briefing)
    return f"urn:uuid:{uuid5(key, '/'.join(map(str, path))) if path else key}"
