"""A panel is drawn at every size that a layout may give it on its way."""

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from hall.ui.panel import Panel


@pytest.mark.parametrize("height", range(12))
def test_a_panel_that_is_lower_than_its_edge_is_thick_is_no_fault(height: int) -> None:
    panel = Panel(ground=(1, 1, 1, 1), edge=(0, 0, 0, 1), edge_px=4, size=(300, 300))

    panel.height = height

    assert (panel.plate is None) == (height < 2)
