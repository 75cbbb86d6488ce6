import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.plane import Point, Rect
from printer.sketch_view import AROUND_M, View, choose_view
from printer.slip import RouteSketch, SketchBox

HALL = (Point(0, 0), Point(60, 0), Point(60, 20), Point(0, 20))
VIEW = View(west=10, south=5, east=30, north=15)


def test_without_a_way_the_whole_floor_is_seen():
    assert choose_view(RouteSketch(outline=HALL), shape=3) == View(west=0, south=0, east=60, north=20)


def test_the_way_and_its_goal_are_seen_with_something_around_them():
    goal = SketchBox(place=Rect(40, 15, 2, 2), is_goal=True)

    view = choose_view(RouteSketch(outline=HALL, boxes=(goal,), path=(Point(20, 5), Point(41, 14))), shape=2)

    assert view.west <= 20 - AROUND_M
    assert view.south <= 5 - AROUND_M
    assert view.east >= 42 + AROUND_M
    assert view.north >= 17 + AROUND_M


def test_the_view_takes_the_shape_of_its_place_where_the_floor_goes_on():
    view = choose_view(RouteSketch(outline=HALL, path=(Point(28, 9), Point(32, 11))), shape=2.5)

    assert view.width / view.depth == pytest.approx(2.5)


@given(
    x=st.floats(0, 60),
    y=st.floats(0, 20),
    to_x=st.floats(0, 60),
    to_y=st.floats(0, 20),
    shape=st.floats(0.3, 5),
)
def test_the_view_never_leaves_the_floor_and_never_the_way(x: float, y: float, to_x: float, to_y: float, shape: float):
    view = choose_view(RouteSketch(outline=HALL, path=(Point(x, y), Point(to_x, to_y))), shape=shape)

    assert view.west >= -1e-9
    assert view.east <= 60 + 1e-9
    assert view.south >= -1e-9
    assert view.north <= 20 + 1e-9
    assert view.west - 1e-9 <= min(x, to_x)
    assert view.east + 1e-9 >= max(x, to_x)
    assert view.south - 1e-9 <= min(y, to_y)
    assert view.north + 1e-9 >= max(y, to_y)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ((Point(12, 6), Point(20, 10)), (Point(12, 6), Point(20, 10))),
        ((Point(0, 10), Point(60, 10)), (Point(10, 10), Point(30, 10))),
        ((Point(20, 0), Point(20, 20)), (Point(20, 5), Point(20, 15))),
        ((Point(20, 20), Point(20, 10)), (Point(20, 15), Point(20, 10))),
        ((Point(0, 0), Point(60, 0)), None),
        ((Point(0, 0), Point(0, 20)), None),
        ((Point(0, 10), Point(15, 30)), None),
    ],
)
def test_of_a_line_that_part_is_seen_which_lies_within(line: tuple[Point, Point], seen: tuple[Point, Point] | None):
    assert VIEW.clip_line(*line) == seen


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        (Rect(12, 6, 2, 2), Rect(12, 6, 2, 2)),
        (Rect(8, 4, 4, 4), Rect(10, 5, 2, 3)),
        (Rect(31, 6, 2, 2), None),
        (Rect(30, 6, 2, 2), None),
    ],
)
def test_of_a_box_that_part_is_seen_which_lies_within(box: Rect, seen: Rect | None):
    assert VIEW.clip_box(box) == seen
