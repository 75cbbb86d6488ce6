"""Opening the record: the folder, its lock, the tables at their newest form, the hall's row."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, insert, inspect, select

from hall.errors import StoreUnusable
from server.store import tables
from server.store.engine import open_reader, open_writer, sqlite_file

LOCK_FILE = "server.lock"
FIRST_EPOCH = 1


class FolderLock:
    """Keeps a second server away from a data folder; the system lifts it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            StoreUnusable: another server runs on the folder.
        """
        self._file = (folder / LOCK_FILE).open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreUnusable(f"{folder}: another server (process {holder}) runs on this data") from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()


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


def open_record(folder: Path, hall_id: str) -> Engine:
    """Return a writing engine on the folder's database, its tables at their newest form, with the hall's row."""
    make_folder(folder)
    engine = open_writer(sqlite_file(folder))
    with engine.begin() as connection:
        migrate(connection)
        _ensure_hall(connection, hall_id)
    return engine


def migrate(connection: Connection) -> None:
    """Bring the tables to their newest form within the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def find_hall_id(folder: Path) -> str | None:
    """Return the hall whose record is in a folder, None when there is no record yet."""
    file = sqlite_file(folder)
    if not file.exists():
        return None
    engine = open_reader(file)
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table(tables.hall.name):
                return None
            return connection.execute(select(tables.hall.c.hall_id)).scalar()
    finally:
        engine.dispose()


def _ensure_hall(connection: Connection, hall_id: str) -> None:
    known = [row.hall_id for row in connection.execute(select(tables.hall.c.hall_id))]
    if known and hall_id not in known:
        raise StoreUnusable(f"the data belongs to hall {known[0]!r}, not to {hall_id!r}: name another folder or hall")
    if not known:
        row = {"hall_id": hall_id, "epoch": FIRST_EPOCH, "event_seq": 0, "ticket_seq": 0}
        connection.execute(insert(tables.hall), {**row, "business_date": 0, "day_seq": 0})
