"""Who is at fault when a database refuses."""

import sqlite3

import pytest
from psycopg import errors as pg
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from hall.errors import BadInput, StoreUnusable
from server.store.faults import Fault, fault_of, hall_error_of, told_in_a_line


def sqlite(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("it says so")
    error.sqlite_errorcode = code
    return OperationalError("SELECT", {}, error)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OperationalError("", {}, pg.DeadlockDetected()), Fault.MOMENT),
        (OperationalError("", {}, pg.SerializationFailure()), Fault.MOMENT),
        (OperationalError("", {}, pg.LockNotAvailable()), Fault.MOMENT),
        (OperationalError("", {}, pg.AdminShutdown()), Fault.MOMENT),
        (OperationalError("", {}, pg.CannotConnectNow()), Fault.MOMENT),
        (OperationalError("", {}, pg.IdleInTransactionSessionTimeout()), Fault.MOMENT),
        (OperationalError("", {}, pg.OperationalError("connection refused")), Fault.MOMENT),
        (OperationalError("", {}, pg.DiskFull()), Fault.STORE),
        (OperationalError("", {}, pg.ReadOnlySqlTransaction()), Fault.STORE),
        (OperationalError("", {}, pg.IoError()), Fault.STORE),
        (IntegrityError("", {}, pg.UniqueViolation()), Fault.ACT),
        (DataError("", {}, pg.DataError("cannot contain NUL")), Fault.ACT),
        (DBAPIError("", {}, pg.OperationalError("gone"), connection_invalidated=True), Fault.MOMENT),
        (sqlite(sqlite3.SQLITE_BUSY), Fault.MOMENT),
        (sqlite(sqlite3.SQLITE_FULL), Fault.STORE),
        (sqlite(sqlite3.SQLITE_IOERR_FSYNC), Fault.STORE),
        (sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), Fault.ACT),
    ],
)
def test_an_error_says_who_is_at_fault(error: DBAPIError, fault: Fault) -> None:
    assert fault_of(error) is fault


def test_what_may_work_in_a_moment_says_when_to_ask_again() -> None:
    passing = hall_error_of(OperationalError("", {}, pg.AdminShutdown()))
    lasting = hall_error_of(IntegrityError("", {}, pg.UniqueViolation()))

    assert isinstance(passing, StoreUnusable)
    assert passing.facts == {"retry_after_s": 2}
    assert isinstance(lasting, StoreUnusable)
    assert lasting.facts == {}


def test_what_cannot_be_kept_is_the_askers_mistake() -> None:
    assert isinstance(hall_error_of(DataError("", {}, pg.DataError("cannot contain NUL"))), BadInput)


def test_it_is_told_in_a_line() -> None:
    error = OperationalError("", {}, pg.OperationalError("connection failed:\n\tIs the server running?"))

    assert told_in_a_line(error) == "connection failed: Is the server running?"
