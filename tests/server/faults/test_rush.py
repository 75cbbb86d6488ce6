"""Everybody at once: `benchmarks/rush.py` in short, without its times."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.rush import Plan, run
from benchmarks.server_process import Record

SHORT = Plan(clients=32, tickets=40, waiting=48, presses=20)


@pytest.mark.timeout(300)  # a machine that others use too may take long
def test_in_a_rush_each_visitor_gets_one_number_and_is_called_once_in_turn(tmp_path: Path, record: Record) -> None:
    outcome = asyncio.run(run(SHORT, record, log=tmp_path / "server.log"))

    assert outcome.comparison.faults == []
    assert (outcome.issued, outcome.called) == (SHORT.people, SHORT.people)
    assert outcome.server_errors == 0
    codes = {asked.word()["code"] for asked in outcome.asked if not asked.is_done}
    assert "stale_window" in codes, "no press came too late: nothing was pressed at once"
