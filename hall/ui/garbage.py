"""Garbage: when it may not be collected, for Kivy's sake, and when all of it is."""

import ctypes
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


def keep_lasting() -> None:
    """Collect all garbage now; what is left stays for good, and no later collection looks through it.

    For a moment at which all is made that never goes, and little that may: it holds the thread for a third of a second.
    """
    gc.collect()
    gc.freeze()


def clear_away() -> None:
    """Collect all garbage now that was made since `keep_lasting`, and give its memory back to the system.

    Holds the thread for as long as it takes to look through that: for a moment at which nobody is at the glass.
    """
    gc.collect()
    gc.enable()
    if _give_back is not None:
        _give_back(0)


_give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""glibc's: takes 1-3 ms, and returns the 10-25 MB that a visit's pictures leave behind in pieces; else those add up."""
