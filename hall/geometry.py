"""Plane geometry on a floor's grid: what lies in what, what crosses what, directions. Touching is not crossing."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from hall.plane import Point, Rect

_TOUCH_M = 0.01
"""A centimetre: what is nearer than this touches."""


def is_inside(point: Point, outline: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon or on its edge."""
    edges = [*pairwise(outline), (outline[-1], outline[0])]
    if any(_is_on(point, a, b) for a, b in edges):
        return True
    crossed = [a for a, b in edges if _is_left_of(point, a, b)]
    return len(crossed) % 2 == 1


def is_rect_inside(rect: Rect, outline: Sequence[Point]) -> bool:
    """Whether a whole rectangle lies in a polygon."""
    xs = (rect.x_m, rect.x_m + rect.width_m / 2, rect.x_m + rect.width_m)
    ys = (rect.y_m, rect.y_m + rect.depth_m / 2, rect.y_m + rect.depth_m)
    return all(is_inside(Point(x, y), outline) for x in xs for y in ys) and not any(
        is_within(corner, rect) for corner in outline
    )


def is_within(point: Point, rect: Rect) -> bool:
    """Whether a point lies in a rectangle and not just on its edge."""
    return (
        rect.x_m + _TOUCH_M < point.x_m < rect.x_m + rect.width_m - _TOUCH_M
        and rect.y_m + _TOUCH_M < point.y_m < rect.y_m + rect.depth_m - _TOUCH_M
    )


def overlaps(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return (
        min(a.x_m + a.width_m, b.x_m + b.width_m) - max(a.x_m, b.x_m) > _TOUCH_M
        and min(a.y_m + a.depth_m, b.y_m + b.depth_m) - max(a.y_m, b.y_m) > _TOUCH_M
    )


def crosses(start: Point, end: Point, rect: Rect) -> bool:
    """Whether the straight way between two points leads through a rectangle (Liang and Barsky's clipping)."""
    enters, leaves = 0.0, 1.0
    for begin, step, low, size in (
        (start.x_m, end.x_m - start.x_m, rect.x_m, rect.width_m),
        (start.y_m, end.y_m - start.y_m, rect.y_m, rect.depth_m),
    ):
        near, far = low + _TOUCH_M, low + size - _TOUCH_M
        if step == 0:
            if not near < begin < far:
                return False
            continue
        first, last = sorted(((near - begin) / step, (far - begin) / step))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves


def distance_m(a: Point, b: Point) -> float:
    """Return the straight distance between two points."""
    return hypot(b.x_m - a.x_m, b.y_m - a.y_m)


def nearest_in(rect: Rect, point: Point) -> Point:
    """Return the point of a rectangle that is nearest to a point: the point itself when it lies in it."""
    return Point(
        min(max(point.x_m, rect.x_m), rect.x_m + rect.width_m), min(max(point.y_m, rect.y_m), rect.y_m + rect.depth_m)
    )


def bearing_deg(a: Point, b: Point) -> float:
    """Return the direction from one point to another: 0 to the right, 90 up the drawing."""
    return degrees(atan2(b.y_m - a.y_m, b.x_m - a.x_m))


def turn_deg(before_deg: float, after_deg: float) -> float:
    """Return the angle turned from one direction to another, -180 to 180; positive is to the left."""
    return (after_deg - before_deg + 180.0) % 360.0 - 180.0


def _is_on(point: Point, a: Point, b: Point) -> bool:
    along_x, along_y = b.x_m - a.x_m, b.y_m - a.y_m
    length = max(hypot(along_x, along_y), 1e-9)
    off_x, off_y = point.x_m - a.x_m, point.y_m - a.y_m
    beside = abs(along_x * off_y - along_y * off_x) / length
    along = (along_x * off_x + along_y * off_y) / length
    return beside <= _TOUCH_M and -_TOUCH_M <= along <= length + _TOUCH_M


def _is_left_of(point: Point, a: Point, b: Point) -> bool:
    """Whether a ray from the point to the right meets the edge."""
    if (a.y_m > point.y_m) == (b.y_m > point.y_m):
        return False
    return point.x_m < a.x_m + (point.y_m - a.y_m) * (b.x_m - a.x_m) / (b.y_m - a.y_m)
