"""Fixtures of the server's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.lane_hall import LaneHall


@pytest.fixture
def lane_hall(tmp_path: Path) -> Iterator[LaneHall]:
    """The small hall's record with its lane, at nine in the morning."""
    hall = LaneHall(tmp_path)
    yield hall
    hall.close()
