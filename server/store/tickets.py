"""Tickets in the record: added, found, and saved when they have moved on."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, or_, select

from hall.errors import UnknownTicket
from hall.moments import from_us, to_us
from hall.ticket import (
    FINAL_STATES,
    OPEN_STATES,
    Hold,
    Place,
    PrintState,
    PriorityClass,
    Result,
    Source,
    Ticket,
    TicketState,
    Why,
)
from hall.ticket_events import Onward
from server.store import tables
from server.store.columns import from_us_or_none, from_yyyymmdd, to_us_or_none, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx
from server.store.live import PLAIN_LINE, PRIORITY_LINE, SPECIAL_LINE

_ticket = tables.ticket.c

_OPEN = tuple(sorted(OPEN_STATES))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket to be added, with what the record keeps beside the word that programs exchange.

    `people_ahead` is where the bar on the visitor's page begins: all who wait, where nobody can say the place yet.
    """

    ticket: Ticket
    series_id: str
    number_value: int
    number_round: int
    issued_by: str
    identity: str | None
    language: str
    people_ahead: int
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A ticket with what its visitor's page needs beside it."""

    ticket: Ticket
    people_ahead_at_issue: int
    issued_by: str


_BESIDE = ("hall_id", "series_id", "number_value", "number_round", "identity", "language", "token_hash")
SELECT_TICKET = select(*(column for column in _ticket if column.name not in _BESIDE)).where(_ticket.hall_id == HALL)
"""A ticket with its present leg."""

_ON_DATE = _ticket.business_date == bindparam("business_date")

TICKET_BY_ID = SELECT_TICKET.where(_ticket.ticket_id == bindparam("ticket_id"))
TICKETS_BY_ID = SELECT_TICKET.where(_ticket.ticket_id.in_(bindparam("ticket_ids", expanding=True)))
TICKET_BY_TOKEN = SELECT_TICKET.where(_ticket.token_hash == bindparam("token_hash"))
TICKETS_BY_NUMBER = SELECT_TICKET.where(_ON_DATE, _ticket.number == bindparam("number"))
TICKETS_IN_STATE = SELECT_TICKET.where(_ticket.state == bindparam("state"))
OPEN_TICKETS = SELECT_TICKET.where(_ticket.state.in_(_OPEN))
ALL_TICKETS = (
    SELECT_TICKET.where(_ticket.ticket_id > bindparam("after")).order_by(_ticket.ticket_id).limit(bindparam("most"))
)
OPEN_OF_PERSON = SELECT_TICKET.where(
    _ticket.state.in_(_OPEN), _ticket.identity == bindparam("identity"), _ticket.matter_id == bindparam("matter_id")
)
LAST_OF_KIOSK = (
    SELECT_TICKET.where(
        _ticket.state == TicketState.WAITING,
        _ticket.issued_by == bindparam("issued_by"),
        _ticket.matter_id == bindparam("matter_id"),
    )
    .order_by(_ticket.arrived_us.desc(), _ticket.ticket_id.desc())
    .limit(1)
)
OUT_OF_NUMBER = (
    select(func.count())
    .select_from(tables.ticket)
    .where(
        _ticket.hall_id == HALL,
        _ON_DATE,
        _ticket.series_id == bindparam("series_id"),
        _ticket.number_value == bindparam("number_value"),
        or_(
            _ticket.state.in_((*_OPEN, TicketState.NO_SHOW)),
            and_(_ticket.state == TicketState.DONE, _ticket.finished_us > bindparam("reopenable_since_us")),
        ),
    )
)


def add_ticket(tx: HallTx, new: NewTicket) -> None:
    """Write a new ticket, which waits."""
    ticket = new.ticket
    tx.insert(
        tables.ticket,
        ticket_id=ticket.ticket_id,
        business_date=to_yyyymmdd(ticket.business_date),
        series_id=new.series_id,
        number_value=new.number_value,
        number_round=new.number_round,
        number=ticket.number,
        source=ticket.source.value,
        issued_by=new.issued_by,
        identity=new.identity,
        language=new.language,
        arrived_us=to_us(ticket.arrived_at),
        people_ahead_at_issue=new.people_ahead,
        token_hash=new.token_hash,
        **_changing(ticket),
    )
    tx.live.move(ticket.queue_id, line_of(ticket), waiting=+1)


