from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hall.directory import directory_on
from hall.errors import BadInput
from hall.language import load_languages
from hall.places import Directory, RoomKind
from hall.plan import load_plan
from hall.plane import Rect
from hall.room_route import RoomRoute, find_room_route
from hall.route_text import describe_route

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
SAMPLE = directory_on(load_plan(ASSETS / "halls" / "sample"), date(2026, 3, 2))


def ids_of(directory: Directory, *kinds: RoomKind) -> set[str]:
    return {room.room_id for floor in directory.floors for room in floor.rooms if room.kind in kinds}


def way(start: str, *kinds: RoomKind, directory: Directory = SAMPLE) -> RoomRoute:
    found = find_room_route(directory, start, rooms=ids_of(directory, *kinds), step_free=True)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("start", "kind", "zh", "en"),
    [
        (
            "1-k1",
            RoomKind.ACCESSIBLE_TOILET,
            "从这里往前走到电梯厅，就在左侧约 5 米处",
            "Go ahead to the lifts; look to your left, about 5 m away",
        ),
        ("1-k1", RoomKind.LIFT, "从这里往前走到电梯厅，就在左侧", "Go ahead to the lifts; look to your left"),
        (
            "2-k2",
            RoomKind.STAIRS,
            "从这里转身走到主楼梯，就在左侧",
            "Turn round and go to the main stairs; look to your left",
        ),
        ("2-k2", RoomKind.DESK, "就在左侧", "Look to your left"),
        (
            "3-k3",
            RoomKind.WAITING,
            "从这里往前走到大厅入口，就在前面",
            "Go ahead to the hall entrance; look straight ahead",
        ),
    ],
)
def test_a_way_to_a_room_is_told(start: str, kind: RoomKind, zh: str, en: str) -> None:
    found = way(start, kind)

    assert describe_route(found, LANGUAGES["zh"]) == zh
    assert describe_route(found, LANGUAGES["en"]) == en


def test_the_nearest_room_will_do_and_another_floor_if_it_must_be() -> None:
    first, second, third = SAMPLE.floors
    bare = replace(first, rooms=tuple(room for room in first.rooms if "toilet" not in room.kind))
    without = replace(SAMPLE, floors=(bare, second, third))

    assert way("1-k1", RoomKind.TOILET).floor.floor_id == "1"
    assert way("1-k1", RoomKind.TOILET, directory=without).floor.floor_id == "2"
    assert "乘电梯到二楼" in describe_route(way("1-k1", RoomKind.TOILET, directory=without), LANGUAGES["zh"])


def test_nobody_is_led_through_a_lift_to_what_is_behind_its_wall() -> None:
    for start in ("1-k1", "2-k2", "3-k3"):
        assert "5 米，就在右侧" not in describe_route(way(start, RoomKind.ACCESSIBLE_TOILET), LANGUAGES["zh"])


def test_who_stands_in_the_room_is_told_that_it_is_here() -> None:
    second = SAMPLE.floors[1]
    stand = next(node for node in second.nodes if node.node_id == "2-k2")
    place = Rect(stand.at.x_m - 1, stand.at.y_m - 1, 2.0, 2.0)
    around = replace(second.rooms[0], room_id="around", kind=RoomKind.WAITING, place=place)
    there = replace(SAMPLE, floors=(SAMPLE.floors[0], replace(second, rooms=(around,)), SAMPLE.floors[2]))

    assert describe_route(way("2-k2", RoomKind.WAITING, directory=there), LANGUAGES["zh"]) == "就在旁边"


def test_a_hall_without_such_a_room_has_no_way_and_an_unknown_start_is_told() -> None:
    assert find_room_route(SAMPLE, "1-k1", rooms=set(), step_free=True) is None
    with pytest.raises(BadInput, match="no node nowhere"):
        find_room_route(SAMPLE, "nowhere", rooms={"1-lifts"}, step_free=True)
