"""The sample hall holds what the public plan settles; the lists here are written out from the plan itself."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from hall.calendar_seed import find_announced
from hall.directory import directory_on
from hall.places import HANDLED_HERE, Body, Department, Handling, HandlingMode, Matter, MatterToday, RoomKind, Text
from hall.plan import load_plan

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
PLAN = load_plan(ASSETS / "halls" / "sample")
TODAY = date(2026, 11, 24)
DIRECTORY = directory_on(PLAN, TODAY)
HAN = re.compile("[\u4e00-\u9fff]")

DISTRICT_PERMANENT = "交委 民政局 人力社保局 国土房管局 医保中心 社保局"
DISTRICT_COMPREHENSIVE = (
    "编办 发改委 经信委 教委 科委 农委 商务局 司法局 水务局 文广新局 卫生局 计生委 统计局 体育局 林业局 旅游局 "
    "档案局 民防办 畜牧局 气象局 残联"
)
ZONE_AND_CITY_PERMANENT = "经开区建设管理局 工商局 质监局 食药监局 国税局 地税局"
ZONE_COMPREHENSIVE = "经济发展局 投资促进局 财务局 安全生产监督管理局 环境保护局"
CENTRE_WINDOWS = "综合窗口 政务信息公开窗口 收费窗口"


def test_the_38_departments_of_the_plan_have_their_modes() -> None:
    permanent = {*DISTRICT_PERMANENT.split(), *ZONE_AND_CITY_PERMANENT.split()}
    comprehensive = {*DISTRICT_COMPREHENSIVE.split(), *ZONE_COMPREHENSIVE.split()}
    modes = {
        department.name.zh: DIRECTORY.department_handling[department.department_id]
        for department in PLAN.departments
        if department.body is not Body.CENTRE
    }

    assert (len(permanent), len(comprehensive)) == (12, 26)
    assert {name for name, mode in modes.items() if mode is HandlingMode.PERMANENT} == permanent
    assert {name for name, mode in modes.items() if mode is HandlingMode.COMPREHENSIVE} == comprehensive


def test_departments_belong_to_the_bodies_that_the_plan_names() -> None:
    bodies = {department.name.zh: department.body for department in PLAN.departments}

    district = f"{DISTRICT_PERMANENT} {DISTRICT_COMPREHENSIVE}".split()
    assert {bodies[name] for name in district} == {Body.DISTRICT}
    assert {bodies[name] for name in ZONE_COMPREHENSIVE.split()} == {Body.ZONE}
    assert bodies["经开区建设管理局"] is Body.ZONE
    assert {bodies[name] for name in ZONE_AND_CITY_PERMANENT.split()[1:]} == {Body.CITY}
    assert {name for name, body in bodies.items() if body is Body.CENTRE} == set(CENTRE_WINDOWS.split())


@pytest.mark.parametrize("name", CENTRE_WINDOWS.split())
def test_the_centres_own_windows_stand_in_the_hall(name: str) -> None:
    department = next(one for one in PLAN.departments if one.name.zh == name)
    matters = [today for today in DIRECTORY.matters if today.matter.department == department.department_id]

    elsewhere = [today for today in matters if today.handling.mode is HandlingMode.ELSEWHERE]
    here = [today for today in matters if today not in elsewhere]
    assert here
    assert all(today.handling.windows for today in here)
    assert all(today.handling.note for today in elsewhere)


def test_the_sample_can_be_tried_at_any_hour_and_knows_the_holidays_of_2026() -> None:
    assert PLAN.hall.open_always
    assert PLAN.calendar.covers == (2026,)
    announced = find_announced(2026, PLAN.hall.hours)
    assert announced is not None
    assert (PLAN.calendar.holidays, PLAN.calendar.make_up_days) == (announced.holidays, announced.make_up_days)


def test_the_hall_is_floor_2_and_the_right_half_of_floor_3() -> None:
    assert {window.floor for window in PLAN.windows} == {"2", "3"}
    assert all(window.place.x_m >= 24 for window in PLAN.windows if window.floor == "3")
    third = next(floor for floor in PLAN.floors if floor.floor_id == "3")
    not_ours = [room.place for room in third.rooms if room.kind is RoomKind.NOT_OURS]
    assert not_ours
    assert all(place.x_m + place.width_m <= 24 for place in not_ours)
    assert "双北路103号" in PLAN.hall.address.zh


def test_window_numbers_run_along_the_counters_without_a_gap() -> None:
    assert [window.window_id for window in PLAN.windows] == [str(number) for number in range(1, 26)]
    assert next(window.window_id for window in PLAN.windows if window.floor == "3") == "12"


def test_it_says_that_it_is_a_sample_and_what_was_chosen() -> None:
    head = (ASSETS / "halls" / "sample" / "hall.toml").read_text(encoding="utf-8").split("hall_id")[0]

    assert PLAN.hall.sample
    assert "CHOSEN" in head


def test_up_to_the_day_before_the_cut_over_everything_is_at_the_original_hall() -> None:
    before = directory_on(PLAN, date(2012, 2, 29))

    assert {today.handling for today in before.matters} == {Handling(mode=HandlingMode.ORIGINAL_HALL)}
    assert PLAN.hall.original_hall.name.zh == "原行政审批服务大厅"


def test_from_the_cut_over_on_the_hall_handles_what_is_its_own() -> None:
    first_day = directory_on(PLAN, date(2012, 3, 1))

    assert _today(first_day.matters, "marriage_registration").handling.windows == ("2",)
    assert HandlingMode.ORIGINAL_HALL not in first_day.department_handling.values()


def test_a_department_moves_in_on_the_morning_of_its_day() -> None:
    last_day_out, first_day_in = (directory_on(PLAN, day) for day in (date(2027, 2, 28), date(2027, 3, 1)))

    waiting = _today(last_day_out.matters, "newborn_household").handling
    assert (waiting.mode, waiting.since) == (HandlingMode.NOT_MOVED_IN, date(2027, 3, 1))
    assert _today(first_day_in.matters, "newborn_household").handling.windows == ("9", "11")


def test_at_least_three_departments_have_not_moved_in_and_say_where_to_go() -> None:
    absent = [today for today in DIRECTORY.matters if today.handling.mode is HandlingMode.NOT_MOVED_IN]

    assert len({today.matter.department for today in absent}) >= 3
    assert all(today.handling.note for today in absent)


@pytest.mark.parametrize("day", [TODAY, date(2030, 1, 2)])
def test_what_the_hall_never_does_says_who_does_it_and_names_no_day(day: date) -> None:
    licence = _today(directory_on(PLAN, day).matters, "driving_licence").handling

    assert (licence.mode, licence.since, licence.windows) == (HandlingMode.ELSEWHERE, None, ())
    assert licence.note


def test_matters_are_delegated_to_at_least_three_towns() -> None:
    delegated = [today for today in DIRECTORY.matters if today.handling.mode is HandlingMode.DELEGATED]

    assert len({town for today in delegated for town in today.handling.towns}) >= 3
    assert all(not today.handling.windows for today in delegated)


def test_a_district_matter_is_authorised_to_a_zone_departments_window() -> None:
    today = _today(DIRECTORY.matters, "air_raid_shelter")

    assert today.handling.mode is HandlingMode.AUTHORISED
    assert _department(today.matter.department).body is Body.DISTRICT
    assert _department(today.matter.at_department or "").body is Body.ZONE
    assert today.handling.windows == ("21", "22")


def test_the_first_screen_is_that_of_the_design() -> None:
    shown = [_today(DIRECTORY.matters, name) for name in PLAN.hall.featured]

    assert [
        (today.matter.name.zh, _department(today.matter.department).name.zh, today.handling.windows) for today in shown
    ] == [
        ("社会保险登记", "社保局", ("5", "6")),
        ("医保报销", "医保中心", ("7", "8")),
        ("婚姻登记", "民政局", ("2",)),
        ("营业执照", "工商局", ("12", "13", "14")),
        ("不动产登记", "国土房管局", ("4",)),
        ("缴费", "收费窗口", ("10",)),
    ]


def test_every_department_has_matters_and_there_are_many() -> None:
    departments = {matter.department for matter in PLAN.matters}

    assert departments == {department.department_id for department in PLAN.departments}
    assert len(PLAN.matters) >= 120


@pytest.mark.parametrize("matter", PLAN.matters, ids=lambda matter: matter.matter_id)
def test_every_matter_is_complete(matter: Matter) -> None:
    assert 3 <= len(matter.also) <= 40
    assert 3 <= len(matter.also_en) <= 40
    assert matter.name.en not in matter.also_en
    assert len(set(matter.also)) == len(matter.also)
    assert matter.name.zh not in matter.also
    assert 1 <= len(matter.materials) <= 6
    assert matter.audiences
    assert matter.themes
    assert 3 <= matter.minutes <= 45
    assert 0 <= matter.limit_days <= 60


def test_every_department_is_found_by_everyday_english() -> None:
    assert [one.department_id for one in PLAN.departments if len(one.also_en) < 2] == []


def test_no_two_matters_have_the_same_name() -> None:
    for names in ([matter.name.zh for matter in PLAN.matters], [matter.name.en for matter in PLAN.matters]):
        assert len(set(names)) == len(names)


def test_everyday_words_find_their_matter() -> None:
    words = {word: today.matter.matter_id for today in DIRECTORY.matters for word in today.matter.also}

    assert words["生孩子上户口"] == "newborn_household"
    assert words["领证"] == "marriage_registration"
    assert words["交社保"] == "social_insurance_registration"
    assert words["开饭店"] == "food_business_permit"
    assert words["办房产证"] == "real_estate_registration"


def test_people_wait_for_the_comprehensive_window_on_floor_2_and_firms_on_floor_3() -> None:
    floors = {window.window_id: window.floor for window in PLAN.windows}
    for today in DIRECTORY.matters:
        reached = {floors[window] for window in today.handling.windows}
        assert len(reached) <= 1, today.matter.matter_id


def test_every_text_is_there_in_both_languages_and_none_is_left_in_chinese() -> None:
    texts = list(_texts(PLAN))

    assert len(texts) > 1000
    assert [text for text in texts if not text.zh.strip() or not text.en.strip()] == []
    assert [text for text in texts if HAN.search(text.en) or text.en == text.zh] == []
    assert [text for text in texts if not HAN.search(text.zh)] == []


def test_every_theme_has_matters() -> None:
    used = {theme for matter in PLAN.matters for theme in matter.themes}

    assert used == {theme.theme_id for theme in PLAN.themes}


def test_every_icon_is_in_the_icon_font() -> None:
    icons = tomllib.loads((ASSETS / "fonts" / "icons.toml").read_text(encoding="utf-8"))
    used = {department.icon for department in PLAN.departments} | {theme.icon for theme in PLAN.themes}

    assert used - set(icons) == set()


def test_there_is_an_accessible_window_on_both_floors() -> None:
    assert {window.floor for window in PLAN.windows if window.accessible} == {"2", "3"}


def test_a_relief_window_serves_more_than_one_queue() -> None:
    assert [window.window_id for window in PLAN.windows if len(window.queues) > 1] == ["11", "14", "19"]


def test_some_matters_here_are_handled_in_every_mode() -> None:
    modes = {today.handling.mode for today in DIRECTORY.matters}

    assert modes == {*HANDLED_HERE, HandlingMode.DELEGATED, HandlingMode.NOT_MOVED_IN, HandlingMode.ELSEWHERE}


def _today(matters: tuple[MatterToday, ...], matter_id: str) -> MatterToday:
    return next(today for today in matters if today.matter.matter_id == matter_id)


def _department(department_id: str) -> Department:
    return next(one for one in PLAN.departments if one.department_id == department_id)


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