def save_ticket(tx: HallTx, before: Ticket, after: Ticket, *, onward: Onward | None = None) -> Ticket:
    """Write what became of a ticket, and the leg that ended with it; return it with its new version.

    `onward` is why it went on to its next leg. A ticket that is back in its last leg loses what was kept of it.

    The update names the version that was read: under the hall's lock it always hits, and if that lock ever
    failed, two windows still could not both have the ticket.
    """
    after = replace(after, version=before.version + 1)
    hit = tx.update(tables.ticket, {"ticket_id": before.ticket_id, "version": before.version}, **_changing(after))
    assert hit == 1, f"ticket {before.ticket_id} is not at version {before.version}: the hall's lock does not hold"
    if before.state is TicketState.WAITING:
        tx.live.move(before.queue_id, line_of(before), waiting=-1)
    if after.state is TicketState.WAITING:
        tx.live.move(after.queue_id, line_of(after), waiting=+1)
    if after.leg_no > before.leg_no or (after.state in FINAL_STATES and before.state not in FINAL_STATES):
        _end_leg(tx, before, after, onward)
    elif after.leg_no < before.leg_no or (before.state in FINAL_STATES and after.state not in FINAL_STATES):
        tx.delete(tables.leg, {"ticket_id": after.ticket_id, "leg_no": after.leg_no})
    return after


def set_token(tx: HallTx, ticket_id: int, token_hash: str) -> None:
    """Have another token open the visitor's page; the one before opens nothing any more."""
    tx.update(tables.ticket, {"ticket_id": ticket_id}, token_hash=token_hash)


def get_ticket(read: HallRead, ticket_id: int) -> Ticket:
    """Return a ticket as it stands."""
    row = read.find_row(TICKET_BY_ID, ticket_id=ticket_id)
    if row is None:
        raise UnknownTicket(f"no ticket {ticket_id}")
    return ticket_of(row)


def find_visit(read: HallRead, token_hash: str) -> Visit | None:
    """Return the visit whose token has this hash."""
    row = read.find_row(TICKET_BY_TOKEN, token_hash=token_hash)
    return None if row is None else _visit(row)


def list_visits(read: HallRead, ticket_ids: list[int]) -> list[Visit]:
    """Return some visits, in no order."""
    return [_visit(row) for row in read.list_rows(TICKETS_BY_ID, ticket_ids=ticket_ids)] if ticket_ids else []


def list_by_number(read: HallRead, number: str, business_date: date) -> list[Ticket]:
    """Return the tickets of a date that have a number; more than one only where a series has begun again."""
    rows = read.list_rows(TICKETS_BY_NUMBER, number=number, business_date=to_yyyymmdd(business_date))
    return _in_order(rows)


def list_in_state(read: HallRead, state: TicketState) -> list[Ticket]:
    """Return the tickets that are in a state; meant for those that few are in."""
    return _in_order(read.list_rows(TICKETS_IN_STATE, state=state.value))


def list_open(read: HallRead) -> list[Ticket]:
    """Return every ticket that has not come to an end."""
    return _in_order(read.list_rows(OPEN_TICKETS))


def list_tickets(read: HallRead, *, after: int, most: int) -> list[Ticket]:
    """Return the next tickets in the order in which they were taken."""
    return [ticket_of(row) for row in read.list_rows(ALL_TICKETS, after=after, most=most)]


def find_open_of_person(read: HallRead, identity: str, matter_id: str) -> Ticket | None:
    """Return the open ticket that a person has for a matter."""
    row = read.find_row(OPEN_OF_PERSON, identity=identity, matter_id=matter_id)
    return None if row is None else ticket_of(row)


def find_last_of_kiosk(read: HallRead, issued_by: str, matter_id: str) -> Ticket | None:
    """Return the waiting ticket that a kiosk last gave out for a matter."""
    row = read.find_row(LAST_OF_KIOSK, issued_by=issued_by, matter_id=matter_id)
    return None if row is None else ticket_of(row)


def is_number_out(
    read: HallRead, series_id: str, number_value: int, business_date: date, *, reopenable_since: datetime
) -> bool:
    """Whether a ticket of a date with this number has not come to an end, or may still be brought back from it."""
    found = read.count(
        OUT_OF_NUMBER,
        series_id=series_id,
        number_value=number_value,
        business_date=to_yyyymmdd(business_date),
        reopenable_since_us=to_us(reopenable_since),
    )
    return found > 0


def line_of(ticket: Ticket) -> int:
    """Return the line of its queue in which a ticket is found by the index."""
    if not ticket.place.is_plain:
        return SPECIAL_LINE
    return PLAIN_LINE if ticket.priority_class is PriorityClass.NORMAL else PRIORITY_LINE


