"""The way on the phone, drawn: every floor of it, its windows, where it begins, and nothing that could be script."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hall.directory import directory_on
from hall.language import load_languages
from hall.places import Directory, Text
from hall.plan import load_plan
from server.actions.directions import Way, Wayfinder
from server.web.rendering import Rendering
from server.web.way_picture import WIDTH, way_svg

ASSETS = Path(__file__).resolve().parents[3] / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
SVG = "{http://www.w3.org/2000/svg}"


@cache
def sample() -> Directory:
    return directory_on(load_plan(ASSETS / "halls" / "sample"), date(2026, 11, 24))


@cache
def colours() -> dict[str, str]:
    return dict(Rendering(ASSETS).colours("paper"))


def way_to(*windows: str, kiosk: str = "K1", directory: Directory | None = None) -> Way:
    found = Wayfinder(chinese=LANGUAGES["zh"], english=LANGUAGES["en"]).find(
        directory or sample(), kiosk=kiosk, windows=windows
    )
    assert found is not None
    return found


def draw(way: Way, code: str = "zh", *, is_large: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(way_svg(way, LANGUAGES[code], colours(), is_large=is_large))


def words_of(picture: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()).replace("\u00a0", " ") for each in picture.iter(f"{SVG}text")]


def test_each_floor_of_the_way_is_drawn_with_what_one_goes_to() -> None:
    words = words_of(draw(way_to("5", "6")))

    assert [word for word in words if word in {"一楼", "再到二楼", "二楼", "5、6 号窗口"}] == [
        "一楼",
        "再到二楼",
        "二楼",
        "5、6 号窗口",
    ]
    assert {"取号的地方", "电梯", "5", "6"} <= set(words)
    assert len(draw(way_to("5", "6")).findall(f"{SVG}svg")) == 2


def test_only_the_windows_to_go_to_have_the_colour_of_their_floor() -> None:
    (floor,) = draw(way_to("2"), "en").findall(f"{SVG}svg")[1:]

    coloured = [each for each in floor.iter(f"{SVG}rect") if each.get("fill") == colours()["teal"]]
    assert len(coloured) == 1


def test_a_kiosk_that_the_plan_has_not_begins_at_the_door() -> None:
    assert "入口" in words_of(draw(way_to("5", kiosk="none")))


def test_english_is_written_in_english() -> None:
    assert {"Floor 1", "Then to Floor 2", "Windows 5, 6", "Your kiosk"} <= set(words_of(draw(way_to("5", "6"), "en")))


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_window_of_the_hall_is_drawn_within_the_picture(code: str, *, is_large: bool) -> None:
    for window in sample().windows:
        picture = draw(way_to(window.window_id), code, is_large=is_large)
        for floor in picture.findall(f"{SVG}svg"):
            for text in floor.iter(f"{SVG}text"):
                assert 0 < float(text.get("x", "0")) < WIDTH, window.window_id
                assert 0 < float(text.get("y", "0")) < float(floor.get("height", "0")), window.window_id
        end = picture.findall(f"{SVG}svg")[-1]
        assert window.window_id in words_of(end)


def test_names_of_the_hall_are_words_and_no_markup() -> None:
    hostile = Text(zh="<script>&", en="<script>&")
    floors = tuple(
        replace(floor, name=hostile, rooms=tuple(replace(room, name=hostile) for room in floor.rooms))
        for floor in sample().floors
    )

    assert "<script>&" in words_of(draw(way_to("5", directory=replace(sample(), floors=floors))))
