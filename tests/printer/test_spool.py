"""What a kiosk knows after it was killed while it printed: nothing is printed twice, nothing is forgotten."""

import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.errors import DiskUnusable
from printer import Fault, Outcome, open_printer
from printer.job import Job
from printer.outcome import JobState
from printer.spool import Spool
from printer.ticket_printer import TicketPrinter
from tests.printer.machines import ASSETS, SHORT, Bench
from tests.printer.slips import ISSUED_AT, make_slip

ROOT = ASSETS.parent
JOB = Job(picture_bytes=b"\x1b@" + b"x" * 50, cut_bytes=b"\x1dVB\0", rows=10)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(ISSUED_AT)


def open_at(bench: Bench, state: Path, clock: SetClock) -> TicketPrinter:
    address = f"tcp://127.0.0.1:{bench.port.port}"
    return open_printer(address, assets=ASSETS, clock=clock, limits=SHORT, state=state)


def test_a_printed_ticket_is_kept_until_it_is_forgotten(tmp_path: Path, clock: SetClock):
    with Bench() as bench:
        report = open_at(bench, tmp_path, clock).print_slip(make_slip(ticket_id=7))

        (recovered,) = open_at(bench, tmp_path, clock).recover()

        assert report.outcome is Outcome.PRINTED
        assert (recovered.ticket_id, recovered.number, recovered.report.outcome) == (7, "A012", Outcome.PRINTED)
        assert recovered.report.job_key == report.job_key
        open_at(bench, tmp_path, clock).forget(report.job_key)
        assert open_at(bench, tmp_path, clock).recover() == ()
        assert len(bench.list_after_repair()) == 1


def test_a_job_of_which_no_byte_was_sent_is_printed_after_the_restart(tmp_path: Path, clock: SetClock):
    with Bench() as bench:
        keep(tmp_path, clock, JobState.QUEUED)

        (recovered,) = open_at(bench, tmp_path, clock).recover()

    assert recovered.report.outcome is Outcome.PRINTED


def test_one_whose_visitor_has_left_is_not(tmp_path: Path, clock: SetClock):
    keep(tmp_path, clock, JobState.QUEUED)
    clock.advance(timedelta(seconds=61))
    with Bench() as bench:
        (recovered,) = open_at(bench, tmp_path, clock).recover()

        assert recovered.report.outcome is Outcome.NOT_SENT
        assert bench.list_after_repair() == []


def test_one_that_was_being_sent_is_never_sent_again_and_its_torn_piece_is_cut_off(tmp_path: Path, clock: SetClock):
    keep(tmp_path, clock, JobState.SENDING)
    with Bench() as bench:
        with socket.create_connection(("127.0.0.1", bench.port.port)) as dead:
            dead.sendall(b"\x1b@\x1dv0\x00\x48\x00\xff\x00" + b"\xff" * 5000)
        printer = open_at(bench, tmp_path, clock)

        (recovered,) = printer.recover()
        after = printer.print_slip(make_slip(ticket_id=8))

        pieces = bench.list_after_repair()
    assert recovered.report.outcome is Outcome.UNKNOWN
    assert after.outcome is Outcome.PRINTED
    assert len(pieces) == 2, "the torn piece and the next ticket"


def test_a_torn_piece_is_remembered_over_restarts(tmp_path: Path, clock: SetClock):
    with Bench("drop@3000") as bench:
        assert open_at(bench, tmp_path, clock).print_slip(make_slip()).is_torn

        assert Spool(tmp_path, clock).memory_at_start.is_torn
        bench.machine.repair()
        assert open_at(bench, tmp_path, clock).print_slip(make_slip()).outcome is Outcome.PRINTED
        assert not Spool(tmp_path, clock).memory_at_start.is_torn


def test_a_note_is_kept_only_while_it_is_printed(tmp_path: Path, clock: SetClock):
    with Bench() as bench:
        open_at(bench, tmp_path, clock).print_slip(make_slip())

        assert Spool(tmp_path, clock).list_jobs() == ()


@pytest.mark.parametrize("size", [0, 1, 40])
def test_a_state_that_was_half_written_is_set_aside_and_the_rest_is_read(tmp_path: Path, clock: SetClock, size: int):
    keep(tmp_path, clock, JobState.SENDING)
    file = tmp_path / "spool" / "1.json"
    file.write_bytes(file.read_bytes()[:size])
    (tmp_path / "spool" / "9.job").write_bytes(b"without a state")

    spool = Spool(tmp_path, clock)

    assert spool.list_jobs() == ()
    assert not (tmp_path / "spool" / "9.job").exists()
    assert spool.keep(JOB, key="k", ticket_id=1, number="A1").place >= 1


def test_bytes_that_are_not_all_there_are_not_printed(tmp_path: Path, clock: SetClock):
    keep(tmp_path, clock, JobState.QUEUED)
    file = tmp_path / "spool" / "1.job"
    file.write_bytes(file.read_bytes()[:20])
    with Bench() as bench:
        (recovered,) = open_at(bench, tmp_path, clock).recover()

    assert recovered.report.outcome is Outcome.NOT_SENT


def test_a_disk_that_cannot_be_written_costs_no_slip(tmp_path: Path, clock: SetClock):
    (tmp_path / "spool").write_text("in the way")
    with Bench() as bench:
        report = open_at(bench, tmp_path, clock).print_slip(make_slip(ticket_id=7))

    assert (report.outcome, report.job_key) == (Outcome.PRINTED, "")
    with pytest.raises(DiskUnusable):
        Spool(tmp_path, clock).keep(JOB, key="k", ticket_id=1, number="A1")


def test_two_threads_keep_jobs_apart(tmp_path: Path, clock: SetClock):
    spool = Spool(tmp_path, clock)

    def keep_some() -> None:
        for number in range(20):
            spool.keep(JOB, key=f"{threading.get_ident()}-{number}", ticket_id=number, number=f"A{number}")

    threads = [threading.Thread(target=keep_some) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({job.place for job in Spool(tmp_path, clock).list_jobs()}) == 40


def test_a_kill_at_any_byte_or_moment_leaves_one_ticket_at_most_and_what_is_told_is_true():
    """The campaign itself, short: real processes, real SIGKILLs."""
    command = [sys.executable, "benchmarks/print_campaign.py", "kills", "--bytes", "13", "16", "9000", "--moments", "1"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_printer_known_to_answer_is_given_time_to_print_for_another_kiosk(tmp_path: Path, clock: SetClock):
    with Bench() as bench:
        printer = open_at(bench, tmp_path, clock)
        assert printer.print_slip(make_slip()).outcome is Outcome.PRINTED
        with socket.create_connection(("127.0.0.1", bench.port.port)):
            time.sleep(0.1)
            assert printer.print_slip(make_slip()).cause is Fault.NO_ANSWER
        assert printer.print_slip(make_slip()).outcome is Outcome.PRINTED


def keep(state: Path, clock: SetClock, at: JobState) -> None:
    spool = Spool(state, clock)
    spooled = spool.keep(JOB, key="k" * 32, ticket_id=7, number="A012")
    if at is not JobState.QUEUED:
        spool.move(spooled, at)
