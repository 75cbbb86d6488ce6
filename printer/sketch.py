"""The route sketch in dots: walls, windows, and the way as a dotted line to the filled ones; pure."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, hypot

from printer.placed import Placed, PlacedDisc, PlacedStroke
from printer.sketch_boxes import place_goals, place_plain_boxes
from printer.sketch_fit import Dot, DotBox, SketchFit, even
from printer.slip import RouteSketch
from printer.typesetting import MeasureText

OUTLINE_DOTS = 4
STEP_DOTS = 16
STEP_RADIUS_DOTS = 4
START_RADIUS_DOTS = 10


def place_sketch(sketch: RouteSketch, fit: SketchFit, measure: MeasureText) -> Iterator[Placed]:
    """Yield the shapes of a sketch, goal and way last so that they are never covered."""
    if len(sketch.outline) > 1:
        for start, end in pairwise((*sketch.outline, sketch.outline[0])):
            if (seen := fit.view.clip_line(start, end)) is not None:
                points = (fit.place(seen[0]), fit.place(seen[1]))
                yield PlacedStroke(points=points, width=OUTLINE_DOTS, is_coarse=True)
    yield from place_plain_boxes(sketch, fit, measure)
    yield from place_goals(sketch, fit, measure)
    yield from _place_path(_outside_boxes(sketch, fit))


def _outside_boxes(sketch: RouteSketch, fit: SketchFit) -> list[Dot]:
    """Return the way in dots, begun where its first mark covers no box: one comes out of the lift."""
    places = [fit.place(point) for point in sketch.path]
    boxes = [fit.place_box(box.place) for box in sketch.boxes if not box.is_goal]
    for leg, (start, end) in enumerate(pairwise(places)):
        for x, y in _steps(start, end, step_dots=2):
            if not any(_covers(box, x, y) for box in boxes):
                return [(x, y), *places[leg + 1 :]]
    return places


def _covers(box: DotBox, x: int, y: int) -> bool:
    room = START_RADIUS_DOTS + 2
    return box.left - room < x < box.right + room and box.top - room < y < box.bottom + room


def _place_path(places: list[Dot]) -> Iterator[Placed]:
    for start, end in pairwise(places):
        for x, y in _steps(start, end, step_dots=STEP_DOTS):
            yield PlacedDisc(x=x, y=y, radius=STEP_RADIUS_DOTS, is_coarse=True)
    if places:
        x, y = places[0]
        yield PlacedDisc(x=x, y=y, radius=START_RADIUS_DOTS, is_coarse=True)
        yield PlacedDisc(x=x, y=y, radius=START_RADIUS_DOTS // 2, is_white=True, is_coarse=True)


def _steps(start: Dot, end: Dot, *, step_dots: int) -> Iterator[Dot]:
    """Yield dots from start to end, both included, at most so far apart."""
    (x1, y1), (x2, y2) = start, end
    count = max(1, ceil(hypot(x2 - x1, y2 - y1) / step_dots))
    for at in range(count + 1):
        yield even(x1 + (x2 - x1) * at / count), even(y1 + (y2 - y1) * at / count)
