from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath

import pytest

from hall.directory import directory_on
from hall.errors import BadInput, UnknownWindow
from hall.places import Directory, Path, PathKind
from hall.plan import load_plan
from hall.plane import Point, Rect
from hall.route import find_route, window_front
from hall.route_steps import Side, StepKind
from tests.hall.conftest import TINY_HALL

DAY = date(2026, 3, 2)
TINY = directory_on(load_plan(TINY_HALL), DAY)
SAMPLE = directory_on(load_plan(FilePath(__file__).resolve().parent.parent.parent / "assets" / "halls" / "sample"), DAY)
STARTS = [
    *(kiosk.node for floor in SAMPLE.floors for kiosk in floor.kiosks),
    *(entrance.node for floor in SAMPLE.floors for entrance in floor.entrances if entrance.node),
]


def test_a_route_ends_at_the_front_of_the_window() -> None:
    route = find_route(TINY, "1-door", windows=["1"], step_free=False)

    assert [leg.floor for leg in route.legs] == ["1"]
    assert route.legs[0].points == (Point(2, 1), Point(10, 4), Point(6, 6), Point(6, 8))


def test_metres_and_seconds_are_those_of_the_whole_way() -> None:
    route = find_route(TINY, "1-door", windows=["1"], step_free=False)

    assert route.metres == pytest.approx(8.544 + 4.472 + 2, abs=0.001)
    assert route.seconds == pytest.approx(15.016 / 1.2, abs=0.001)


def test_steps_tell_the_way_that_is_drawn() -> None:
    route = find_route(TINY, "1-door", windows=["1"], step_free=False)

    assert [(step.kind, step.side) for step in route.steps] == [
        (StepKind.START, Side.AHEAD),
        (StepKind.TURN_LEFT, None),
        (StepKind.ARRIVE, Side.RIGHT),
    ]


def test_the_nearest_of_several_windows_is_gone_to() -> None:
    assert find_route(TINY, "1-door", windows=["3", "1"], step_free=False).window == "1"


def test_a_route_to_another_floor_has_a_leg_on_each_and_counts_the_lifts_seconds() -> None:
    route = find_route(TINY, "1-door", windows=["3"], step_free=False)

    assert [leg.floor for leg in route.legs] == ["1", "2"]
    assert route.legs[1].points[0] == Point(18, 2)
    assert route.seconds == pytest.approx(route.metres / 1.2 + 20)


def test_a_floor_that_the_lift_only_passes_has_neither_leg_nor_step() -> None:
    route = find_route(SAMPLE, "1-k1", windows=["12"], step_free=False)
    paths = tuple(path for path in SAMPLE.paths if {path.a, path.b} != {"1-lift", "3-lift"})

    by_two_lifts = find_route(replace(SAMPLE, paths=paths), "1-k1", windows=["12"], step_free=True)

    assert [leg.floor for leg in by_two_lifts.legs] == ["1", "3"]
    assert by_two_lifts.steps == route.steps


def test_stairs_are_taken_where_they_are_quicker_but_never_step_free() -> None:
    directory = _with_stairs(TINY)

    quick = find_route(directory, "1-door", windows=["3"], step_free=False)
    step_free = find_route(directory, "1-door", windows=["3"], step_free=True)

    assert [step.kind for step in quick.steps if step.floor] == [StepKind.TAKE_STAIRS]
    assert not quick.step_free
    assert [step.kind for step in step_free.steps if step.floor] == [StepKind.TAKE_LIFT]
    assert step_free.step_free


def test_windows_that_will_do_and_stand_beside_the_nearest_are_named_with_it() -> None:
    handling = next(
        today.handling for today in SAMPLE.matters if today.matter.matter_id == "social_insurance_registration"
    )

    route = find_route(SAMPLE, "2-k2", windows=handling.windows, step_free=False)

    assert route.window == "5"
    assert route.steps[-1].windows == ("5", "6")


def test_windows_that_will_do_but_stand_elsewhere_are_not_named() -> None:
    assert find_route(SAMPLE, "2-k2", windows=["9", "11"], step_free=False).steps[-1].windows == ("9",)


def test_an_unknown_window_or_none_is_refused() -> None:
    for windows in (["99"], []):
        with pytest.raises(UnknownWindow):
            find_route(TINY, "1-door", windows=windows, step_free=False)


def test_an_unknown_start_is_refused() -> None:
    with pytest.raises(BadInput, match="no node"):
        find_route(TINY, "nowhere", windows=["1"], step_free=False)


def test_a_window_without_a_way_is_refused() -> None:
    with pytest.raises(BadInput, match="no way"):
        find_route(replace(TINY, paths=()), "1-door", windows=["3"], step_free=False)


@pytest.mark.parametrize(
    ("node", "front"),
    [
        (Point(2, -3), Point(2, 0)),
        (Point(2, 5), Point(2, 2)),
        (Point(-3, 1), Point(0, 1)),
        (Point(9, 1), Point(4, 1)),
        (Point(3, -3), Point(2, 0)),
    ],
)
def test_a_window_is_approached_from_the_side_of_its_node(node: Point, front: Point) -> None:
    assert window_front(Rect(0, 0, 4, 2), node) == front


@pytest.mark.parametrize("step_free", [False, True])
@pytest.mark.parametrize("start", STARTS)
def test_every_window_of_the_sample_hall_has_a_short_route(start: str, step_free: bool) -> None:
    for window in SAMPLE.windows:
        route = find_route(SAMPLE, start, windows=[window.window_id], step_free=step_free)

        assert 2 < route.metres < 80
        assert 2 < route.seconds < 100
        assert 2 <= len(route.steps) <= 7
        assert route.steps[0].kind is StepKind.START
        assert route.steps[-1].windows == (window.window_id,)
        assert route.steps[-1].side in {Side.LEFT, Side.RIGHT, Side.AHEAD}
        assert route.legs[-1].floor == window.floor
        if step_free:
            assert StepKind.TAKE_STAIRS not in {step.kind for step in route.steps}


def _with_stairs(directory: Directory) -> Directory:
    return replace(directory, paths=(*directory.paths, Path(a="1-mid", b="2-w3", kind=PathKind.STAIRS, seconds=15)))
