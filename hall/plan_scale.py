"""From the metres of a floor to the pixels of a drawing: scale, crop and the dots of a route. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import TypeVar

from hall.places import Floor
from hall.plane import Point, Rect

T = TypeVar("T")

CROP_MARGIN_M = 2.5

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Puts `part` of a floor into the middle of a drawing, as large as it fits."""

    part: Rect
    width_px: float
    height_px: float

    @property
    def px_per_m(self) -> float:
        """How many pixels a metre takes."""
        return min(self.width_px / self.part.width_m, self.height_px / self.part.depth_m)

    def at(self, point: Point) -> tuple[float, float]:
        """Return where a point is drawn."""
        left = (self.width_px - self.part.width_m * self.px_per_m) / 2
        bottom = (self.height_px - self.part.depth_m * self.px_per_m) / 2
        return (
            left + (point.x_m - self.part.x_m) * self.px_per_m,
            bottom + (point.y_m - self.part.y_m) * self.px_per_m,
        )

    def box(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a drawn rectangle."""
        x, y = self.at(Point(rect.x_m, rect.y_m))
        return x, y, rect.width_m * self.px_per_m, rect.depth_m * self.px_per_m


def whole(floor: Floor, *, margin_m: float = 0.4) -> Rect:
    """Return the rectangle around a floor's outline."""
    return _around(floor.outline, margin_m)


def crop(floor: Floor, focus: Sequence[Point], *, shape: float, least_m: float) -> Rect:
    """Return the part of a floor around some points.

    Args:
        floor: the floor; the part never lies outside its outline's rectangle, unless the shape asks for it.
        focus: the points to be seen.
        shape: width divided by height of the drawing, which the part is widened to.
        least_m: how wide the part is at least, lest a short route be drawn absurdly large.
    """
    all_of_it, near = whole(floor), _around(focus, CROP_MARGIN_M)
    width = max(near.width_m, least_m, near.depth_m * shape)
    width = min(width, max(all_of_it.width_m, all_of_it.depth_m * shape))
    depth = width / shape
    x = _inside(near.x_m + near.width_m / 2 - width / 2, width, all_of_it.x_m, all_of_it.width_m)
    y = _inside(near.y_m + near.depth_m / 2 - depth / 2, depth, all_of_it.y_m, all_of_it.depth_m)
    return Rect(x, y, width, depth)


def corners(rect: Rect) -> tuple[Point, Point]:
    """Return the lower left and the upper right corner."""
    return Point(rect.x_m, rect.y_m), Point(rect.x_m + rect.width_m, rect.y_m + rect.depth_m)


def outside(points: Sequence[Point], rects: Iterable[Rect]) -> tuple[Point, ...]:
    """Return a line without those of its ends that lie in one of some rectangles: it begins and stops at their edges.

    A line that lies in them wholly has no points left.
    """
    line = list(points)
    for rect in rects:
        line = list(reversed(_without_start(list(reversed(_without_start(line, rect))), rect)))
    return tuple(line)


def dots_along(points: Sequence[tuple[float, float]], gap_px: float) -> list[tuple[float, float]]:
    """Return points along a line, `gap_px` apart, the first at its start."""
    dots: list[tuple[float, float]] = []
    ahead = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        length = hypot(x2 - x1, y2 - y1)
        while ahead <= length and length > 0:
            part = ahead / length
            dots.append((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
            ahead += gap_px
        ahead -= length
    return dots


def heading_deg(points: Sequence[tuple[float, float]]) -> float:
    """Return the direction of a line's last bit that has a length: 0 to the right, 90 up."""
    for (x1, y1), (x2, y2) in reversed(list(pairwise(points))):
        if hypot(x2 - x1, y2 - y1) > 0:
            return degrees(atan2(y2 - y1, x2 - x1))
    return 90.0


def is_over(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return min(one[0] + one[2], other[0] + other[2]) > max(one[0], other[0]) and min(
        one[1] + one[3], other[1] + other[3]
    ) > max(one[1], other[1])


def group_neighbours(things: Iterable[T], box_of: Callable[[T], Box]) -> list[list[T]]:
    """Return things in their order, those together that stand beside the one before."""
    rows: list[list[T]] = []
    for thing in things:
        if rows and _are_neighbours(box_of(rows[-1][-1]), box_of(thing)):
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return rows


def _are_neighbours(one: Box, other: Box) -> bool:
    """Whether the middles of two boxes are less than twice their longest edge apart."""
    apart = hypot(one[0] + one[2] / 2 - other[0] - other[2] / 2, one[1] + one[3] / 2 - other[1] - other[3] / 2)
    return apart < 2 * max(*one[2:], *other[2:])


def box_around(boxes: list[Box]) -> Box:
    """Return the least box with some boxes in it."""
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return x, y, max(box[0] + box[2] for box in boxes) - x, max(box[1] + box[3] for box in boxes) - y


def shrunk(box: Box, by: float) -> Box:
    """Return a box that is smaller on each side, of one px at least."""
    x, y, width, height = box
    return x + by, y + by, max(1.0, width - 2 * by), max(1.0, height - 2 * by)


def place_words(
    at: tuple[float, float],
    words: tuple[float, float],
    *,
    gap: float,
    within: tuple[float, float],
    clear_of: Iterable[Box],
) -> Box:
    """Return where words stand beside a point: below, above or right of it, the first where they cover nothing.

    Where they cover something wherever they stand, they stand at the first where they are whole. All in px.

    Args:
        at: the point.
        words: how wide and high they are.
        gap: from the point to them, and half of it from the edges.
        within: how wide and high the drawing is.
        clear_of: what they should not cover.
    """
    (width, height), (all_width, all_height), others = words, within, list(clear_of)
    left = min(max(at[0] - width / 2, gap / 2), all_width - width - gap / 2)
    right: Box = (at[0] + gap, at[1] - height / 2, width, height)
    boxes: list[Box] = [(left, at[1] - gap - height, width, height), (left, at[1] + gap, width, height), right]
    whole_ones = [
        box for box in boxes if box[1] > 0 and box[1] + height <= all_height and box[0] + width <= all_width
    ] or [right]
    free = (box for box in whole_ones if not any(is_over(box, other) for other in others))
    x, y, *_ = next(free, whole_ones[0])
    return round(x), round(y), width, height


def _without_start(line: list[Point], rect: Rect) -> list[Point]:
    inside = next((count for count, point in enumerate(line) if not _is_in(point, rect)), len(line))
    if not inside or inside == len(line):
        return line if not inside else []
    return [_edge_between(line[inside - 1], line[inside], rect), *line[inside:]]


def _edge_between(within: Point, beyond: Point, rect: Rect) -> Point:
    """Return where a line from within a rectangle leaves it."""
    low, high = corners(rect)
    across, up = beyond.x_m - within.x_m, beyond.y_m - within.y_m
    parts = [1.0]
    if across:
        parts.append(((high.x_m if across > 0 else low.x_m) - within.x_m) / across)
    if up:
        parts.append(((high.y_m if up > 0 else low.y_m) - within.y_m) / up)
    part = min(parts)
    return Point(within.x_m + across * part, within.y_m + up * part)


def _is_in(point: Point, rect: Rect) -> bool:
    low, high = corners(rect)
    return low.x_m < point.x_m < high.x_m and low.y_m < point.y_m < high.y_m


def _around(points: Iterable[Point], margin_m: float) -> Rect:
    xs, ys = zip(*points, strict=True)
    x, y = min(xs) - margin_m, min(ys) - margin_m
    return Rect(x, y, max(xs) + margin_m - x, max(ys) + margin_m - y)


def _inside(start: float, length: float, all_start: float, all_length: float) -> float:
    if length >= all_length:
        return all_start - (length - all_length) / 2
    return min(max(start, all_start), all_start + all_length - length)
