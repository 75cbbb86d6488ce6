"""An ended leg of a ticket: one queue that it stood in, and the window that served it."""

from dataclasses import dataclass
from datetime import datetime

from hall.ticket import TicketState
from hall.ticket_events import Onward


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedLeg:
    """A leg that has ended; `ended_as` is why the ticket went on to the next one, or the state in which it ended."""

    ticket_id: int
    leg_no: int
    matter_id: str
    queue_id: str
    window_id: str | None
    ended_as: Onward | TicketState
    entered_at: datetime
    first_called_at: datetime | None
    last_called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime
    held_s: int
    time_unreliable: bool

    @property
    def state(self) -> TicketState:
        """The state that it led to."""
        return TicketState.WAITING if isinstance(self.ended_as, Onward) else self.ended_as
