"""Garbage: when it may not be collected, for Kivy's sake, and when all of it is."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_stays() -> Iterator[None]:
    """Have nothing collected within the block.

    A property that Kivy tells all its followers of may reach widgets that nobody holds any more: if a collection takes
    one away in the midst, its turn ends in a ReferenceError.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def clear_away() -> None:
    """Collect all garbage now; what is left stays, and no later collection looks through it.

    Holds the thread for a third of a second: for a moment at which nobody is at the glass. Without it, collections
    would look through all that stays at moments of their own.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()
