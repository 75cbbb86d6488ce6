from dataclasses import replace

import pytest

from hall.places import Floor, Node, Path, PathKind, Text
from hall.plane import Point
from hall.walk import TURN_S, WALKING_M_PER_S, find_walks, make_graph

NODES = (
    Node(node_id="a", at=Point(0, 0)),
    Node(node_id="b", at=Point(12, 0)),
    Node(node_id="c", at=Point(12, 12)),
    Node(node_id="lonely", at=Point(30, 30)),
)
FLOOR = Floor(floor_id="1", name=Text(zh="一楼", en="Floor 1"), short="1F", colour="ink", outline=(), nodes=NODES)
ABOVE = Floor(
    floor_id="2",
    name=Text(zh="二楼", en="Floor 2"),
    short="2F",
    colour="teal",
    outline=(),
    nodes=(Node(node_id="up", at=Point(0, 0)),),
)
WALKED = (Path(a="a", b="b"), Path(a="b", b="c"))
STAIRS = Path(a="a", b="up", kind=PathKind.STAIRS, seconds=30)
LIFT = Path(a="c", b="up", kind=PathKind.LIFT, seconds=20)


def test_walking_takes_as_long_as_the_way_is() -> None:
    hops = find_walks(make_graph([FLOOR], WALKED, step_free=False), "a")["c"]

    assert [(hop.start, hop.end) for hop in hops] == [("a", "b"), ("b", "c")]
    assert sum(hop.metres for hop in hops) == 24
    assert sum(hop.seconds for hop in hops) == pytest.approx(24 / WALKING_M_PER_S)


def test_paths_are_walked_both_ways() -> None:
    hops = find_walks(make_graph([FLOOR], WALKED, step_free=False), "c")["a"]

    assert [(hop.start, hop.end) for hop in hops] == [("c", "b"), ("b", "a")]


def test_the_quicker_way_is_taken_though_it_has_more_hops() -> None:
    detour = Path(a="a", b="c", seconds=60)

    hops = find_walks(make_graph([FLOOR], (*WALKED, detour), step_free=False), "a")["c"]

    assert len(hops) == 2


def test_stairs_are_taken_where_they_are_quicker() -> None:
    hops = find_walks(make_graph([FLOOR, ABOVE], (*WALKED, STAIRS, LIFT), step_free=False), "a")["up"]

    assert [hop.kind for hop in hops] == [PathKind.STAIRS]


def test_a_step_free_way_goes_round_by_the_lift() -> None:
    hops = find_walks(make_graph([FLOOR, ABOVE], (*WALKED, STAIRS, LIFT), step_free=True), "a")["up"]

    assert [hop.kind for hop in hops] == [PathKind.WALK, PathKind.WALK, PathKind.LIFT]


def test_what_cannot_be_reached_has_no_walk() -> None:
    walks = find_walks(make_graph([FLOOR, ABOVE], (*WALKED, STAIRS), step_free=True), "a")

    assert set(walks) == {"a", "b", "c"}


def test_the_way_to_where_one_stands_has_no_hops() -> None:
    assert find_walks(make_graph([FLOOR], WALKED, step_free=False), "a")["a"] == ()


def test_of_two_ways_as_long_the_one_with_fewer_turns_is_taken() -> None:
    corners = {"a": (0, 0), "b": (10, 0), "c": (10, 10), "d": (20, 10), "e": (20, 0), "f": (20, 20), "g": (10, 20)}
    floor = replace(FLOOR, nodes=tuple(Node(node_id=name, at=Point(*at)) for name, at in corners.items()))
    paths = [Path(a=a, b=b) for a, b in ("ab", "bc", "cd", "be", "ed", "df", "cg", "gf")]

    hops = find_walks(make_graph([floor], paths, step_free=False), "a")["f"]

    assert [hop.end for hop in hops] == ["b", "e", "d", "f"]


@pytest.mark.parametrize(("longer_s", "hops"), [(TURN_S - 1, 1), (TURN_S + 1, 2)])
def test_a_turn_is_worth_a_few_steps_but_not_a_detour(longer_s: float, hops: int) -> None:
    without_turn = Path(a="a", b="c", seconds=24 / WALKING_M_PER_S + longer_s)

    walk = find_walks(make_graph([FLOOR], (*WALKED, without_turn), step_free=False), "a")["c"]

    assert len(walk) == hops
