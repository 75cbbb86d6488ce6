"""Who types a window's number is led to it, and nobody else."""

import pytest

from tests.kiosk.glass import Glass  # before all that imports Kivy

from kiosk.asked_window import asked_window  # isort: skip
from kiosk.flow import Screen  # isort: skip
from tests.kiosk.states import STATES, make_hall  # isort: skip


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("12号窗口", "12"),
        ("第5窗口", "5"),
        ("5号", "5"),
        ("012", "12"),
        ("window 7", "7"),
        ("12haochuangkou", "12"),
        ("12345", None),
        ("0", None),
        ("窗口", None),
        ("12岁", None),
        ("", None),
    ],
)
def test_numbers_of_windows(typed: str, number: str | None) -> None:
    assert asked_window(typed) == number


def test_the_window_is_shown_on_its_floor() -> None:
    glass = Glass(make_hall())
    STATES["floors_window"](glass)
    visit = glass.reception.visit
    screen, asked, floor = glass.reception.screen, visit.sought_window, visit.floor_id
    glass.settle()
    words = glass.texts()
    glass.close()

    assert (screen, asked, floor) == (Screen.FLOORS, "12", "3")
    for told in ("12 号窗口在三楼", "工商局", "左转乘电梯到三楼", "12 号窗口就在前面"):
        assert told in words


def test_a_number_that_no_window_has_is_searched_for_as_ever() -> None:
    glass = Glass(make_hall())

    assert glass.reception.guide.find_window("99") is None
    glass.close()
