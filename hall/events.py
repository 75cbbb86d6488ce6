"""Every event that the hall's record and its stream can hold: one class each, in the past tense."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hall.ticket import PrintState, PriorityClass, Source, WaitRange


class WindowState(StrEnum):
    """Whether a window takes visitors."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """A queue after an event: people waiting, windows open for it, and what the next visitor would wait."""

    queue_id: str
    waiting: int
    open_windows: int
    wait: WaitRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDayStarted:
    """The first act of a new business date: numbers start again, boards are wiped.

    Tickets left from earlier dates are expired by it. `queues` are all of the hall, which nobody waits in now.
    """

    kind: Literal["BusinessDayStarted"] = "BusinessDayStarted"
    business_date: date
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A visitor took a number."""

    kind: Literal["TicketIssued"] = "TicketIssued"
    ticket_id: int
    number: str
    matter_id: str
    source: Source
    priority_class: PriorityClass
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A window called a number; `call_count` above 1 is a recall, to be shown and spoken again.

    `queue` is the ticket's own; `others` are those that the window also serves, and now has no time for.
    """

    kind: Literal["TicketCalled"] = "TicketCalled"
    ticket_id: int
    number: str
    matter_id: str
    window_id: str
    call_count: int
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
    """The matter was dealt with at the window, which is free now for `queues`."""

    kind: Literal["TicketFinished"] = "TicketFinished"
    ticket_id: int
    number: str
    window_id: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoShow:
    """The visitor was called and did not come; the window is free now for `queues`."""

    kind: Literal["TicketNoShow"] = "TicketNoShow"
    ticket_id: int
    number: str
    window_id: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """The visitor gave the number up, or staff did on the visitor's behalf."""

    kind: Literal["TicketCancelled"] = "TicketCancelled"
    ticket_id: int
    number: str
    reason: str = ""
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrintReported:
    """A kiosk told what became of the paper; `print_count` counts the slips that came or may have come out."""

    kind: Literal["TicketPrintReported"] = "TicketPrintReported"
    ticket_id: int
    number: str
    print_state: PrintState
    print_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened:
    """A clerk signed in at a window; `queues` are all those it serves."""

    kind: Literal["WindowOpened"] = "WindowOpened"
    window_id: str
    queues: tuple[QueueNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed:
    """A clerk left a window; `queues` are all those it served."""

    kind: Literal["WindowClosed"] = "WindowClosed"
    window_id: str
    queues: tuple[QueueNow, ...]


EventBody = Annotated[
    BusinessDayStarted
    | TicketIssued
    | TicketCalled
    | TicketStarted
    | TicketFinished
    | TicketNoShow
    | TicketCancelled
    | TicketPrintReported
    | WindowOpened
    | WindowClosed,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of the hall: numbered without gaps from 1 in each hall, told only after it is on disk."""

    seq: int
    at: datetime
    body: EventBody
