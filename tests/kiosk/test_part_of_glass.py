"""Where a part of a picture is on a panel that shows it turned; what of the glass a mark concerns."""

import pytest

from tests.kiosk.glass import Glass  # before all that imports Kivy

from hall.ui.part_of_glass import turn_box  # isort: skip
from kivy.tests.common import UnitTestTouch  # isort: skip


@pytest.mark.parametrize(
    ("turned", "on_panel"),
    [(0, (10, 20, 30, 40)), (90, (140, 10, 40, 30)), (180, (60, 140, 30, 40)), (270, (20, 60, 40, 30))],
)
def test_box_is_turned_with_the_picture(turned: int, on_panel: tuple[int, int, int, int]) -> None:
    assert turn_box((10, 20, 30, 40), (100, 200), turned) == on_panel


def test_box_never_loses_part_of_a_px() -> None:
    assert turn_box((10.5, 20.2, 30.1, 40.9), (100, 200), 0) == (10, 20, 31, 42)


def test_only_a_mark_is_a_part() -> None:
    glass = Glass()
    try:
        glass.pump(2)  # drawn, and nothing left to draw
        stage = glass.app.stage
        stage.take_part()
        control = glass.control("home.search")
        touch = UnitTestTouch(*control.to_window(*control.center))
        touch.touch_down()
        part = stage.take_part()
        assert part is not None
        assert part[2:] == pytest.approx((control.width + 4, control.height + 4))

        touch.touch_up()
        assert stage.take_part() is None  # another screen came with it
        assert stage.take_part() is None  # nothing is marked
    finally:
        glass.close()
