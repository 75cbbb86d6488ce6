"""The hall's plan with its look-ups."""

from dataclasses import replace

import pytest

from hall.errors import UnknownMatter, UnknownQueue, UnknownWindow
from server.rules.hall_today import USUAL_MINUTES_UNKNOWN, hall_today
from tests.server.plans import small_hall_today, small_plan


def test_windows_of_a_queue_come_in_the_halls_order() -> None:
    assert small_hall_today().list_windows_of("social") == ("1", "2")


def test_usual_minutes_are_the_mean_of_a_queues_matters() -> None:
    today = small_hall_today()
    longer = replace(today.directory.matters[0], matter=replace(today.get_matter("insure").matter, minutes=20))
    directory = replace(today.directory, matters=(*today.directory.matters, longer))

    assert hall_today(small_plan(), directory).usual_minutes("social") == 14.0


def test_a_queue_without_matters_has_a_guess() -> None:
    directory = replace(small_hall_today().directory, matters=())

    assert hall_today(small_plan(), directory).usual_minutes("social") == USUAL_MINUTES_UNKNOWN


def test_a_series_is_found_by_its_queue() -> None:
    assert small_hall_today().get_series("civil").prefix == "B"


def test_what_is_not_in_the_hall_has_an_error_of_its_own() -> None:
    today = small_hall_today()

    with pytest.raises(UnknownMatter):
        today.get_matter("nothing")
    with pytest.raises(UnknownWindow):
        today.get_window("99")
    with pytest.raises(UnknownQueue):
        today.get_series("nothing")
