"""Taking: gets a number from the server off the screen's thread, with one and the same request until it is answered."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from hall.appointment import CheckIn
from hall.errors import HallError, Overloaded, ServerAway, ServerUnclear
from hall.exchange import CancelRequest, IssueRequest
from hall.ticket import IssuedTicket, Ticket
from kiosk.visit import Intent
from kiosk.work_thread import start_thread

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.3, 4.0

UNANSWERED = (ServerAway, ServerUnclear, Overloaded)
"""Errors after which nobody knows whether there is a ticket, or the server only asks for patience: try again."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class TicketDesk(Protocol):
    """The part of `hall.client.HallClient` that gives numbers and takes them back."""

    def issue_ticket(self, request: IssueRequest, *, key: str) -> IssuedTicket:
        """Ask for a number."""
        ...

    def check_in(self, code: str, request: CheckIn, *, key: str) -> IssuedTicket:
        """Ask for the number of an appointment."""
        ...

    def cancel_ticket(self, ticket_id: int, request: CancelRequest, *, key: str) -> Ticket:
        """Give a number up."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The server gave a number."""

    intent: Intent
    issued: IssuedTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The server answered that there is no number to be had."""

    intent: Intent
    error: HallError


TakingNews = Answered | Refused


class Taking:
    """Pursues one intent at a time; an intent that the visitor left is pursued too, and its number given back.

    Otherwise a number that nobody holds could be called: when an answer was lost, only the same request can
    tell whether there is one.
    """

    def __init__(self, desk: TicketDesk, *, hand_over: Callable[[TakingNews], None]) -> None:
        """Take the server's client, used by this object's threads only.

        Args:
            desk: the client.
            hand_over: called on a thread of this object with each answer; must not block.
        """
        self._desk = desk
        self._hand_over = hand_over
        self._asking = start_thread("taking")
        self._returning = start_thread("giving-back")
        self._left: set[str] = set()
        self._ended = False
        self._hurry = threading.Event()

    def pursue(self, intent: Intent, *, language: str) -> None:
        """Ask for the number until there is an answer, which `hand_over` gets."""
        self._hurry.clear()
        self._asking.submit(self._ask, intent, language)

    def leave(self, intent: Intent, *, language: str) -> None:
        """The visitor has gone without an answer: give back whatever number the request has made or may make."""
        self._left.add(intent.key)
        self._hurry.set()
        self._returning.submit(self._give_back, intent, language)

    def drop(self, intent: Intent) -> None:
        """Ask no more: the visitor has got a number of the kiosk's own, and its adoption gives back what this made."""
        self._left.add(intent.key)
        self._hurry.set()  # whoever pauses is woken once; the next pause is a whole one
        self._hurry.clear()

    def stop(self) -> None:
        """End both threads; what is not answered by now stays with the server."""
        self._ended = True
        self._hurry.set()
        self._asking.shutdown(wait=False, cancel_futures=True)
        self._returning.shutdown(wait=False, cancel_futures=True)

    def _ask(self, intent: Intent, language: str) -> None:
        issued = self._insist(lambda: self._issue(intent, language), intent)
        if issued is None or intent.key in self._left:
            return
        if isinstance(issued, HallError):
            self._hand_over(Refused(intent=intent, error=issued))
        else:
            self._hand_over(Answered(intent=intent, issued=issued))

    def _issue(self, intent: Intent, language: str) -> IssuedTicket:
        if intent.appointment is not None:
            return self._desk.check_in(intent.appointment, CheckIn(language=language), key=intent.key)
        return self._desk.issue_ticket(request_of(intent, language), key=intent.key)

    def _give_back(self, intent: Intent, language: str) -> None:
        self._hurry.clear()
        issued = self._insist(lambda: self._issue(intent, language), None)
        if not isinstance(issued, IssuedTicket):
            return
        reason = CancelRequest(reason="left the kiosk before the number came")
        ticket_id = issued.ticket.ticket_id
        self._insist(lambda: self._desk.cancel_ticket(ticket_id, reason, key=f"{intent.key}-back"), None)
        _log.info("ticket %s given back: its visitor had left", issued.ticket.number)

    def _insist(self, ask: Callable[[], T], intent: Intent | None) -> T | HallError | None:
        """Ask until answered; None when the program ends or the intent's visitor has left meanwhile."""
        pause_s = FIRST_PAUSE_S
        while not self._ended:
            try:
                return ask()
            except UNANSWERED as error:
                _log.warning("no answer, trying again: %s", error)
            except HallError as error:
                return error
            except Exception:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
                _log.exception("asking for a number failed")
                return HallError("asking for a number failed; see the log")
            if self._is_left(intent):
                return None
            self._hurry.wait(pause_s)
            if self._is_left(intent):
                return None
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
        return None

    def _is_left(self, intent: Intent | None) -> bool:
        return intent is not None and intent.key in self._left


def request_of(intent: Intent, language: str) -> IssueRequest:
    """Return what is asked of the server for a wish."""
    return IssueRequest(
        matter_id=intent.matter_id,
        then=intent.then,
        language=language,
        priority_requested=intent.priority,
        consent=intent.consent,
    )
