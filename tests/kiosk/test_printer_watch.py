import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kiosk.printer_watch import PaperTrouble, PrinterWatch, find_trouble
from kiosk.visit import UNPRINTED, PaperState
from printer import Fault, PrinterStatus

PATIENCE_S = 10.0
WELL = PrinterStatus()


def ill(*faults: Fault) -> PrinterStatus:
    return PrinterStatus(faults=frozenset(faults))


@dataclass
class FakePrinter:
    """Answers as it was told to, then as before; `asked` is released once for each question."""

    status: PrinterStatus = WELL
    asked: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_broken: bool = False

    def read_status(self) -> PrinterStatus:
        self.asked.release()
        if self.is_broken:
            raise ValueError("a fault of ours")
        return self.status


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def news() -> "queue.Queue[PaperTrouble | None]":
    return queue.Queue()


@pytest.fixture
def watch(printer: FakePrinter, news: "queue.Queue[PaperTrouble | None]") -> Iterator[PrinterWatch]:
    watch = PrinterWatch(printer, hand_over=news.put)
    watch.start()
    assert printer.asked.acquire(timeout=PATIENCE_S)
    yield watch
    watch.stop()


def test_trouble_is_told_once_and_so_is_its_end(
    printer: FakePrinter, watch: PrinterWatch, news: "queue.Queue[PaperTrouble | None]"
) -> None:
    printer.status = ill(Fault.PAPER_OUT)
    for _ in range(3):
        watch.look()
        assert printer.asked.acquire(timeout=PATIENCE_S)
    printer.status = WELL
    watch.look()

    assert news.get(timeout=PATIENCE_S) is PaperTrouble.NO_PAPER
    assert news.get(timeout=PATIENCE_S) is None
    assert news.empty()


def test_a_question_that_fails_is_asked_again(
    printer: FakePrinter, watch: PrinterWatch, news: "queue.Queue[PaperTrouble | None]"
) -> None:
    printer.is_broken = True
    watch.look()
    assert printer.asked.acquire(timeout=PATIENCE_S)

    printer.is_broken, printer.status = False, ill(Fault.COVER_OPEN)
    watch.look()

    assert news.get(timeout=PATIENCE_S) is PaperTrouble.COVER_OPEN


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (WELL, None),
        (PrinterStatus(is_known=False), None),
        (ill(Fault.PAPER_NEAR_END), None),
        (ill(Fault.FEEDING), None),
        (ill(Fault.OVERHEATED), None),
        (ill(Fault.PAPER_OUT, Fault.OFFLINE), PaperTrouble.NO_PAPER),
        (ill(Fault.COVER_OPEN, Fault.OFFLINE), PaperTrouble.COVER_OPEN),
        (ill(Fault.CUTTER_ERROR), PaperTrouble.JAM),
        (ill(Fault.MECHANICAL_ERROR), PaperTrouble.JAM),
        (ill(Fault.OFFLINE), PaperTrouble.PRINTER_AWAY),
        (ill(Fault.UNREACHABLE), PaperTrouble.PRINTER_AWAY),
        (ill(Fault.UNRECOVERABLE), PaperTrouble.NOT_SENT),
    ],
)
def test_what_is_told_of_a_printer(status: PrinterStatus, trouble: PaperTrouble | None) -> None:
    assert find_trouble(status) is trouble


def test_every_trouble_is_a_state_of_the_paper_too() -> None:
    assert {PaperState(trouble) for trouble in PaperTrouble} == UNPRINTED
