"""Where a hall's record is kept: what the server needs of a database beside portable SQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from hall.errors import BadSettings, StoreUnusable
from server.store.faults import told_in_a_line

READ_CONNECTIONS = 4


class Hints(Protocol):
    """Hints between servers that something was written. They may be lost: the event table is the truth."""

    def start(self, heard: Callable[[], None]) -> None:
        """Begin to listen, on a thread of its own; `heard` is called there for each hint of another server."""
        ...

    def send(self) -> None:
        """Hint to the others, soon; never waits."""
        ...

    def close(self) -> None:
        """End the thread."""
        ...


class NoHints:
    """For a database in which nobody else writes."""

    def start(self, heard: Callable[[], None]) -> None:
        """Hear nothing."""

    def send(self) -> None:
        """Tell nobody."""

    def close(self) -> None:
        """There is nothing to end."""


class Database(Protocol):
    """A database, known by its address; opens no connection by itself."""

    @property
    def is_shared(self) -> bool:
        """Whether other halls and other servers may be in it."""
        ...

    @property
    def place(self) -> str:
        """Where it is, for messages; never with a password."""
        ...

    def exists(self) -> bool:
        """Whether it is there, with or without a record."""
        ...

    def claim(self) -> AbstractContextManager[object]:
        """Keep a second server away for as long as the block runs, where only one may be.

        Raises:
            StoreUnusable: another server runs there, or it is no place for a record.
        """
        ...

    def open_writer(self) -> Engine:
        """Return an engine whose commits return only when they are on the disk.

        Its connections raise StoreUnusable as they are made when the database is set otherwise.
        """
        ...

    def open_reader(self) -> Engine:
        """Return an engine that cannot write, and whose transactions see all of one moment."""
        ...

    def begin_alone(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Begin a transaction on a writing engine beside which nobody else changes the form of the tables."""
        ...

    def listen(self, hall_id: str) -> Hints:
        """Return the hints about a hall."""
        ...


@contextmanager
def usable(database: Database) -> Iterator[None]:
    """Say in one line why the database cannot be used.

    Raises:
        StoreUnusable: something that the block asked of the database failed.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreUnusable(f"{database.place}: {told_in_a_line(error)}") from error


def find_database(data: Path | None, url: str | None) -> Database:
    """Return the database that the options `--data` and `--database` name.

    Raises:
        BadSettings: neither is given, or the address cannot be used.
    """
    # Imported only when needed: each brings its driver, and PostgreSQL's is an extra.
    if url is None:
        from server.store.sqlite import SqliteFolder  # noqa: PLC0415

        if data is None:
            raise BadSettings("--data: name the folder of the record, or a PostgreSQL database with --database")
        return SqliteFolder(data)
    try:
        from server.store.postgresql import PostgresqlDatabase  # noqa: PLC0415
    except ImportError as error:
        raise BadSettings(
            f"--database needs PostgreSQL's driver: pip install 'yinhao[postgresql]' ({error})"
        ) from error
    return PostgresqlDatabase.at(url)
