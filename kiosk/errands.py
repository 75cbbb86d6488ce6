"""Errands: asks the server for a visitor who has a number or an appointment, off the screen's thread.

Each is tried, with one and the same key, until it is answered or the visitor's patience is over.
"""

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from hall.appointment import Appointment
from hall.errors import HallError, UnknownTicket
from hall.exchange import CancelRequest
from hall.phone_hash import hash_phone
from hall.taken_number import NumberView, ReprintRequest
from hall.ticket import IssuedTicket, Ticket
from kiosk.errand import (
    UNANSWERED,
    AskOutlook,
    BringBack,
    CallHelp,
    Errand,
    ErrandDone,
    ErrandFailed,
    ErrandNews,
    FindBooked,
    GiveUp,
    LookUp,
    PrintAgain,
    Word,
)
from kiosk.work_thread import start_thread

PATIENCE_S = 8.0
PAUSE_S = 0.5
GIVEN_UP = "visitor at the kiosk"
"""The reason of a number that its visitor gave up here."""

_log = logging.getLogger(__name__)


class NumbersDesk(Protocol):
    """The part of `hall.client.HallClient` that errands go to."""

    def assert_number_to_be_had(self, matter_id: str) -> None:
        """Raise what would keep a number from being given."""
        ...

    def call_help(self, *, key: str) -> None:
        """Ask for somebody to come to this kiosk."""
        ...

    def find_number(self, number: str) -> NumberView:
        """Return how a number stands."""
        ...

    def find_number_of_page(self, token: str) -> NumberView:
        """Return how the number of a slip stands."""
        ...

    def reactivate_ticket(self, ticket_id: int, *, key: str) -> Ticket:
        """Bring an overdue number back."""
        ...

    def cancel_ticket(self, ticket_id: int, request: CancelRequest, *, key: str) -> Ticket:
        """Give a number up."""
        ...

    def reprint_ticket(self, ticket_id: int, request: ReprintRequest, *, key: str) -> IssuedTicket:
        """Ask for a slip once more."""
        ...

    def find_appointments(self, identity: str) -> tuple[Appointment, ...]:
        """Return today's appointments of the person that a hash stands for."""
        ...


class Errands:
    """Runs one errand after another on a thread of its own."""

    def __init__(self, desk: NumbersDesk, *, hand_over: Callable[[ErrandNews], None]) -> None:
        """Take the server's client, used by this object's thread only.

        Args:
            desk: the client.
            hand_over: called on the thread of this object with each outcome; must not block.
        """
        self._desk = desk
        self._hand_over = hand_over
        self._running = start_thread("errands")
        self._ended = threading.Event()

    def run(self, errand: Errand) -> None:
        """Begin an errand; `hand_over` gets its outcome."""
        self._running.submit(self._run, errand)

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        self._running.shutdown(wait=False, cancel_futures=True)

    def _run(self, errand: Errand) -> None:
        try:
            self._hand_over(ErrandDone(errand=errand, word=self._insist(errand)))
        except HallError as error:
            self._hand_over(ErrandFailed(errand=errand, error=error))
        except Exception:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
            _log.exception("the errand %s failed", type(errand).__name__)
            self._hand_over(ErrandFailed(errand=errand, error=HallError("an errand failed; see the log")))

    def _insist(self, errand: Errand) -> Word:
        until_s = monotonic() + PATIENCE_S
        while True:
            try:
                return self._do(errand)
            except UNANSWERED as error:
                _log.info("no answer to %s: %s", type(errand).__name__, error)
                is_only_asked = isinstance(errand, AskOutlook)  # nobody waits for it, but others may wait behind it
                if is_only_asked or monotonic() > until_s or self._ended.wait(PAUSE_S):
                    raise

    def _do(self, errand: Errand) -> Word:
        match errand:
            case AskOutlook() | CallHelp():
                return self._ask(errand)
            case LookUp(token=str(token)):
                return self._desk.find_number_of_page(token)
            case LookUp(spellings=spellings):
                return self._find(spellings)
            case BringBack() | GiveUp():
                return self._change(errand)
            case PrintAgain(ticket_id=ticket_id, token=token, key=key):
                return self._desk.reprint_ticket(ticket_id, ReprintRequest(token=token), key=key)
            case FindBooked(hall_id=hall_id, phone=phone):
                return self._desk.find_appointments(hash_phone(hall_id, phone))

    def _ask(self, errand: AskOutlook | CallHelp) -> Word:
        if isinstance(errand, CallHelp):
            self._desk.call_help(key=errand.key)
        else:
            self._desk.assert_number_to_be_had(errand.matter_id)
        return None

    def _change(self, errand: BringBack | GiveUp) -> NumberView:
        if isinstance(errand, BringBack):
            self._desk.reactivate_ticket(errand.ticket_id, key=errand.key)
        else:
            self._desk.cancel_ticket(errand.ticket_id, CancelRequest(reason=GIVEN_UP), key=errand.key)
        return self._desk.find_number(errand.number)

    def _find(self, spellings: tuple[str, ...]) -> NumberView:
        *others, last = spellings
        for spelling in others:
            try:
                return self._desk.find_number(spelling)
            except UnknownTicket:
                continue
        return self._desk.find_number(last)
