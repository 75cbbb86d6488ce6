"""Nothing is cut, covered, pale, small or out of reach: every screen in every mode on every glass."""

from collections.abc import Iterator

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from tests.kiosk.states import STATES
from tests.kiosk.sweep import SIZES, Sweep, list_telling_modes


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: "x".join(map(str, size)))
def sweep(request: pytest.FixtureRequest) -> Iterator[Sweep]:
    sweep = Sweep(request.param)
    yield sweep
    sweep.close()


@pytest.mark.parametrize("name", STATES)
def test_everything_fits(sweep: Sweep, name: str) -> None:
    sweep.show(name)
    modes = list_telling_modes(sweep.size)

    faults = [f"{mode.name}: {fault}" for mode in sweep.through_modes(modes) for fault in sweep.list_faults()]

    assert faults == []
