"""The events in the record, read back: for clients that missed some, for boards and for audits."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import bindparam, select

from hall.events import Event, EventBody
from hall.moments import from_us
from hall.ticket_events import TicketCalled
from hall.wire import from_json
from server.store import tables
from server.store.hall_read import HALL, AnyRow, HallRead

_event = tables.event.c


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedEvent:
    """An event with who did it."""

    seq: int
    at: datetime
    body: EventBody
    actor_kind: str
    actor_id: str


EVENTS_AFTER = (
    select(_event.seq, _event.at_us, _event.data, _event.actor_kind, _event.actor_id)
    .where(_event.hall_id == HALL, _event.seq > bindparam("after"))
    .order_by(_event.seq)
    .limit(bindparam("most"))
)
LAST_AT = select(_event.at_us).where(_event.hall_id == HALL).order_by(_event.seq.desc()).limit(1)
LAST_CALLS = (
    select(_event.seq, _event.at_us, _event.data)
    .where(_event.hall_id == HALL, _event.seq > bindparam("after"), _event.kind == TicketCalled.__name__)
    .order_by(_event.seq.desc())
    .limit(bindparam("most"))
)


def find_last_at(read: HallRead) -> datetime | None:
    """Return when the last event happened, None before the first."""
    row = read.find_row(LAST_AT)
    return None if row is None else from_us(row.at_us)


def list_events(read: HallRead, *, after: int, most: int) -> list[Event]:
    """Return the events that follow a number, in order."""
    return [_event_of(row) for row in read.list_rows(EVENTS_AFTER, after=after, most=most)]


def list_audited(read: HallRead, *, after: int, most: int) -> list[AuditedEvent]:
    """Return the events that follow a number with who did them."""
    return [audited_of(row) for row in read.list_rows(EVENTS_AFTER, after=after, most=most)]


def get_event(read: HallRead, seq: int) -> Event:
    """Return the event of a number that the record has given out."""
    (event,) = list_events(read, after=seq - 1, most=1)
    return event


def list_last_calls(read: HallRead, *, after: int, most: int) -> list[Event]:
    """Return the last calls that follow an event's number, newest first."""
    return [_event_of(row) for row in read.list_rows(LAST_CALLS, after=after, most=most)]


def _event_of(row: AnyRow) -> Event:
    body = from_json(cast("type[EventBody]", EventBody), row.data)
    return Event(seq=row.seq, at=from_us(row.at_us), body=body)


def audited_of(row: AnyRow) -> AuditedEvent:
    """Return the event of a row, with who did it."""
    event = _event_of(row)
    return AuditedEvent(seq=event.seq, at=event.at, body=event.body, actor_kind=row.actor_kind, actor_id=row.actor_id)
