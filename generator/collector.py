"""The collector of reference cycles, kept from looking where there is nothing for it to find."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Thing = TypeVar("Thing")

# After how many pages their remains are collected.
EVERY = 16


@contextmanager
def paused() -> Iterator[None]:
    """Put collections off: a corpus is a million objects and no cycle, yet looked through for them.

    That takes a third of the time of a check, and saves no memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collected(things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield things that are made one by one and leave cycles behind; collect these, within a pause.

    The templates of a page leave some, and they are looked for in what was made since, not in the
    whole corpus, which would take seconds each time.
    """
    gc.freeze()
    try:
        for count, thing in enumerate(things, 1):
            yield thing
            if not count % EVERY:
                gc.collect(0)
    finally:
        gc.unfreeze()
