"""Fixtures of the hand-written days: each is lived through on both engines."""

from collections.abc import Callable, Iterator

import pytest

from hall.hall_plan import HallPlan
from server.store.database import Database
from tests.server.days.day import Day, plan_with

Begin = Callable[..., Day]


@pytest.fixture
def begin(database: Database) -> Iterator[Begin]:
    """Begin a day at the small hall, by a plan of the test's own or with the rules that ship."""
    days: list[Day] = []

    def begin(plan: HallPlan | None = None) -> Day:
        days.append(Day(database, plan or plan_with()))
        return days[-1]

    yield begin
    for day in days:
        day.close()
