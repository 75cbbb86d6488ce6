"""Nothing is cut, covered, pale, small or out of reach: every screen in every mode on every glass."""

from collections.abc import Iterator

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from kiosk.flow import Screen
from tests.kiosk.states_behind import STATES_BEHIND
from tests.kiosk.sweep import LONGEST, SIZES, USUAL, Mode, Sweep, list_telling

SAYS_BOTH = {"starting", "starting_away", "home_closed", *STATES_BEHIND}
"""What is said in both languages at once, or to staff."""


@pytest.fixture(scope="module")
def sweep(request: pytest.FixtureRequest) -> Iterator[Sweep]:
    sweep = Sweep(request.param)
    yield sweep
    sweep.close()


def _id_of(told: object) -> str | None:
    if isinstance(told, Mode):
        return told.name
    return "{}x{}".format(*told) if isinstance(told, tuple) else None


@pytest.mark.parametrize(
    ("sweep", "mode", "name"),
    [(size, mode, name) for size, mode, names in list_telling() for name in names],
    indirect=["sweep"],
    ids=_id_of,
)
def test_everything_fits_and_the_other_language_is_one_tap_away(sweep: Sweep, mode: Mode, name: str) -> None:
    sweep.show(name, mode)

    assert sweep.list_faults() == []
    assert name in SAYS_BOTH or {"nav.language", "home.language"} & set(sweep.glass.keys)


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
