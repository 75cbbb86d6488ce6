"""Bars for the plots of the pages: plain figures in, places in a drawing out; `bars.html` draws them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE_LETTER = "\u2e80"
"""From here on letters are as wide as they are high."""

HEIGHT = 240.0
TOP, BOTTOM, LEFT, RIGHT = 26.0, 34.0, 46.0, 12.0
"""Room for the figure above the highest bar, for the names below, and for the scale at the side."""

WIDE, NARROW = 560.0, 300.0
"""How wide a drawing is at least: beside a table, and on a phone."""

STEP_LEAST = 30.0
FILLED = 0.64
"""How much of its step a bar takes."""

THICK_MOST = 72.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in the drawing; `is_apart`: it stands for another kind of figure than the others, and looks so."""

    name: str
    figure: str
    x: float
    y: float
    width: float
    height: float
    is_apart: bool

    @property
    def middle(self) -> float:
        """Where its name and its figure stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the drawing with its figure at the side; an aim is drawn more strongly."""

    y: float
    figure: str
    is_aim: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing."""

    width: float
    height: float
    left: float
    right: float
    base: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a bar stands for, with its name and its figure in words; None leaves its place empty."""

    name: str
    value: float | None
    figure: str = ""
    is_apart: bool = False


def draw_bars(
    values: Sequence[Value],
    *,
    top: float,
    marks: Sequence[tuple[float, str]],
    aim: float | None = None,
    width: float = WIDE,
) -> Bars:
    """Return the drawing of some values on a scale from 0 to `top`, with lines at the marks and at the aim."""
    named = max((_width_of(each.name) for each in values), default=0.0)
    step = max(STEP_LEAST, named + 10, (width - LEFT - RIGHT) / max(1, len(values)))
    width = LEFT + RIGHT + step * len(values)
    base, thick = HEIGHT - BOTTOM, min(THICK_MOST, step * FILLED)

    def place(value: float) -> float:
        return round(base - min(max(value / top, 0.0), 1.0) * (base - TOP), 1)

    bars = [
        Bar(
            name=each.name,
            figure=each.figure,
            x=round(LEFT + step * (index + 0.5) - thick / 2, 1),
            y=place(each.value or 0.0),
            width=round(thick, 1),
            height=round(base - place(each.value or 0.0), 1),
            is_apart=each.is_apart,
        )
        for index, each in enumerate(values)
    ]
    return Bars(
        width=round(width, 1),
        height=HEIGHT,
        left=LEFT,
        right=round(width - RIGHT, 1),
        base=base,
        bars=tuple(bars),
        marks=tuple(Mark(place(value), figure, value == aim) for value, figure in marks),
    )


def scale_of(most: float) -> tuple[float, list[tuple[float, str]]]:
    """Return the end of a scale for figures up to `most`, and its marks: round ones, three or four of them."""
    step = next(each for each in (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 1e9) if most <= each * 4)
    count = max(1, int(-(-most // step)))
    return step * count, [(step * place, f"{step * place:g}") for place in range(1, count + 1)]


def _width_of(name: str) -> float:
    return sum(15.0 if letter >= WIDE_LETTER else 8.0 for letter in name)
