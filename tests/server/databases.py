"""Databases for tests: a SQLite folder, or a database of a PostgreSQL server that the tests start themselves.

Each is a copy of one that has its tables: to make those takes ten times as long.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg

from benchmarks.private_postgresql import PrivatePostgresql
from server.store.database import Database
from server.store.opening import migrate
from server.store.postgresql import PostgresqlDatabase
from server.store.sqlite import SqliteFolder
from tests.server.compiled import KnownFolder, KnownPostgresql

TEMPLATE = "yinhao_tables"
EMPTY = "template0"
HAS_STRATEGIES = 150_000
"""From this version on PostgreSQL writes a new database block by block into its log, unless it is told to copy files,
which takes half as long."""


class Databases(Protocol):
    """Makes databases of one engine."""

    engine: str

    def make(self) -> Database:
        """Return a new database without a record."""
        ...

    def make_empty(self) -> Database:
        """Return a database without tables."""
        ...

    def remove(self, database: Database) -> None:
        """Remove one, so that a thousand tests do not fill the memory that it lies in."""
        ...


class SqliteFolders:
    """Folders below one; copies of one that has the tables."""

    engine = "sqlite"

    def __init__(self, below: Path) -> None:
        self._below = below
        self._template = self.make_empty()
        _make_tables(self._template)

    def make(self) -> SqliteFolder:
        made = KnownFolder(self._new_folder())
        shutil.copytree(self._template.folder, made.folder)
        return made

    def make_empty(self) -> SqliteFolder:
        return SqliteFolder(self._new_folder())

    def _new_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._below)) / "data"

    def remove(self, database: Database) -> None:
        assert isinstance(database, SqliteFolder)
        shutil.rmtree(database.folder.parent)


class PostgresqlDatabases:
    """Databases of one server; copies of one that has the tables."""

    engine = "postgresql"

    def __init__(self, server: PrivatePostgresql) -> None:
        self._server = server
        self._numbers = count(1)
        self._admin = psycopg.connect(server.url, autocommit=True)
        self._strategy = "STRATEGY FILE_COPY" if self._admin.info.server_version >= HAS_STRATEGIES else ""
        self._create(TEMPLATE, EMPTY)
        _make_tables(self._at(TEMPLATE))

    def make(self) -> PostgresqlDatabase:
        return KnownPostgresql(self._make(TEMPLATE).url)

    def make_empty(self) -> PostgresqlDatabase:
        return self._make(EMPTY)

    def remove(self, database: Database) -> None:
        assert isinstance(database, PostgresqlDatabase)
        self._admin.execute(f"DROP DATABASE {database.url.database} WITH (FORCE)")

    def _make(self, template: str) -> PostgresqlDatabase:
        name = f"test_{next(self._numbers)}"
        self._create(name, template)
        return self._at(name)

    def _create(self, name: str, template: str) -> None:
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} {self._strategy}")

    def _at(self, name: str) -> PostgresqlDatabase:
        return PostgresqlDatabase.at(self._server.url.rsplit("/", 1)[0] + "/" + name)

    def guard(self, user: str, *, password: str) -> None:
        """Make a user of whom the server wants a password; it trusts all others."""
        if self._admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (user,)).fetchone():
            return
        self._admin.execute(f"CREATE ROLE {user} LOGIN PASSWORD '{password}'")
        row = self._admin.execute("SHOW hba_file").fetchone()
        assert row is not None
        rules = Path(row[0])
        rules.write_text(f"host all {user} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        self._admin.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        self._admin.close()


def copy_tables(folder: Path) -> None:
    """Make a folder with all tables and no record, as quickly as a file is copied."""
    shutil.copytree(_template_folder(), folder, dirs_exist_ok=True)


def folder_with_tables(folder: Path) -> SqliteFolder:
    """Return a folder with all tables: made, unless a record is there already."""
    if not SqliteFolder(folder).exists():
        copy_tables(folder)
    return KnownFolder(folder)


@cache
def _template_folder() -> Path:
    """Return a folder with the tables, made once for this run of the tests."""
    kept = tempfile.TemporaryDirectory(prefix="yinhao-tables-")
    atexit.register(kept.cleanup)
    _make_tables(SqliteFolder(Path(kept.name)))
    return Path(kept.name)


def _make_tables(database: Database) -> None:
    engine = database.open_writer()
    with database.begin_alone(engine) as connection:
        migrate(connection)
    engine.dispose()


@contextmanager
def lent(databases: Databases) -> Iterator[Database]:
    """Make a database that is removed after the block."""
    database = databases.make()
    try:
        yield database
    finally:
        databases.remove(database)


def options_of(database: Database) -> list[str]:
    """Return the options by which a command finds a database."""
    if isinstance(database, PostgresqlDatabase):
        drivername = database.url.drivername.removesuffix("+psycopg")
        return ["--database", database.url.set(drivername=drivername).render_as_string(hide_password=False)]
    assert isinstance(database, SqliteFolder)
    return ["--data", str(database.folder)]
