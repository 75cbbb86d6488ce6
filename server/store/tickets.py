"""Tickets in the record: added, found, and saved when they have moved on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, select

from hall.errors import UnknownTicket
from hall.ticket import FINAL_STATES, PrintState, PriorityClass, Source, Ticket, TicketState
from server.store import tables
from server.store.columns import from_us, from_us_or_none, from_yyyymmdd, to_us, to_us_or_none, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import HallTx

_ticket, _leg = tables.ticket.c, tables.leg.c

FIRST_LEG = 1

OPEN_STATES = tuple(sorted(set(TicketState) - FINAL_STATES))
"""The states from which a ticket may still go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket to be added, with what the record keeps beside the word that programs exchange."""

    ticket: Ticket
    series_id: str
    number_value: int
    queue_key: int
    priority_requested: PriorityClass
    issued_by: str
    language: str
    people_ahead: int
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A ticket with what its visitor's page needs beside it."""

    ticket: Ticket
    queue_key: int
    people_ahead_at_issue: int
    issued_by: str


SELECT_TICKET = (
    select(
        *(_ticket[name] for name in ("ticket_id", "number", "business_date", "state", "queue_id", "queue_key")),
        *(_ticket[name] for name in ("priority_class", "source", "print_state", "print_count", "arrived_us")),
        *(_ticket[name] for name in ("people_ahead_at_issue", "issued_by")),
        *(_leg[name] for name in ("matter_id", "window_id", "call_count")),
        *(_leg[name] for name in ("first_called_us", "last_called_us", "started_us", "finished_us")),
    )
    .select_from(
        tables.ticket.join(
            tables.leg,
            and_(_leg.hall_id == _ticket.hall_id, _leg.ticket_id == _ticket.ticket_id, _leg.leg_no == _ticket.leg_no),
        )
    )
    .where(_ticket.hall_id == HALL)
)
"""A ticket with its present leg."""

TICKET_BY_ID = SELECT_TICKET.where(_ticket.ticket_id == bindparam("ticket_id"))
TICKETS_BY_ID = SELECT_TICKET.where(_ticket.ticket_id.in_(bindparam("ticket_ids", expanding=True)))
TICKET_BY_TOKEN = SELECT_TICKET.where(_ticket.token_hash == bindparam("token_hash"))
OPEN_BEFORE = SELECT_TICKET.where(
    _ticket.state.in_(OPEN_STATES), _ticket.business_date < bindparam("business_date")
).order_by(_ticket.ticket_id)
ALL_TICKETS = (
    SELECT_TICKET.where(_ticket.ticket_id > bindparam("after")).order_by(_ticket.ticket_id).limit(bindparam("most"))
)


def add_ticket(tx: HallTx, new: NewTicket) -> None:
    """Write a new ticket and its first leg."""
    ticket = new.ticket
    tx.insert(
        tables.ticket,
        ticket_id=ticket.ticket_id,
        business_date=to_yyyymmdd(ticket.business_date),
        series_id=new.series_id,
        number_value=new.number_value,
        number=ticket.number,
        queue_key=new.queue_key,
        leg_no=FIRST_LEG,
        priority_requested=new.priority_requested.value,
        source=ticket.source.value,
        issued_by=new.issued_by,
        language=new.language,
        arrived_us=to_us(ticket.arrived_at),
        people_ahead_at_issue=new.people_ahead,
        token_hash=new.token_hash,
        **_moving_ticket(ticket),
    )
    tx.insert(
        tables.leg,
        ticket_id=ticket.ticket_id,
        leg_no=FIRST_LEG,
        entered_us=to_us(ticket.arrived_at),
        **_moving_leg(ticket),
    )
    tx.live.move(ticket.queue_id, waiting=+1)


def save_ticket(tx: HallTx, before: Ticket, after: Ticket) -> None:
    """Write what became of a ticket.

    The update names the state that was read: under the hall's lock it always hits, and if that lock ever
    failed, two windows still could not both have the ticket.
    """
    key = {"ticket_id": before.ticket_id, "state": before.state.value, "leg_no": FIRST_LEG}
    hit = tx.update(tables.ticket, key, **_moving_ticket(after))
    assert hit == 1, f"ticket {before.ticket_id} is not {before.state} any more: the hall's lock does not hold"
    tx.update(tables.leg, {"ticket_id": before.ticket_id, "leg_no": FIRST_LEG}, **_moving_leg(after))
    if before.state is TicketState.WAITING and after.state is not TicketState.WAITING:
        tx.live.move(before.queue_id, waiting=-1)


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
    return [_visit(row) for row in read.list_rows(TICKETS_BY_ID, ticket_ids=ticket_ids)]


def list_left_over(read: HallRead, business_date: date) -> list[Ticket]:
    """Return the tickets of earlier dates that never came to an end."""
    return [ticket_of(row) for row in read.list_rows(OPEN_BEFORE, business_date=to_yyyymmdd(business_date))]


def list_tickets(read: HallRead, *, after: int, most: int) -> list[Ticket]:
    """Return the next tickets in the order in which they were taken."""
    return [ticket_of(row) for row in read.list_rows(ALL_TICKETS, after=after, most=most)]


def ticket_of(row: AnyRow) -> Ticket:
    """Return the word for a row of `SELECT_TICKET`."""
    return Ticket(
        ticket_id=row.ticket_id,
        number=row.number,
        business_date=from_yyyymmdd(row.business_date),
        state=TicketState(row.state),
        matter_id=row.matter_id,
        queue_id=row.queue_id,
        window_id=row.window_id,
        priority_class=PriorityClass(row.priority_class),
        source=Source(row.source),
        print_state=PrintState(row.print_state),
        print_count=row.print_count,
        arrived_at=from_us(row.arrived_us),
        call_count=row.call_count,
        first_called_at=from_us_or_none(row.first_called_us),
        last_called_at=from_us_or_none(row.last_called_us),
        started_at=from_us_or_none(row.started_us),
        finished_at=from_us_or_none(row.finished_us),
    )


def _visit(row: AnyRow) -> Visit:
    return Visit(
        ticket=ticket_of(row),
        queue_key=row.queue_key,
        people_ahead_at_issue=row.people_ahead_at_issue,
        issued_by=row.issued_by,
    )


def _moving_ticket(ticket: Ticket) -> dict[str, object]:
    return {
        "state": ticket.state.value,
        "queue_id": ticket.queue_id,
        "priority_class": ticket.priority_class.value,
        "print_state": ticket.print_state.value,
        "print_count": ticket.print_count,
    }


def _moving_leg(ticket: Ticket) -> dict[str, object]:
    return {
        "matter_id": ticket.matter_id,
        "queue_id": ticket.queue_id,
        "window_id": ticket.window_id,
        "active": None if ticket.state in FINAL_STATES else 1,
        "call_count": ticket.call_count,
        "first_called_us": to_us_or_none(ticket.first_called_at),
        "last_called_us": to_us_or_none(ticket.last_called_at),
        "started_us": to_us_or_none(ticket.started_at),
        "finished_us": to_us_or_none(ticket.finished_at),
    }
