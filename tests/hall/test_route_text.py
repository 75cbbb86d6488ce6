from datetime import date
from itertools import product
from pathlib import Path

import pytest

from hall.directory import directory_on
from hall.language import load_languages
from hall.places import Text
from hall.plan import load_plan
from hall.route import Route, find_route
from hall.route_steps import RouteStep, Side, StepKind
from hall.route_text import Origin, describe_route, list_route_phrases

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
SAMPLE = directory_on(load_plan(ASSETS / "halls" / "sample"), date(2026, 3, 2))
LIFTS = Text(zh="电梯厅", en="the lifts")


def test_a_route_is_told_in_one_sentence() -> None:
    route = find_route(SAMPLE, "1-k1", windows=["5"], step_free=False)

    assert describe_route(route, LANGUAGES["zh"]) == (
        "从这里往前走到电梯厅，左转乘电梯到二楼，出电梯右转 20 米，5 号窗口在左侧"
    )
    assert describe_route(route, LANGUAGES["en"]) == (
        "Go ahead to the lifts, turn left, take the lift to floor 2, turn right and walk 20 m; window 5 is on your left"
    )


def test_windows_side_by_side_are_told_together() -> None:
    route = find_route(SAMPLE, "2-k2", windows=["12", "13", "14"], step_free=True)

    assert describe_route(route, LANGUAGES["zh"]) == (
        "从这里转身走到电梯厅，左转乘电梯到三楼，出电梯右转走到大厅入口，左转 5 米，12、13、14 号窗口就在前面"
    )
    assert describe_route(route, LANGUAGES["en"]) == (
        "Turn round and go to the lifts, turn left, take the lift to floor 3, turn right and walk to the hall "
        "entrance, turn left and walk 5 m; windows 12, 13 and 14 are straight ahead"
    )


def test_a_reader_elsewhere_is_told_where_the_way_begins() -> None:
    route = find_route(SAMPLE, "1-k1", windows=["5"], step_free=False)

    assert describe_route(route, LANGUAGES["zh"], Origin.KIOSK).startswith("从取号机往前走到电梯厅")
    assert describe_route(route, LANGUAGES["en"], Origin.KIOSK).startswith("From the kiosk, go ahead to the lifts")


def test_there_is_a_phrase_for_each_step() -> None:
    route = find_route(SAMPLE, "1-k1", windows=["5"], step_free=False)

    assert list_route_phrases(route, LANGUAGES["zh"]) == (
        "从这里往前走到电梯厅",
        "左转乘电梯到二楼",
        "出电梯右转 20 米",
        "5 号窗口在左侧",
    )


def test_a_window_right_here_is_the_whole_sentence() -> None:
    route = _route(RouteStep(kind=StepKind.ARRIVE, windows=("5",)))

    assert describe_route(route, LANGUAGES["en"]) == "Window 5 is right here"


def test_the_name_of_a_floor_keeps_its_capitals_where_they_mean_something() -> None:
    steps = [RouteStep(kind=StepKind.TAKE_LIFT, floor="b", floor_name=Text(zh="负一楼", en="B1"))]

    assert "to B1;" in describe_route(_route(*steps, _arrival(Side.LEFT)), LANGUAGES["en"])


WALKS = [
    RouteStep(kind=kind, metres=20, landmark=landmark, side=side)
    for kind in (StepKind.START, StepKind.STRAIGHT, StepKind.TURN_LEFT, StepKind.TURN_RIGHT)
    for landmark in (None, LIFTS)
    for side in ((None, *Side) if kind is StepKind.START else (None,))
]
RIDES = [
    RouteStep(kind=kind, floor="2", floor_name=Text(zh="二楼", en="Floor 2"))
    for kind in (StepKind.TAKE_LIFT, StepKind.TAKE_STAIRS)
]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_there_are_words_for_every_step_that_can_be(code: str) -> None:
    for walk, ride, side, windows in product(WALKS, RIDES, (None, *Side), (("5",), ("5", "6"))):
        arrival = RouteStep(kind=StepKind.ARRIVE, windows=windows, side=side)
        told = describe_route(_route(walk, ride, arrival), LANGUAGES[code])

        assert "{" not in told
        assert "5" in told


def _arrival(side: Side) -> RouteStep:
    return RouteStep(kind=StepKind.ARRIVE, windows=("5",), side=side)


def _route(*steps: RouteStep) -> Route:
    return Route(window="5", legs=(), steps=steps, metres=1, seconds=1, step_free=True)
