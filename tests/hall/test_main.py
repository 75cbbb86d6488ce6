from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall.__main__ import main
from hall.clock import SetClock
from hall.plan import load_plan
from tests.hall.conftest import TINY_HALL, HallFiles

SPRING = SetClock(datetime(2026, 4, 1, tzinfo=UTC))
DECEMBER = SetClock(datetime(2026, 12, 2, tzinfo=UTC))


def run(*arguments: str | Path, clock: SetClock = SPRING) -> tuple[int, list[str]]:
    said: list[str] = []
    return main([str(argument) for argument in arguments], said.append, clock=clock), said


def test_a_hall_without_faults_is_told_in_one_line() -> None:
    assert run("check", TINY_HALL) == (
        0,
        [f"{TINY_HALL}: nothing to mend; 2 floors, 1 kiosks, 3 windows, 2 queues, 3 departments, 5 matters, 1 towns"],
    )


def test_a_year_that_the_calendar_should_know_by_now_is_no_fault_but_told() -> None:
    code, said = run("check", TINY_HALL, clock=DECEMBER)

    assert code == 0
    assert said[1].startswith(f"{TINY_HALL}: note: the calendar knows nothing of 2027 yet, which begins in 30 days")


def test_faults_are_told_with_their_number_and_end_in_two(hall_files: HallFiles) -> None:
    hall_files.edit("hall.toml", 'featured = ["marriage"]', 'featured = ["mariage"]')

    code, said = run("check", hall_files.folder)

    assert code == 2
    assert said[0].startswith("hall.toml:7: featured[1]: ")
    assert said[-1].startswith("1 to mend")


def test_a_folder_that_is_not_there_ends_in_two(tmp_path: Path) -> None:
    assert run("check", tmp_path / "none")[0] == 2


def test_an_announced_year_is_added_to_the_calendar_and_told(hall_files: HallFiles) -> None:
    (hall_files.folder / "calendar.toml").unlink()

    code, said = run("calendar", "2026", hall_files.folder)

    assert code == 0
    assert "added: 2026-10-01 to 2026-10-07 国庆节" in said
    assert "added: 2026-10-10 国庆节调休上班 (hours of weekday 1)" in said
    calendar = load_plan(hall_files.folder).calendar
    assert (calendar.covers, len(calendar.holidays), len(calendar.make_up_days)) == ((2026,), 7, 6)


def test_a_year_that_is_covered_is_compared_and_left_alone(hall_files: HallFiles) -> None:
    before = (hall_files.folder / "calendar.toml").read_bytes()

    code, said = run("calendar", "2026", hall_files.folder)

    assert code == 0
    assert said[0] == (
        "differs, stays as it is: 2026-01-01 to 2026-01-03 元旦 was announced otherwise than calendar.toml has it"
    )
    assert said[-1] == f"{hall_files.folder}: calendar.toml covers 2026 already; nothing was changed"
    assert (hall_files.folder / "calendar.toml").read_bytes() == before


def test_a_year_not_announced_changes_nothing_and_says_what_to_do(hall_files: HallFiles) -> None:
    before = (hall_files.folder / "calendar.toml").read_bytes()

    code, said = run("calendar", "2999", hall_files.folder)

    assert code == 1
    assert len(said) == 1
    assert said[0].startswith("2999: its holidays are not known")
    assert (hall_files.folder / "calendar.toml").read_bytes() == before


def test_a_calendar_that_cannot_be_added_to_ends_in_two_with_the_lines_to_write(hall_files: HallFiles) -> None:
    (hall_files.folder / "calendar.toml").write_text("holidays = []\n", encoding="utf-8")

    code, said = run("calendar", "2026", hall_files.folder)

    assert code == 2
    assert "since = 2026-10-01" in said[0]


@pytest.mark.parametrize("year", ["26", "next", "2026.0"])
def test_what_is_no_year_ends_in_two(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("calendar", year, TINY_HALL)

    assert ended.value.code == 2
    assert "is no year" in capsys.readouterr().err
