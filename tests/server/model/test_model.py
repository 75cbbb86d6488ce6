"""The hall on paper and the record through the same days: a short profile. `python -m tests.server.model` is long."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.server.databases import Databases
from tests.server.model.machine import HallMachine

SHORT = settings(
    max_examples=20,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


FEW = settings(SHORT, max_examples=8)
"""On PostgreSQL, where a step costs seven times as much."""


@pytest.mark.timeout(300)
def test_the_record_is_as_the_hall_on_paper(databases: Databases) -> None:
    short = FEW if databases.engine == "postgresql" else SHORT
    run_state_machine_as_test(lambda: HallMachine(databases), settings=short)  # type: ignore[no-untyped-call]
