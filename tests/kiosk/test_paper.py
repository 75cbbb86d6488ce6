import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from hall.errors import NotAllowed, ServerAway
from hall.exchange import PrintReport
from hall.ticket import IssuedTicket, PrintState, Ticket
from kiosk.guide import Guide
from kiosk.paper import Paper, Unprinted, paper_state
from kiosk.visit import PaperState
from printer import Fault, NoteSlip, Outcome, Recovered, TicketSlip
from printer import PrintReport as Printed
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.words import LANGUAGES

PATIENCE_S = 10.0


@dataclass
class FakePrinter:
    """Prints as it was told to; holds every job while `gate` is closed."""

    outcomes: list[Printed] = field(default_factory=list)
    slips: list[TicketSlip | NoteSlip] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    is_broken: bool = False
    recovered: tuple[Recovered, ...] = ()
    forgotten: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def recover(self) -> tuple[Recovered, ...]:
        return self.recovered

    def forget(self, job_key: str) -> None:
        self.forgotten.put(job_key)

    def print_slip(self, slip: TicketSlip | NoteSlip) -> Printed:
        self.begun.set()
        self.gate.wait(PATIENCE_S)
        self.slips.append(slip)
        if self.is_broken:
            raise ValueError("a fault of ours")
        return self.outcomes.pop(0) if self.outcomes else Printed(outcome=Outcome.PRINTED)


@dataclass
class FakeReports:
    """The server's ear for paper; deaf for as many times as it is told."""

    heard: "queue.Queue[tuple[int, PrintState, str]]" = field(default_factory=queue.Queue)
    deaf_for: int = 0
    refuses: bool = False
    keys: list[str] = field(default_factory=list)

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        self.keys.append(key)
        if self.refuses:
            raise NotAllowed
        if self.deaf_for:
            self.deaf_for -= 1
            raise ServerAway
        self.heard.put((ticket_id, report.print_state, key))
        return HALL.tickets[ticket_id]


HALL = FakeHall()
GUIDE = Guide(HALL.directory, kiosk_id="K1")


class Bench:
    def __init__(self) -> None:
        self.printer, self.reports = FakePrinter(), FakeReports()
        self.printer.gate.set()
        self.now = at(9, 42)
        self.said: queue.Queue[tuple[int, PaperState]] = queue.Queue()
        self.notes: queue.Queue[tuple[str, PaperState]] = queue.Queue()
        self.paper = Paper(
            self.printer,
            self.reports,
            languages=LANGUAGES,
            hand_over=lambda *news: self.said.put(news),
            hand_over_note=lambda *news: self.notes.put(news),
            now=lambda: self.now,
        )

    def hear(self) -> tuple[int, PaperState]:
        return self.said.get(timeout=PATIENCE_S)

    def report(self) -> tuple[int, PrintState, str]:
        return self.reports.heard.get(timeout=PATIENCE_S)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.printer.gate.set()
    bench.paper.stop()


@pytest.fixture
def issued() -> IssuedTicket:
    return HALL.issue("insure")


def test_a_ticket_is_printed_told_and_reported(bench: Bench, issued: IssuedTicket) -> None:
    bench.paper.print_first(issued, GUIDE)

    assert bench.hear() == (issued.ticket.ticket_id, PaperState.PRINTED)
    assert bench.report()[:2] == (issued.ticket.ticket_id, PrintState.PRINTED)
    assert bench.printer.slips[0].number == issued.ticket.number


def test_whoever_asks_for_paper_does_not_wait_for_it(bench: Bench, issued: IssuedTicket) -> None:
    bench.printer.gate.clear()

    bench.paper.print_first(issued, GUIDE)

    assert bench.printer.slips == []
    bench.printer.gate.set()
    assert bench.hear()[1] is PaperState.PRINTED


def test_reprints_are_counted_from_one(bench: Bench, issued: IssuedTicket) -> None:
    bench.paper.print_first(issued, GUIDE)
    for _ in range(2):
        bench.paper.print_again(issued, GUIDE)

    for _ in range(3):
        bench.hear()
    assert [slip.reprint_count for slip in bench.printer.slips] == [0, 1, 2]


def test_what_did_not_print_is_kept_until_it_does(bench: Bench, issued: IssuedTicket) -> None:
    bench.printer.outcomes = [Printed(outcome=Outcome.NOT_SENT, cause=Fault.PAPER_OUT)]
    bench.paper.print_first(issued, GUIDE)
    assert bench.hear()[1] is PaperState.NO_PAPER
    bench.report()
    assert bench.paper.list_unprinted() == (
        Unprinted(number=issued.ticket.number, outcome=Outcome.NOT_SENT, cause=Fault.PAPER_OUT),
    )

    bench.paper.print_again(issued, GUIDE)
    bench.hear()
    bench.report()

    assert bench.paper.list_unprinted() == ()


