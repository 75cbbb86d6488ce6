"""SQLite in the data folder, set so that what was answered is on the disk."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from hall.errors import StoreUnusable
from server.store.database import READ_CONNECTIONS, NoHints
from server.store.folder_lock import FolderLock

DATABASE_FILE = "hall.db"

BUSY_TIMEOUT_MS = 5_000
"""How long a write waits for another process (`device add` beside a running server)."""

CHECKPOINT_PAGES = 2_000
"""Pages of 4 kB (8 MB) in the write-ahead log before a commit copies them into the database, which takes three more
syncs. With SQLite's 1,000, 32 clients met one every ninth commit, each 9 ms where a commit is 2.5."""

_CONNECT = {
    "isolation_level": None,  # sqlite3 must not begin transactions by itself: `_begin` and `_begin_immediate` do
    "check_same_thread": False,  # a connection is used by one thread at a time, but not always the same
}

SYNCHRONOUS_FULL = 2
"""`PRAGMA synchronous`: with WAL, only FULL (2) waits for the disk at each commit. NORMAL lost acknowledged
tickets in 9 of 12 simulated power cuts, FULL in none of 28."""


@dataclass(frozen=True, slots=True)
class SqliteFolder:
    """The record of one hall in a folder; one server at a time (`FolderLock`)."""

    folder: Path

    @property
    def is_shared(self) -> bool:
        """Never: another hall has another folder."""
        return False

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder.resolve())

    @property
    def file(self) -> Path:
        """The database file."""
        return self.folder / DATABASE_FILE

    def exists(self) -> bool:
        """Whether there is a database."""
        return self.file.exists()

    def open_writer(self) -> Engine:
        """Return an engine whose every transaction holds the write lock from its beginning.

        Raises:
            StoreUnusable: the folder cannot be made or written.
        """
        make_folder(self.folder)
        _make_file(self.file)
        engine = create_engine(
            f"sqlite:///{self.file}", poolclass=NullPool, connect_args=_CONNECT, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_writer)
        event.listen(engine, "begin", _begin_immediate)
        return engine

    def open_reader(self) -> Engine:
        """Return an engine whose connections cannot write."""
        engine = create_engine(
            f"sqlite:///file:{self.file}?mode=ro&uri=true",
            poolclass=QueuePool,
            pool_size=READ_CONNECTIONS,
            max_overflow=0,
            connect_args=_CONNECT,
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare_reader)
        event.listen(engine, "begin", _begin)
        return engine

    def claim(self) -> FolderLock:
        """Keep a second server away for as long as the lock is held.

        Raises:
            StoreUnusable: another server runs here, or the folder cannot be made.
        """
        make_folder(self.folder)
        return FolderLock(self.folder)

    def begin_alone(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Begin a write transaction: each holds the one write lock of the database."""
        return engine.begin()

    def listen(self, _hall_id: str) -> NoHints:
        """Return no hints: no other server writes here."""
        return NoHints()


def make_folder(folder: Path) -> None:
    """Make the data folder, for its owner's eyes only.

    Raises:
        StoreUnusable: it cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"{folder}: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreUnusable(f"{folder}: may not be written by this user")


def _make_file(file: Path) -> None:
    """Make the database's file where there is none, for its owner's eyes only: SQLite gives its log the same rights."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreUnusable(f"{file}: {error.strerror}") from error


def assert_durable(raw: DBAPIConnection) -> None:
    """Check that a commit on this connection returns only when it is on the disk.

    Raises:
        StoreUnusable: the journal or the synchronous mode is another one.
    """
    journal, synchronous = _ask(raw, "journal_mode"), _ask(raw, "synchronous")
    if journal != "wal" or synchronous != SYNCHRONOUS_FULL:
        raise StoreUnusable(
            f"the database is in journal mode {journal}, synchronous {synchronous}; it must be wal and "
            f"{SYNCHRONOUS_FULL} (FULL), or a power cut loses tickets: is the data folder on a network disk?"
        )


def _prepare_writer(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    ):
        _ask(raw, pragma)
    assert_durable(raw)


def _prepare_reader(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "query_only=ON"):
        _ask(raw, pragma)


def _ask(raw: DBAPIConnection, pragma: str) -> object:
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    row = cursor.fetchone()
    cursor.close()
    return None if row is None else row[0]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
