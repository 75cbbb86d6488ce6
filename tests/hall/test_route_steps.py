from collections.abc import Sequence

import pytest

from hall.places import Floor, Node, Text
from hall.plane import Point
from hall.route_steps import FloorWalk, Goal, RouteStep, Side, StepKind, list_steps

FLOOR = Floor(floor_id="2", name=Text(zh="二楼", en="Floor 2"), short="2F", colour="teal", outline=())
DESK = Text(zh="导办台", en="the guide desk")
NORTH, EAST, SOUTH, WEST = Point(0, 1), Point(1, 0), Point(0, -1), Point(-1, 0)


def test_nodes_in_one_line_are_one_step() -> None:
    steps = _steps([(0, 0), (3, 0), (11, 0), (20, 0)], front=(20, 2), facing=EAST)

    assert steps == (
        RouteStep(kind=StepKind.START, metres=20, side=Side.AHEAD),
        RouteStep(kind=StepKind.ARRIVE, windows=("5",), side=Side.LEFT),
    )


@pytest.mark.parametrize(
    ("corner", "kind"), [((10, 10), StepKind.TURN_LEFT), ((10, -10), StepKind.TURN_RIGHT), ((20, 4), None)]
)
def test_turns_are_told_from_bends(corner: tuple[float, float], kind: StepKind | None) -> None:
    kinds = _kinds(_steps([(0, 0), (10, 0), corner], front=(corner[0], corner[1] + 2)))

    assert kinds == [StepKind.START, *([kind] if kind else []), StepKind.ARRIVE]


def test_a_curve_of_small_bends_is_told_as_a_turn_in_the_end() -> None:
    curve = [(0, 0), (10, 0), (19, 3.5), (26, 10), (30, 19), (30.5, 29)]

    assert StepKind.TURN_LEFT in _kinds(_steps(curve, front=(28, 29)))


@pytest.mark.parametrize(
    ("facing", "side"), [(EAST, Side.AHEAD), (NORTH, Side.RIGHT), (SOUTH, Side.LEFT), (WEST, Side.BEHIND), (None, None)]
)
def test_the_start_is_told_as_seen_by_who_faces_the_kiosk(facing: Point | None, side: Side | None) -> None:
    assert _steps([(0, 0), (20, 0)], front=(20, 2), facing=facing)[0].side is side


@pytest.mark.parametrize(
    ("front", "side"),
    [((20, 2), Side.LEFT), ((20, -2), Side.RIGHT), ((22, 0.5), Side.AHEAD), ((18, 0), Side.BEHIND)],
)
def test_the_window_is_on_the_side_where_one_sees_it_on_arriving(front: tuple[float, float], side: Side) -> None:
    assert _steps([(0, 0), (20, 0)], front=front)[-1].side is side


def test_a_short_bit_at_the_window_is_not_said_and_the_side_is_as_seen_from_before_it() -> None:
    steps = _steps([(0, 0), (20, 0), (20, 2)], front=(20, 4))

    assert _kinds(steps) == [StepKind.START, StepKind.ARRIVE]
    assert steps[-1].side is Side.LEFT


def test_a_short_bit_at_the_kiosk_is_not_said_and_the_start_is_the_way_after_it() -> None:
    steps = _steps([(0, 0), (0, 2), (-20, 2)], front=(-20, 4), facing=NORTH)

    assert steps[0] == RouteStep(kind=StepKind.START, metres=20, side=Side.LEFT)


def test_a_turn_out_of_a_lift_is_as_seen_by_who_leaves_it() -> None:
    north_door = [(10, 5), (10, 9), (30, 9)]
    south_door = [(10, 5), (10, 1), (30, 1)]

    assert _after_lift(north_door, front=(30, 12))[1] == RouteStep(kind=StepKind.TURN_RIGHT, metres=20)
    assert _after_lift(south_door, front=(30, 3))[1] == RouteStep(kind=StepKind.TURN_LEFT, metres=20)


def test_a_long_way_straight_out_of_a_lift_is_said() -> None:
    steps = _after_lift([(10, 5), (10, 15), (30, 15)], front=(30, 17))

    assert [(step.kind, step.metres) for step in steps[1:3]] == [(StepKind.STRAIGHT, 10), (StepKind.TURN_RIGHT, 20)]


@pytest.mark.parametrize(("lift", "side"), [((10, 5), Side.LEFT), ((10, 13), Side.RIGHT), ((6, 9), None)])
def test_of_the_way_through_the_lifts_door_only_the_turn_is_said(lift: tuple[float, float], side: Side | None) -> None:
    below = _walk([(30, 9), (10, 9), lift], landmarks={1: DESK} if side else {2: DESK})
    above = _walk([(10, 5), (10, 9), (30, 9)], came_by=StepKind.TAKE_LIFT)

    steps = list_steps([below, above], Goal(windows=("5",), front=Point(30, 12)), WEST)

    assert steps == (
        RouteStep(kind=StepKind.START, metres=20 if side else 25, landmark=DESK, side=Side.AHEAD),
        RouteStep(kind=StepKind.TAKE_LIFT, floor="2", floor_name=FLOOR.name, side=side),
        RouteStep(kind=StepKind.TURN_RIGHT, metres=20),
        RouteStep(kind=StepKind.ARRIVE, windows=("5",), side=Side.LEFT),
    )


def test_a_step_names_the_landmark_at_its_end_and_none_that_it_passes() -> None:
    walk = _walk([(0, 0), (10, 0), (20, 0), (20, 20)], landmarks={1: Text(zh="柱子", en="a pillar"), 2: DESK})

    steps = list_steps([walk], Goal(windows=("5",), front=Point(18, 20)), EAST)

    assert [step.landmark for step in steps] == [DESK, None, None]


def test_a_window_beside_the_kiosk_needs_no_walking() -> None:
    assert _steps([(0, 0)], front=(0, 2), facing=EAST) == (
        RouteStep(kind=StepKind.ARRIVE, windows=("5",), side=Side.LEFT),
    )


@pytest.mark.parametrize(("metres", "said"), [(4, 5), (7.4, 5), (7.5, 10), (12.5, 15), (22, 20)])
def test_metres_are_rounded_to_five(metres: float, said: int) -> None:
    assert _steps([(0, 0), (metres, 0)], front=(metres, 2))[0].metres == said


def _steps(
    points: Sequence[tuple[float, float]], *, front: tuple[float, float], facing: Point | None = EAST
) -> tuple[RouteStep, ...]:
    return list_steps([_walk(points)], Goal(windows=("5",), front=Point(*front)), facing)


def _after_lift(points: Sequence[tuple[float, float]], *, front: tuple[float, float]) -> tuple[RouteStep, ...]:
    """Return the steps from the lift on."""
    below = _walk([(0, 0), (20, 0)])
    above = _walk(points, came_by=StepKind.TAKE_LIFT)
    return list_steps([below, above], Goal(windows=("5",), front=Point(*front)), EAST)[1:]


def _walk(
    points: Sequence[tuple[float, float]],
    *,
    landmarks: dict[int, Text] | None = None,
    came_by: StepKind | None = None,
) -> FloorWalk:
    nodes = tuple(
        Node(node_id=str(place), at=Point(*point), landmark=(landmarks or {}).get(place))
        for place, point in enumerate(points)
    )
    return FloorWalk(floor=FLOOR, nodes=nodes, came_by=came_by)


def _kinds(steps: Sequence[RouteStep]) -> list[StepKind]:
    return [step.kind for step in steps]
