"""The server killed in the middle of the work: `benchmarks/kill.py` in short."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.kill import Plan, run
from benchmarks.server_process import Record

SHORT = Plan(kills=4, writes=240, clients=16, windows=10, seed=7)


@pytest.mark.timeout(300)  # a machine that others use too may take long
def test_kills_under_load_lose_nothing_double_nothing_and_change_no_answer(tmp_path: Path, record: Record) -> None:
    outcome = asyncio.run(run(SHORT, record, log=tmp_path / "server.log"))

    assert outcome.comparison.faults == []
    assert outcome.other_answers == []
    assert outcome.repeated > 100
    assert len(outcome.killing.in_flight) == SHORT.kills
    assert min(outcome.killing.in_flight) >= 20
    assert sum(asked.broken_at is not None for asked in outcome.asked) >= SHORT.kills, "no kill hit a write"
