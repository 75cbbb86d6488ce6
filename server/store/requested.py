"""How often each matter was asked for on past business dates: counted once, when the date has ended."""

from datetime import date

from sqlalchemy import bindparam, delete, func, insert, select

from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead
from server.store.hall_tx import OF_HALL, HallTx

_leg, _day = tables.leg.c, tables.day_matter.c

LEGS_OF_MATTERS = (
    select(_leg.hall_id, _leg.business_date, _leg.matter_id, func.count(_leg.ticket_id.distinct()))
    .where(_leg.hall_id == OF_HALL, _leg.business_date == bindparam("on"))
    .group_by(_leg.hall_id, _leg.business_date, _leg.matter_id)
)
KEEP_COUNTS = insert(tables.day_matter).from_select(
    ["hall_id", "business_date", "matter_id", "tickets"], LEGS_OF_MATTERS
)
DROP_COUNTS = delete(tables.day_matter).where(_day.hall_id == OF_HALL, _day.business_date < bindparam("before"))
DROP_COUNTS_OF_DAY = delete(tables.day_matter).where(_day.hall_id == OF_HALL, _day.business_date == bindparam("on"))
REQUESTED = (
    select(_day.matter_id, func.sum(_day.tickets).label("tickets"))
    .where(_day.hall_id == HALL, _day.business_date >= bindparam("since"))
    .group_by(_day.matter_id)
)


def count_requested(tx: HallTx, ended: date, *, forget_before: date) -> None:
    """Count what a business date's tickets were for, now that all of them have ended, and forget older counts.

    It reads the legs of that date alone, and runs in the act that begins the next one: usually at midnight.
    """
    tx.change(DROP_COUNTS_OF_DAY, on=to_yyyymmdd(ended))
    tx.change(KEEP_COUNTS, on=to_yyyymmdd(ended))
    tx.change(DROP_COUNTS, before=to_yyyymmdd(forget_before))


def read_requested(read: HallRead, *, since: date) -> dict[str, int]:
    """Return how many tickets each matter had on the business dates from one on that have ended."""
    rows = read.list_rows(REQUESTED, since=to_yyyymmdd(since))
    return {row.matter_id: int(row.tickets) for row in rows}
