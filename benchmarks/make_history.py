"""Years of a hall's record, in the real tables: what a server finds after hundreds of days.

    python benchmarks/make_history.py --tickets 1000000 --data DIR | --database URL [--a-day 20000] [--last-day DATE]

The first day is lived through the server's own acts and moved into history by the server's own step; the days between
are copies of it with other dates, ids and event numbers; the last is lived again and is still where a hall has it the
next morning, with all that is remembered of its commands. Working days from Monday to Friday, back from `--last-day`
(yesterday, if left out). Prints the rate and the size. A record that holds anything is left alone.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Insert,
    MetaData,
    String,
    Table,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lived_day import Work, live_day
from hall.clock import SystemClock, business_date_at
from hall.hall_plan import HallPlan
from server.settings import add_where, read_database, read_plan
from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.database import Database
from server.store.hall_read import HallRead, HallRow
from server.store.hall_tx import HallTx
from server.store.history import move_oldest
from server.store.opening import open_record

A_DAY = 20_000
DAYS_TOGETHER = 5
"""Days copied in one transaction."""

IN_HASTE = {
    "sqlite": ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-200000"),
    "postgresql": ("SET synchronous_commit = off",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What was made, and how large the record is with it."""

    tickets: int
    events: int
    bytes: int


def main(argv: Sequence[str] | None = None) -> int:
    """Make a record and tell its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=1_000_000, help="how many (%(default)s)")
    parser.add_argument("--a-day", type=int, default=A_DAY, help="how many of them on a day (%(default)s)")
    parser.add_argument("--last-day", type=date.fromisoformat, help="the last business date; yesterday if left out")
    add_where(parser)
    told = parser.parse_args(argv)
    plan = read_plan(told.hall)
    last_day = told.last_day or _yesterday(plan)
    began = time.perf_counter()
    size = make_history(read_database(told), plan, tickets=told.tickets, a_day=told.a_day, last_day=last_day)
    took_s = time.perf_counter() - began
    print(
        f"{size.tickets:,} tickets and {size.events:,} events until {last_day} in {took_s:.0f} s: "
        f"{size.tickets / took_s:,.0f} tickets/s, {size.bytes / 1e9:.2f} GB, {size.bytes / size.tickets:,.0f} B each"
    )
    return 0


def make_history(database: Database, plan: HallPlan, *, tickets: int, a_day: int, last_day: date) -> Size:
    """Make a record of so many tickets: `a_day` on each working day, and on the last all that is left."""
    hall_id = plan.hall.hall_id
    days = sorted(_working_days_back(last_day, max(2, -(-tickets // a_day))))
    if tickets < 2 * a_day:
        a_day = tickets // 2
    with _open_in_haste(database, hall_id) as connection:
        live_day(Work(connection=connection, plan=plan, day=days[0], remembers=False), tickets=a_day)
        with connection.begin():
            tx = HallTx(connection, hall_id, now=SystemClock().now())
            move_oldest(tx, before=days[1], today=days[-1], most=a_day)
            tx.finish()
        _Copies(connection, hall_id, days[0]).make(days[1:-1])
        left = tickets - a_day * (len(days) - 1)
        live_day(Work(connection=connection, plan=plan, day=days[-1], remembers=True), tickets=left)
        with connection.begin():
            hall = HallRead(connection, hall_id).get_hall()
            return Size(tickets=hall.ticket_seq, events=hall.event_seq, bytes=_size(connection))


@contextmanager
def _open_in_haste(database: Database, hall_id: str) -> Iterator[Connection]:
    """Open an empty record for one who does not wait for the disk: if the machine fails now, it is made again.

    The server sets its own mode when it opens it.
    """
    engine = open_record(database, hall_id)
    with engine.connect() as connection:
        with connection.begin():
            if HallRead(connection, hall_id).get_hall().business_date:
                raise SystemExit(f"the record of hall {hall_id} holds something already: name another place")
        raw = connection.connection.cursor()
        for setting in IN_HASTE[connection.dialect.name]:
            raw.execute(setting)
        yield connection
        if connection.dialect.name == "postgresql":  # which would find the time for it within a minute
            with connection.begin():
                connection.exec_driver_sql("ANALYZE")
    engine.dispose()


class _Copies:
    """Copies a day of history to others, in the database, from temporary tables that hold it once."""

    def __init__(self, connection: Connection, hall_id: str, day: date) -> None:
        self._connection, self._hall_id, self._day = connection, hall_id, day

    def make(self, days: Sequence[date]) -> None:
        """Copy the day to each of some others, the earliest first."""
        with self._connection.begin():
            first = HallRead(self._connection, self._hall_id).get_hall()
            copies = [_copy(live, self._keep(live)) for live in (tables.past_ticket, tables.past_leg, tables.event)]
        for start in range(0, len(days), DAYS_TOGETHER):
            with self._connection.begin():
                for number in range(start, min(start + DAYS_TOGETHER, len(days))):
                    self._copy_to(days[number], number + 1, first, copies)

    def _keep(self, live: Table) -> Table:
        """Keep the rows of a table, all of the one day, in a temporary table of the same columns."""
        kept = Table(f"made_{live.name}", MetaData(), *(Column(each.name, each.type) for each in live.columns))
        self._connection.execute(
            text(f"CREATE TEMPORARY TABLE {kept.name} AS SELECT * FROM {live.name} WHERE hall_id = :hall_id"),
            {"hall_id": self._hall_id},
        )
        return kept

    def _copy_to(self, day: date, number: int, first: HallRow, copies: list[Insert]) -> None:
        """Copy the day to another, which is so many working days later."""
        told = {
            "ids": number * first.ticket_seq,
            "seqs": number * first.event_seq,
            "us": (day - self._day) // timedelta(microseconds=1),
            "day": to_yyyymmdd(day),
            "was": self._day.isoformat(),
            "is": day.isoformat(),
        }
        for copy in copies:
            self._connection.execute(copy, told)
        ids, seqs = told["ids"], told["seqs"]
        range_ = {"first_ticket_id": ids + 1, "last_ticket_id": ids + first.ticket_seq}
        self._connection.execute(
            insert(tables.past_day), {"hall_id": self._hall_id, "business_date": to_yyyymmdd(day), **range_}
        )
        moved = HallRow(
            epoch=first.epoch,
            event_seq=seqs + first.event_seq,
            ticket_seq=ids + first.ticket_seq,
            business_date=to_yyyymmdd(day),
            day_seq=seqs + first.day_seq,
            day_closed=first.day_closed,
            note_no=first.note_no,
            link=first.link,
        )
        self._connection.execute(
            update(tables.hall).where(tables.hall.c.hall_id == bindparam("of_hall_id")),
            {"of_hall_id": self._hall_id, **moved._asdict()},
        )


def _copy(live: Table, kept: Table) -> Insert:
    """Return what copies the kept rows of a table to another day."""
    rows = select(*(_of_another_day(column, kept) for column in kept.columns))
    return insert(live).from_select([column.name for column in kept.columns], rows)


def _of_another_day(column: "Column[object]", kept: Table) -> ColumnElement[object]:
    """Return a column's value on the other day: ids and numbers are moved on, moments later, events tell both."""
    ids, seqs, us = (bindparam(name, type_=column.type) for name in ("ids", "seqs", "us"))
    if column.name == "ticket_id":
        return column + ids
    if column.name == "seq":
        return column + seqs
    if column.name.endswith("_us") or column.name == "queue_key":
        return column + us
    if column.name == "business_date":
        return bindparam("day", type_=column.type)
    if column.name == "data":
        was, is_ = (bindparam(name, type_=String) for name in ("was", "is"))
        ticket_id = kept.c.ticket_id
        old, new = (_names_ticket(each) for each in (ticket_id, ticket_id + bindparam("ids", type_=ticket_id.type)))
        return case((ticket_id.is_(None), func.replace(column, was, is_)), else_=func.replace(column, old, new))
    return column


def _names_ticket(ticket_id: ColumnElement[int]) -> ColumnElement[str]:
    return literal('"ticket_id":') + cast(ticket_id, String) + ","


def _working_days_back(last: date, days: int) -> Iterator[date]:
    day = last
    for _ in range(days):
        yield day
        day -= timedelta(days=3 if day.weekday() == 0 else 1)


def _yesterday(plan: HallPlan) -> date:
    return business_date_at(SystemClock().now(), ZoneInfo(plan.hall.time_zone)) - timedelta(days=1)


def _size(connection: Connection) -> int:
    asked = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.dialect.name == "sqlite"
        else "SELECT pg_database_size(current_database())"
    )
    return int(connection.execute(text(asked)).scalar_one())


if __name__ == "__main__":
    sys.exit(main())
