"""Kiosk and server killed by turns: `benchmarks/offline_kills.py` in short."""

from pathlib import Path

import pytest

from benchmarks.offline_kills import Plan, make_hall, run
from benchmarks.server_process import Record
from tests.server.databases import Databases, PostgresqlDatabases
from tests.server.record_here import RecordHere

SHORT = Plan(kills=5, seed=11)


@pytest.fixture
def offline_record(databases: Databases, tmp_path: Path) -> Record:
    """Where a server of a hall with many offline numbers is to keep it."""
    database = None
    if isinstance(databases, PostgresqlDatabases):
        url = databases.make_empty().url.set(drivername="postgresql")
        database = url.render_as_string(hide_password=False)
    return RecordHere(data=tmp_path / "data", hall=make_hall(tmp_path), database=database)


@pytest.mark.timeout(300)  # a machine that others use too may take long
def test_kills_of_kiosk_and_server_lose_nothing_and_double_nothing(offline_record: Record, tmp_path: Path) -> None:
    outcome = run(SHORT, offline_record, folder=tmp_path)

    assert outcome.lost == []
    assert outcome.doubled == []
    assert outcome.gaps == []
    assert outcome.astray == []
    assert outcome.given > 10, "the kiosk gave numbers of its own"
    assert outcome.kiosk_kills + outcome.server_kills >= SHORT.kills
