"""The ended legs of tickets: one queue that a ticket stood in, and the window that served it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from hall.moments import from_us
from hall.ticket import TicketState
from hall.ticket_events import Onward
from server.store import tables
from server.store.columns import from_us_or_none, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead

_leg = tables.leg.c


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


LAST_LEG = (
    select(tables.leg)
    .where(_leg.hall_id == HALL, _leg.ticket_id == bindparam("ticket_id"))
    .order_by(_leg.leg_no.desc())
    .limit(1)
)
LAST_LEG_AT_WINDOW = (
    select(tables.leg)
    .where(_leg.hall_id == HALL, _leg.ticket_id == bindparam("ticket_id"), _leg.window_id == bindparam("window_id"))
    .order_by(_leg.leg_no.desc())
    .limit(1)
)
LAST_FINISHED = (
    select(tables.leg)
    .where(
        _leg.hall_id == HALL,
        _leg.business_date == bindparam("business_date"),
        _leg.window_id == bindparam("window_id"),
        _leg.ended_as.in_((TicketState.DONE, Onward.NEXT_LEG, Onward.RETURN)),
    )
    .order_by(_leg.finished_us.desc())
    .limit(1)
)


def find_last_leg(read: HallRead, ticket_id: int) -> EndedLeg | None:
    """Return the leg of a ticket that ended last, None while it is in its first."""
    row = read.find_row(LAST_LEG, ticket_id=ticket_id)
    return None if row is None else ended_leg_of(row)


def get_last_leg_at(read: HallRead, ticket_id: int, window_id: str) -> EndedLeg:
    """Return the last leg of a ticket that a window ended, which has served it."""
    row = read.find_row(LAST_LEG_AT_WINDOW, ticket_id=ticket_id, window_id=window_id)
    assert row is not None, f"window {window_id} has not served ticket {ticket_id}"
    return ended_leg_of(row)


def find_last_finished(read: HallRead, window_id: str, business_date: date) -> EndedLeg | None:
    """Return the leg that a window finished last on a date, None before the first."""
    row = read.find_row(LAST_FINISHED, window_id=window_id, business_date=to_yyyymmdd(business_date))
    return None if row is None else ended_leg_of(row)


def ended_leg_of(row: AnyRow) -> EndedLeg:
    """Return a row of `leg` or `past_leg`."""
    return EndedLeg(
        ticket_id=row.ticket_id,
        leg_no=row.leg_no,
        matter_id=row.matter_id,
        queue_id=row.queue_id,
        window_id=row.window_id,
        ended_as=_ended_as(row.ended_as),
        entered_at=from_us(row.entered_us),
        first_called_at=from_us_or_none(row.first_called_us),
        last_called_at=from_us_or_none(row.last_called_us),
        started_at=from_us_or_none(row.started_us),
        finished_at=from_us(row.finished_us),
        held_s=row.held_s,
        time_unreliable=bool(row.time_unreliable),
    )


def _ended_as(text: str) -> Onward | TicketState:
    return Onward(text) if text in set(Onward) else TicketState(text)
