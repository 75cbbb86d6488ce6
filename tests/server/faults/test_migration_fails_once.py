"""Every statement of the migrations fails once: the tables are as before, or as after, and nothing is lost."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from hall.ticket import TicketState
from server.store.database import Database
from server.store.hall_read import HallRead
from server.store.opening import MIGRATIONS, migrate, newest_step
from server.store.tickets import list_tickets
from tests.server.databases import Databases
from tests.server.faults.every_call import EveryCall, count_rows, no_room

FIRST_STEP = "0001"
OLD_TICKETS = (("A001", "done"), ("A002", "no_show"), ("A003", "called"), ("A004", "waiting"))
MOST_CALLS = 1_000
EVERY = 7
"""Each migration asks some hundred times; every so many is failed here, and each of them in the long run."""


@pytest.fixture
def old_database(databases: Databases) -> Database:
    """A database at the first step, with a morning in it."""
    return databases.make_empty()


@pytest.fixture
def engine(old_database: Database) -> Iterator[Engine]:
    """An engine on it."""
    engine = old_database.open_writer()
    with old_database.begin_alone(engine) as connection:
        _upgrade(connection, FIRST_STEP)
        _fill(connection)
    yield engine
    engine.dispose()


def test_old_records_are_read_after_the_step(old_database: Database, engine: Engine) -> None:
    with old_database.begin_alone(engine) as connection:
        migrate(connection)
    with engine.begin() as connection:
        tickets = list_tickets(HallRead(connection, "small"), after=0, most=10)

    assert [(ticket.number, ticket.state.value) for ticket in tickets] == list(OLD_TICKETS)
    called = tickets[2]
    assert (called.state, called.window_id, called.call_count, called.version) == (TicketState.CALLED, "2", 1, 1)
    assert called.place.key_us == 1_003
    assert called.entered_at == called.arrived_at
    with engine.begin() as connection:
        assert count_rows(connection, "at_window") == 1
        assert count_rows(connection, "leg") == 2
        row = connection.execute(text("SELECT name, value FROM counter")).one()
        assert tuple(row) == ("series:social", 4)


def test_a_step_that_fails_anywhere_leaves_the_old_tables(old_database: Database, engine: Engine) -> None:
    calls = EveryCall(engine, partial(no_room, old_database))
    nth = 1
    while True:
        with calls.failing(nth):
            try:
                with old_database.begin_alone(engine) as connection:
                    migrate(connection)
            except OperationalError:
                assert calls.has_failed
        if not calls.has_failed:
            break
        with engine.begin() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == FIRST_STEP
            assert count_rows(connection, "ticket") == count_rows(connection, "leg") == len(OLD_TICKETS)
        nth += EVERY
        assert nth < MOST_CALLS

    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == newest_step()
        assert count_rows(connection, "ticket") == len(OLD_TICKETS)


def _upgrade(connection: Connection, step: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, step)


def _fill(connection: Connection) -> None:
    """Write what the first version wrote in a morning of four tickets."""
    run: Callable[[str], object] = lambda statement: connection.execute(text(statement))  # noqa: E731
    run("INSERT INTO hall VALUES ('small', 1, 9, 4, 20260302, 1)")
    run("INSERT INTO counter VALUES ('small', 20260302, 'social', 4)")
    for id_, (number, state) in enumerate(OLD_TICKETS, start=1):
        run(
            "INSERT INTO ticket (hall_id, ticket_id, business_date, series_id, number_value, number, state, queue_id, "
            "queue_key, leg_no, priority_class, priority_requested, source, issued_by, language, print_state, "
            "print_count, arrived_us, people_ahead_at_issue, token_hash) VALUES "
            f"('small', {id_}, 20260302, 'social', {id_}, '{number}', '{state}', 'social', {1_000 + id_}, 1, 'normal', "
            f"'normal', 'kiosk', 'K1', 'zh', 'printed', 1, {1_000 + id_}, 0, 'hash{id_}')"
        )
        is_over = state in {"done", "no_show"}
        moments = "2000, 2000, 3000, 4000" if is_over else ("2000, 2000, NULL, NULL" if state == "called" else "")
        run(
            "INSERT INTO leg (hall_id, ticket_id, leg_no, matter_id, queue_id, window_id, active, entered_us, "
            "call_count, first_called_us, last_called_us, started_us, finished_us) VALUES "
            f"('small', {id_}, 1, 'insure', 'social', {'NULL' if state == 'waiting' else repr('2')}, "
            f"{'NULL' if is_over else 1}, {1_000 + id_}, {0 if state == 'waiting' else 1}, "
            f"{moments or 'NULL, NULL, NULL, NULL'})"
        )
    run("INSERT INTO window_state VALUES ('small', '2', 'open', 3, 3, 's1', 'anna')")
    run("INSERT INTO clerk VALUES ('small', 'anna', 'hash', '', 1)")
    run("INSERT INTO session VALUES ('small', 's1', 'token', 'anna', '2', 1, 9, NULL)")
    run("INSERT INTO event VALUES ('small', 1, 1, 'TicketIssued', 1, 'kiosk', 'K1', '{}')")
