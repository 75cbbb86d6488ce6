"""A CUPS queue, its programs played by small scripts: what each answer of theirs makes of a ticket."""

from pathlib import Path

import pytest

from printer.confirm import ConfirmedPrinter
from printer.errors import LineLost, PrinterUnreachable, WriteStalled
from printer.outcome import Outcome
from printer.profiles import get_profile
from printer.status import Fault
from printer.transports.cups import CupsTransport
from tests.printer.machines import SHORT
from tests.printer.test_confirm import job_of

LP = 'cat > "$HERE/job"; echo "request id is hall-12 (0 file(s))"'
IDLE = 'echo "printer hall is idle.  enabled since now"'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a folder of scripts before everything on PATH; lp and lpstat play a queue in which all is well."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("HERE", str(tmp_path))
    play(tmp_path, lp=LP, lpstat=f'if [ "$1" = -p ]; then {IDLE}; fi', cancel='echo "$1" > "$HERE/cancelled"')
    return tmp_path


def play(folder: Path, **scripts: str) -> None:
    for name, script in scripts.items():
        file = folder / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


def printed() -> ConfirmedPrinter:
    return ConfirmedPrinter(CupsTransport(queue="hall", away_s=0.5), get_profile("generic-80"), SHORT)


def test_a_ticket_that_got_away_is_sent_byte_for_byte(programs: Path):
    job = job_of()

    report = printed().print_job(job)

    assert report.outcome is Outcome.SENT
    assert (programs / "job").read_bytes() == job.picture_bytes + job.cut_bytes


def test_a_queue_that_is_stopped_or_not_there_gets_nothing(programs: Path):
    play(programs, lpstat='echo "printer hall disabled since now"')
    assert printed().print_job(job_of()).outcome is Outcome.NOT_SENT

    play(programs, lpstat='echo "lpstat: Invalid destination name" >&2; exit 1')
    with pytest.raises(PrinterUnreachable, match="Invalid destination"):
        CupsTransport(queue="hall").connect(timeout_s=1)
    assert not (programs / "job").exists()


def test_without_cups_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(PrinterUnreachable, match="install cups-client"):
        CupsTransport(queue="hall").connect(timeout_s=1)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [("is idle", Outcome.NOT_SENT), ("now printing hall-12.", Outcome.UNKNOWN)],
)
def test_a_job_that_does_not_get_away_is_taken_back(programs: Path, state: str, outcome: Outcome):
    play(programs, lpstat=f'if [ "$1" = -p ]; then echo "printer hall {state}"; else echo "hall-12 root 9 now"; fi')

    report = printed().print_job(job_of())

    assert (report.outcome, report.cause) == (outcome, Fault.WRITE_STALLED)
    assert (programs / "cancelled").read_text() == "hall-12\n"


def test_a_job_that_lp_refuses_was_never_sent(programs: Path):
    play(programs, lp='echo "lp: not accepting jobs" >&2; exit 1')
    line = CupsTransport(queue="hall").connect(timeout_s=1)

    with pytest.raises(LineLost, match="not accepting") as lost:
        line.send(b"x", stall_s=0.1)

    assert lost.value.accepted == 0
    assert line.receive(timeout_s=0.1) == b""
    assert not isinstance(lost.value, WriteStalled)


def test_an_answer_that_nobody_understands_leaves_the_ticket_unknown(programs: Path):
    play(programs, lp='cat > "$HERE/job"; echo "ja"')

    assert printed().print_job(job_of()).outcome is Outcome.UNKNOWN
