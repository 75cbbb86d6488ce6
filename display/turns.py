"""Whose turn it is on the big card: every call keeps it for a while, and the others wait in order."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hall.ticket import Call

DWELL = timedelta(seconds=6.5)
"""How long a call keeps the card: 6 s on the glass, enough to look up, find it and read it twice, however slow the
machine is to draw it."""

QUIET_AFTER = timedelta(seconds=30)
"""A call has the card for so long before pictures may take it: those who were called look up again on their way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The call on the card `since` a moment, and those that wait for it, oldest first."""

    shown: Call | None = None
    since: datetime | None = None
    pending: tuple[Call, ...] = ()

    @property
    def being_called(self) -> frozenset[int]:
        """The ids of the calls that are on the card or still wait for it."""
        shown = () if self.shown is None else (self.shown.call_id,)
        return frozenset((*shown, *(call.call_id for call in self.pending)))

    def add(self, call: Call, now: datetime) -> "Turns":
        """Return the turns with a new call; a recall takes its number's own place and starts its dwell anew."""
        if self.shown is not None and self.shown.ticket_id == call.ticket_id:
            return replace(self, shown=call, since=now)
        if any(other.ticket_id == call.ticket_id for other in self.pending):
            pending = tuple(call if other.ticket_id == call.ticket_id else other for other in self.pending)
            return replace(self, pending=pending)
        return replace(self, pending=(*self.pending, call)).at(now)

    def drop_pending(self, ticket_id: int) -> "Turns":
        """Return the turns without a number that need not be called any more; on the card it may stay."""
        return replace(self, pending=tuple(call for call in self.pending if call.ticket_id != ticket_id))

    def drop(self, ticket_id: int) -> "Turns":
        """Return the turns without a number that has left its window."""
        turns = self.drop_pending(ticket_id)
        if self.shown is not None and self.shown.ticket_id == ticket_id:
            return replace(turns, shown=None, since=None)
        return turns

    def at(self, now: datetime) -> "Turns":
        """Return the turns at a later moment: the next call takes the card when it is free or its dwell is over."""
        if not self.pending or (self.since is not None and now - self.since < DWELL):
            return self
        return Turns(shown=self.pending[0], since=now, pending=self.pending[1:])

    def is_quiet(self, now: datetime) -> bool:
        """Whether nobody has been called for a while."""
        quiet_at = self.quiet_at()
        return quiet_at is None or (not self.pending and now >= quiet_at)

    def quiet_at(self) -> datetime | None:
        """Return when the last call will have been on the card for a while, or None when none is there."""
        return None if self.since is None else self.since + QUIET_AFTER

    def next_at(self) -> datetime | None:
        """Return when the card changes by itself, or None when nobody waits for it."""
        return None if not self.pending or self.since is None else self.since + DWELL


NO_TURNS = Turns()
