"""Who waits in some queues, read from the index that holds the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from hall.moments import from_us
from hall.ticket import Place, PriorityClass, TicketState
from server.store import tables
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.live import PLAIN_LINE, PRIORITY_LINE, SPECIAL_LINE, Live
from server.store.tickets import place_of

_ticket = tables.ticket.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket in line; `server.rules.choosing` says what the order is made of."""

    ticket_id: int
    queue_id: str
    place: Place
    number: str
    matter_id: str
    priority_class: PriorityClass
    priority_requested: PriorityClass
    arrived_at: datetime
    leg_no: int = 1
    overdue_count: int = 0


_NAMES = [
    "ticket_id",
    "queue_id",
    "number",
    "matter_id",
    "priority_class",
    "priority_requested",
    "arrived_us",
    "leg_no",
    "overdue_count",
    "queue_key",
    "since_us",
    "for_window",
    "for_clerk",
    "due_calls",
    "appointment_us",
    "not_before_us",
]
SELECT_WAITING = (
    select(*(_ticket[name] for name in _NAMES))
    .where(_ticket.hall_id == HALL, _ticket.state == TicketState.WAITING)
    .order_by(_ticket.queue_key, _ticket.ticket_id)
)
FIRST_IN_LINE = SELECT_WAITING.where(
    _ticket.queue_id == bindparam("queue_id"), _ticket.line == bindparam("line")
).limit(bindparam("most"))
ALL_IN_LINE = SELECT_WAITING.where(_ticket.queue_id.in_(bindparam("queue_ids", expanding=True)))
COUNT_BEFORE = (
    select(func.count())
    .select_from(tables.ticket)
    .where(
        _ticket.hall_id == HALL,
        _ticket.state == TicketState.WAITING,
        _ticket.queue_id.in_(bindparam("queue_ids", expanding=True)),
        _ticket.line == PLAIN_LINE,
        or_(
            _ticket.queue_key < bindparam("queue_key"),
            and_(_ticket.queue_key == bindparam("queue_key"), _ticket.ticket_id < bindparam("ticket_id")),
        ),
    )
)
WITH_CONDITIONS = ALL_IN_LINE.where(_ticket.line == SPECIAL_LINE)


def list_candidates(read: HallRead, live: Live, queue_ids: Sequence[str], *, most: int = 1) -> list[Waiting]:
    """Return of each line of some queues the first, and everyone whose place has conditions: enough to choose from."""
    found = [
        _waiting(row)
        for queue_id in queue_ids
        for line in (PLAIN_LINE, PRIORITY_LINE)
        if live.count_line(queue_id, line)
        for row in read.list_rows(FIRST_IN_LINE, queue_id=queue_id, line=line, most=most)
    ]
    if any(live.count_line(queue_id, SPECIAL_LINE) for queue_id in queue_ids):
        found += [_waiting(row) for row in read.list_rows(WITH_CONDITIONS, queue_ids=list(queue_ids))]
    return found


def list_waiting(read: HallRead, queue_ids: Sequence[str]) -> list[Waiting]:
    """Return everyone who waits in some queues."""
    return [_waiting(row) for row in read.list_rows(ALL_IN_LINE, queue_ids=list(queue_ids))] if queue_ids else []


def count_before(read: HallRead, queue_ids: Sequence[str], *, key_us: int, ticket_id: int) -> int:
    """Return how many wait in the plain lines of some queues before a place there."""
    return read.count(COUNT_BEFORE, queue_ids=list(queue_ids), queue_key=key_us, ticket_id=ticket_id)


def find_first_key(read: HallRead, queue_id: str, *, priority: bool) -> int | None:
    """Return the key of who is first of a class in a queue, None when nobody waits there."""
    keys = [
        waiting.place.key_us
        for waiting in list_waiting(read, [queue_id])
        if (waiting.priority_class is not PriorityClass.NORMAL) == priority
    ]
    return min(keys, default=None)


def _waiting(row: AnyRow) -> Waiting:
    return Waiting(
        ticket_id=row.ticket_id,
        queue_id=row.queue_id,
        place=place_of(row),
        number=row.number,
        matter_id=row.matter_id,
        priority_class=PriorityClass(row.priority_class),
        priority_requested=PriorityClass(row.priority_requested),
        arrived_at=from_us(row.arrived_us),
        leg_no=row.leg_no,
        overdue_count=row.overdue_count,
    )
