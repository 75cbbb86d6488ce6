"""A ticket laid out: shapes and texts at their dots; what `printer.raster` draws and nothing else decides.

Dots count from the upper left corner. `is_coarse` things are drawn on a grid of 2 x 2 dots (0.25 mm), as printers
themselves double their letters: hardly seen on what is large, and a quarter of the bytes (`GS v 0` with m = 3).
Their coordinates are even.
"""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How bold a text is."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    BOLD = "Bold"
    BLACK = "Black"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """Size of the em square in dots, and weight."""

    size_dots: int
    weight: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """Text whose first letter begins at x and whose letters stand on `baseline_y`."""

    text: str
    x: int
    baseline_y: int
    style: TextStyle
    is_white: bool = False
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBox:
    """A rectangle, filled (`stroke_dots` 0) or framed in black."""

    x: int
    y: int
    width: int
    height: int
    stroke_dots: int = 0
    is_white: bool = False
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStroke:
    """A line through the points."""

    points: tuple[tuple[int, int], ...]
    width: int
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDisc:
    """A round dot about its middle."""

    x: int
    y: int
    radius: int
    is_white: bool = False
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedQr:
    """The modules of a QR code, without its quiet zone, from its upper left corner."""

    x: int
    y: int
    module_dots: int
    modules: tuple[tuple[bool, ...], ...]


Placed = PlacedText | PlacedBox | PlacedStroke | PlacedDisc | PlacedQr


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on one ticket, in drawing order."""

    width_dots: int
    height_dots: int
    items: tuple[Placed, ...]
