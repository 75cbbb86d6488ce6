"""The confirmed print against a real socket: every fault has its outcome, and nothing is printed twice."""

import socket
import threading
import time
from contextlib import closing

import pytest

from hall.ticket import PrintState
from printer.bitmap import Bitmap
from printer.confirm import ConfirmedPrinter, make_process_id
from printer.escpos import ask_status_in_order
from printer.job import Job, encode_job, encode_presenting
from printer.outcome import Outcome, PrintReport
from printer.profiles import get_profile
from printer.status import Fault
from printer.transports.line import Line
from printer.transports.tcp import TcpTransport
from tests.printer.machines import PATIENT, SHORT, Bench, make_picture

PICTURE, OTHER = make_picture(3), make_picture(5)
PRINTED, NOT_SENT, UNKNOWN = Outcome.PRINTED, Outcome.NOT_SENT, Outcome.UNKNOWN

MODES = [
    # fault of the printer, outcome, cause, whole tickets after repair
    ("", PRINTED, None, 1),
    ("near-end", PRINTED, None, 1),
    ("slow=60000", PRINTED, None, 1),
    ("paper-out", NOT_SENT, Fault.PAPER_OUT, 0),
    ("cover-open", NOT_SENT, Fault.COVER_OPEN, 0),
    ("cutter", NOT_SENT, Fault.CUTTER_ERROR, 0),
    ("overheated", NOT_SENT, Fault.OVERHEATED, 0),
    ("offline", NOT_SENT, Fault.OFFLINE, 0),
    ("paper-out@3000", NOT_SENT, Fault.PAPER_OUT, 0),
    ("cover-open@3000", NOT_SENT, Fault.COVER_OPEN, 0),
    ("cutter@3000", NOT_SENT, Fault.CUTTER_ERROR, 0),
    ("drop@3000", UNKNOWN, Fault.LINE_LOST, 0),
    ("power-off@3000", UNKNOWN, Fault.LINE_LOST, 0),
    ("mute", UNKNOWN, Fault.NO_ANSWER, 1),
    ("hang", UNKNOWN, Fault.NO_ANSWER, 1),  # what waited in the line comes out when it wakes up
    ("hang@3000", UNKNOWN, Fault.NO_ANSWER, 1),
    ("swallow", UNKNOWN, Fault.NO_ANSWER, 0),
]


def job_of(picture: Bitmap = PICTURE, profile_name: str = "generic-80") -> Job:
    return encode_job(picture, get_profile(profile_name))


@pytest.mark.parametrize(("fault", "outcome", "cause", "whole"), MODES, ids=[mode[0] or "well" for mode in MODES])
def test_each_fault_has_its_outcome_in_time_and_no_paper_too_many(
    fault: str, outcome: Outcome, cause: Fault | None, whole: int
):
    with Bench(*[fault] if fault else []) as bench:
        began = time.monotonic()

        report = bench.printer.print_job(job_of())

        took_s = time.monotonic() - began
        tickets = bench.list_after_repair()
    assert (report.outcome, report.cause) == (outcome, cause)
    assert took_s < 4 * SHORT.status_s + SHORT.stall_s + SHORT.confirm_s + SHORT.clear_s + 2
    assert tickets.count(PICTURE) == whole


def test_what_can_be_said_before_sending_is_said_at_once():
    with Bench("paper-out") as bench:
        began = time.monotonic()

        bench.printer.print_job(job_of())

        assert time.monotonic() - began < SHORT.confirm_s  # a few milliseconds; waits for no deadline


@pytest.mark.parametrize("profile_name", ["custom-vkp80", "custom-vkp80iii"])
def test_a_slip_is_held_out_after_all_questions_and_counts_as_printed(profile_name: str):
    with Bench(profile_name=profile_name) as bench:
        assert bench.printer.print_job(job_of()).outcome is PRINTED
        assert bench.printer.print_job(job_of()).outcome is PRINTED

        assert [ticket.findings.unknown for ticket in bench.tickets] == [{}, {}]
    assert bench.tickets[1].raw.startswith(ask_status_in_order() + encode_presenting(bench.profile))


