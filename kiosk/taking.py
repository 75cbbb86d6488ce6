"""Taking: gets a number from the server off the screen's thread, with one and the same request until it is answered."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from hall.appointment import CheckIn
from hall.errors import HallError, Overloaded, ServerAway, ServerUnclear
from hall.exchange import CancelRequest, IssueRequest
from hall.ticket import IssuedTicket, Ticket
from kiosk.asked import Asked, AskedFile
from kiosk.visit import Intent, PaperState
from kiosk.work_thread import start_thread

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.3, 4.0

UNANSWERED = (ServerAway, ServerUnclear, Overloaded)
"""Errors after which nobody knows whether there is a ticket, or the server only asks for patience: try again."""

FORGOTTEN_AFTER = timedelta(hours=12)
"""A request so old that its day is over: the number that it may have made waits for nobody any more."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """A number that was asked for before the start; `paper` is what became of its slip, None where none was begun."""

    asked: Asked
    issued: IssuedTicket
    paper: PaperState | None


class Taking:
    """Pursues one intent at a time; an intent that the visitor left is pursued too, and its number given back.

    Otherwise a number that nobody holds could be called: when an answer was lost, only the same request can
    tell whether there is one.
    """

    def __init__(self, desk: TicketDesk, *, asked: AskedFile, hand_over: Callable[[TakingNews], None]) -> None:
        """Take the server's client, used by this object's threads only.

        Args:
            desk: the client.
            asked: where requests are kept until they are settled.
            hand_over: called on a thread of this object with each answer; must not block.
        """
        self._desk = desk
        self._asked = asked
        self._before = asked.list_requests()
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

    def take_up(self, papers: Mapping[int, PaperState], *, hand_over: Callable[[TakenUp], None]) -> None:
        """Ask once more what an earlier run of the kiosk asked and did not settle.

        Args:
            papers: what became of the slips that the earlier run left, by ticket.
            hand_over: called on a thread of this object with each number; must not block.
        """
        for asked in self._before:
            if self._asked.now() - asked.at > FORGOTTEN_AFTER:
                _log.warning("a request for %s of %s is not asked again", asked.intent.matter_id, asked.at)
                self.settle(asked.intent)
            elif asked.is_left:
                self.leave(asked.intent, language=asked.language)
            else:
                self._asking.submit(self._ask_again, asked, papers, hand_over)

    def settle(self, intent: Intent) -> None:
        """Forget a request: its number needs nobody any more."""
        self._asking.submit(self._asked.settle, intent.key)

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
        self._asked.keep(intent, language=language)
        issued = self._insist(lambda: self._issue(intent, language), intent)
        if intent.key in self._left:
            self._asked.note_left(intent.key)
        elif isinstance(issued, HallError):
            self._asked.settle(intent.key)
            self._hand_over(Refused(intent=intent, error=issued))
        elif issued is not None:
            self._hand_over(Answered(intent=intent, issued=issued))
            self._asked.note_told(intent.key, issued.ticket.ticket_id)  # after: nobody reads a number so fast

    def _ask_again(self, asked: Asked, papers: Mapping[int, PaperState], hand_over: Callable[[TakenUp], None]) -> None:
        issued = self._insist(lambda: self._issue(asked.intent, asked.language), asked.intent)
        if isinstance(issued, IssuedTicket):
            ticket_id = issued.ticket.ticket_id
            self._asked.note_told(asked.intent.key, ticket_id)
            hand_over(TakenUp(asked=asked, issued=issued, paper=papers.get(ticket_id)))
        elif isinstance(issued, HallError):
            _log.warning("what was asked before the start is refused now: %s", issued)
            self._asked.settle(asked.intent.key)

    def _issue(self, intent: Intent, language: str) -> IssuedTicket:
        if intent.appointment is not None:
            return self._desk.check_in(intent.appointment, CheckIn(language=language), key=intent.key)
        return self._desk.issue_ticket(request_of(intent, language), key=intent.key)

    def _give_back(self, intent: Intent, language: str) -> None:
        self._hurry.clear()
        self._asked.note_left(intent.key)
        issued = self._insist(lambda: self._issue(intent, language), None)
        if not isinstance(issued, IssuedTicket):
            self._end(intent, issued)
            return
        reason = CancelRequest(reason="left the kiosk before the number came")
        ticket_id = issued.ticket.ticket_id
        back = self._insist(lambda: self._desk.cancel_ticket(ticket_id, reason, key=f"{intent.key}-back"), None)
        self._end(intent, back)
        _log.info("ticket %s given back: its visitor had left", issued.ticket.number)

    def _end(self, intent: Intent, answer: object) -> None:
        """Forget a request that was answered; None is no answer, and the next start asks again."""
        if answer is not None:
            self._asked.settle(intent.key)

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
