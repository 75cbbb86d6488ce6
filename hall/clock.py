"""The one source of time: a Clock handed to whoever needs "now", and the hall's business date."""

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
