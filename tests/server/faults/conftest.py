"""Fixtures of the crash proofs: the record of a busy hall, on each engine."""

from pathlib import Path

import pytest

from benchmarks.busy_hall import make_busy_hall
from benchmarks.server_process import Record
from tests.server.databases import Databases, PostgresqlDatabases
from tests.server.record_here import RecordHere


@pytest.fixture
def record(databases: Databases, tmp_path: Path) -> Record:
    """Where a server of the busy hall is to keep it; nothing is there yet."""
    database = None
    if isinstance(databases, PostgresqlDatabases):
        url = databases.make_empty().url.set(drivername="postgresql")
        database = url.render_as_string(hide_password=False)
    return RecordHere(data=tmp_path / "data", hall=make_busy_hall(tmp_path), database=database)
