"""What `fit` looks for is found: a screen is broken in one way after another."""

import re
from collections.abc import Callable

import pytest

from tests.kiosk.glass import Glass  # isort: skip  # before all that imports Kivy
from kiosk.widgets.fit_label import FitLabel
from tests.kiosk.sweep import SIZES, Sweep


def shrink(glass: Glass) -> None:
    glass.control("home.search").height = 70


def lift(glass: Glass) -> None:
    glass.control("home.search").y = 1400


def push_over(glass: Glass) -> None:
    glass.control("home.search").y -= 100


def words_on(glass: Glass) -> FitLabel:
    return glass.control("home.language").ids.words


def pale(glass: Glass) -> None:
    words_on(glass).color = (0.6, 0.6, 0.6, 1)


def lengthen(glass: Glass) -> None:
    words_on(glass).words = "Many words more than there is room for on a key as small as this one is"


def make_small(glass: Glass) -> None:
    words_on(glass).least_px = words_on(glass).most_px = 12


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (shrink, "target home.search is only"),
        (lift, "out of reach"),
        (push_over, "over"),
        (pale, "contrast"),
        (lengthen, "shortened"),
        (make_small, "small"),
    ],
)
def test_a_screen_that_is_broken_is_found_out(breaks: Callable[[Glass], None], said: str) -> None:
    sweep = Sweep(SIZES[0])
    sweep.show("home")
    low = [mode for mode in sweep.modes if mode.name == "zh-low"]
    for _ in sweep.through_modes(low):
        assert sweep.list_faults() == []
        breaks(sweep.glass)
        sweep.glass.settle()
        faults = sweep.list_faults()
    sweep.close()

    assert [fault for fault in faults if re.search(said, fault)] != []
