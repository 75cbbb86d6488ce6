"""PostgreSQL, by its address: many halls in one database, any number of servers beside each other.

Only this module and `hints` know the driver (psycopg 3, the extra `postgresql`).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from psycopg.errors import DuplicateTable, UniqueViolation
from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from hall.errors import BadSettings, StoreUnusable
from server.store.database import READ_CONNECTIONS
from server.store.hints import PostgresqlHints
from server.store.version_table import VERSION_TABLE

DRIVER = "postgresql+psycopg"
NAMES = frozenset({"postgresql", "postgres", DRIVER})

OLDEST_VERSION = 13

CONNECT_TIMEOUT_S = 3
SILENCE_MOST_MS = 10_000
"""A connection whose server acknowledges nothing for so long is lost (TCP_USER_TIMEOUT)."""

LOCK_TIMEOUT_MS = 5_000
"""How long a write waits for another server that holds the hall's row."""

IDLE_MOST_MS = 15_000
"""A server that stops in the middle of a transaction (a paused machine) loses it, so that others may go on."""

DURABLE_COMMITS = frozenset({"on", "remote_apply", "remote_write"})
"""`synchronous_commit`: with any other value a crash of PostgreSQL loses what was answered."""

_DEFAULTS = {
    "application_name": "yinhao",
    "connect_timeout": CONNECT_TIMEOUT_S,
    "tcp_user_timeout": SILENCE_MOST_MS,
    "client_encoding": "utf8",
}
"""What the driver is told unless the address says otherwise."""

_LOOK = """
SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'),
       current_setting('server_encoding'), current_setting('server_version_num')::integer, pg_is_in_recovery()
"""
_LOOKED_AT = ("synchronous_commit", "fsync", "full_page_writes", "encoding", "version", "is_standby")

ADDRESS = "--database: not an address like postgresql://user:password@host:5432/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What a PostgreSQL server promises of its commits, as it says itself."""

    synchronous_commit: str
    fsync: str
    full_page_writes: str
    encoding: str
    version: int
    is_standby: bool


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """A database on a PostgreSQL server."""

    url: URL

    @classmethod
    def at(cls, address: str) -> "PostgresqlDatabase":
        """Return the database at an address like `postgresql://user:password@host/database`.

        Raises:
            BadSettings: the address cannot be understood. It is not repeated: it may hold a password.
        """
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            raise BadSettings(ADDRESS) from None
        if url.drivername not in NAMES or not url.database:
            raise BadSettings(ADDRESS)
        return cls(url.set(drivername=DRIVER))

    @property
    def is_shared(self) -> bool:
        """Always: each hall has rows of its own, and each server a lane."""
        return True

    @property
    def place(self) -> str:
        """Host and database."""
        host = self.url.host or self.url.query.get("host") or "this machine"
        return f"PostgreSQL database {self.url.database!r} at {host}"

    def exists(self) -> bool:
        """Whether it is there: nothing says so before it is asked."""
        return True

    def open_writer(self) -> Engine:
        """Return an engine whose commits return only when they are on the disk; each connection is checked for it."""
        engine = self._make_engine(isolation_level="READ COMMITTED", poolclass=NullPool)
        event.listen(engine, "connect", _prepare_writer)
        return engine

    def open_reader(self) -> Engine:
        """Return an engine whose transactions cannot write and see all of one moment."""
        engine = self._make_engine(
            isolation_level="REPEATABLE READ", poolclass=QueuePool, pool_size=READ_CONNECTIONS, max_overflow=0
        )
        event.listen(engine, "connect", _prepare_reader)
        return engine

    def claim(self) -> AbstractContextManager[object]:
        """Nothing: any number of servers run beside each other."""
        return nullcontext()

    @contextmanager
    def begin_alone(self, engine: Engine) -> Iterator[Connection]:
        """Begin a transaction that holds the lock which everybody takes before changing the form of the tables."""
        try:
            VERSION_TABLE.create(engine, checkfirst=True)
        except DBAPIError as error:
            if not isinstance(error.orig, (UniqueViolation, DuplicateTable)):
                raise  # otherwise another server made it in the same moment
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.exec_driver_sql(f"LOCK TABLE {VERSION_TABLE.name} IN EXCLUSIVE MODE")
            yield connection

    def listen(self, hall_id: str) -> PostgresqlHints:
        """Return the hints about a hall."""
        return PostgresqlHints(self._make_engine(isolation_level="AUTOCOMMIT", poolclass=NullPool), hall_id)

    def _make_engine(self, **options: Any) -> Engine:  # noqa: ANN401 -- they are create_engine's
        told = {name: value for name, value in _DEFAULTS.items() if name not in self.url.query}
        try:
            return create_engine(self.url, connect_args=told, hide_parameters=True, use_native_hstore=False, **options)
        except (ArgumentError, ValueError, TypeError):
            raise BadSettings(ADDRESS) from None


def assert_durable(promises: Promises) -> None:
    """Check that a server is new enough, can be written, and commits only what is on the disk.

    Raises:
        StoreUnusable: it is not; the detail says which setting to change.
    """
    if promises.version < OLDEST_VERSION * 10_000:
        raise StoreUnusable(f"PostgreSQL {promises.version // 10_000} is too old: {OLDEST_VERSION} or newer is needed")
    if promises.is_standby:
        raise StoreUnusable("this PostgreSQL server is a standby that cannot be written: name the primary")
    if promises.encoding != "UTF8":
        raise StoreUnusable(f"the database's encoding is {promises.encoding}: create it with ENCODING 'UTF8'")
    wrong = [f"{name} = {value}" for name, value, good in _settings(promises) if value not in good]
    if wrong:
        raise StoreUnusable(
            f"PostgreSQL has {', '.join(wrong)}: a crash would lose tickets that were told; "
            "set synchronous_commit, fsync and full_page_writes to on (also for this user and this database)"
        )


def _settings(promises: Promises) -> list[tuple[str, str, frozenset[str]]]:
    on = frozenset({"on"})
    return [
        ("synchronous_commit", promises.synchronous_commit, DURABLE_COMMITS),
        ("fsync", promises.fsync, on),
        ("full_page_writes", promises.full_page_writes, on),
    ]


def _prepare_writer(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection = cast("psycopg.Connection[tuple[Any, ...]]", raw)
    connection.set_autocommit(True)
    connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
    connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_MOST_MS}")
    row = connection.execute(_LOOK).fetchone()
    connection.set_autocommit(False)
    assert row is not None, "it asks for settings, which are always there"
    assert_durable(Promises(**dict(zip(_LOOKED_AT, row, strict=True))))


def _prepare_reader(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cast("psycopg.Connection[tuple[Any, ...]]", raw).set_read_only(True)
