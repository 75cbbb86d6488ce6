"""The route sketch in dots: the floor's outline, its windows, the way as a dotted line; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from hall.places import Point
from printer.placed import Placed, PlacedBox, PlacedDisc, PlacedStroke, PlacedText, TextStyle, Weight
from printer.slip import RouteSketch, SketchBox
from printer.typesetting import MeasureText

OUTLINE_DOTS = 4
FRAME_DOTS = 2
STEP_DOTS = 16
STEP_RADIUS_DOTS = 4
START_RADIUS_DOTS = 10
MAX_LABEL_DOTS = 34
MIN_GOAL_LABEL_DOTS = 16
MIN_LABEL_DOTS = 20
MAX_PLAIN_LABEL_DOTS = 24


@dataclass(frozen=True, slots=True)
class SketchFit:
    """How a sketch's metres become dots in the space it got, and how high that is."""

    left: float
    top: float
    dots_per_m: float
    west_m: float
    north_m: float
    height: int

    def place(self, point: Point) -> tuple[int, int]:
        """Return the even dot that stands for a place; metres go up the drawing, dots down the paper."""
        x = self.left + (point.x_m - self.west_m) * self.dots_per_m
        y = self.top + (self.north_m - point.y_m) * self.dots_per_m
        return _even(x), _even(y)


def fit_sketch(sketch: RouteSketch, *, x: int, y: int, width: int, max_height: int) -> SketchFit:
    """Return the largest scale at which everything drawn fits, in the middle of the width."""
    corners = [Point(box.place.x_m, box.place.y_m) for box in sketch.boxes]
    corners += [Point(b.place.x_m + b.place.width_m, b.place.y_m + b.place.depth_m) for b in sketch.boxes]
    points = [*sketch.outline, *sketch.path, *corners]
    west, east = min(p.x_m for p in points), max(p.x_m for p in points)
    south, north = min(p.y_m for p in points), max(p.y_m for p in points)
    room, border = max(east - west, 0.1), 2 * START_RADIUS_DOTS
    scale = min((width - border) / room, (max_height - border) / max(north - south, 0.1))
    return SketchFit(
        left=x + (width - room * scale) / 2,
        top=y + border / 2,
        dots_per_m=scale,
        west_m=west,
        north_m=north,
        height=_even((north - south) * scale + border),
    )


def place_sketch(sketch: RouteSketch, fit: SketchFit, measure: MeasureText) -> Iterator[Placed]:
    """Yield the shapes of a sketch, the goal last so that it is never covered."""
    if len(sketch.outline) > 1:
        corners = tuple(fit.place(point) for point in (*sketch.outline, sketch.outline[0]))
        yield PlacedStroke(points=corners, width=OUTLINE_DOTS, is_coarse=True)
    for box in sorted(sketch.boxes, key=lambda box: box.is_goal):
        yield from _place_box(box, fit, measure)
    yield from _place_path(_outside_boxes(sketch, fit))


def _place_box(box: SketchBox, fit: SketchFit, measure: MeasureText) -> Iterator[Placed]:
    left, top = fit.place(Point(box.place.x_m, box.place.y_m + box.place.depth_m))
    right, bottom = fit.place(Point(box.place.x_m + box.place.width_m, box.place.y_m))
    width, height = max(right - left, 4), max(bottom - top, 4)
    stroke = 0 if box.is_goal else FRAME_DOTS
    yield PlacedBox(x=left, y=top, width=width, height=height, stroke_dots=stroke, is_coarse=True)
    sizes = (MIN_GOAL_LABEL_DOTS, MAX_LABEL_DOTS) if box.is_goal else (MIN_LABEL_DOTS, MAX_PLAIN_LABEL_DOTS)
    style = _style_that_fits(box.label, width=width - 4, height=height - 2, sizes=sizes, measure=measure)
    if style is not None:
        yield PlacedText(
            text=box.label,
            x=_even(left + (width - measure(box.label, style)) / 2),
            baseline_y=_even(top + height / 2 + style.size_dots * 0.37),
            style=style,
            is_white=box.is_goal,
            is_coarse=True,
        )


def _style_that_fits(
    label: str, *, width: int, height: int, sizes: tuple[int, int], measure: MeasureText
) -> TextStyle | None:
    """Return the largest style in which a label fits a box, or None if it would be too small to read."""
    smallest, largest = sizes
    for size in range(min(largest, height - height % 2), smallest - 2, -2):
        style = TextStyle(size_dots=size, weight=Weight.BOLD)
        if label and measure(label, style) <= width:
            return style
    return None


def _outside_boxes(sketch: RouteSketch, fit: SketchFit) -> list[tuple[int, int]]:
    """Return the way in dots, its start moved along it until the mark covers no box (one comes out of the lift)."""
    places = [fit.place(point) for point in sketch.path]
    if len(places) < 2:
        return places
    (x1, y1), (x2, y2) = places[:2]
    length = hypot(x2 - x1, y2 - y1)
    for at in range(0, ceil(length) - START_RADIUS_DOTS, 2):
        x, y = round(x1 + (x2 - x1) * at / length), round(y1 + (y2 - y1) * at / length)
        if not any(_covers(box, x, y, fit) for box in sketch.boxes):
            return [(_even(x), _even(y)), *places[1:]]
    return places


def _covers(box: SketchBox, x: int, y: int, fit: SketchFit) -> bool:
    left, top = fit.place(Point(box.place.x_m, box.place.y_m + box.place.depth_m))
    right, bottom = fit.place(Point(box.place.x_m + box.place.width_m, box.place.y_m))
    room = START_RADIUS_DOTS + 2
    return left - room < x < right + room and top - room < y < bottom + room


def _place_path(places: list[tuple[int, int]]) -> Iterator[Placed]:
    for (x1, y1), (x2, y2) in pairwise(places):
        steps = max(1, ceil(hypot(x2 - x1, y2 - y1) / STEP_DOTS))
        for step in range(1, steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            yield PlacedDisc(x=_even(x), y=_even(y), radius=STEP_RADIUS_DOTS, is_coarse=True)
    if places:
        x, y = places[0]
        yield PlacedDisc(x=x, y=y, radius=START_RADIUS_DOTS, is_coarse=True)
        yield PlacedDisc(x=x, y=y, radius=START_RADIUS_DOTS // 2, is_white=True, is_coarse=True)


def _even(value: float) -> int:
    return 2 * round(value / 2)
