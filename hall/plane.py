"""Points and rectangles on a floor, in metres."""

from typing import NamedTuple


class Point(NamedTuple):
    """A place on a floor, in metres; written `[x, y]` in a hall's files."""

    x_m: float
    y_m: float


class Rect(NamedTuple):
    """An upright rectangle on a floor, in metres, from its lower left corner; written `[x, y, width, depth]`."""

    x_m: float
    y_m: float
    width_m: float
    depth_m: float

    @property
    def middle(self) -> Point:
        """Its middle."""
        return Point(self.x_m + self.width_m / 2, self.y_m + self.depth_m / 2)
