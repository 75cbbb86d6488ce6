"""The boxes of the route sketch: windows and rooms in outline, the windows to go to filled, with their labels; pure."""

from collections.abc import Iterator
from itertools import pairwise

from printer.placed import Placed, PlacedBox, PlacedText, TextStyle, Weight
from printer.sketch_fit import Dot, DotBox, SketchFit, even
from printer.slip import RouteSketch, SketchBox
from printer.typesetting import CAP_HEIGHT, MeasureText

FRAME_DOTS = 2
LEAST_SEEN = 0.5
"""A box of which less is within the view would look like a stray line."""

PLAIN_LABEL_DOTS = (20, 24)
GOAL_LABEL_DOTS = (20, 34)
OUTER_LABEL_DOTS = 30
LABEL_GAP_DOTS = 6


def place_plain_boxes(sketch: RouteSketch, fit: SketchFit, measure: MeasureText) -> Iterator[Placed]:
    """Yield everything that is only there to find one's bearings."""
    for box in sketch.boxes:
        place = _seen(box, fit)
        if place is not None and not box.is_goal:
            yield _draw(place, stroke_dots=FRAME_DOTS)
            style = _style_that_fits(box.label, place, sizes=PLAIN_LABEL_DOTS, measure=measure)
            if style is not None:
                yield _label_inside(box.label, place, style, measure, is_white=False)


def place_goals(sketch: RouteSketch, fit: SketchFit, measure: MeasureText) -> Iterator[Placed]:
    """Yield the windows to go to, labelled inside if every label fits, otherwise together beyond them."""
    goals = [(box, place) for box in sketch.boxes if box.is_goal and (place := _seen(box, fit)) is not None]
    for _, place in goals:
        yield _draw(place, stroke_dots=0)
    styles = [_style_that_fits(box.label, place, sizes=GOAL_LABEL_DOTS, measure=measure) for box, place in goals]
    if goals and None in styles:
        yield from _label_beyond(goals, sketch, fit, measure)
        return
    for (box, place), style in zip(goals, styles, strict=True):
        if style is not None:
            yield _label_inside(box.label, place, style, measure, is_white=True)


def _seen(box: SketchBox, fit: SketchFit) -> DotBox | None:
    seen = fit.view.clip_box(box.place)
    if seen is None or seen.width_m * seen.depth_m < LEAST_SEEN * box.place.width_m * box.place.depth_m:
        return None
    return fit.place_box(seen)


def _draw(place: DotBox, *, stroke_dots: int) -> PlacedBox:
    width, height = max(place.width, 4), max(place.height, 4)
    return PlacedBox(x=place.left, y=place.top, width=width, height=height, stroke_dots=stroke_dots, is_coarse=True)


def _style_that_fits(label: str, place: DotBox, *, sizes: tuple[int, int], measure: MeasureText) -> TextStyle | None:
    """Return the largest style in which a label fits a box, or None if it would be too small to read."""
    smallest, largest = sizes
    for size in range(min(largest, even(place.height - 2)), smallest - 2, -2):
        style = TextStyle(size_dots=size, weight=Weight.BOLD)
        if label and measure(label, style) <= place.width - 4:
            return style
    return None


def _label_inside(label: str, place: DotBox, style: TextStyle, measure: MeasureText, *, is_white: bool) -> PlacedText:
    return PlacedText(
        text=label,
        x=even(place.left + (place.width - measure(label, style)) / 2),
        baseline_y=even(place.top + (place.height + style.size_dots * CAP_HEIGHT) / 2),
        style=style,
        is_white=is_white,
        is_coarse=True,
    )


def _label_beyond(
    goals: list[tuple[SketchBox, DotBox]], sketch: RouteSketch, fit: SketchFit, measure: MeasureText
) -> Iterator[Placed]:
    """Yield one label for all goals where it covers least, on a white ground."""
    label = "/".join(box.label for box, _ in goals if box.label)
    style = TextStyle(size_dots=OUTER_LABEL_DOTS, weight=Weight.BOLD)
    size = (even(measure(label, style)), even(OUTER_LABEL_DOTS * CAP_HEIGHT))
    sides = _sides(_around([place for _, place in goals]), size, _last_step(sketch, fit))
    possible = [side for side in sides if fit.space.holds(side)]
    if not label or not possible:
        return
    best = min(possible, key=lambda side: _covered_by(side, sketch, fit))
    yield PlacedBox(x=best.left, y=best.top, width=size[0], height=size[1], is_white=True, is_coarse=True)
    yield PlacedText(text=label, x=best.left, baseline_y=best.bottom, style=style, is_coarse=True)


def _sides(goal: DotBox, size: tuple[int, int], step: tuple[int, int]) -> list[DotBox]:
    """Return where a label may be beside the goal, the side that the way leads to first, its origin last."""
    width, height = size
    middle_x, middle_y = (goal.left + goal.right - width) / 2, (goal.top + goal.bottom - height) / 2
    sides = {
        (0, -1): (middle_x, goal.top - LABEL_GAP_DOTS - height),
        (1, 0): (goal.right + LABEL_GAP_DOTS, middle_y),
        (0, 1): (middle_x, goal.bottom + LABEL_GAP_DOTS),
        (-1, 0): (goal.left - LABEL_GAP_DOTS - width, middle_y),
    }
    along = sorted(sides, key=lambda side: -(side[0] * step[0] + side[1] * step[1]))
    corners = [(even(sides[side][0]), even(sides[side][1])) for side in along]
    return [DotBox(left=x, top=y, right=x + width, bottom=y + height) for x, y in corners]


def _covered_by(place: DotBox, sketch: RouteSketch, fit: SketchFit) -> int:
    """Return how many windows, rooms and steps of the way a label would cover; steps count most."""
    boxes = sum(place.meets(seen) for box in sketch.boxes if (seen := _seen(box, fit)) is not None)
    legs = pairwise(fit.place(point) for point in sketch.path)
    return boxes + 2 * sum(place.meets(_around_line(start, end)) for start, end in legs)


def _last_step(sketch: RouteSketch, fit: SketchFit) -> tuple[int, int]:
    """Return in which direction, in dots, the way ends."""
    if len(sketch.path) < 2:
        return 0, -1
    (x1, y1), (x2, y2) = fit.place(sketch.path[-2]), fit.place(sketch.path[-1])
    return x2 - x1, y2 - y1


def _around(boxes: list[DotBox]) -> DotBox:
    return DotBox(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _around_line(start: Dot, end: Dot) -> DotBox:
    (x1, y1), (x2, y2) = start, end
    return DotBox(left=min(x1, x2) - 4, top=min(y1, y2) - 4, right=max(x1, x2) + 4, bottom=max(y1, y2) + 4)
