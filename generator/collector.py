"""The collector of reference cycles, kept from looking where there is nothing for it to find."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


@contextmanager
def collecting_new() -> Iterator[None]:
    """Collect, within a pause, what is made from now on and nothing of what there is.

    Each page's templates leave cycles behind; looking for them in the whole corpus takes seconds.
    """
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.disable()
        gc.unfreeze()
