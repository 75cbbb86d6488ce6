"""The waits that are told: what the last look ahead found, looked up by whoever tells a visitor anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hall.clock import Clock
from hall.ticket import WaitRange
from server.rules.waits.told import Expected, steady, told_range

TRUSTED_FOR = timedelta(seconds=90)
"""An older look ahead tells nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """A look ahead at a moment: for each queue one more who came now, and everybody who waits, by ticket id."""

    business_date: date
    at: datetime
    next_in: Mapping[str, Expected]
    tickets: Mapping[int, Expected]


@dataclass(slots=True)
class ToldWaits:
    """The last look ahead, replaced as a whole, so that the lane and readers may look at any time.

    Attributes:
        clock: tells whether it is still to be trusted.
        is_wanted: whether anybody looks ahead; where nobody does, the estimate of a first day is told.
    """

    clock: Clock
    is_wanted: bool = False
    _last: Foresight | None = field(default=None)

    def take(self, found: Foresight) -> None:
        """Take a look ahead; what was told before stays as long as it is right."""
        before = self._last
        if before is not None and before.business_date == found.business_date:
            next_in = {queue: steady(before.next_in.get(queue), each) for queue, each in found.next_in.items()}
            tickets = {ticket: steady(before.tickets.get(ticket), each) for ticket, each in found.tickets.items()}
            found = Foresight(business_date=found.business_date, at=found.at, next_in=next_in, tickets=tickets)
        self._last = found

    def find_next(self, queue_id: str, *, on: date) -> WaitRange | None:
        """Return what the next one in a queue waits, None while nothing can be trusted."""
        last = self._find(on)
        return None if last is None else self._range(last.next_in.get(queue_id))

    def find_ticket(self, ticket_id: int, queue_id: str, *, on: date) -> WaitRange | None:
        """Return what a ticket still waits; one that came since the last look as the next one of its queue."""
        last = self._find(on)
        return None if last is None else self._range(last.tickets.get(ticket_id) or last.next_in.get(queue_id))

    def _find(self, on: date) -> Foresight | None:
        last = self._last
        if last is None or last.business_date != on or self.clock.now() - last.at > TRUSTED_FOR:
            return None
        return last

    def _range(self, expected: Expected | None) -> WaitRange | None:
        return None if expected is None else told_range(expected, now=self.clock.now())
