import pytest

from hall.plane import Point, Rect
from printer.placed import Placed, PlacedBox, PlacedDisc, PlacedStroke, PlacedText, TextStyle
from printer.sketch import START_RADIUS_DOTS, place_sketch
from printer.sketch_fit import SketchFit, fit_sketch
from printer.slip import RouteSketch, SketchBox
from tests.printer.slips import SKETCH


def measure(text: str, style: TextStyle) -> int:
    return len(text) * style.size_dots // 2


def place(sketch: RouteSketch, *, width: int = 544, max_height: int = 190) -> tuple[SketchFit, list[Placed]]:
    fit = fit_sketch(sketch, x=16, y=100, width=width, max_height=max_height)
    return fit, list(place_sketch(sketch, fit, measure))


def box_sketch(*boxes: SketchBox, path: tuple[Point, ...] = (Point(2, 2), Point(20, 2))) -> RouteSketch:
    return RouteSketch(outline=(Point(0, 0), Point(60, 0), Point(60, 20), Point(0, 20)), boxes=boxes, path=path)


def goal_labels(items: list[Placed]) -> list[tuple[str, bool]]:
    return [(item.text, item.is_white) for item in items if isinstance(item, PlacedText)]


def test_north_is_up_and_scale_is_the_same_both_ways():
    fit, _ = place(SKETCH)

    west_south, east_north = fit.place(Point(0, 0)), fit.place(Point(44, 18))

    assert west_south[0] < east_north[0]
    assert west_south[1] > east_north[1]
    assert (east_north[0] - west_south[0]) / 44 == pytest.approx((west_south[1] - east_north[1]) / 18, rel=0.02)


@pytest.mark.parametrize("outline", [(0, 0, 120, 10), (0, 0, 10, 120), (5, 5, 5, 5)], ids=["wide", "tall", "a point"])
def test_everything_stays_within_its_place_on_the_paper(outline: tuple[int, int, int, int]):
    west, south, east, north = outline
    corners = (Point(west, south), Point(east, south), Point(east, north), Point(west, north))
    fit, items = place(RouteSketch(outline=corners, path=(Point(west, south), Point(east, north))))

    points = [point for item in items if isinstance(item, PlacedStroke) for point in item.points]
    discs = [item for item in items if isinstance(item, PlacedDisc)]

    assert fit.space.height <= 190
    assert all(16 <= x <= 560 and 100 <= y <= fit.space.bottom for x, y in points)
    assert all(disc.x - disc.radius >= 16 and disc.x + disc.radius <= 560 for disc in discs)
    assert all(disc.y - disc.radius >= 100 and disc.y + disc.radius <= fit.space.bottom for disc in discs)


def test_a_short_way_on_a_large_floor_is_drawn_large():
    large, _ = place(box_sketch(path=(Point(2, 2), Point(12, 2))))
    small, _ = place(box_sketch(path=(Point(2, 2), Point(58, 2))))

    assert large.dots_per_m > small.dots_per_m


def test_the_windows_to_go_to_are_filled_and_labelled_in_white():
    _, items = place(SKETCH)

    filled = [item for item in items if isinstance(item, PlacedBox) and not item.stroke_dots]

    assert len(filled) == 1
    assert ("5", True) in goal_labels(items)


def test_goals_too_small_for_their_labels_are_labelled_together_in_black_beyond_them():
    goals = [SketchBox(place=Rect(50 + at, 15, 1, 1), label=str(20 + at), is_goal=True) for at in range(2)]

    fit, items = place(box_sketch(*goals, path=(Point(2, 2), Point(51, 2), Point(51, 14))))

    (label,) = [item for item in items if isinstance(item, PlacedText)]
    assert (label.text, label.is_white) == ("20/21", False)
    assert label.baseline_y <= fit.place(Point(50, 16))[1]


def test_a_label_beyond_the_goal_keeps_off_the_windows_beside_it():
    goal = SketchBox(place=Rect(50, 10, 1, 1), label="20", is_goal=True)
    above = SketchBox(place=Rect(49, 12.5, 4, 3), label="")

    fit, items = place(box_sketch(goal, above, path=(Point(2, 2), Point(50.5, 2), Point(50.5, 9))))

    (label,) = [item for item in items if isinstance(item, PlacedText)]
    assert label.baseline_y > fit.place_box(above.place).bottom


def test_a_plain_label_that_does_not_fit_its_box_is_left_out():
    _, items = place(box_sketch(SketchBox(place=Rect(1, 1, 0.5, 0.5), label="卫生间")))

    assert goal_labels(items) == []


def test_a_box_of_which_little_is_seen_is_left_out():
    _, items = place(box_sketch(SketchBox(place=Rect(22.8, 1, 30, 1)), path=(Point(2, 2), Point(4, 2))))

    assert not any(isinstance(item, PlacedBox) for item in items)


def test_the_way_starts_beside_the_lift_that_one_comes_out_of():
    fit, items = place(SKETCH)

    start = next(item for item in items if isinstance(item, PlacedDisc) and item.radius == START_RADIUS_DOTS)

    assert start.x - start.radius >= fit.place(Point(6, 5))[0]


def test_the_way_starts_outside_even_if_its_first_leg_ends_inside():
    lift = SketchBox(place=Rect(0, 0, 6, 6), label="")
    fit, items = place(box_sketch(lift, path=(Point(3, 3), Point(3, 4), Point(20, 4))))

    start = next(item for item in items if isinstance(item, PlacedDisc) and item.radius == START_RADIUS_DOTS)

    assert start.x - start.radius >= fit.place_box(lift.place).right


def test_all_of_it_lies_on_double_dots_so_that_it_prints_with_a_quarter_of_the_bytes():
    for sketch in (SKETCH, box_sketch(SketchBox(place=Rect(50, 15, 1, 1), label="20", is_goal=True))):
        _, items = place(sketch)

        assert all(item.is_coarse for item in items)
        coordinates = [(item.x, item.y) for item in items if isinstance(item, PlacedBox | PlacedDisc)]
        assert all(x % 2 == 0 and y % 2 == 0 for x, y in coordinates)
