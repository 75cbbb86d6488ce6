"""A heartbeat: health out, commands in, answers and lines out; nothing is lost while the server is away."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.devices import (
    Answer,
    AnswerCommand,
    CommandDevice,
    DeviceCommand,
    Health,
    HealthTaken,
    Paper,
    PrinterState,
    Tended,
    TendingNote,
    Told,
    What,
)
from hall.errors import ServerAway, UnknownCommand
from kiosk.upkeep.beat import Beat
from kiosk.upkeep.orders import Orders
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import Glimpse, NotedPrinter, Vitals, paper_left, printer_state
from printer import Fault, NoteSlip, Outcome, PrinterStatus, PrintReport, Recovered, TicketSlip
from tests.fakes.hall_server import at

CLOCK = SetClock(at(9))
KEYS = count(1)


@dataclass
class FakePrinter:
    """Prints nothing and says what it is told."""

    status: PrinterStatus = field(default_factory=PrinterStatus)

    def print_slip(self, slip: TicketSlip | NoteSlip) -> PrintReport:  # noqa: ARG002
        return PrintReport(outcome=Outcome.PRINTED)

    def read_status(self) -> PrinterStatus:
        return self.status

    def recover(self) -> tuple[Recovered, ...]:
        return ()

    def forget(self, job_key: str) -> None:
        pass

    def count_slips_left(self) -> int | None:
        return 21


@dataclass
class FakeDesk:
    """The server: keeps what it is told, in order."""

    commands: tuple[DeviceCommand, ...] = ()
    healths: list[Health] = field(default_factory=list)
    answers: list[tuple[int, Answer]] = field(default_factory=list)
    notes: list[Tended] = field(default_factory=list)
    is_away: bool = False
    refuses: bool = False

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:  # noqa: ARG002
        if self.is_away:
            raise ServerAway
        self.healths.append(health)
        return HealthTaken(at=CLOCK.now(), commands=self.commands)

    def answer_command(self, command_id: int, request: AnswerCommand, *, key: str) -> None:  # noqa: ARG002
        if self.refuses:
            raise UnknownCommand
        if self.is_away:
            raise ServerAway
        self.answers.append((command_id, request.answer))

    def note_tending(self, request: TendingNote, *, key: str) -> None:  # noqa: ARG002
        if self.is_away:
            raise ServerAway
        self.notes.append(request.what)


class Body:
    """A heartbeat with all that it needs."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.printer = FakeDesk(), FakePrinter()
        self.noted = NotedPrinter(self.printer, now=CLOCK.now)
        self.seconds = 100.0
        self.book = TendingBook(folder, CLOCK, new_key=lambda: f"key-{next(KEYS):05}")
        self.orders = Orders(folder, now=CLOCK.now, reprint=lambda *_: None, hand_over=lambda _standing: None)
        unsent = (lambda: len(self.orders.list_untold()), lambda: len(self.book.list_untold()))
        self.vitals = Vitals(self.noted, folder=folder, seconds=lambda: self.seconds, unsent=unsent)
        self.beat = Beat(
            self.desk,
            vitals=self.vitals,
            orders=self.orders,
            tending=self.book,
            new_key=lambda: f"beat-{next(KEYS):05}",
        )


@pytest.fixture
def body(tmp_path: Path) -> Body:
    return Body(tmp_path)


def close(command_id: int = 3) -> DeviceCommand:
    words = Told(zh="检修", en="Repair")
    return DeviceCommand(command_id=command_id, sent_at=CLOCK.now(), asked=CommandDevice(what=What.CLOSE, words=words))


def test_a_beat_tells_how_the_kiosk_is(body: Body) -> None:
    body.printer.status = PrinterStatus(faults=frozenset({Fault.PAPER_NEAR_END}))
    body.vitals.glimpse = Glimpse(screen="home", clock_offset=timedelta(seconds=-1.5), is_closed=True)
    body.seconds += 61
    body.noted.print_slip(NoteSlip.__new__(NoteSlip))

    body.beat()

    [health] = body.desk.healths
    assert (health.uptime_s, health.screen, health.clock_offset_ms, health.is_closed) == (61, "home", -1500, True)
    assert (health.printer, health.paper) == (PrinterState.READY, Paper.LOW)
    assert health.slips_left == 21
    assert (health.last_print, health.last_print_at) == ("printed", CLOCK.now())
    assert health.free_disk_mb


def test_a_command_is_done_and_answered_with_the_same_beat(body: Body) -> None:
    body.desk.commands = (close(),)
    body.beat()
    body.beat()

    assert body.orders.standing.closed is not None
    assert set(body.desk.answers) == {(3, Answer.DONE)}


def test_what_was_done_behind_the_glass_is_told_once_the_server_is_back(body: Body) -> None:
    body.desk.is_away = True
    body.book.note(Tended.PIN_WRONG)
    body.book.note(Tended.OPENED)
    with pytest.raises(ServerAway):
        body.beat()

    body.desk.is_away = False
    body.beat()
    body.beat()

    assert body.desk.notes == [Tended.PIN_WRONG, Tended.OPENED]
    assert [health.unsent for health in body.desk.healths] == [2, 0]


def test_an_answer_that_the_server_refuses_is_not_sent_for_ever(body: Body) -> None:
    body.desk.commands, body.desk.refuses = (close(),), True
    body.beat()

    assert body.orders.list_untold() == []


@pytest.mark.parametrize(
    ("status", "state", "paper"),
    [
        (PrinterStatus(), PrinterState.READY, Paper.ENOUGH),
        (PrinterStatus(is_known=False), PrinterState.UNKNOWN, Paper.UNKNOWN),
        (PrinterStatus(faults=frozenset({Fault.PAPER_OUT})), PrinterState.TROUBLE, Paper.OUT),
        (PrinterStatus(faults=frozenset({Fault.COVER_OPEN})), PrinterState.TROUBLE, Paper.ENOUGH),
        (PrinterStatus(faults=frozenset({Fault.UNREACHABLE})), PrinterState.AWAY, Paper.UNKNOWN),
    ],
)
def test_a_printer_is_told_as_it_is(status: PrinterStatus, state: PrinterState, paper: Paper) -> None:
    assert (printer_state(status), paper_left(status)) == (state, paper)
