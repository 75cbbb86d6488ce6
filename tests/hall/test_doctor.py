"""The doctor finds what is wrong, says what to do, and finds nothing where all is well."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall.clock import Clock, SetClock, SystemClock
from hall.doctor import Check, Finding, Patient, examine, main
from tests.hall.conftest import TINY_HALL, HallFiles

SPRING = SetClock(datetime(2026, 4, 1, tzinfo=UTC))
DECEMBER = SetClock(datetime(2026, 12, 2, tzinfo=UTC))


def by_name(patient: Patient, clock: Clock | None = None) -> dict[str, Check]:
    return {check.name: check for check in examine(patient, clock or SystemClock())}


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{unused.getsockname()[1]}"


def test_a_machine_that_runs_the_tests_has_what_the_programs_need(tmp_path: Path) -> None:
    checks = by_name(Patient(data=tmp_path))

    assert [check for check in checks.values() if check.finding is Finding.ILL] == []
    assert {"python", "fonts", "languages", "graphics", "sound", "programs", "disk", "disk sync"} == set(checks)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    check = by_name(Patient(data=tmp_path / "absent"))["disk"]

    assert check.finding is Finding.ILL
    assert "absent" in check.said
    assert check.remedy


def test_a_server_and_a_printer_that_do_not_answer_are_ill(tmp_path: Path, nobody: str) -> None:
    checks = by_name(Patient(data=tmp_path, server=f"http://{nobody}", printer=f"tcp://{nobody}"))

    assert (checks["server"].finding, checks["printer"].finding) == (Finding.ILL, Finding.ILL)
    assert nobody in checks["server"].said
    assert nobody in checks["printer"].said


def test_the_exit_code_tells_whether_something_is_ill(tmp_path: Path) -> None:
    said: list[str] = []

    assert main(["--data", str(tmp_path)], said.append, clock=SystemClock()) == 0
    assert main(["--data", str(tmp_path / "absent")], said.append, clock=SystemClock()) == 1
    assert any(line.startswith("BAD") for line in said)


def test_a_hall_s_files_are_looked_at_with_their_calendar(tmp_path: Path) -> None:
    patient = Patient(data=tmp_path, hall=TINY_HALL)

    in_spring, in_december = by_name(patient, SPRING)["hall"], by_name(patient, DECEMBER)["hall"]

    assert in_spring.finding is Finding.WELL
    assert in_december.finding is Finding.DOUBTFUL
    assert "2027" in in_december.said
    assert "./yinhao hall calendar 2027" in in_december.remedy


def test_a_hall_with_faults_is_ill(tmp_path: Path, hall_files: HallFiles) -> None:
    hall_files.edit("hall.toml", "max_calls = 3", "max_calls = 0")

    check = by_name(Patient(data=tmp_path, hall=hall_files.folder))["hall"]

    assert check.finding is Finding.ILL
    assert "rules.max_calls" in check.said
