import pytest

from hall.geometry import crosses, is_inside, is_rect_inside, is_within, overlaps
from hall.plane import Point, Rect

L_SHAPE = tuple(Point(x, y) for x, y in [(0, 0), (10, 0), (10, 4), (4, 4), (4, 10), (0, 10)])


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (2, 2, True),
        (2, 9, True),
        (9, 3, True),
        (6, 6, False),
        (-1, 5, False),
        (0, 5, True),
        (4, 7, True),
        (10, 0, True),
    ],
)
def test_points_inside_and_on_the_edge_of_an_outline_are_told_from_those_outside(x: float, y: float, inside: bool):
    assert is_inside(Point(x, y), L_SHAPE) is inside


def test_a_rectangle_round_an_inner_corner_is_not_inside():
    assert is_rect_inside(Rect(0, 0, 4, 10), L_SHAPE)
    assert not is_rect_inside(Rect(2, 2, 4, 4), L_SHAPE)


def test_a_rectangle_across_a_slot_is_not_inside():
    slotted = tuple(
        Point(x, y) for x, y in [(0, 0), (10, 0), (10, 10), (5.2, 10), (5.2, 1), (4.8, 1), (4.8, 10), (0, 10)]
    )

    assert not is_rect_inside(Rect(3, 2, 4, 2), slotted)


def test_a_point_on_the_edge_of_a_rectangle_is_not_within():
    assert is_within(Point(1, 1), Rect(0, 0, 2, 2))
    assert not is_within(Point(2, 1), Rect(0, 0, 2, 2))


def test_rectangles_side_by_side_do_not_overlap():
    assert not overlaps(Rect(0, 0, 2, 2), Rect(2, 0, 2, 2))
    assert overlaps(Rect(0, 0, 2, 2), Rect(1.9, 1.9, 2, 2))


@pytest.mark.parametrize(
    ("start", "end", "through"),
    [
        ((-1, 1), (3, 1), True),
        ((-1, -1), (3, 3), True),
        ((-1, 2), (3, 2), False),
        ((0, -3), (0, 5), False),
        ((-1, 2.5), (0.4, 2.5), False),
        ((1, 1), (1.5, 1.5), True),
        ((-2, 1), (-1, 1), False),
    ],
)
def test_a_way_through_a_rectangle_is_told_from_one_along_or_short_of_it(
    start: tuple[float, float], end: tuple[float, float], through: bool
):
    assert crosses(Point(*start), Point(*end), Rect(0, 0, 2, 2)) is through