def test_a_report_is_repeated_with_the_same_key_until_it_is_heard(bench: Bench, issued: IssuedTicket) -> None:
    bench.reports.deaf_for = 2

    bench.paper.print_first(issued, GUIDE)

    bench.report()
    assert len(bench.reports.keys) == 3
    assert len(set(bench.reports.keys)) == 1


def test_a_report_counts_as_untold_until_the_server_has_answered_it(bench: Bench, issued: IssuedTicket) -> None:
    bench.reports.deaf_for = 1
    bench.paper.print_first(issued, GUIDE)
    bench.hear()

    deadline = time.monotonic() + PATIENCE_S
    while not bench.paper.count_untold():
        assert time.monotonic() < deadline, "the report that was not heard is not counted"
    bench.report()

    while bench.paper.count_untold():
        assert time.monotonic() < deadline, "what was answered is counted for ever"


def test_a_refused_report_holds_up_no_other(bench: Bench, issued: IssuedTicket) -> None:
    bench.reports.refuses = True
    bench.paper.print_first(issued, GUIDE)
    bench.hear()
    while not bench.reports.keys:
        bench.printer.gate.wait(0.01)
    bench.reports.refuses = False

    bench.paper.print_again(issued, GUIDE)

    assert bench.report()[1] is PrintState.PRINTED


def test_a_fault_of_ours_in_printing_is_a_ticket_without_paper(bench: Bench, issued: IssuedTicket) -> None:
    bench.printer.is_broken = True

    bench.paper.print_first(issued, GUIDE)

    assert bench.hear()[1] is PaperState.NOT_SENT
    assert bench.report()[1] is PrintState.NOT_SENT


@pytest.mark.parametrize(
    ("outcome", "cause", "state"),
    [
        (Outcome.PRINTED, None, PaperState.PRINTED),
        (Outcome.SENT, None, PaperState.SENT),
        (Outcome.UNKNOWN, Fault.PAPER_OUT, PaperState.UNKNOWN),
        (Outcome.NOT_SENT, Fault.PAPER_OUT, PaperState.NO_PAPER),
        (Outcome.NOT_SENT, Fault.UNREACHABLE, PaperState.PRINTER_AWAY),
    ],
)
def test_the_glass_says_no_more_than_is_known(outcome: Outcome, cause: Fault | None, state: PaperState) -> None:
    assert paper_state(Printed(outcome=outcome, cause=cause)) is state


@pytest.mark.parametrize(
    ("cause", "state"),
    [
        (Fault.PAPER_OUT, PaperState.NO_PAPER),
        (Fault.COVER_OPEN, PaperState.COVER_OPEN),
        (Fault.CUTTER_ERROR, PaperState.JAM),
        (Fault.UNREACHABLE, PaperState.PRINTER_AWAY),
        (Fault.UNRECOVERABLE, PaperState.NOT_SENT),
        (None, PaperState.NOT_SENT),
    ],
)
def test_why_there_is_no_paper_is_told(cause: Fault | None, state: PaperState) -> None:
    assert paper_state(Printed(outcome=Outcome.NOT_SENT, cause=cause)) is state


def test_what_an_earlier_run_left_is_reported_under_its_own_key_and_then_forgotten(bench: Bench) -> None:
    HALL.tickets[77] = HALL.issue("insure").ticket
    report = Printed(outcome=Outcome.UNKNOWN, job_key="k" * 32)
    bench.printer.recovered = (Recovered(ticket_id=77, number="A077", report=report),)
    bench.reports.deaf_for = 1

    left: queue.Queue[dict[int, PaperState]] = queue.Queue()
    bench.paper.start(left.put)

    assert left.get(timeout=PATIENCE_S) == {77: PaperState.UNKNOWN}
    assert bench.report() == (77, PrintState.UNKNOWN, "k" * 32)
    assert bench.reports.keys == ["k" * 32] * 2
    assert bench.printer.forgotten.get(timeout=PATIENCE_S) == "k" * 32
    assert bench.printer.slips == []


def test_paper_that_would_come_too_late_is_dropped(bench: Bench, issued: IssuedTicket) -> None:
    bench.printer.gate.clear()
    bench.paper.print_first(issued, GUIDE)
    assert bench.printer.begun.wait(PATIENCE_S)
    bench.paper.print_again(issued, GUIDE)
    bench.now = at(9, 44)

    bench.printer.gate.set()

    assert [bench.hear()[1], bench.hear()[1]] == [PaperState.PRINTED, PaperState.NOT_SENT]
    assert len(bench.printer.slips) == 1
