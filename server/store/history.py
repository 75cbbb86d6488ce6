"""History: tickets of past days leave the live tables, and are found wherever they are.

Ids rise with business dates (but for a clock that was ahead once), so the oldest tickets are the first of the live
table and a range of the past one: what moves is named by its last id alone, and no window waits for a search.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile

from sqlalchemy import BindParameter, Delete, Insert, Table, bindparam, delete, insert, select

from hall.ended_leg import EndedLeg
from hall.errors import UnknownTicket
from hall.ticket import Ticket
from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead
from server.store.hall_tx import OF_HALL, HallTx
from server.store.legs import ended_leg_of
from server.store.ratings import drop_unanswered
from server.store.tickets import SELECT_TICKET, TICKET_BY_ID, list_tickets, ticket_of

_ticket, _leg, _past, _past_leg = tables.ticket.c, tables.leg.c, tables.past_ticket.c, tables.past_leg.c
_day, _counter, _turn = tables.past_day.c, tables.counter.c, tables.turn.c


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRecord:
    """All tickets of a business date and their ended legs, in the order in which the tickets were taken."""

    tickets: list[Ticket]
    legs: list[EndedLeg]


OLDEST = (
    select(_ticket.ticket_id, _ticket.business_date)
    .where(_ticket.hall_id == HALL)
    .order_by(_ticket.ticket_id)
    .limit(bindparam("most"))
)
OLDEST_COUNTERS = (
    select(_counter.business_date, _counter.name)
    .where(_counter.hall_id == HALL, _counter.business_date < bindparam("before"))
    .order_by(_counter.business_date, _counter.name)
    .limit(bindparam("most"))
)
SELECT_PAST = select(tables.past_ticket).where(_past.hall_id == HALL)
PAST_BY_ID = SELECT_PAST.where(_past.ticket_id == bindparam("ticket_id"))
PAST_AFTER = SELECT_PAST.where(_past.ticket_id > bindparam("after")).order_by(_past.ticket_id).limit(bindparam("most"))

_DATE: BindParameter[int] = bindparam("business_date")
RANGE_OF_DAY = select(_day.first_ticket_id, _day.last_ticket_id).where(
    _day.hall_id == HALL, _day.business_date == _DATE
)
PAST_OF_DAY = SELECT_PAST.where(
    _past.ticket_id.between(bindparam("first"), bindparam("last")), _past.business_date == _DATE
)
PAST_LEGS_OF_DAY = select(tables.past_leg).where(
    _past_leg.hall_id == HALL,
    _past_leg.ticket_id.between(bindparam("first"), bindparam("last")),
    _past_leg.business_date == _DATE,
)
LIVE_OF_DAY = SELECT_TICKET.where(_ticket.business_date == _DATE)
LIVE_LEGS_OF_DAY = select(tables.leg).where(_leg.hall_id == HALL, _leg.business_date == _DATE)

_LAST: BindParameter[int] = bindparam("last")


def _keep(past: Table, live: Table) -> Insert:
    names = [column.name for column in past.columns]
    rows = select(*(live.c[name] for name in names)).where(live.c.hall_id == OF_HALL, live.c.ticket_id <= _LAST)
    return insert(past).from_select(names, rows.order_by(live.c.ticket_id))


def _drop(live: Table) -> Delete:
    return delete(live).where(live.c.hall_id == OF_HALL, live.c.ticket_id <= _LAST)


KEEP_TICKETS, DROP_TICKETS = _keep(tables.past_ticket, tables.ticket), _drop(tables.ticket)
KEEP_LEGS, DROP_LEGS = _keep(tables.past_leg, tables.leg), _drop(tables.leg)
DROP_COUNTERS = delete(tables.counter).where(
    _counter.hall_id == OF_HALL, _counter.business_date == bindparam("on"), _counter.name <= bindparam("last_name")
)
DROP_TURNS = delete(tables.turn).where(_turn.hall_id == OF_HALL, _turn.business_date < bindparam("before"))


def move_oldest(tx: HallTx, *, before: date, today: date, most: int) -> int:
    """Move the oldest tickets from before a date, with their legs, into history; return how many they were.

    Tickets of a date after the hall's are of a clock that was ahead, and as past as those before them.
    """
    first, last_day = to_yyyymmdd(before), to_yyyymmdd(today)
    rows = list(takewhile(lambda row: not first <= row.business_date <= last_day, tx.list_rows(OLDEST, most=most)))
    if not rows:
        return 0
    last: int = rows[-1].ticket_id
    kept, dropped = tx.change(KEEP_TICKETS, last=last), tx.change(DROP_TICKETS, last=last)
    assert kept == dropped == len(rows), f"{kept} tickets kept and {dropped} dropped of {len(rows)}"
    legs_kept, legs_dropped = tx.change(KEEP_LEGS, last=last), tx.change(DROP_LEGS, last=last)
    assert legs_kept == legs_dropped, f"{legs_kept} legs kept and {legs_dropped} dropped"
    drop_unanswered(tx, last=last)
    for of_day, those in groupby(rows, key=lambda row: int(row.business_date)):
        _extend_day(tx, of_day, [int(row.ticket_id) for row in those])
    return len(rows)


def drop_oldest_counts(tx: HallTx, *, before: date, most: int) -> int:
    """Drop counters and turns from before a date, which nobody asks for any more; return how many counters.

    One business date's at a time.
    """
    day = to_yyyymmdd(before)
    tx.change(DROP_TURNS, before=day)
    rows = tx.list_rows(OLDEST_COUNTERS, before=day, most=most)
    if not rows:
        return 0
    oldest: int = rows[0].business_date
    names = [str(row.name) for row in rows if row.business_date == oldest]
    return tx.change(DROP_COUNTERS, on=oldest, last_name=names[-1])


def get_ticket_of_any_day(read: HallRead, ticket_id: int) -> Ticket:
    """Return a ticket as it stands, or as its day left it.

    Raises:
        UnknownTicket: there never was one with this id.
    """
    row = read.find_row(TICKET_BY_ID, ticket_id=ticket_id) or read.find_row(PAST_BY_ID, ticket_id=ticket_id)
    if row is None:
        raise UnknownTicket(f"no ticket {ticket_id}")
    return ticket_of(row)


def list_tickets_of_all_days(read: HallRead, *, after: int, most: int) -> list[Ticket]:
    """Return the next tickets in the order in which they were taken, past and live ones, each once."""
    past = [ticket_of(row) for row in read.list_rows(PAST_AFTER, after=after, most=most)]
    if len(past) == most:
        return past
    after = past[-1].ticket_id if past else after
    return past + list_tickets(read, after=after, most=most - len(past))


def read_day(read: HallRead, business_date: date) -> DayRecord:
    """Return the tickets and ended legs of a business date, wherever they are: live, past, or on the way."""
    day = to_yyyymmdd(business_date)
    tickets, legs = read.list_rows(LIVE_OF_DAY, business_date=day), read.list_rows(LIVE_LEGS_OF_DAY, business_date=day)
    past = read.find_row(RANGE_OF_DAY, business_date=day)
    if past is not None:
        where = {"business_date": day, "first": past.first_ticket_id, "last": past.last_ticket_id}
        tickets += read.list_rows(PAST_OF_DAY, **where)
        legs += read.list_rows(PAST_LEGS_OF_DAY, **where)
    return DayRecord(
        tickets=sorted((ticket_of(row) for row in tickets), key=lambda ticket: ticket.ticket_id),
        legs=sorted((ended_leg_of(row) for row in legs), key=lambda leg: (leg.ticket_id, leg.leg_no)),
    )


def _extend_day(tx: HallTx, day: int, ticket_ids: list[int]) -> None:
    """Note that the range of a past day goes on to the last of some ids."""
    last = ticket_ids[-1]
    if tx.update(tables.past_day, {"business_date": day}, last_ticket_id=last) == 0:
        tx.insert(tables.past_day, business_date=day, first_ticket_id=ticket_ids[0], last_ticket_id=last)
