"""The ended legs of tickets: one queue that a ticket stood in, and the window that served it."""

from datetime import date

from sqlalchemy import bindparam, select

from hall.ended_leg import EndedLeg
from hall.moments import from_us
from hall.ticket import TicketState
from hall.ticket_events import Onward
from server.store import tables
from server.store.columns import from_us_or_none, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead

_leg = tables.leg.c


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
