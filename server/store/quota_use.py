"""The tickets of a date that count against a quota."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select

from hall.moments import from_us
from hall.ticket import TicketState
from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead

_ticket = tables.ticket.c


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """One ticket that counts: when it was taken and, where the hall asks, by whom."""

    arrived_at: datetime
    identity: str | None


SELECT_USES = select(_ticket.arrived_us, _ticket.identity).where(
    _ticket.hall_id == HALL,
    _ticket.business_date == bindparam("business_date"),
    or_(_ticket.state != TicketState.CANCELLED, _ticket.first_called_us.is_not(None), _ticket.leg_no > 1),
)
USES_OF_QUEUE = SELECT_USES.where(_ticket.queue_id == bindparam("queue_id"))
USES_OF_MATTER = SELECT_USES.where(_ticket.matter_id == bindparam("matter_id"))


def count_used(
    read: HallRead, business_date: date, *, queue_id: str | None = None, matter_id: str | None = None
) -> list[QuotaUse]:
    """Return the tickets of a queue or a matter that count: all but those cancelled before they were called."""
    day = to_yyyymmdd(business_date)
    if queue_id is not None:
        rows = read.list_rows(USES_OF_QUEUE, business_date=day, queue_id=queue_id)
    else:
        rows = read.list_rows(USES_OF_MATTER, business_date=day, matter_id=matter_id)
    return [QuotaUse(arrived_at=from_us(row.arrived_us), identity=row.identity) for row in rows]
