"""Additions to a calendar leave every line that the hall wrote as it is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hall.calendar_file import add_to_calendar
from hall.calendar_merge import joined
from hall.errors import BadSettings
from hall.hall_plan import Calendar, Holiday, MakeUpDay
from hall.places import Text
from hall.plan import load_plan
from tests.hall.conftest import TINY_HALL

ADDED = Calendar(
    covers=(2027,),
    holidays=(Holiday(since=date(2027, 1, 1), until=date(2027, 1, 3), name=Text(zh="元旦", en='New "Year"')),),
    make_up_days=(MakeUpDay(day=date(2027, 1, 9), weekday=5, name=Text(zh="上班", en="Working day")),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY_HALL, tmp_path / "hall"))


def test_additions_stand_behind_what_was_there(folder: Path) -> None:
    file = folder / "calendar.toml"
    before = file.read_text(encoding="utf-8")
    own = load_plan(folder).calendar

    add_to_calendar(folder, own, ADDED)

    assert load_plan(folder).calendar == joined(own, ADDED)
    assert file.read_text(encoding="utf-8").startswith(before.replace("covers = [2026]", "covers = [2026, 2027]"))
    assert sorted(path.name for path in folder.glob("calendar*")) == ["calendar.toml"]


def test_a_file_that_is_missing_is_begun(folder: Path) -> None:
    (folder / "calendar.toml").unlink()

    add_to_calendar(folder, Calendar(), ADDED)

    assert load_plan(folder).calendar == ADDED


def test_a_file_without_covers_gets_one_before_its_tables(folder: Path) -> None:
    file = folder / "calendar.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("covers = [2026]\n", "# ours\n"), encoding="utf-8")
    own = load_plan(folder).calendar

    add_to_calendar(folder, own, ADDED)

    assert load_plan(folder).calendar == joined(own, ADDED)
    assert "# ours" in file.read_text(encoding="utf-8")


def test_the_line_ends_of_windows_stay(folder: Path) -> None:
    file = folder / "calendar.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    add_to_calendar(folder, load_plan(folder).calendar, ADDED)

    written = file.read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n")
    assert 2027 in load_plan(folder).calendar.covers


def test_a_file_that_cannot_be_added_to_is_left_alone_and_the_lines_are_told(folder: Path) -> None:
    file = folder / "calendar.toml"
    file.write_text("covers = [2026]\nholidays = []\n", encoding="utf-8")

    with pytest.raises(BadSettings) as refused:
        add_to_calendar(folder, Calendar(covers=(2026,)), ADDED)

    assert file.read_text(encoding="utf-8") == "covers = [2026]\nholidays = []\n"
    assert "since = 2027-01-01" in refused.value.detail
    assert refused.value.detail.endswith("and these years to covers: 2027")
