"""Vitals: how this kiosk is, as it tells the server with every heartbeat; nothing of a visitor."""

import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from hall.devices import Health, PrinterState
from hall.devices import Paper as PaperLeft
from hall.version import VERSION
from printer import Fault, NoteSlip, Outcome, PrinterStatus, PrintReport, Recovered, TicketSlip

GONE = frozenset({Fault.UNREACHABLE, Fault.LINE_LOST, Fault.NO_ANSWER})

_log = logging.getLogger(__name__)


class AskedPrinter(Protocol):
    """Prints, and says how it is; blocks for seconds, and no fault of a printer raises."""

    def print_slip(self, slip: TicketSlip | NoteSlip) -> PrintReport:
        """Print it."""
        ...

    def read_status(self) -> PrinterStatus:
        """Ask it."""
        ...

    def recover(self) -> tuple[Recovered, ...]:
        """Settle what an earlier run left."""
        ...

    def forget(self, job_key: str) -> None:
        """Forget a job of which the server has been told."""
        ...

    def count_slips_left(self) -> int | None:
        """Return about how many more slips there is paper for, None if nobody knows."""
        ...


class NotedPrinter:
    """A printer whose last outcome is remembered, for whoever asks how the kiosk is; otherwise as it is.

    `on_printed` is called after each slip, on the thread that printed; it must not block.
    """

    def __init__(self, printer: AskedPrinter, *, now: Callable[[], datetime]) -> None:
        """Take the printer."""
        self._printer, self._now = printer, now
        self.last: tuple[Outcome, datetime] | None = None
        self.last_ticket: str | None = None
        self.on_printed: Callable[[], None] = lambda: None

    def print_slip(self, slip: TicketSlip | NoteSlip) -> PrintReport:
        """Print it, and remember what became of it."""
        report = self._printer.print_slip(slip)
        self.last = report.outcome, self._now()
        if isinstance(slip, TicketSlip):
            self.last_ticket = slip.number
        self.on_printed()
        return report

    def read_status(self) -> PrinterStatus:
        """Ask it."""
        return self._printer.read_status()

    def recover(self) -> tuple[Recovered, ...]:
        """Settle what an earlier run left."""
        return self._printer.recover()

    def forget(self, job_key: str) -> None:
        """Forget a job of which the server has been told."""
        self._printer.forget(job_key)

    def count_slips_left(self) -> int | None:
        """Return about how many more slips there is paper for, None if nobody knows."""
        return self._printer.count_slips_left()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What only the screen's thread knows, taken there a few times a second."""

    screen: str = ""
    clock_offset: timedelta | None = None
    is_closed: bool = False


class Vitals:
    """Puts a heartbeat together, on the heart's thread; `glimpse` is set by the screen's."""

    def __init__(
        self,
        printer: NotedPrinter,
        *,
        folder: Path,
        seconds: Callable[[], float],
        unsent: Iterable[Callable[[], int]] = (),
    ) -> None:
        """Take whom to ask.

        Args:
            printer: this kiosk's.
            folder: on the disk whose room is told.
            seconds: a clock that only runs forward.
            unsent: each counts something that the server has not had yet; any thread.
        """
        self._printer, self._folder, self._seconds = printer, folder, seconds
        self._began_s, self._unsent = seconds(), tuple(unsent)
        self.glimpse = Glimpse()

    def take(self) -> Health:
        """Return how the kiosk is now; blocks while the printer is asked."""
        status, last, glimpse = self._printer.read_status(), self._printer.last, self.glimpse
        offset = glimpse.clock_offset
        return Health(
            version=VERSION,
            uptime_s=int(self._seconds() - self._began_s),
            screen=glimpse.screen,
            printer=printer_state(status),
            printer_fault="" if status.cause is None else status.cause.value,
            paper=paper_left(status),
            slips_left=self._printer.count_slips_left(),
            last_print="" if last is None else last[0].value,
            last_print_at=None if last is None else last[1],
            clock_offset_ms=None if offset is None else round(offset / timedelta(milliseconds=1)),
            free_disk_mb=self._free_disk_mb(),
            unsent=sum(count() for count in self._unsent),
            is_closed=glimpse.is_closed,
        )

    def _free_disk_mb(self) -> int | None:
        try:
            return shutil.disk_usage(self._folder).free // 1_000_000
        except OSError as error:
            _log.warning("the room on the disk is not known: %s", error)
            return None


def printer_state(status: PrinterStatus) -> PrinterState:
    """Return whether a printer would print."""
    if not status.is_known:
        return PrinterState.UNKNOWN
    if status.can_print:
        return PrinterState.READY
    return PrinterState.AWAY if status.faults & GONE else PrinterState.TROUBLE


def paper_left(status: PrinterStatus) -> PaperLeft:
    """Return how much paper a printer has, as far as it says."""
    if not status.is_known or status.faults & GONE:
        return PaperLeft.UNKNOWN
    if Fault.PAPER_OUT in status.faults:
        return PaperLeft.OUT
    return PaperLeft.LOW if Fault.PAPER_NEAR_END in status.faults else PaperLeft.ENOUGH
