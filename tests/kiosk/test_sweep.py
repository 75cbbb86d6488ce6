"""Nothing is cut, covered, pale, small or out of reach: every screen in every mode on every glass.

The pages of all matters of the hall: `python -m tests.kiosk.sweep --check --matters`.
"""

from collections.abc import Iterator

import pytest

import tests.kiosk.glass  # noqa: F401 # isort: skip  # before all that imports Kivy
from kiosk.flow import Screen
from tests.kiosk.states import make_hall
from tests.kiosk.states_behind import STATES_BEHIND
from tests.kiosk.states_of_matters import list_pages, list_wordiest
from tests.kiosk.sweep import LONGEST, SIZES, USUAL, Mode, Sweep, list_telling

WORDIEST = list_pages(list_wordiest(make_hall().directory))

ROOMY = {((1080, 1920), "zh-contrast"), ((1920, 1080), "zh")}
"""Ways of reading in which no matter needs more room than in another that is looked at."""

SAYS_BOTH = {"starting", "starting_away", "home_closed", *STATES_BEHIND}
"""What is said in both languages at once, or to staff."""


class Sweeps:
    """One sweep at a time, for as long as its size is asked for: to be brought to another way of reading takes long."""

    def __init__(self) -> None:
        self._sweep: Sweep | None = None

    def of(self, size: tuple[int, int]) -> Sweep:
        """Return the sweep of a size."""
        if self._sweep is None or self._sweep.size != size:
            self.close()
            self._sweep = Sweep(size)
        return self._sweep

    def close(self) -> None:
        """Take the glass down."""
        if self._sweep is not None:
            self._sweep.close()
        self._sweep = None


@pytest.fixture(scope="module")
def sweeps() -> Iterator[Sweeps]:
    sweeps = Sweeps()
    yield sweeps
    sweeps.close()


def _id_of(told: object) -> str | None:
    if isinstance(told, Mode):
        return told.name
    return "{}x{}".format(*told) if isinstance(told, tuple) else None


@pytest.mark.parametrize(
    ("size", "mode", "name"),
    [(size, mode, name) for size, mode, names in list_telling() for name in names],
    ids=_id_of,
)
def test_everything_fits_and_the_other_language_is_one_tap_away(
    sweeps: Sweeps, size: tuple[int, int], mode: Mode, name: str
) -> None:
    sweep = sweeps.of(size)
    sweep.show(name, mode)

    assert sweep.list_faults() == []
    assert name in SAYS_BOTH or {"nav.language", "home.language"} & set(sweep.glass.keys)


@pytest.mark.parametrize(
    ("size", "mode"),
    [(size, mode) for size, mode, _ in list_telling() if (size, mode.name) not in ROOMY],
    ids=_id_of,
)
def test_the_wordiest_matters_fit(sweeps: Sweeps, size: tuple[int, int], mode: Mode) -> None:
    sweep = sweeps.of(size)

    assert [f"{name}: {fault}" for name in WORDIEST for fault in sweep.list_faults_of(WORDIEST[name], mode)] == []


@pytest.fixture
def usual(sweeps: Sweeps) -> Sweep:
    return sweeps.of(SIZES[0])


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
