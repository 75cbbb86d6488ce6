"""Paper: prints tickets on a thread of its own and tells the server and the glass what became of each.

Nothing here is waited for: a number is issued and shown whether or not it gets onto paper.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from hall.client import new_key
from hall.errors import HallError
from hall.exchange import PrintReport
from hall.language import Language
from hall.places import MatterToday
from hall.ticket import IssuedTicket, PrintState, Ticket
from kiosk.cautions import Caution
from kiosk.guide import Guide
from kiosk.note_words import make_note
from kiosk.printer_watch import trouble_of
from kiosk.slip import make_slip
from kiosk.taking import UNANSWERED
from kiosk.visit import PaperState
from kiosk.work_thread import start_thread
from printer import Fault, NoteSlip, Outcome, Recovered, TicketSlip
from printer import PrintReport as Printed

EXPIRES_AFTER = timedelta(seconds=60)
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 15.0
UNPRINTED_KEPT = 200

_log = logging.getLogger(__name__)


class SlipPrinter(Protocol):
    """Prints one slip and says what is known of it; blocks, and no fault of a printer raises."""

    def print_slip(self, slip: TicketSlip | NoteSlip) -> Printed:
        """Print it; a ticket's outcome is kept under the report's `job_key` until `forget`."""
        ...

    def recover(self) -> tuple[Recovered, ...]:
        """Settle what an earlier run of the kiosk left, and say what became of it; once, before anything is printed."""
        ...

    def forget(self, job_key: str) -> None:
        """Forget a job of which the server has been told."""
        ...


class PrintDesk(Protocol):
    """The part of `hall.client.HallClient` that is told about paper."""

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> object:
        """Tell what became of the paper; what is answered is of no interest."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A ticket that is not known to be on paper, for staff."""

    number: str
    outcome: Outcome
    cause: Fault | None


