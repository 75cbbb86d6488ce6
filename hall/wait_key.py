"""Which way of telling an estimated wait fits it; each face has its own words under these keys."""

from hall.ticket import WaitRange

SOON_MIN = 5
"""Whoever is called within so many minutes is told that it is soon, and no range."""


def wait_key(wait: WaitRange) -> str:
    """Return `at_once`, `within` (from nothing on), `same` (both ends agree), `range`, or `long` (no end is told)."""
    if wait.high_min is None:
        return "long"
    if wait.high_min == 0:
        return "at_once"
    if wait.low_min == 0:
        return "within"
    return "same" if wait.low_min == wait.high_min else "range"


def own_wait_key(wait: WaitRange) -> str:
    """Return the same for somebody who has a number: `soon` in the last minutes before the call."""
    is_soon = wait.high_min is not None and 0 < wait.high_min <= SOON_MIN
    return "soon" if is_soon else wait_key(wait)