def ticket_of(row: AnyRow) -> Ticket:
    """Return the word for a row of `SELECT_TICKET`."""
    return Ticket(
        ticket_id=row.ticket_id,
        version=row.version,
        number=row.number,
        business_date=from_yyyymmdd(row.business_date),
        state=TicketState(row.state),
        matter_id=row.matter_id,
        queue_id=row.queue_id,
        window_id=row.window_id,
        leg_no=row.leg_no,
        then=tuple(row.then_matters.split(",")) if row.then_matters else (),
        priority_class=PriorityClass(row.priority_class),
        priority_requested=PriorityClass(row.priority_requested),
        granted_by=row.granted_by,
        granted_for=row.granted_for,
        source=Source(row.source),
        print_state=PrintState(row.print_state),
        print_count=row.print_count,
        arrived_at=from_us(row.arrived_us),
        entered_at=from_us(row.entered_us),
        place=place_of(row),
        why=None if row.why is None else Why(row.why),
        call_count=row.call_count,
        first_called_at=from_us_or_none(row.first_called_us),
        last_called_at=from_us_or_none(row.last_called_us),
        started_at=from_us_or_none(row.started_us),
        finished_at=from_us_or_none(row.finished_us),
        overdue_count=row.overdue_count,
        hold=_hold_of(row),
        held_s=row.held_s,
        returns_to=row.returns_to,
        note=row.note,
        result=None if row.result is None else Result(row.result),
        time_unreliable=bool(row.time_unreliable),
    )


def place_of(row: AnyRow) -> Place:
    """Return where the ticket of a row stands in its line."""
    return Place(
        key_us=row.queue_key,
        since=from_us(row.since_us),
        for_window=row.for_window,
        for_clerk=row.for_clerk,
        due_calls=row.due_calls,
        appointment_at=from_us_or_none(row.appointment_us),
        not_before=from_us_or_none(row.not_before_us),
    )


def _in_order(rows: list[AnyRow]) -> list[Ticket]:
    """Return tickets in the order in which they were taken: asked for it, SQLite goes through the whole key instead."""
    return sorted((ticket_of(row) for row in rows), key=lambda ticket: ticket.ticket_id)


def _hold_of(row: AnyRow) -> Hold | None:
    if row.hold_us is None:
        return None
    return Hold(reason=row.hold_reason, clerk=row.hold_clerk, window_id=row.hold_window, since=from_us(row.hold_us))


def _visit(row: AnyRow) -> Visit:
    return Visit(ticket=ticket_of(row), people_ahead_at_issue=row.people_ahead_at_issue, issued_by=row.issued_by)


def _end_leg(tx: HallTx, before: Ticket, after: Ticket, onward: Onward | None) -> None:
    """Keep the leg that has ended: with the ticket, or because the visit goes on elsewhere."""
    leg = before if after.leg_no != before.leg_no else after
    tx.insert(
        tables.leg,
        ticket_id=leg.ticket_id,
        leg_no=leg.leg_no,
        business_date=to_yyyymmdd(leg.business_date),
        matter_id=leg.matter_id,
        queue_id=leg.queue_id,
        window_id=leg.window_id,
        ended_as=(onward or after.state).value,
        entered_us=to_us(leg.entered_at),
        first_called_us=to_us_or_none(leg.first_called_at),
        last_called_us=to_us_or_none(leg.last_called_at),
        started_us=to_us_or_none(leg.started_at),
        finished_us=to_us(after.finished_at or tx.now),
        held_s=leg.held_s,
        time_unreliable=int(after.time_unreliable),
    )


def _changing(ticket: Ticket) -> dict[str, object]:
    place, hold = ticket.place, ticket.hold
    return {
        "version": ticket.version,
        "state": ticket.state.value,
        "matter_id": ticket.matter_id,
        "queue_id": ticket.queue_id,
        "window_id": ticket.window_id,
        "leg_no": ticket.leg_no,
        "entered_us": to_us(ticket.entered_at),
        "then_matters": ",".join(ticket.then),
        "priority_class": ticket.priority_class.value,
        "priority_requested": ticket.priority_requested.value,
        "granted_by": ticket.granted_by,
        "granted_for": ticket.granted_for,
        "print_state": ticket.print_state.value,
        "print_count": ticket.print_count,
        "line": line_of(ticket),
        "queue_key": place.key_us,
        "since_us": to_us(place.since),
        "for_window": place.for_window,
        "for_clerk": place.for_clerk,
        "due_calls": place.due_calls,
        "appointment_us": to_us_or_none(place.appointment_at),
        "not_before_us": to_us_or_none(place.not_before),
        "why": None if ticket.why is None else ticket.why.value,
        "call_count": ticket.call_count,
        "first_called_us": to_us_or_none(ticket.first_called_at),
        "last_called_us": to_us_or_none(ticket.last_called_at),
        "started_us": to_us_or_none(ticket.started_at),
        "finished_us": to_us_or_none(ticket.finished_at),
        "overdue_count": ticket.overdue_count,
        "hold_reason": None if hold is None else hold.reason,
        "hold_clerk": None if hold is None else hold.clerk,
        "hold_window": None if hold is None else hold.window_id,
        "hold_us": None if hold is None else to_us(hold.since),
        "held_s": ticket.held_s,
        "returns_to": ticket.returns_to,
        "note": ticket.note,
        "result": None if ticket.result is None else ticket.result.value,
        "time_unreliable": int(ticket.time_unreliable),
    }
