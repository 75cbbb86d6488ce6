"""What `fit` looks for is found: a screen is broken in one way after another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.kiosk.glass import Glass  # isort: skip  # before all that imports Kivy
from kivy.uix.widget import Widget

from kiosk.widgets.fit_label import FitLabel
from tests.kiosk.sweep import SIZES, Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """Something on the first screen set to what no design would have."""

    part: Callable[[Glass], Widget]
    names: tuple[str, ...]
    value: Callable[[Any], Any]
    said: str

    @contextmanager
    def done_to(self, glass: Glass) -> Iterator[None]:
        """Do it for now: the widgets serve the next test too."""
        part = self.part(glass)
        before = {name: getattr(part, name) for name in self.names}
        for name, value in before.items():
            setattr(part, name, self.value(value))
        glass.settle()
        yield
        for name, value in before.items():
            setattr(part, name, value)


def search(glass: Glass) -> Widget:
    return glass.control("home.search")


def hint(glass: Glass) -> Widget:
    return next(each for each in search(glass).walk() if isinstance(each, FitLabel))


def words(glass: Glass) -> Widget:
    return glass.control("home.language").ids.words


LONG = "Many words more than there is room for on a key as small as this one is"
HARMS = [
    Harm(part=search, names=("height",), value=lambda _high: 70, said="target home.search is only"),
    Harm(part=search, names=("y",), value=lambda _low: 1400, said="out of reach"),
    Harm(part=search, names=("y",), value=lambda low: low - 100, said="over"),
    Harm(part=hint, names=("y",), value=lambda low: low + 60, said="beyond its card"),
    Harm(part=words, names=("color",), value=lambda _ink: (0.6, 0.6, 0.6, 1), said="contrast"),
    Harm(part=words, names=("words",), value=lambda _words: LONG, said="shortened"),
    Harm(part=words, names=("words",), value=lambda _words: "Incomprehensible", said="cut inside a word"),
    Harm(part=words, names=("least_px", "most_px"), value=lambda _px: 12, said="small"),
]


@pytest.fixture(scope="module")
def sweep() -> Iterator[Sweep]:
    sweep = Sweep(SIZES[0])
    yield sweep
    sweep.close()


@pytest.mark.parametrize("harm", HARMS, ids=[harm.said for harm in HARMS])
def test_a_screen_that_is_broken_is_found_out(sweep: Sweep, harm: Harm) -> None:
    low = next(mode for mode in sweep.modes if mode.name == "zh-low")
    sweep.show("home", low)
    before = sweep.list_faults()

    with harm.done_to(sweep.glass):
        after = sweep.list_faults()

    assert before == []
    assert [fault for fault in after if harm.said in fault] != []
