"""What the record keeps of a time that has not come: left by a machine whose clock was ahead."""

from datetime import date

from sqlalchemy import bindparam, delete, select, update

from hall.moments import to_us
from server.store import staff_tables, tables
from server.store.columns import to_yyyymmdd
from server.store.counters import last_number_of, round_of
from server.store.hall_read import HALL
from server.store.hall_tx import OF_HALL, HallTx
from server.store.history import RANGE_OF_DAY

_ticket, _past = tables.ticket.c, tables.past_ticket.c
_session, _code, _command = staff_tables.session.c, tables.pairing_code.c, tables.command.c

END_SESSIONS = (
    update(staff_tables.session)
    .where(_session.hall_id == OF_HALL, _session.ended_us.is_(None))
    .values(ended_us=bindparam("at_us"))
)
DROP_CODES = delete(tables.pairing_code).where(_code.hall_id == OF_HALL)
DROP_COMMANDS = delete(tables.command).where(_command.hall_id == OF_HALL, _command.at_us > bindparam("at_us"))

LIVE_NUMBERS = select(_ticket.series_id, _ticket.number_round, _ticket.number_value).where(
    _ticket.hall_id == HALL, _ticket.business_date == bindparam("business_date")
)
PAST_NUMBERS = select(_past.series_id, _past.number_round, _past.number_value).where(
    _past.hall_id == HALL,
    _past.ticket_id.between(bindparam("first"), bindparam("last")),
    _past.business_date == bindparam("business_date"),
)


def end_what_would_not_end(tx: HallTx) -> None:
    """End sessions and codes for pairing, and forget commands that were done later than now.

    Each would be good, or kept, until the time comes that the clock told.
    """
    at_us = to_us(tx.now)
    tx.change(END_SESSIONS, at_us=at_us)
    tx.change(DROP_CODES)
    tx.change(DROP_COMMANDS, at_us=at_us)


def count_on_from(tx: HallTx, day: date) -> None:
    """Let the series of a business date go on after the numbers that it gave out, though its counters were dropped."""
    on = to_yyyymmdd(day)
    rows = tx.list_rows(LIVE_NUMBERS, business_date=on)
    past = tx.find_row(RANGE_OF_DAY, business_date=on)
    if past is not None:
        rows += tx.list_rows(PAST_NUMBERS, business_date=on, first=past.first_ticket_id, last=past.last_ticket_id)
    last: dict[str, tuple[int, int]] = {}
    for row in rows:
        last[row.series_id] = max(last.get(row.series_id, (0, 0)), (row.number_round, row.number_value))
    for series_id, (round_, value) in last.items():
        tx.counters.set(day, last_number_of(series_id), value)
        tx.counters.set(day, round_of(series_id), round_)
