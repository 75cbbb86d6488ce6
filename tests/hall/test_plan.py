import shutil
from datetime import time
from pathlib import Path as FilePath

import pytest

from hall.errors import BadSettings
from hall.hall_plan import AfterLast, Calendar
from hall.places import Audience, Path, PathKind, Quota
from hall.plan import load_plan
from hall.plane import Point
from tests.hall.conftest import TINY_HALL, HallFiles

SAMPLE = FilePath(__file__).resolve().parent.parent.parent / "assets" / "halls" / "sample"


def test_a_plan_holds_what_its_files_say() -> None:
    plan = load_plan(TINY_HALL)

    assert plan.hall.hall_id == "tiny"
    assert [floor.floor_id for floor in plan.floors] == ["1", "2"]
    assert [window.window_id for window in plan.windows] == ["1", "2", "3"]
    assert plan.floors[0].nodes[1].at == Point(10, 4)
    assert plan.series[1].last == 99
    assert plan.towns[0].phone == "12345"


def test_a_calendar_holds_what_its_file_says() -> None:
    calendar = load_plan(TINY_HALL).calendar

    assert calendar.covers == (2026,)
    assert calendar.holidays[0].name.zh == "国庆节"
    assert calendar.make_up_days[0].weekday == 5
    assert [(one.opens, one.closes) for one in calendar.special_days[0].hours] == [
        (time(9), time(12)),
        (time(13, 30), time(15)),
    ]


def test_a_hall_without_a_calendar_has_one_that_covers_no_year(hall_files: HallFiles) -> None:
    (hall_files.folder / "calendar.toml").unlink()

    assert load_plan(hall_files.folder).calendar == Calendar()


def test_series_and_quotas_hold_what_their_files_say(hall_files: HallFiles) -> None:
    hall_files.edit("windows.toml", 'prefix = "A"', 'prefix = "A", skip = ["4"], after_last = "wrap"')
    hall_files.edit("windows.toml", 'queue_id = "civil", series', 'queue_id = "civil", quota = { a_day = 60 }, series')
    hall_files.edit("matters/trade.toml", "limit_days = 30", "limit_days = 30\nquota = { slot_min = 30, a_slot = 5 }")

    plan = load_plan(hall_files.folder)

    assert (plan.series[0].skip, plan.series[0].after_last) == (("4",), AfterLast.WRAP)
    assert plan.queues[0].quota == Quota(a_day=60)
    assert [matter.quota for matter in plan.matters if matter.quota] == [Quota(slot_min=30, a_slot=5)]


def test_a_matter_takes_department_and_queue_from_the_head_of_its_file() -> None:
    matters = {matter.matter_id: matter for matter in load_plan(TINY_HALL).matters}

    assert (matters["marriage"].department, matters["marriage"].queue) == ("civil", "civil")
    assert matters["association"].queue == "civil"
    assert matters["association"].audiences == (Audience.FIRM,)


def test_matters_stand_in_the_order_of_their_departments() -> None:
    matters = load_plan(TINY_HALL).matters

    assert [matter.department for matter in matters] == ["civil", "civil", "trade", "trade", "police"]


def test_aisles_become_paths_between_neighbouring_nodes() -> None:
    paths = load_plan(TINY_HALL).paths

    assert Path(a="1-door", b="1-mid") in paths
    assert Path(a="1-mid", b="1-lift") in paths
    assert Path(a="1-door", b="1-lift") not in paths
    assert Path(a="1-lift", b="2-lift", kind=PathKind.LIFT, seconds=20) in paths


def test_faults_of_several_files_are_told_together(tmp_path: FilePath) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder)
    files = HallFiles(folder)
    files.edit("hall.toml", '  "marriage_registration",', '  "mariage_registration",')
    files.edit("windows.toml", 'node = "2-w5"', 'node = "2-w55"')
    files.edit("departments.toml", "since = 2027-03-01", "since = 2027-03-02")

    faults = files.list_faults()

    assert [fault.split(":")[0] for fault in faults] == ["departments.toml", "hall.toml", "windows.toml"]
    assert 'did you mean "marriage_registration"' in faults[1]


def test_faults_of_form_come_before_what_depends_on_it(hall_files: HallFiles) -> None:
    hall_files.edit("towns.toml", 'phone = "12345"', "phone = 12345")
    hall_files.edit("hall.toml", 'featured = ["marriage"]', 'featured = ["unknown"]')

    assert [fault.split(":")[0] for fault in hall_files.list_faults()] == ["towns.toml"]


def test_how_many_faults_there_are_is_told_too(hall_files: HallFiles) -> None:
    hall_files.edit("hall.toml", 'featured = ["marriage"]', 'featured = ["one", "two"]')

    with pytest.raises(BadSettings) as refused:
        load_plan(hall_files.folder)

    assert refused.value.facts["faults"] == 2


def test_a_folder_without_the_files_names_them_all(tmp_path: FilePath) -> None:
    faults = HallFiles(tmp_path).list_faults()

    files = ["departments.toml", "hall.toml", "paths.toml", "themes.toml", "towns.toml", "windows.toml"]
    assert [fault.split(":")[0] for fault in faults] == sorted([*files, "floors", "matters"])
    assert all("add" in fault for fault in faults)


def test_a_file_in_another_encoding_is_named(hall_files: HallFiles) -> None:
    file = hall_files.folder / "themes.toml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))

    assert hall_files.list_faults() == ["themes.toml:1: is not UTF-8; save it again with the encoding UTF-8"]
