"""EveryCall: makes the Nth call to a database fail, then the next, until an act has made none that did."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.exc import OperationalError

from server.store import tables
from server.store.database import Database

TABLES = [table for table in tables.metadata.sorted_tables if table.name != "version"]


class EveryCall:
    """Counts the statements and commits of an engine, and fails one of them as a full disk does."""

    def __init__(self, engine: Engine, make_error: Callable[[], Exception]) -> None:
        self._engine = engine
        self._make_error = make_error
        self._left: int | None = None
        self.has_failed = False
        event.listen(engine, "before_cursor_execute", self._at_statement)
        event.listen(engine, "commit", self._at_commit)

    @contextmanager
    def failing(self, nth: int) -> Iterator[None]:
        """Fail the Nth call of the block."""
        self._left, self.has_failed = nth, False
        try:
            yield
        finally:
            self._left = None

    def _at_statement(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            self._count(statement)

    def _at_commit(self, _connection: Connection) -> None:
        self._count("COMMIT")

    def _count(self, statement: str) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left == 0:
            self._left, self.has_failed = None, True
            raise OperationalError(statement, {}, self._make_error())


def no_room(database: Database) -> Exception:
    """Return what the driver raises when the disk is full."""
    if database.is_shared:
        return psycopg.errors.DiskFull("could not extend file: No space left on device")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def dump(engine: Engine, *, of: list[Any] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the tables, in order."""
    with engine.begin() as connection:
        wanted = TABLES if of is None else of
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in wanted
        }


def count_rows(connection: Connection, table: str) -> int:
    """Return how many rows a table has, under whatever form it has now."""
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
