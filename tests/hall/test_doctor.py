"""The doctor finds what is wrong, says what to do, and finds nothing where all is well."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.clock import SystemClock
from hall.doctor import Check, Finding, Patient, examine, main


def by_name(patient: Patient) -> dict[str, Check]:
    return {check.name: check for check in examine(patient, SystemClock())}


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

    assert main(["--data", str(tmp_path)], said.append) == 0
    assert main(["--data", str(tmp_path / "absent")], said.append) == 1
    assert any(line.startswith("BAD") for line in said)
