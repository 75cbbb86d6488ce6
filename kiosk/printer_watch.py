"""PrinterWatch: asks the printer how it is while nobody prints, so that a visitor is told before taking a number."""

import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from printer import Fault, PrinterStatus

PAUSE_S = 2.0
"""Between two questions: who stands before the glass when the paper ends learns of it before taking a number."""

_log = logging.getLogger(__name__)


class PaperTrouble(StrEnum):
    """Why nothing can be printed, as far as a visitor or a guide can see it."""

    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    JAM = "jam"
    PRINTER_AWAY = "printer_away"
    NOT_SENT = "not_sent"


_TROUBLES = {
    Fault.PAPER_OUT: PaperTrouble.NO_PAPER,
    Fault.COVER_OPEN: PaperTrouble.COVER_OPEN,
    Fault.CUTTER_ERROR: PaperTrouble.JAM,
    Fault.MECHANICAL_ERROR: PaperTrouble.JAM,
    Fault.OFFLINE: PaperTrouble.PRINTER_AWAY,
    Fault.UNREACHABLE: PaperTrouble.PRINTER_AWAY,
    Fault.IN_USE: PaperTrouble.PRINTER_AWAY,
    Fault.LINE_LOST: PaperTrouble.PRINTER_AWAY,
    Fault.NO_ANSWER: PaperTrouble.PRINTER_AWAY,
}


class AskedPrinter(Protocol):
    """Says how it is; blocks for at most a few seconds, and no fault of a printer raises."""

    def read_status(self) -> PrinterStatus:
        """Ask it."""
        ...


def trouble_of(cause: Fault | None) -> PaperTrouble:
    """Return what people are told of a fault that keeps a slip from being printed."""
    return PaperTrouble.NOT_SENT if cause is None else _TROUBLES.get(cause, PaperTrouble.NOT_SENT)


def find_trouble(status: PrinterStatus) -> PaperTrouble | None:
    """Return why nothing could be printed now; None when all is well, ends by itself, or is not known."""
    if status.can_print or (status.may_pass and status.cause is not Fault.OFFLINE):
        return None
    return trouble_of(status.cause)


class PrinterWatch:
    """A thread of its own; the printer itself sees to it that a question waits for the slip that is being printed."""

    def __init__(self, printer: AskedPrinter, *, hand_over: Callable[[PaperTrouble | None], None]) -> None:
        """Take the printer.

        Args:
            printer: whom to ask.
            hand_over: called on this object's thread with each change, None when all is well again; must not block.
        """
        self._printer, self._hand_over = printer, hand_over
        self._trouble: PaperTrouble | None = None
        self._look_now = threading.Event()
        self._is_ended = False
        self._thread = threading.Thread(target=self._run, name="printer-watch", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def look(self) -> None:
        """Ask now: a slip has told something new; any thread."""
        self._look_now.set()

    def stop(self) -> None:
        """Ask no more; whatever is being asked ends by itself."""
        self._is_ended = True
        self._look_now.set()

    def _run(self) -> None:
        while not self._is_ended:
            try:
                self._ask()
            except Exception:  # noqa: BLE001  # this thread's outermost loop
                _log.exception("the printer could not be asked how it is")
            self._look_now.wait(PAUSE_S)
            self._look_now.clear()

    def _ask(self) -> None:
        status = self._printer.read_status()
        trouble = find_trouble(status)
        if trouble is not self._trouble and not self._is_ended:
            self._trouble = trouble
            _log.warning("printer: %s", f"{trouble} ({status.cause})" if trouble else "well again")
            self._hand_over(trouble)
