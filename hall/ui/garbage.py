"""Garbage: when it may not be collected, for Kivy's sake."""

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
