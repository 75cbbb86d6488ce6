"""The one source of time: a Clock handed to whoever needs "now", and the hall's business date."""

import threading
import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time; tests hand in one that they move."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)


class SteadyClock:
    """Another clock's time at the start, carried on by the machine's monotonic counter: it never jumps.

    For durations on a screen that runs for months: a corrected system clock must not freeze a board.
    """

    def __init__(self, clock: Clock) -> None:
        """Take the time once."""
        self._started_at = clock.now()
        self._started_s = time.monotonic()

    def now(self) -> datetime:
        """Return the moment, aware and in UTC, that lies the elapsed time after the start."""
        return self._started_at + timedelta(seconds=time.monotonic() - self._started_s)


class ForwardClock:
    """A clock that never goes back: nothing that happens later may seem to have happened earlier.

    When the clock below was set back, this one goes on at half speed until that has caught up: intervals still pass,
    and after an hour set back, two hours later both say the same. Beyond `MOST_AHEAD` it follows at once.
    """

    def __init__(self, clock: Clock, *, not_before: datetime | None = None) -> None:
        """Take the clock below, and the last moment that was told before this program began."""
        self._clock = clock
        self._lock = threading.Lock()
        self._last = not_before or clock.now()
        self._counted_s = time.monotonic()

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC, never before one that was returned."""
        with self._lock:
            below, counted_s = self._clock.now(), time.monotonic()
            passed = timedelta(seconds=max(0.0, counted_s - self._counted_s))
            self._counted_s = counted_s
            is_set_back = timedelta(0) < self._last - below <= MOST_AHEAD
            self._last = self._last + passed / 2 if is_set_back else below
            return self._last


MOST_AHEAD = timedelta(days=1)
"""How far a clock is not followed back: further off, it was the time before that was wrong."""


class SetClock:
    """A clock that stands where it was set until it is moved: for tests, replays and rehearsals."""

    def __init__(self, at: datetime) -> None:
        """Start at an aware moment."""
        if at.tzinfo is None:
            raise ValueError("SetClock needs an aware datetime")
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move it on (or back, with a negative duration)."""
        self._at += by


def business_date_at(moment: datetime, zone: ZoneInfo) -> date:
    """Return the business date that an aware moment belongs to: the calendar day in the hall's zone.

    The only place where a business date is made (two peers broke at midnight UTC: `docs/decisions/0003`).
    """
    return moment.astimezone(zone).date()
