"""Nothing is cut, covered, pale, small or out of reach: every screen in every mode on every glass."""

from collections.abc import Iterator

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from kiosk.flow import Screen
from tests.kiosk.states import STATES
from tests.kiosk.sweep import LONGEST, SIZES, USUAL, Mode, Sweep, list_telling

Told = tuple[Sweep, Mode]


@pytest.fixture(scope="module", params=list_telling(), ids=lambda told: f"{told[0][0]}x{told[0][1]}-{told[1].name}")
def told(request: pytest.FixtureRequest) -> Iterator[Told]:
    size, mode = request.param
    sweep = Sweep(size)
    yield sweep, mode
    sweep.close()


@pytest.mark.parametrize("name", STATES)
def test_everything_fits(told: Told, name: str) -> None:
    sweep, mode = told
    sweep.show(name, mode)

    assert sweep.list_faults() == []


@pytest.fixture(scope="module")
def usual() -> Iterator[Sweep]:
    sweep = Sweep(SIZES[0])
    yield sweep
    sweep.close()


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_of_the_flow_is_looked_at(usual: Sweep, screen: Screen) -> None:
    usual.show(screen, USUAL)

    assert usual.glass.reception.screen is screen


@pytest.mark.parametrize("name", [screen for screen in Screen if screen is not Screen.STARTING])
def test_a_screen_that_is_switched_in_place_is_as_one_that_was_come_to(usual: Sweep, name: str) -> None:
    usual.show(name, LONGEST)
    come_to = usual.list_boxes()

    usual.show(name, USUAL)
    usual.switch(LONGEST)

    assert usual.list_boxes() == come_to
