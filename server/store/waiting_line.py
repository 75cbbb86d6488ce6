"""Who waits in a queue, in the order of calling, read from the index that holds that order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from hall.ticket import PriorityClass, TicketState
from server.store import tables
from server.store.columns import from_us
from server.store.hall_read import HALL, HallRead

_ticket, _leg = tables.ticket.c, tables.leg.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket in line; `server.rules.choosing` says what the order is made of."""

    ticket_id: int
    queue_id: str
    queue_key: int
    number: str
    matter_id: str
    priority_class: PriorityClass
    arrived_at: datetime


_WAITS = (_ticket.hall_id == HALL, _ticket.state == TicketState.WAITING, _ticket.queue_id == bindparam("queue_id"))
_ORDER = (_ticket.queue_key, _ticket.ticket_id)

LIST_WAITING = (
    select(
        *(_ticket[name] for name in ("ticket_id", "queue_id", "queue_key", "number", "priority_class", "arrived_us")),
        _leg.matter_id,
    )
    .join_from(
        tables.ticket,
        tables.leg,
        and_(_leg.hall_id == _ticket.hall_id, _leg.ticket_id == _ticket.ticket_id, _leg.leg_no == _ticket.leg_no),
    )
    .where(*_WAITS)
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
LIST_ORDER = select(_ticket.ticket_id).where(*_WAITS).order_by(*_ORDER)
COUNT_AHEAD = (
    select(func.count())
    .select_from(tables.ticket)
    .where(
        *_WAITS,
        or_(
            _ticket.queue_key < bindparam("queue_key"),
            and_(_ticket.queue_key == bindparam("queue_key"), _ticket.ticket_id < bindparam("ticket_id")),
        ),
    )
)


def list_waiting(read: HallRead, queue_id: str, *, most: int) -> list[Waiting]:
    """Return the first tickets in line of a queue."""
    return [
        Waiting(
            ticket_id=row.ticket_id,
            queue_id=row.queue_id,
            queue_key=row.queue_key,
            number=row.number,
            matter_id=row.matter_id,
            priority_class=PriorityClass(row.priority_class),
            arrived_at=from_us(row.arrived_us),
        )
        for row in read.list_rows(LIST_WAITING, queue_id=queue_id, most=most)
    ]


def list_order(read: HallRead, queue_id: str) -> list[int]:
    """Return the ids of all who wait in a queue, first in line first."""
    return [row.ticket_id for row in read.list_rows(LIST_ORDER, queue_id=queue_id)]


def count_ahead(read: HallRead, *, queue_id: str, queue_key: int, ticket_id: int) -> int:
    """Return how many of the same queue are called before a ticket."""
    return read.count(COUNT_AHEAD, queue_id=queue_id, queue_key=queue_key, ticket_id=ticket_id)
