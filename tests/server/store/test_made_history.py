"""Years of data that a command makes are a record like any other."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Column, Table, select

from benchmarks.make_history import make_history
from hall.clock import SetClock
from server.store import tables
from server.store.database import Database
from server.store.event_log import list_audited
from server.store.history import list_tickets_of_all_days, read_day
from server.store.opening import open_record
from tests.fakes.hall_server import at
from tests.server.databases import Databases, lent
from tests.server.lane_hall import LaneHall
from tests.server.plans import small_plan

A_DAY, TICKETS = 20, 97
DAYS = [date(2026, 2, 23), date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 26), date(2026, 2, 27)]
"""Five working days before the small hall's Monday; nobody comes on the two between."""


@pytest.fixture
def hall(database: Database) -> LaneHall:
    make_history(database, small_plan(), tickets=TICKETS, a_day=A_DAY, last_day=DAYS[-1])
    return LaneHall(database, clock=SetClock(at(9)))


def test_every_day_has_its_tickets_and_the_export_all_of_them(hall: LaneHall) -> None:
    days = [hall.ask(partial(read_day, business_date=day)) for day in DAYS]
    exported = hall.ask(partial(list_tickets_of_all_days, after=0, most=2 * TICKETS))

    assert [len(day.tickets) for day in days] == [20, 20, 20, 20, 17]
    assert [ticket for day in days for ticket in day.tickets] == exported
    assert [ticket.ticket_id for ticket in exported] == list(range(1, TICKETS + 1))
    assert {ticket.arrived_at.date() for ticket in days[2].tickets} == {DAYS[2]}
    assert all(leg.finished_at.date() == DAYS[2] for leg in days[2].legs)
    assert len(days[2].legs) >= A_DAY


def test_its_events_have_no_gap_and_tell_of_its_tickets(hall: LaneHall) -> None:
    events = hall.ask(partial(list_audited, after=0, most=10_000))
    of_tickets = [event.body.ticket_id for event in events if hasattr(event.body, "ticket_id")]
    days = [event.body.business_date for event in events if hasattr(event.body, "business_date")]

    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert sorted(set(of_tickets)) == list(range(1, TICKETS + 1))
    assert len(of_tickets) >= 2 * TICKETS
    assert days == [*DAYS, date(2026, 3, 2)]
    assert [event.at for event in events] == sorted(event.at for event in events)


def test_only_the_last_day_is_in_the_live_tables(database: Database) -> None:
    make_history(database, small_plan(), tickets=TICKETS, a_day=A_DAY, last_day=DAYS[-1])

    with open_record(database, "small").begin() as connection:
        live = {row.business_date for row in connection.execute(select(tables.ticket.c.business_date))}
        kept = len(connection.execute(select(tables.command.c.command_key)).all())
    assert live == {20260227}
    assert kept > 17 * 2


def test_the_hall_goes_on_from_there(hall: LaneHall) -> None:
    issued = hall.issue()

    assert issued.ticket.ticket_id == TICKETS + 1
    assert issued.ticket.number == "A001"
    assert hall.act(hall.sign_in("2"), "call-next").ticket is not None


def test_a_record_that_holds_something_is_left_alone(lane_hall: LaneHall) -> None:
    lane_hall.issue()

    with pytest.raises(SystemExit, match="holds something already"):
        make_history(lane_hall.database, small_plan(), tickets=4, a_day=2, last_day=DAYS[-1])

    assert len(lane_hall.ask(partial(list_tickets_of_all_days, after=0, most=9))) == 1


def test_the_same_command_makes_the_same_record(databases: Databases) -> None:
    def make() -> list[list[tuple[object, ...]]]:
        with lent(databases) as database:
            make_history(database, small_plan(), tickets=TICKETS, a_day=A_DAY, last_day=DAYS[-1])
            with open_record(database, "small").begin() as connection:
                rows = [
                    connection.execute(select(*_repeatable(table))).all() for table in tables.metadata.sorted_tables
                ]
        return [sorted((tuple(row) for row in each), key=repr) for each in rows]

    assert make() == make()


def _repeatable(table: Table) -> list[Column[Any]]:
    """Return the columns of a table but for the hall's own secret, which no two records share."""
    return [column for column in table.columns if column.name != "code_key"]
