"""Databases whose engines know the statements that others compiled: each test would make the same SQL anew."""

from typing import Any

from sqlalchemy import Dialect, Engine

from server.store.postgresql import PostgresqlDatabase
from server.store.sqlite import SqliteFolder


class Compiled:
    """What the engines of one kind share: the dialect, which knows its database, and the SQL made with it."""

    def __init__(self, engine: Engine) -> None:
        """Take the first engine; its dialect asks the database what it can do."""
        with engine.connect():
            self._dialect: Dialect = engine.dialect
        self._statements: dict[Any, Any] = {}  # SQLAlchemy's own keys and values

    def give(self, engine: Engine) -> Engine:
        """Let an engine know it all, and return it."""
        engine.dialect = self._dialect  # statements are kept by it
        engine.update_execution_options(compiled_cache=self._statements)
        return engine


_BY_KIND: dict[str, Compiled] = {}


def _knowing(kind: str, engine: Engine) -> Engine:
    if kind not in _BY_KIND:
        _BY_KIND[kind] = Compiled(engine)
    return _BY_KIND[kind].give(engine)


class KnownFolder(SqliteFolder):
    """A folder that has its tables."""

    __slots__ = ()

    def open_writer(self) -> Engine:
        return _knowing("folder's writer", super().open_writer())

    def open_reader(self) -> Engine:
        return _knowing("folder's reader", super().open_reader())


class KnownPostgresql(PostgresqlDatabase):
    """A database of the tests' own server."""

    __slots__ = ()

    def open_writer(self) -> Engine:
        return _knowing("database's writer", super().open_writer())

    def open_reader(self) -> Engine:
        return _knowing("database's reader", super().open_reader())
