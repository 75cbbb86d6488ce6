import pytest

from hall.places import Point, Rect
from printer.placed import PlacedBox, PlacedDisc, PlacedStroke, PlacedText, TextStyle
from printer.sketch import START_RADIUS_DOTS, fit_sketch, place_sketch
from printer.slip import RouteSketch, SketchBox
from tests.printer.slips import SKETCH


def measure(text: str, style: TextStyle) -> int:
    return len(text) * style.size_dots // 2


def place(sketch: RouteSketch, *, width: int = 544, max_height: int = 190):
    fit = fit_sketch(sketch, x=16, y=100, width=width, max_height=max_height)
    return fit, list(place_sketch(sketch, fit, measure))


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

    assert fit.height <= 190
    assert all(16 <= x <= 560 and 100 <= y <= 100 + fit.height for x, y in points)
    assert all(disc.x - disc.radius >= 16 and disc.x + disc.radius <= 560 for disc in discs)
    assert all(disc.y - disc.radius >= 100 and disc.y + disc.radius <= 100 + fit.height for disc in discs)


def test_the_windows_to_go_to_are_filled_and_labelled_in_white():
    _, items = place(SKETCH)

    filled = [item for item in items if isinstance(item, PlacedBox) and not item.stroke_dots]
    white = [item.text for item in items if isinstance(item, PlacedText) and item.is_white]

    assert len(filled) == 1
    assert white == ["5"]


def test_a_label_that_does_not_fit_its_box_is_left_out():
    tiny = RouteSketch(outline=SKETCH.outline, boxes=(SketchBox(place=Rect(1, 1, 0.5, 0.5), label="卫生间"),))

    _, items = place(tiny)

    assert not any(isinstance(item, PlacedText) for item in items)


def test_the_way_starts_beside_the_lift_that_one_comes_out_of():
    fit, items = place(SKETCH)
    lift_right = fit.place(Point(6, 5))[0]

    start = next(item for item in items if isinstance(item, PlacedDisc) and item.radius == START_RADIUS_DOTS)

    assert start.x - start.radius >= lift_right


def test_all_of_it_lies_on_double_dots_so_that_it_prints_with_a_quarter_of_the_bytes():
    _, items = place(SKETCH)

    assert all(item.is_coarse for item in items)
    coordinates = [(item.x, item.y) for item in items if isinstance(item, PlacedBox | PlacedDisc)]
    assert all(x % 2 == 0 and y % 2 == 0 for x, y in coordinates)