class Paper:
    """One printer, one job after another; reports go to the server on a second thread, each until it is answered."""

    def __init__(
        self,
        printer: SlipPrinter,
        desk: PrintDesk,
        *,
        languages: Mapping[str, Language],
        hand_over: Callable[[int, PaperState], None],
        hand_over_note: Callable[[str, PaperState], None],
        now: Callable[[], datetime],
    ) -> None:
        """Take the printer and the server's client, each used by one thread of this object only.

        Args:
            printer: prints slips.
            desk: told of every outcome.
            languages: the words on the paper.
            hand_over: called on the printing thread with a ticket's id and what the glass may say; must not block.
            hand_over_note: the same with the matter of a note.
            now: the time that notes are dated with.
        """
        self._hand_over_note, self._now = hand_over_note, now
        self._printer, self._desk, self._languages, self._hand_over = printer, desk, languages, hand_over
        self._printing = start_thread("paper")
        self._reporting = start_thread("print-reports")
        self._ended = threading.Event()
        self._reprints: dict[int, int] = {}
        self._unprinted: dict[int, Unprinted] = {}
        self._untold: set[str] = set()

    def start(self, then: Callable[[dict[int, PaperState]], None]) -> None:
        """Settle what was being printed when the kiosk ended, and tell the server; nothing is printed twice for it.

        `then` gets what became of each ticket, on the printing thread, before anything else is printed.
        """
        self._printing.submit(self._recover, then)

    def print_first(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:
        """Put a new ticket on paper, with what else its visitor must know."""
        self._reprints = {issued.ticket.ticket_id: 0}
        self._begin(issued, guide, cautions, reprint_count=0)

    def print_again(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution] = ()) -> None:
        """Put the same ticket on paper once more, marked as a reprint."""
        count = max(self._reprints.get(issued.ticket.ticket_id, 0) + 1, issued.ticket.print_count)
        self._reprints[issued.ticket.ticket_id] = count
        self._begin(issued, guide, cautions, reprint_count=count)

    def print_note(self, today: MatterToday, guide: Guide) -> None:
        """Put on paper what to bring for a matter, or where else it is handled."""
        self._printing.submit(self._print_note, today, guide)

    def list_unprinted(self) -> tuple[Unprinted, ...]:
        """Return the tickets not known to be on paper, oldest first."""
        return tuple(self._unprinted.values())

    def count_untold(self) -> int:
        """Return how many reports the server has not answered yet; any thread."""
        return len(self._untold)

    def stop(self) -> None:
        """Let the job in the printer end, take no more, and leave staff a list of what is not on paper."""
        for each in self.list_unprinted():
            _log.warning("not known to be on paper: %s (%s, %s)", each.number, each.outcome, each.cause)
        self._ended.set()
        self._printing.shutdown(wait=False, cancel_futures=True)
        self._reporting.shutdown(wait=False, cancel_futures=True)

    def _recover(self, then: Callable[[dict[int, PaperState]], None]) -> None:
        try:
            recovered = self._printer.recover()
        except Exception:  # noqa: BLE001  # as below
            _log.exception("what was being printed when the kiosk ended could not be settled")
            return  # nor is anything asked for again: it might come out twice
        for each in recovered:
            _log.warning("ticket %s, left by an earlier run: %s", each.number, each.report.outcome)
            self._tell(each.ticket_id, each.number, each.report)
        then({each.ticket_id: paper_state(each.report) for each in recovered})

    def _begin(self, issued: IssuedTicket, guide: Guide, cautions: Sequence[Caution], *, reprint_count: int) -> None:
        make = partial(make_slip, issued, guide, self._languages, cautions=cautions, reprint_count=reprint_count)
        self._printing.submit(self._print, issued.ticket, make, self._now())

    def _print(self, ticket: Ticket, make: Callable[[], TicketSlip], asked_at: datetime) -> None:
        printed = Printed(outcome=Outcome.NOT_SENT)
        try:
            slip = make()
            if self._now() - asked_at <= EXPIRES_AFTER:  # behind jobs that hung: its visitor has left
                printed = self._printer.print_slip(slip)
        except Exception:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
            _log.exception("ticket %s could not be printed", ticket.number)
        self._hand_over(ticket.ticket_id, paper_state(printed))
        self._keep(ticket, printed)
        self._tell(ticket.ticket_id, ticket.number, printed)

    def _tell(self, ticket_id: int, number: str, printed: Printed) -> None:
        """Have the server told what became of a slip; after a kill once more, under the same key."""
        if not self._ended.is_set():
            report, key = PrintReport(print_state=PrintState(printed.outcome)), printed.job_key or new_key()
            self._untold.add(key)
            self._reporting.submit(self._report, ticket_id, number, report, key)

    def _print_note(self, today: MatterToday, guide: Guide) -> None:
        try:
            printed = self._printer.print_slip(make_note(today, guide, self._languages, at=self._now()))
        except Exception:  # noqa: BLE001  # as above
            _log.exception("the note of %s could not be printed", today.matter.matter_id)
            printed = Printed(outcome=Outcome.NOT_SENT)
        self._hand_over_note(today.matter.matter_id, paper_state(printed))

    def _keep(self, ticket: Ticket, printed: Printed) -> None:
        if printed.outcome in {Outcome.PRINTED, Outcome.SENT}:
            self._unprinted.pop(ticket.ticket_id, None)
            return
        _log.warning("ticket %s: %s (%s)", ticket.number, printed.outcome, printed.cause)
        unprinted = Unprinted(number=ticket.number, outcome=printed.outcome, cause=printed.cause)
        self._unprinted[ticket.ticket_id] = unprinted
        while len(self._unprinted) > UNPRINTED_KEPT:
            self._unprinted.pop(next(iter(self._unprinted)))

    def _report(self, ticket_id: int, number: str, report: PrintReport, key: str) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._ended.is_set():
            if self._is_answered(ticket_id, number, report, key):
                self._printer.forget(key)
                break
            self._ended.wait(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
        self._untold.discard(key)

    def _is_answered(self, ticket_id: int, number: str, report: PrintReport, key: str) -> bool:
        """Tell the server once; whether there is nothing more to be told."""
        try:
            self._desk.report_print(ticket_id, report, key=key)
        except UNANSWERED as error:
            _log.info("print report of %s: %s", number, error)
            return False
        except HallError as error:
            _log.warning("print report of %s refused: %s", number, error)
        except Exception:  # noqa: BLE001  # as above
            _log.exception("print report of %s failed", number)
        return True


def paper_state(printed: Printed) -> PaperState:
    """Return what the glass may truthfully say."""
    if printed.outcome is Outcome.NOT_SENT:
        return PaperState(trouble_of(printed.cause))
    return PaperState(printed.outcome)
