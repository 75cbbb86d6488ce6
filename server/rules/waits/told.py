"""What is told of an estimate: a range of minutes in steps of five, which does not jump about."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil, floor

from hall.ticket import WaitRange

STEP_MIN = 5
LONG_MIN = 90
HOURS_MIN = 120
STEADY = timedelta(seconds=150)
"""An end that moves by less stays where it was told."""

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When somebody will be called: the 10, 50 and 90 % points."""

    earliest: datetime
    middle: datetime
    latest: datetime


def steady(before: Expected | None, after: Expected) -> Expected:
    """Return what is told now: what was told before, as long as it is still right."""
    if before is None or not before.earliest <= after.middle <= before.latest:
        return after
    moved = max(abs(after.earliest - before.earliest), abs(after.latest - before.latest))
    return replace(before, middle=after.middle) if moved < STEADY else after


def told_range(expected: Expected, *, now: datetime) -> WaitRange | None:
    """Return the range that is told: down and up to steps of five minutes, and never one that has run out.

    A wait of hours, or one that may be twice as long as likely, has no end: an hour and a half or more. None where it
    may as well be nothing as have no end: nobody knows, then.
    """
    low = floor(max(0.0, (expected.earliest - now) / _MINUTE) / STEP_MIN) * STEP_MIN
    high = ceil(max(1.0, (expected.latest - now) / _MINUTE) / STEP_MIN) * STEP_MIN
    middle = (expected.middle - now) / _MINUTE
    if high > LONG_MIN and (middle > HOURS_MIN or high > 2 * middle):
        low = min(low, LONG_MIN) if middle < LONG_MIN else LONG_MIN
        return WaitRange(low_min=low, high_min=None) if low else None
    return WaitRange(low_min=low, high_min=max(high, low + STEP_MIN))
