"""The tickets of a date that count against a quota."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select

from hall.moments import from_us
from hall.ticket import TicketState
from hall.ticket_events import Onward
from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead

_ticket = tables.ticket.c


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """One ticket that counts: when it was taken and, where the hall asks, by whom."""

    arrived_at: datetime
    identity: str | None


_leg = tables.leg.c
_COUNTS = or_(_ticket.state != TicketState.CANCELLED, _ticket.first_called_us.is_not(None), _ticket.leg_no > 1)
USES_TODAY = select(
    _ticket.ticket_id, _ticket.arrived_us, _ticket.identity, _ticket.queue_id, _ticket.matter_id, _ticket.then_matters
).where(_ticket.hall_id == HALL, _ticket.business_date == bindparam("business_date"), _COUNTS)
LEGS_TODAY = select(_leg.ticket_id, _leg.queue_id, _leg.matter_id).where(
    _leg.hall_id == HALL, _leg.business_date == bindparam("business_date"), _leg.ended_as.in_(tuple(Onward))
)


def list_uses(
    read: HallRead, business_date: date, *, is_meant: Callable[[str], bool], queue_id: str | None = None
) -> list[QuotaUse]:
    """Return the tickets that count against a quota: with any leg, ended, present or to come, in its queue or matter.

    Those that were cancelled before their first call do not count.

    Args:
        read: the hall.
        business_date: the day of the quota.
        is_meant: whether a matter is one of the quota's.
        queue_id: the quota's queue, where a ticket may be with any matter; None for a matter's quota.
    """
    day = to_yyyymmdd(business_date)
    was_there = {
        leg.ticket_id
        for leg in read.list_rows(LEGS_TODAY, business_date=day)
        if leg.queue_id == queue_id or is_meant(leg.matter_id)
    }
    return [
        QuotaUse(arrived_at=from_us(row.arrived_us), identity=row.identity)
        for row in read.list_rows(USES_TODAY, business_date=day)
        if row.ticket_id in was_there
        or row.queue_id == queue_id
        or any(is_meant(each) for each in (row.matter_id, *row.then_matters.split(",")))
    ]
