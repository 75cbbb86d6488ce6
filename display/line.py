"""The line to the server as people must know it: up, away for a moment, or what is shown is old."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

STALE_AFTER = timedelta(seconds=19)
"""Silence after which the board says that it is old: with the frame that says so within 20 s, and longer
than the server's heartbeat (15 s), so that a healthy line never comes near."""


class LineState(StrEnum):
    """What the board says of its line."""

    FIRST = "first"
    UP = "up"
    AWAY = "away"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """When the server was last heard (None before the first time), and why it is not heard now.

    `trouble` is the code of the error that the server answered with, for staff.
    """

    is_up: bool = False
    heard_at: datetime | None = None
    trouble: str | None = None

    def heard(self, now: datetime) -> "Line":
        """Return the line after any sign of life."""
        return Line(is_up=True, heard_at=now)

    def lost(self, trouble: str | None) -> "Line":
        """Return the line after it broke."""
        return replace(self, is_up=False, trouble=trouble)

    def state(self, now: datetime) -> LineState:
        """Return what must be said at a moment; silence tells more than an open connection."""
        if self.heard_at is None:
            return LineState.FIRST
        if now - self.heard_at >= STALE_AFTER:
            return LineState.STALE
        return LineState.UP if self.is_up else LineState.AWAY

    def next_at(self, now: datetime) -> datetime | None:
        """Return when silence alone will change what must be said."""
        if self.heard_at is None or now - self.heard_at >= STALE_AFTER:
            return None
        return self.heard_at + STALE_AFTER


NEVER_HEARD = Line()
