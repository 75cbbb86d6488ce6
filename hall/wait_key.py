"""Which way of telling an estimated wait fits it; each face has its own words under these keys."""

from hall.ticket import WaitRange


def wait_key(wait: WaitRange) -> str:
    """Return `at_once`, `within` (from nothing on), `same` (both ends agree), `range`, or `long` (no end is told)."""
    if wait.high_min is None:
        return "long"
    if wait.high_min == 0:
        return "at_once"
    if wait.low_min == 0:
        return "within"
    return "same" if wait.low_min == wait.high_min else "range"