def test_paper_near_its_end_is_reported_beside_the_printed_ticket():
    with Bench("near-end") as bench:
        report = bench.printer.print_job(job_of())

    assert report.status.faults == {Fault.PAPER_NEAR_END}


def test_nobody_listening_means_nothing_sent():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    printer = ConfirmedPrinter(TcpTransport(host="127.0.0.1", port=port), get_profile("generic-80"), SHORT)

    assert printer.print_job(job_of()) == PrintReport(outcome=NOT_SENT, cause=Fault.UNREACHABLE)
    assert printer.read_status().faults == {Fault.UNREACHABLE}


def test_a_printer_that_another_program_holds_is_in_use_and_not_away():
    with Bench() as bench:
        transport = TcpTransport(host="127.0.0.1", port=bench.port.port)
        printer = ConfirmedPrinter(transport, get_profile("generic-80"), SHORT)
        with closing(transport.connect(timeout_s=1)):
            report, status = printer.print_job(job_of()), printer.read_status()

        assert (report.outcome, report.cause) == (NOT_SENT, Fault.IN_USE)
        assert (status.cause, status.is_known) == (Fault.IN_USE, False)
        assert printer.print_job(job_of()).outcome is Outcome.PRINTED


@pytest.mark.parametrize("fault", ["drop@3000", "power-off@3000", "paper-out@3000", "cover-open@3000"])
def test_the_torn_piece_is_cut_off_before_the_next_ticket_which_comes_out_whole(fault: str):
    with Bench(fault) as bench:
        assert bench.printer.print_job(job_of()).is_torn
        bench.machine.repair()

        report = bench.printer.print_job(job_of(OTHER))

        pieces = bench.list_after_repair()
    assert report.outcome is PRINTED
    assert not report.is_torn
    assert pieces[-1] == OTHER
    assert len(pieces) <= 2
    assert PICTURE not in pieces


@pytest.mark.parametrize("profile_name", ["generic-80", "epson-tm-t20"])
@pytest.mark.parametrize("before_the_end", [0, 2, 600])
def test_paper_that_ends_when_all_but_the_last_lines_is_printed_leaves_the_ticket_unknown_and_never_safe_to_repeat(
    profile_name: str, before_the_end: int
):
    job = job_of(profile_name=profile_name)
    after_picture = (
        3 * 4 + len(job.picture_bytes) + 2 * 3
    )  # four status requests, the picture, GS r before tail and cut
    with Bench(f"paper-out@{after_picture - before_the_end}", profile_name=profile_name) as bench:
        report = bench.printer.print_job(job)

    assert (report.outcome, report.cause) == (UNKNOWN, Fault.PAPER_OUT)


def test_a_printer_with_process_ids_confirms_by_them():
    with Bench(profile_name="epson-tm-t20") as bench:
        report = bench.printer.print_job(job_of(profile_name="epson-tm-t20"))

        sent = bench.list_after_repair()
    assert report.outcome is PRINTED
    assert sent == [PICTURE]


def test_a_printer_that_does_not_know_how_to_drop_its_data_is_waited_for_and_then_unknown():
    with Bench("paper-out@3000", profile_name="xprinter-80") as bench:
        report = bench.printer.print_job(job_of(profile_name="xprinter-80"))

    assert (report.outcome, report.cause, report.is_torn) == (UNKNOWN, Fault.PAPER_OUT, True)


