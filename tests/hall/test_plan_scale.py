import pytest

from hall.plan_scale import Box, Scale, crop, dots_along, heading_deg, outside, place_words, whole
from hall.plane import Point, Rect
from tests.fakes.small_hall import make_directory

FLOOR = make_directory().floors[1]


def test_a_floor_is_drawn_as_large_as_it_fits_in_the_middle() -> None:
    scale = Scale(part=Rect(0, 0, 30, 16), width_px=600, height_px=600)

    assert scale.px_per_m == 20
    assert scale.at(Point(0, 0)) == (0, 140)
    assert scale.box(Rect(1, 2, 3, 4)) == (20, 180, 60, 80)


def test_the_whole_floor_has_a_small_margin() -> None:
    assert whole(FLOOR, margin_m=1) == Rect(-1, -1, 32, 18)


def test_a_crop_has_the_drawing_s_shape_and_holds_the_focus() -> None:
    part = crop(FLOOR, [Point(4, 6), Point(12, 11)], shape=2.0, least_m=10)

    assert part.width_m / part.depth_m == pytest.approx(2.0)
    assert part.x_m <= 4
    assert part.x_m + part.width_m >= 12
    assert part.y_m <= 6
    assert part.y_m + part.depth_m >= 11


def test_a_crop_is_not_absurdly_close() -> None:
    assert crop(FLOOR, [Point(15, 8)], shape=2.0, least_m=20).width_m == 20


def test_a_crop_stays_on_the_floor() -> None:
    part = crop(FLOOR, [Point(29, 15)], shape=2.0, least_m=12)

    assert part.x_m + part.width_m == pytest.approx(30.4)
    assert part.y_m + part.depth_m == pytest.approx(16.4)


def test_dots_keep_their_distance_around_corners() -> None:
    dots = dots_along([(0, 0), (25, 0), (25, 20)], 10)

    assert dots == [(0, 0), (10, 0), (20, 0), (25, 5), (25, 15)]


def test_a_point_has_no_dots_along_it() -> None:
    assert dots_along([(3, 3), (3, 3)], 10) == []


def test_the_arrow_points_along_the_last_bit_that_has_a_length() -> None:
    assert heading_deg([(0, 0), (10, 0), (10, 5), (10, 5)]) == 90
    assert heading_deg([(0, 0), (-3, 0)]) == 180


LIFT = Rect(9, 3, 4, 4)


def test_a_way_stops_at_the_edge_of_the_lift_and_begins_there() -> None:
    way = (Point(17, 10), Point(11, 10), Point(11, 5))

    assert outside(way, [LIFT]) == (Point(17, 10), Point(11, 10), Point(11, 7))
    assert outside(way[::-1], [LIFT]) == (Point(11, 7), Point(11, 10), Point(17, 10))


def test_a_way_that_only_passes_a_room_stays_whole() -> None:
    way = (Point(0, 5), Point(20, 5))

    assert outside(way, [LIFT]) == way


def test_a_way_within_the_lift_has_nothing_to_draw() -> None:
    assert outside((Point(10, 4), Point(11, 5)), [LIFT]) == ()


BELOW, ABOVE, RIGHT = (60, 58, 80, 20), (60, 122, 80, 20), (122, 90, 80, 20)


@pytest.mark.parametrize(
    ("clear_of", "stands"),
    [
        ([], BELOW),
        ([(70, 40, 30, 30)], ABOVE),
        ([(70, 40, 30, 30), (70, 130, 30, 30)], RIGHT),
        ([(0, 0, 300, 200)], BELOW),
    ],
)
def test_words_stand_beside_a_point_where_they_cover_nothing(clear_of: list[Box], stands: Box) -> None:
    assert place_words((100, 100), (80, 20), gap=22, within=(300, 200), clear_of=clear_of) == stands


def test_words_are_never_cut_by_the_edge_of_the_drawing() -> None:
    x, y, width, height = place_words((5, 10), (80, 20), gap=22, within=(300, 200), clear_of=[])

    assert x >= 0
    assert (y, width, height) == (32, 80, 20)
    assert place_words((100, 20), (80, 20), gap=22, within=(300, 40), clear_of=[]) == (122, 10, 80, 20)
