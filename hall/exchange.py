"""What programs send to the server and get back, beside tickets, snapshots and the directory."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hall.astray import Astray
from hall.bodies import STRICT, Flag, Id, Identity, Note, Reason
from hall.events import WindowState
from hall.places import Text
from hall.queue_now import QueueNow
from hall.ticket import NotYet, PrintState, PriorityClass, Result, Source, Standing, Ticket, TicketState, WaitRange, Why


class Role(StrEnum):
    """What a credential may be used for."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    TABLET = "tablet"
    KEYPAD = "keypad"
    CLERK = "clerk"
    GUIDE = "guide"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"


STAFF_ROLES = (Role.CLERK, Role.GUIDE, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)
"""Those who sign in with a name and a password."""

MOST_PAUSE_MINUTES = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """POST /api/v1/tickets: a visitor asks for a number.

    Attributes:
        matter_id: what for; `then` are further matters of the same visit, which the server puts in order.
        language: of the ticket and of the visitor's page.
        source: where it was asked for.
        priority_requested: the class that the visitor says to belong to; a person grants it.
        consent: the visitor was told that the matter may not be dealt with today, and wants the number.
        identity: a hash that stands for the person, where the hall asks for one; never the identity itself.
    """

    __pydantic_config__ = STRICT

    matter_id: str
    then: Annotated[tuple[str, ...], Field(max_length=9)] = ()
    language: str = "zh"
    source: Source = Source.KIOSK
    priority_requested: PriorityClass = PriorityClass.NORMAL
    consent: Flag = False
    identity: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """POST /api/v1/tickets/{ticket_id}/print: what became of one attempt to put the ticket on paper."""

    __pydantic_config__ = STRICT

    print_state: PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest:
    """POST /api/v1/tickets/{ticket_id}/cancel."""

    __pydantic_config__ = STRICT

    reason: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """POST /api/v1/sessions: a clerk signs in at a window, which opens it.

    Guides, supervisors and auditors may leave the window out: they work at the hall's desk.
    `take_over` moves a window away from another clerk's session; without it that is refused. `code` is of the
    authenticator app, or one on paper, of whoever has a second factor.
    """

    __pydantic_config__ = STRICT

    clerk: Annotated[str, StringConstraints(max_length=64)]
    password: Annotated[str, StringConstraints(max_length=256)]
    window_id: Annotated[str, StringConstraints(max_length=64)] | None = None
    take_over: Flag = False
    code: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The answer to a sign-in: a session token (also set as a cookie), told only here.

    `password_days_left` is after how many days the password must be changed, None for never.
    """

    session_token: str
    clerk: str
    role: Role
    window_id: str | None
    expires_at: datetime
    password_days_left: int | None = None


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

    `ticket_id` names the ticket that is meant: needed by every act but call-next, pause and unpause, which have none.
    """

    __pydantic_config__ = STRICT

    version: Annotated[int, Field(ge=0, le=2**53)]
    ticket_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSpecific(WindowAct):
    """A number is called out of turn; how often that happens, and why, is public."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(WindowAct):
    """The matter is dealt with; `items` are the matters that were, if not just that of the ticket."""

    result: Result = Result.SOLVED
    items: Annotated[tuple[str, ...], Field(max_length=20)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(WindowAct):
    """The visitor goes on: to a queue, to a window or to a clerk; exactly one of them is named.

    `matter_id` is what for, if it is something else; `returns` brings the ticket back to this window afterwards.
    """

    queue_id: str | None = None
    to_window: str | None = None
    to_clerk: str | None = None
    matter_id: str | None = None
    note: Note | None = None
    priority_class: PriorityClass | None = None
    returns: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTicket(WindowAct):
    """The ticket is parked; `for_anyone` lets every window that serves its queue take it up."""

    reason: Reason
    for_anyone: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTicket(WindowAct):
    """A parked ticket is taken up; `call` calls its number, instead of beginning at once."""

    call: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWindow(WindowAct):
    """The window takes nobody for a while; `leave_waiting` where no other window serves those who wait.

    `back_in_minutes`, if the clerk knows it, is told to the public as a time of day.
    """

    reason: Reason
    back_in_minutes: Annotated[int, Field(ge=1, le=MOST_PAUSE_MINUTES)] | None = None
    leave_waiting: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WithReason:
    """The body of acts that need no more than a reason."""

    __pydantic_config__ = STRICT

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPriority:
    """POST /api/v1/tickets/{ticket_id}/priority: a person saw the proof; `normal` takes a class back."""

    __pydantic_config__ = STRICT

    priority_class: PriorityClass
    evidence: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltQueue:
    """POST /api/v1/queues/{queue_id}/stop: no more numbers, for a reason that visitors read."""

    __pydantic_config__ = STRICT

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTicket:
    """One line of a window's waiting list, in the order of calling; `standings` say what moved it there."""

    ticket_id: int
    number: str
    matter: Text
    queue_id: str
    priority_class: PriorityClass
    priority_requested: PriorityClass
    arrived_at: datetime
    why: Why | None
    wait: WaitRange | None = None
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTicket:
    """A parked ticket as the windows see it that may take it up; `is_forgotten` once it has lain too long."""

    ticket_id: int
    number: str
    matter: Text
    reason: str
    clerk: str
    since: datetime
    is_forgotten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTicket:
    """A number that was called and did not come, and may still."""

    ticket_id: int
    number: str
    matter: Text
    since: datetime
    overdue_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of GET /api/v1/queues/{queue_id}/order: who is called when, and why then.

    `why` is the one reason that puts it before the next; None, and after all others, when it may not be called now
    (too early, or kept for one window or clerk). The first 50 of the queue are told.
    """

    ticket_id: int
    number: str
    queue_id: str
    priority_class: PriorityClass
    why: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """GET /api/v1/tickets/{ticket_id}/ahead: those who are called before a waiting ticket, in that order.

    `window_id` is the open window that comes to it with the fewest calls, None while none is open. `people_ahead` is
    None where it does not wait, or may not be called yet: `not_yet` tells why.
    """

    ticket_id: int
    people_ahead: int | None
    window_id: str | None
    why: Why | None
    numbers: tuple[str, ...]
    not_yet: NotYet | None = None
    wait: WaitRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """GET /api/v1/windows/{window_id}: all that the clerk there must see, at event number `seq`.

    `acts` are the acts that the rules allow now, by the names of the paths with `_` for `-`: "call_next", "recall".
    `paused_until` is when a paused window is to take visitors again, if the clerk said so; it may have passed.
    `standings` are of the ticket that is there. `waiting` is in the order of calling, each with the reason why it is
    where it is; `finished` is the ticket whose finish can still be undone, `call_is_stale` tells that the call
    has stood too long.
    """

    window_id: str
    state: WindowState
    paused_until: datetime | None
    version: int
    seq: int
    at: datetime
    clerk: str | None
    ticket: Ticket | None
    matter: Text | None
    standings: tuple[Standing, ...] = ()
    limit_minutes: int | None
    waiting_count: int
    waiting: tuple[WaitingTicket, ...]
    held: tuple[HeldTicket, ...]
    overdue: tuple[OverdueTicket, ...]
    finished: int | None
    call_is_stale: bool
    queues: tuple[QueueNow, ...]
    served_today: int
    mean_service_s: int | None
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegAhead:
    """A further matter of the same visit: where it will be."""

    matter: Text
    floor: Text
    windows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """GET /api/v1/visits/{token}: what the visitor's phone shows; nothing that tells who the visitor is.

    `windows` are those that serve the queue, or that may take a held one up; `window` the one that called.
    `may_come_back`: it was overdue, and the visitor may bring it back from the page; `calls_left` then tells how many
    calls it waits for. `people_ahead` is None where it does not wait, or may not be called yet: `not_yet` tells why,
    `callable_from` until when it is too early. `legs_left` are further matters of this visit. `changed_at` is when this
    last changed. `may_rate`: it was dealt with and its visitor is asked what to think of it; `is_rated` once that was
    said.
    `astray` is why an offline number could not be lined up, and its visitor is led to the guide desk. While it waits or
    is held, `is_served` tells whether any of its windows is open: without a `wait` it is not known at the moment then.
    If none is, `back_at` is when the first of those that are paused is to go on, if its clerk said so. `is_returned`:
    it is held because it came back from where a window had sent it, and no clerk asked for anything.
    """

    number: str
    state: TicketState
    business_date: date
    matter: Text
    department: Text
    materials: tuple[Text, ...]
    people_ahead: int | None
    people_ahead_at_issue: int
    wait: WaitRange | None
    floor: Text
    zone: Text | None
    windows: tuple[str, ...]
    window: str | None
    directions: Text | None
    call_count: int
    overdue_count: int
    may_come_back: bool
    calls_left: int | None
    legs_left: tuple[LegAhead, ...]
    changed_at: datetime
    seq: int
    may_rate: bool = False
    is_rated: bool = False
    astray: Astray | None = None
    not_yet: NotYet | None = None
    callable_from: datetime | None = None
    is_served: bool = True
    back_at: datetime | None = None
    is_returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error on the wire: RFC 9457 problem details (`application/problem+json`) with a stable `code`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, str | int]