def test_paper_put_in_while_waiting_finishes_the_ticket():
    with Bench("paper-out@3000", profile_name="xprinter-80", limits=PATIENT) as bench:
        reports: list[PrintReport] = []
        job = job_of(profile_name="xprinter-80")
        thread = threading.Thread(target=lambda: reports.append(bench.printer.print_job(job)))
        thread.start()
        while not bench.machine.health.is_paper_out:
            bench.machine.wait_for_work(0.01)

        bench.machine.repair()

        thread.join()
    assert [report.outcome for report in reports] == [PRINTED]
    assert [ticket.picture for ticket in bench.tickets] == [PICTURE]


def test_one_that_used_to_answer_and_is_silent_now_gets_nothing():
    with Bench() as bench:
        assert bench.printer.print_job(job_of()).outcome is PRINTED
        bench.fail("mute")

        report = bench.printer.print_job(job_of(OTHER))

        assert (report.outcome, report.cause) == (NOT_SENT, Fault.NO_ANSWER)
        assert bench.list_after_repair() == [PICTURE]


def test_a_printer_that_brings_nothing_back_ends_as_sent():
    with Bench(profile_name="write-only-80") as bench:
        report = bench.printer.print_job(job_of(profile_name="write-only-80"))

        assert bench.list_after_repair() == [PICTURE]
    assert report.outcome is Outcome.SENT


def test_two_programs_on_one_printer_never_mix_their_tickets():
    with Bench("slow=40000", limits=PATIENT) as bench:
        reports: list[PrintReport] = []
        jobs = [(bench.printer, job_of()), (bench.new_printer(PATIENT), job_of(OTHER))]
        threads = [
            threading.Thread(target=lambda printer=printer, job=job: reports.append(printer.print_job(job)))
            for printer, job in jobs
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        tickets = bench.list_after_repair()
    assert [report.outcome for report in reports] == [PRINTED, PRINTED]
    assert sorted(tickets, key=lambda ticket: ticket.data) == sorted((PICTURE, OTHER), key=lambda ticket: ticket.data)


def test_a_printer_that_turns_a_second_client_away_is_asked_again_until_it_is_free():
    with Bench() as bench, socket.create_server(("127.0.0.1", 0)) as busy:
        turned_away = TcpTransport(host="127.0.0.1", port=busy.getsockname()[1])
        ways = [turned_away, TcpTransport(host="127.0.0.1", port=bench.port.port)]
        printer = ConfirmedPrinter(_EachInTurn(ways), bench.profile, PATIENT)
        turning_away = threading.Thread(target=_turn_away, args=(busy,))
        turning_away.start()

        report = printer.print_job(job_of())

        turning_away.join()

        tickets = bench.list_after_repair()
    assert report.outcome is PRINTED
    assert tickets == [PICTURE]


def _turn_away(listener: socket.socket) -> None:
    listener.accept()[0].close()


class _EachInTurn:
    """A way to a printer that leads elsewhere each time."""

    address = "tcp://127.0.0.1"

    def __init__(self, ways: list[TcpTransport]) -> None:
        self._ways = ways

    def connect(self, *, timeout_s: float) -> Line:
        return self._ways.pop(0).connect(timeout_s=timeout_s)


def test_two_threads_of_one_program_wait_for_one_another():
    with Bench(limits=PATIENT) as bench:
        threads = [threading.Thread(target=bench.printer.print_job, args=(job_of(),)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert bench.list_after_repair() == [PICTURE] * 3


def test_the_status_can_be_asked_by_itself():
    with Bench("near-end", "cover-open") as bench:
        status = bench.printer.read_status()

    assert status.faults == {Fault.PAPER_NEAR_END, Fault.COVER_OPEN, Fault.OFFLINE}
    assert status.cause is Fault.COVER_OPEN


def test_process_ids_are_four_letters_and_differ():
    ids = [make_process_id(number) for number in (1, 35, 36, 36**4 - 1, 36**4)]

    assert ids == ["0001", "000Z", "0010", "ZZZZ", "0000"]


def test_outcomes_are_the_words_of_the_wire():
    assert {outcome.value for outcome in Outcome} <= {state.value for state in PrintState}
