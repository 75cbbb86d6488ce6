"""Fixtures of the server's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.lane_hall import LaneHall
from tests.server.running import RunningHall


@pytest.fixture
def lane_hall(tmp_path: Path) -> Iterator[LaneHall]:
    """The small hall's record with its lane, at nine in the morning."""
    hall = LaneHall(tmp_path)
    yield hall
    hall.close()


@pytest.fixture
def running_hall(tmp_path: Path) -> Iterator[RunningHall]:
    """The small hall's real server, at nine in the morning."""
    with RunningHall(tmp_path) as hall:
        yield hall


@pytest.fixture(scope="module")
def quiet_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """One server for all the tests of a module that change nothing."""
    with RunningHall(tmp_path_factory.mktemp("quiet")) as hall:
        yield hall
