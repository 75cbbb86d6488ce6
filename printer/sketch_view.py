"""Which part of a floor the route sketch shows: the way and its goal with something around them, and no more; pure."""

from dataclasses import dataclass

from hall.plane import Point, Rect
from printer.slip import RouteSketch

AROUND_M = 3.0
"""How much of the floor is shown around the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A rectangle of the floor, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """From west to east, never nothing."""
        return max(self.east - self.west, 0.1)

    @property
    def depth(self) -> float:
        """From south to north, never nothing."""
        return max(self.north - self.south, 0.1)

    def clip_box(self, box: Rect) -> Rect | None:
        """Return the part of a box that is seen, or None."""
        west, south = max(box.x_m, self.west), max(box.y_m, self.south)
        east, north = min(box.x_m + box.width_m, self.east), min(box.y_m + box.depth_m, self.north)
        return Rect(west, south, east - west, north - south) if west < east and south < north else None

    def clip_line(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        """Return the part of a straight line that is seen, or None (Liang and Barsky)."""
        dx, dy = end.x_m - start.x_m, end.y_m - start.y_m
        first, last = 0.0, 1.0
        for change, room in (
            (-dx, start.x_m - self.west),
            (dx, self.east - start.x_m),
            (-dy, start.y_m - self.south),
            (dy, self.north - start.y_m),
        ):
            if change == 0 and room < 0:
                return None
            if change < 0:
                first = max(first, room / change)
            elif change > 0:
                last = min(last, room / change)
        if first > last:
            return None
        return (
            Point(start.x_m + first * dx, start.y_m + first * dy),
            Point(start.x_m + last * dx, start.y_m + last * dy),
        )


def choose_view(sketch: RouteSketch, *, shape: float) -> View:
    """Return the part of the floor to draw.

    Args:
        sketch: the whole floor, with the way.
        shape: width by height of the place on the paper; the view is widened towards it where the floor goes on.
    """
    goals = [box.place for box in sketch.boxes if box.is_goal]
    whole = _around([*sketch.outline, *sketch.path, *_corners([box.place for box in sketch.boxes])])
    if not sketch.path and not goals:
        return whole
    near = _around([*sketch.path, *_corners(goals)])
    width = max(near.width + 2 * AROUND_M, (near.depth + 2 * AROUND_M) * shape)
    depth = max(near.depth + 2 * AROUND_M, width / shape)
    west, east = _stretch(near.west, near.east, width, whole.west, whole.east)
    south, north = _stretch(near.south, near.north, depth, whole.south, whole.north)
    return View(west=west, south=south, east=east, north=north)


def _stretch(low: float, high: float, length: float, least: float, most: float) -> tuple[float, float]:
    """Return low and high about the same middle but so far apart, moved and cut to stay between least and most."""
    begin = (low + high - length) / 2
    begin = max(least, min(begin, most - length))
    return begin, min(most, begin + length)


def _around(points: list[Point]) -> View:
    xs, ys = [point.x_m for point in points], [point.y_m for point in points]
    return View(west=min(xs), south=min(ys), east=max(xs), north=max(ys))


def _corners(boxes: list[Rect]) -> list[Point]:
    low = [Point(box.x_m, box.y_m) for box in boxes]
    return low + [Point(box.x_m + box.width_m, box.y_m + box.depth_m) for box in boxes]
