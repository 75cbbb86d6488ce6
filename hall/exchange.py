"""What programs send to the server and get back, beside tickets, snapshots and the directory."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from hall.events import QueueNow, WindowState
from hall.places import Text
from hall.ticket import PrintState, PriorityClass, Source, Ticket, TicketState, WaitRange

STRICT = ConfigDict(extra="forbid")
"""A request with a field that nobody knows is refused: a misspelt word must not be lost in silence."""


class Role(StrEnum):
    """What a credential may be used for."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """POST /api/v1/tickets: a visitor asks for a number."""

    __pydantic_config__ = STRICT

    matter_id: str
    language: str = "zh"
    source: Source = Source.KIOSK
    priority_requested: PriorityClass = PriorityClass.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """POST /api/v1/tickets/{ticket_id}/print: what became of one attempt to put the ticket on paper."""

    __pydantic_config__ = STRICT

    print_state: PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest:
    """POST /api/v1/tickets/{ticket_id}/cancel."""

    __pydantic_config__ = STRICT

    reason: Annotated[str, Field(max_length=200)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """POST /api/v1/sessions: a clerk signs in at a window, which opens it.

    `take_over` moves a window away from another clerk's session; without it that is refused.
    """

    __pydantic_config__ = STRICT

    clerk: str
    password: str
    window_id: str
    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The answer to a sign-in: a session token (also set as a cookie), told only here."""

    session_token: str
    clerk: str
    window_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoice:
    """One line of GET /api/v1/windows: a window to sign in at, and whether it is free."""

    window_id: str
    name: Text | None
    floor: Text
    state: WindowState


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAct:
    """The body of every act at a window: the version of the window that the clerk's page showed.

    `ticket_id` names the ticket meant by recall, start, finish and no-show; call-next has none.
    """

    __pydantic_config__ = STRICT

    version: int
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTicket:
    """One line of a window's waiting list, in the order in which they would be called."""

    ticket_id: int
    number: str
    matter: Text
    queue_id: str
    priority_class: PriorityClass
    arrived_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """GET /api/v1/windows/{window_id}: all that the clerk there must see, at event number `seq`.

    `acts` are the acts that the rules allow now: "call_next", "recall", "start", "finish", "no_show".
    """

    window_id: str
    state: WindowState
    version: int
    seq: int
    at: datetime
    clerk: str | None
    ticket: Ticket | None
    matter: Text | None
    limit_minutes: int | None
    waiting_count: int
    waiting: tuple[WaitingTicket, ...]
    queues: tuple[QueueNow, ...]
    served_today: int
    mean_service_s: int | None
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """GET /api/v1/visits/{token}: what the visitor's phone shows; nothing that tells who the visitor is.

    `windows` are those that serve the queue; `window` the one that called. `changed_at` is when this last changed.
    """

    number: str
    state: TicketState
    business_date: date
    matter: Text
    department: Text
    materials: tuple[Text, ...]
    people_ahead: int
    people_ahead_at_issue: int
    wait: WaitRange | None
    floor: Text
    zone: Text | None
    windows: tuple[str, ...]
    window: str | None
    directions: Text | None
    call_count: int
    changed_at: datetime
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error on the wire: RFC 9457 problem details (`application/problem+json`) with a stable `code`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, str | int]
