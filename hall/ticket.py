"""Ticket, call and the states that a ticket may be in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands; print state, priority and source are separate fields."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    OVERDUE = "overdue"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ACTIVE_STATES = frozenset({TicketState.CALLED, TicketState.SERVING})
"""A window may have at most one ticket in these."""

FINAL_STATES = frozenset({TicketState.DONE, TicketState.NO_SHOW, TicketState.CANCELLED, TicketState.EXPIRED})


class PrintState(StrEnum):
    """What is known of the paper: `sent` is the best a write-only printer can give."""

    NONE = "none"
    PRINTED = "printed"
    NOT_SENT = "not_sent"
    SENT = "sent"
    UNKNOWN = "unknown"


class PriorityClass(StrEnum):
    """Who may be called before others; granted by a person, only asked for at the kiosk."""

    NORMAL = "normal"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    MILITARY = "military"
    MARTYR_FAMILY = "martyr_family"


class Source(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "kiosk"
    GUIDE = "guide"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visitor's number and where it stands.

    `arrived_at` never changes, `number` is the identity, the order in the queue is the store's `queue_key`.
    """

    ticket_id: int
    number: str
    business_date: date
    state: TicketState
    matter_id: str
    queue_id: str
    window_id: str | None = None
    priority_class: PriorityClass = PriorityClass.NORMAL
    source: Source = Source.KIOSK
    print_state: PrintState = PrintState.NONE
    print_count: int = 0
    arrived_at: datetime
    call_count: int = 0
    first_called_at: datetime | None = None
    last_called_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """An estimated wait as a range of whole minutes, low <= high; 0 to 0 means at once: a window is free."""

    low_min: int
    high_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """What the kiosk gets for an issue: everything that screen and paper need beside the directory.

    `token` opens the visitor's page and is told only here; `page_url` is what the QR code holds.
    """

    ticket: Ticket
    token: str
    page_url: str
    people_ahead: int
    wait: WaitRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One number called to one window; a recall is a new Call with a higher `call_count`.

    `call_id` is the sequence number of the event that made it, so every call is told apart from every other.
    """

    call_id: int
    ticket_id: int
    number: str
    matter_id: str
    queue_id: str
    window_id: str
    call_count: int
    at: datetime
    state: TicketState = TicketState.CALLED
