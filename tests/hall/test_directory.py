import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from hall.directory import directory_on
from hall.places import Directory, Handling, HandlingMode, Text
from hall.plan import load_plan
from hall.wire import from_json, to_json
from tests.hall.conftest import TINY_HALL

PLAN = load_plan(TINY_HALL)
TODAY = date(2026, 3, 2)


def test_before_the_hall_opens_the_original_hall_handles_everything() -> None:
    directory = directory_on(PLAN, date(2012, 2, 29))

    assert {today.handling for today in directory.matters} == {Handling(mode=HandlingMode.ORIGINAL_HALL)}
    assert set(directory.department_handling.values()) == {HandlingMode.ORIGINAL_HALL}


def test_on_the_day_the_hall_opens_its_windows_do() -> None:
    handling = _handling("marriage", date(2012, 3, 1))

    assert (handling.mode, handling.queue, handling.is_here) == (HandlingMode.PERMANENT, "civil", True)


def test_windows_are_all_that_serve_the_queue_in_the_order_of_the_hall() -> None:
    assert _handling("marriage", TODAY).windows == ("1", "3")
    assert _handling("trade_filing", TODAY).windows == ("2", "3")


def test_a_matters_own_placement_goes_before_its_departments() -> None:
    assert _handling("allowance", TODAY) == Handling(mode=HandlingMode.DELEGATED, towns=("qingxi",))


def test_an_authorised_matter_is_at_the_other_departments_windows() -> None:
    handling = _handling("association", TODAY)

    assert (handling.mode, handling.windows) == (HandlingMode.AUTHORISED, ("1", "3"))


def test_a_department_not_moved_in_says_what_to_do_and_from_when_it_is_here() -> None:
    handling = _handling("household", date(2027, 2, 28))

    assert handling.mode is HandlingMode.NOT_MOVED_IN
    assert handling.since == date(2027, 3, 1)
    assert handling.note == Text(zh="请去公安局", en="Please go to the police")
    assert (handling.queue, handling.windows) == (None, ())


def test_a_department_is_here_from_the_morning_of_its_day() -> None:
    directory = directory_on(PLAN, date(2027, 3, 1))

    assert _handling("household", date(2027, 3, 1)).windows == ("2", "3")
    assert directory.department_handling["police"] is HandlingMode.COMPREHENSIVE


def test_a_department_without_a_date_gives_none() -> None:
    police = PLAN.departments[2]
    absent = replace(police.placements[0], until=None)
    plan = replace(PLAN, departments=(*PLAN.departments[:2], replace(police, placements=(absent,))))

    assert (
        next(t for t in directory_on(plan, TODAY).matters if t.matter.matter_id == "household").handling.since is None
    )


def test_matters_are_found_by_everyday_words() -> None:
    marriage = next(today for today in directory_on(PLAN, TODAY).matters if today.matter.matter_id == "marriage")

    assert [reading.split()[0] for reading in marriage.keys.readings] == ["hun", "ling"]


def test_departments_are_found_by_pinyin_too() -> None:
    assert directory_on(PLAN, TODAY).department_keys["civil"].readings[0].startswith("min zheng")


def test_a_directory_survives_the_wire() -> None:
    directory = directory_on(PLAN, TODAY)

    assert from_json(Directory, to_json(directory)) == directory


def test_the_sample_halls_directory_is_made_in_well_under_a_second() -> None:
    plan = load_plan(Path(__file__).resolve().parent.parent.parent / "assets" / "halls" / "sample")
    began = time.perf_counter()

    directory_on(plan, TODAY)

    assert time.perf_counter() - began < 0.8


def _handling(matter_id: str, day: date) -> Handling:
    return next(today.handling for today in directory_on(PLAN, day).matters if today.matter.matter_id == matter_id)


def test_numbers_that_kiosks_give_out_by_themselves_can_be_typed() -> None:
    names = [kiosk.kiosk_id for floor in PLAN.floors for kiosk in floor.kiosks]
    silent = replace(PLAN, hall=replace(PLAN.hall, rules=replace(PLAN.hall.rules, offline_numbers=0)))

    assert {f"{name}-" for name in names} <= set(directory_on(PLAN, TODAY).prefixes)
    assert not any("-" in prefix for prefix in directory_on(silent, TODAY).prefixes)
