"""Printing that knows what became of the paper: ask, send, have it confirmed, and say what is known.

A write that did not fail proves nothing: 65 kB to a printer that never reads "succeeded" in under 0.1 s (measured).
So a ticket counts as printed only when the printer says so after it; and nothing is ever sent a second time from
here, because naive retry after paper-out prints two tickets when paper is put in.
"""

import secrets
from collections.abc import Callable
from contextlib import closing
from threading import Lock
from time import sleep

from printer.attempt import Attempt, Order
from printer.conversation import Conversation, Limits
from printer.deadline import Deadline
from printer.errors import PrinterInUse, PrinterUnreachable, SendingFailed
from printer.job import Job
from printer.outcome import Outcome, PrintReport
from printer.profiles import Profile
from printer.replies import Reply
from printer.spool import PrinterMemory
from printer.status import IN_USE_STATUS, UNKNOWN_STATUS, Fault, PrinterStatus
from printer.transports.line import Transport

_PAUSE_S = 0.25
_ID_DIGITS = 4
_IDS = 36**_ID_DIGITS
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ConfirmedPrinter:
    """One printer, and the protocol by which tickets are printed on it.

    Blocks for at most turn_s + connect_s + 5 status_s + offline_s, the sending, the paper's own time + confirm_s, and
    status_s + clear_s; meant for a background thread. One job at a time: a second thread waits for the first.
    """

    def __init__(
        self,
        transport: Transport,
        profile: Profile,
        limits: Limits | None = None,
        *,
        memory: PrinterMemory | None = None,
    ) -> None:
        """Know the printer; nothing is connected before the first job.

        Args:
            transport: the way to it.
            profile: what it can answer, and how fast it is.
            limits: how long to wait for it; None for those that suit a visitor who stands before it.
            memory: what an earlier run knew of it.
        """
        self._transport = transport
        self._profile = profile
        self._limits = limits or Limits()
        self._turn = Lock()
        self._is_torn = memory is not None and memory.is_torn
        self._has_answered = memory is not None and memory.has_answered
        self._jobs = secrets.randbelow(_IDS)  # a late reply to an earlier run's job is none to this one's

    @property
    def has_answered(self) -> bool:
        """Whether this printer is known to answer."""
        return self._has_answered

    def print_job(self, job: Job, *, note_sending: Callable[[], None] | None = None) -> PrintReport:
        """Send a ticket once and return what became of it; no fault of a printer raises.

        Args:
            job: the ticket.
            note_sending: called when the printer is ready for it, before the first byte is sent.
        """
        with self._turn:
            self._jobs += 1
            order = Order(
                job=job,
                profile=self._profile,
                limits=self._limits,
                process_id=make_process_id(self._jobs),
                is_torn=self._is_torn,
                has_answered=self._has_answered,
                note_sending=note_sending or _ignore_sending,
            )
            patience = Deadline(self._limits.turn_s)
            while True:
                report, has_turn = self._attempt(order)
                if has_turn or patience.has_passed:
                    return report
                sleep(patience.at_most(_PAUSE_S))

    def _attempt(self, order: Order) -> tuple[PrintReport, bool]:
        """Return what became of one attempt, and False if the printer serves somebody else and nothing was sent."""
        try:
            line = self._transport.connect(timeout_s=self._limits.connect_s)
        except PrinterUnreachable as error:
            is_in_use = isinstance(error, PrinterInUse)
            cause = Fault.IN_USE if is_in_use else Fault.UNREACHABLE
            return PrintReport(outcome=Outcome.NOT_SENT, cause=cause, is_torn=self._is_torn), not is_in_use
        with closing(line):
            attempt = Attempt(order, line)
            report = attempt.run()
        self._is_torn = report.is_torn
        self._has_answered |= attempt.was_answered
        return report, not attempt.was_turned_away

    def read_status(self) -> PrinterStatus:
        """Return what the printer says about itself now; no fault of a printer raises."""
        with self._turn:
            try:
                with closing(self._transport.connect(timeout_s=self._limits.connect_s)) as line:
                    if not line.can_answer:
                        return UNKNOWN_STATUS
                    return Conversation(line, self._limits, _ignore).ask_status()
            except PrinterInUse:
                return IN_USE_STATUS
            except PrinterUnreachable:
                return PrinterStatus(faults=frozenset({Fault.UNREACHABLE}))
            except SendingFailed:
                return PrinterStatus(faults=frozenset({Fault.LINE_LOST}))


def make_process_id(job_number: int) -> str:
    """Return four characters that differ for the next 1.6 million jobs."""
    rest = job_number % _IDS
    letters = ""
    for _ in range(_ID_DIGITS):
        rest, digit = divmod(rest, len(_DIGITS))
        letters = _DIGITS[digit] + letters
    return letters


def _ignore_sending() -> None:
    """Let it be sent: nobody keeps it."""


def _ignore(_reply: Reply) -> None:
    """Let go of what nobody waits for."""
