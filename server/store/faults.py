"""What a database's errors mean: who is at fault, and whether the same may work in a moment."""

import sqlite3
from enum import Enum

from sqlalchemy.exc import DataError, DBAPIError

from hall.errors import BadInput, HallError, StoreUnusable

AGAIN_AFTER_S = 2
"""When to ask again a database that is away: a restart of PostgreSQL takes a few seconds."""


class Fault(Enum):
    """Who or what was at fault when a transaction failed."""

    ACT = "act"
    """What was asked: it fails again however often it is tried."""

    MOMENT = "moment"
    """The moment: the database took the transaction back, or the connection is lost. Worth another try."""

    STORE = "store"
    """The database: it cannot write now (disk full, faulty, read-only)."""


_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.MOMENT,
    sqlite3.SQLITE_LOCKED: Fault.MOMENT,
    sqlite3.SQLITE_PROTOCOL: Fault.MOMENT,
    sqlite3.SQLITE_FULL: Fault.STORE,
    sqlite3.SQLITE_IOERR: Fault.STORE,
    sqlite3.SQLITE_CORRUPT: Fault.STORE,
    sqlite3.SQLITE_NOTADB: Fault.STORE,
    sqlite3.SQLITE_CANTOPEN: Fault.STORE,
    sqlite3.SQLITE_READONLY: Fault.STORE,
    sqlite3.SQLITE_NOMEM: Fault.STORE,
}
"""By primary result code (sqlite.org/rescode.html); every other one is the act's."""

_SQLSTATE_MOMENT = ("08", "40", "55P03", "57", "25P03", "53300")
"""Lost connection, deadlock or serialization, lock not granted in time, shut down or cancelled, idle too long,
too many connections: the beginnings of PostgreSQL's codes (appendix A of its manual)."""

_SQLSTATE_STORE = ("25006", "42501", "53", "58", "F0", "XX")
"""Read-only (a standby), not permitted, no room, input/output, configuration, damage."""


def fault_of(error: DBAPIError) -> Fault:
    """Return who is at fault."""
    if error.connection_invalidated:
        return Fault.MOMENT
    if isinstance(error.orig, sqlite3.Error):
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF, Fault.ACT)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the driver's own words: it could not connect; or it could not send what it was given
        return Fault.ACT if isinstance(error, DataError) else Fault.MOMENT
    if state.startswith(_SQLSTATE_MOMENT):
        return Fault.MOMENT
    return Fault.STORE if state.startswith(_SQLSTATE_STORE) else Fault.ACT


def hall_error_of(error: DBAPIError) -> HallError:
    """Return what the one who asked is told."""
    if isinstance(error, DataError):
        return BadInput(f"this cannot be kept or looked for: {told_in_a_line(error)}")
    if fault_of(error) is Fault.ACT:
        return StoreUnusable(f"the database refused: {told_in_a_line(error)}")
    return StoreUnusable(f"the database cannot be used now: {told_in_a_line(error)}", retry_after_s=AGAIN_AFTER_S)


def told_in_a_line(error: DBAPIError) -> str:
    """Return the database's own words in one line, without the values that were written."""
    diagnosis = getattr(error.orig, "diag", None)
    words = (diagnosis and diagnosis.message_primary) or str(error.orig)
    return " ".join(words.split())
