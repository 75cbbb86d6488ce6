"""What may happen to a ticket: one class each, in the past tense."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

from hall.astray import Astray
from hall.queue_now import QueueNow
from hall.ticket import PrintState, PriorityClass, Result, Source, Ticket, WaitRange, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A visitor took a number.

    `wait` is what the visitor was told, None while nothing could be; `appointment_at` the slot of whoever came in time
    for one.
    """

    kind: Literal["TicketIssued"] = "TicketIssued"
    ticket_id: int
    number: str
    matter_id: str
    source: Source
    priority_class: PriorityClass
    priority_requested: PriorityClass = PriorityClass.NORMAL
    then: tuple[str, ...] = ()
    wait: WaitRange | None = None
    appointment_at: datetime | None = None
    queue: QueueNow

    @classmethod
    def of(cls, ticket: Ticket, *, queue: QueueNow, wait: WaitRange | None = None) -> Self:
        """Tell that a ticket was issued into a queue that now stands so, with what its visitor was told."""
        return cls(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            matter_id=ticket.matter_id,
            source=ticket.source,
            priority_class=ticket.priority_class,
            priority_requested=ticket.priority_requested,
            then=ticket.then,
            wait=wait,
            appointment_at=ticket.place.appointment_at,
            queue=queue,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A window called a number; `call_count` above 1 is a recall, to be shown and spoken again.

    `queue` is the ticket's own; `others` are those that the window also serves, and now has no time for.
    `why` put it before others; `reason` is the clerk's word for a call out of turn.
    """

    kind: Literal["TicketCalled"] = "TicketCalled"
    ticket_id: int
    number: str
    matter_id: str
    window_id: str
    call_count: int
    why: Why | None = None
    reason: str = ""
    queue: QueueNow
    others: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStarted:
    """The visitor came to the window."""

    kind: Literal["TicketStarted"] = "TicketStarted"
    ticket_id: int
    number: str
    window_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished:
    """The visit was dealt with at the window, which is free now for `queues`."""

    kind: Literal["TicketFinished"] = "TicketFinished"
    ticket_id: int
    number: str
    window_id: str
    result: Result = Result.SOLVED
    items: tuple[str, ...] = ()
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReopened:
    """A finish was pressed by mistake: the visitor is being served again.

    `queue` is the line to which the finish had sent the visit on, if it had.
    """

    kind: Literal["TicketReopened"] = "TicketReopened"
    ticket_id: int
    number: str
    window_id: str
    queues: tuple[QueueNow, ...] = ()
    queue: QueueNow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCallUndone:
    """A call was pressed by mistake: the visitor waits at the old place, the call is taken back."""

    kind: Literal["TicketCallUndone"] = "TicketCallUndone"
    ticket_id: int
    number: str
    window_id: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOverdue:
    """The visitor was called and did not come; the number can come back. The window is free now for `queues`."""

    kind: Literal["TicketOverdue"] = "TicketOverdue"
    ticket_id: int
    number: str
    window_id: str
    queue_id: str = ""
    overdue_count: int
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReactivated:
    """An overdue number is in its line again; `calls_left` before it is due, None when it is the last in line."""

    kind: Literal["TicketReactivated"] = "TicketReactivated"
    ticket_id: int
    number: str
    calls_left: int | None
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRestored:
    """A number that was given up is in its line again."""

    kind: Literal["TicketRestored"] = "TicketRestored"
    ticket_id: int
    number: str
    calls_left: int | None
    reason: str = ""
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoShow:
    """An overdue number did not come back in time."""

    kind: Literal["TicketNoShow"] = "TicketNoShow"
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeld:
    """A ticket was parked; the window is free now for `queues`."""

    kind: Literal["TicketHeld"] = "TicketHeld"
    ticket_id: int
    number: str
    window_id: str
    reason: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHoldHandedOver:
    """A parked ticket may now be taken up at any window that serves its queue."""

    kind: Literal["TicketHoldHandedOver"] = "TicketHoldHandedOver"
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed:
    """A parked ticket was taken up with its visitor there; if it is called, that is a TicketCalled."""

    kind: Literal["TicketResumed"] = "TicketResumed"
    ticket_id: int
    number: str
    window_id: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReleased:
    """A parked ticket waits at its old place again."""

    kind: Literal["TicketReleased"] = "TicketReleased"
    ticket_id: int
    number: str
    queue: QueueNow


class Onward(StrEnum):
    """Why a ticket moved to another line."""

    TRANSFER = "transfer"
    NEXT_LEG = "next_leg"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """A ticket went on to another line with its number; the window that it left is free now for `queues`.

    `queue` is where it waits now; `for_window` and `for_clerk` name who alone may call it there. `is_parked`: it came
    back to `for_window`, which keeps it until there is time for it, in no line. `result` and `items` are of a finish
    that sent it on: how it went at the window that it left, and which matters.
    """

    kind: Literal["TicketTransferred"] = "TicketTransferred"
    ticket_id: int
    number: str
    matter_id: str
    from_window: str
    onward: Onward
    leg_no: int
    for_window: str | None = None
    for_clerk: str | None = None
    returns_to: str | None = None
    is_parked: bool = False
    result: Result | None = None
    items: tuple[str, ...] = ()
    queue: QueueNow
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRedirected:
    """The guide desk sent a waiting ticket to the line of the right matter; `queues` has the one that it left."""

    kind: Literal["TicketRedirected"] = "TicketRedirected"
    ticket_id: int
    number: str
    matter_id: str
    from_matter: str
    queue: QueueNow
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnreserved:
    """A ticket that waited for one window or clerk may be called at any: that window was closed."""

    kind: Literal["TicketUnreserved"] = "TicketUnreserved"
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPriorityGranted:
    """A person saw the proof and gave (or took back) a priority class."""

    kind: Literal["TicketPriorityGranted"] = "TicketPriorityGranted"
    ticket_id: int
    number: str
    priority_class: PriorityClass
    evidence: str = ""
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """The visitor gave the number up, or staff did on the visitor's behalf."""

    kind: Literal["TicketCancelled"] = "TicketCancelled"
    ticket_id: int
    number: str
    reason: str = ""
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExpired:
    """The day ended while the ticket was open; `done` when its visitor was being served, at an unknown time."""

    kind: Literal["TicketExpired"] = "TicketExpired"
    ticket_id: int
    number: str
    done: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReprinted:
    """A slip was asked for again; with `is_new_page` the code on the lost one opens nothing any more."""

    kind: Literal["TicketReprinted"] = "TicketReprinted"
    ticket_id: int
    number: str
    is_new_page: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAstray:
    """An offline number could not be lined up when it was handed over: its visitor is led to the guide desk."""

    kind: Literal["TicketAstray"] = "TicketAstray"
    ticket_id: int
    number: str
    business_date: date
    astray: Astray
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrintReported:
    """A kiosk told what became of the paper; `print_count` counts the slips that came or may have come out."""

    kind: Literal["TicketPrintReported"] = "TicketPrintReported"
    ticket_id: int
    number: str
    print_state: PrintState
    print_count: int
