"""Who asks when the hall opens finds its page, whatever words they ask with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.kiosk.glass import Glass  # before all that imports Kivy

from hall.opening import OpenPhase, Phase  # isort: skip
from kiosk.finder import Finder  # isort: skip
from kiosk.flow import Screen  # isort: skip
from tests.kiosk.states import STATES, make_hall  # isort: skip


@pytest.mark.parametrize("query", ["几点下班", "周末上班吗", "zhoumo", "jdxb", "closing time", "open on saturday"])
def test_opening_hours_are_found(finder: Finder, query: str) -> None:
    (found,) = finder.find(query, limit=1, prefers_english=" " in query)

    assert found.found_id == Screen.HOURS


def test_the_page_tells_the_week_and_till_when_the_hall_is_open() -> None:
    glass = Glass(make_hall())
    hall = glass.reception.hall
    until = hall.now().replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)  # UTC
    phase = OpenPhase(since=hall.now() - timedelta(hours=1), phase=Phase.OPEN, until=until)
    hall.snapshot = replace(hall.snapshot, phases=(phase,))

    STATES["hours"](glass)

    assert glass.reception.screen is Screen.HOURS
    said = glass.texts()
    glass.close()
    assert "明天 9:00 关门" in said
    assert "周一至周五 9:00–12:00、13:30–17:00周六、周日不开门" in said
