"""Ticket, call and the states that a ticket may be in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall.moments import to_us


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
"""Nothing is owed to these any more. Only staff bring a number back: restore after no_show, reopen after done."""

OPEN_STATES = frozenset(TicketState) - FINAL_STATES


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
    APPOINTMENT = "appointment"
    OFFLINE = "offline"


class Why(StrEnum):
    """Why a ticket is the next one: the one reason that put it before all others."""

    ARRIVAL = "arrival"
    PRIORITY = "priority"
    NORMAL_TURN = "normal_turn"
    APPOINTMENT = "appointment"
    WALK_IN_TURN = "walk_in_turn"
    QUEUE_TURN = "queue_turn"
    LONGEST_WAIT = "longest_wait"
    OVERDUE_DUE = "overdue_due"
    NOBODY_ELSE = "nobody_else"
    SPECIFIC = "specific"
    CAME_TO_WINDOW = "came_to_window"
    RESUMED = "resumed"


class Standing(StrEnum):
    """How a ticket came to its place, where it is not by its arrival here: what explains it beside its class."""

    CAME_BACK = "came_back"
    SENT = "sent"
    KEPT = "kept"
    APPOINTMENT = "appointment"


class NotYet(StrEnum):
    """Why nobody may call a waiting ticket now, so that nothing true can be said of who is ahead of it.

    It came too early for its appointment, or is kept for a window that is not open or a clerk who sits at none.
    """

    TOO_EARLY = "too_early"
    WINDOW_AWAY = "window_away"
    CLERK_AWAY = "clerk_away"


class Result(StrEnum):
    """How a visit at a window ended: dealt with, or something is still to come."""

    SOLVED = "solved"
    PENDING = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a ticket stands in its line: all that the order of calling is made of, beside its priority class.

    Attributes:
        key_us: microseconds since 1970; lower is earlier. The arrival, unless a rule moved it.
        since: when it began to wait in this line.
        for_window: only this window may call it, for_clerk: only where this clerk sits.
        due_calls: it was overdue, and is due when the queue has made so many calls on this date.
        appointment_at: the slot that was booked, if the visitor came in time for it.
        not_before: it came early for an appointment, and may not be called before this.
    """

    key_us: int
    since: datetime
    for_window: str | None = None
    for_clerk: str | None = None
    due_calls: int | None = None
    appointment_at: datetime | None = None
    not_before: datetime | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but arrival (and the priority class) decides: then the first of such a line is the oldest."""
        conditions = (self.for_window, self.for_clerk, self.due_calls, self.appointment_at, self.not_before)
        return conditions == _NONE and self.key_us == to_us(self.since)


_NONE = (None, None, None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A parked ticket: why, by which clerk, since when, and for which window (None: for whoever serves the queue)."""

    reason: str
    clerk: str
    window_id: str | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visitor's number and where it stands.

    `arrived_at` never changes, `number` is the identity, `place` is the order in the queue: three things.
    Matter, queue, window and the moments from `call_count` to `finished_at` are those of the present leg.

    Attributes:
        version: rises by one with every change.
        leg_no: which leg of the visit this is, from 1; `entered_at` is when it began.
        then: the matters still to come in this visit, in order.
        granted_by: who gave the priority class; at the kiosk it is only asked for (`priority_requested`).
        granted_for: what that person saw, in their own words, for the clerk who is to serve it.
        overdue_count: how often it was called and nobody came.
        returns_to: the window to which it goes back after the present leg.
        note: what the clerk who sent it on wrote for the next.
        held_s: seconds of the present leg that it was parked, which are no service.
        time_unreliable: it was closed by the end of the day, so that its times say nothing.
    """

    ticket_id: int
    version: int = 1
    number: str
    business_date: date
    state: TicketState
    matter_id: str
    queue_id: str
    window_id: str | None = None
    leg_no: int = 1
    then: tuple[str, ...] = ()
    priority_class: PriorityClass = PriorityClass.NORMAL
    priority_requested: PriorityClass = PriorityClass.NORMAL
    granted_by: str | None = None
    granted_for: str | None = None
    source: Source = Source.KIOSK
    print_state: PrintState = PrintState.NONE
    print_count: int = 0
    arrived_at: datetime
    entered_at: datetime
    place: Place
    why: Why | None = None
    call_count: int = 0
    first_called_at: datetime | None = None
    last_called_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    overdue_count: int = 0
    hold: Hold | None = None
    held_s: int = 0
    returns_to: str | None = None
    note: str | None = None
    result: Result | None = None
    time_unreliable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """An estimated wait as a range of whole minutes, low <= high; 0 to 0 means at once: a window is free.

    `high_min` is None where nobody can say an end: so long, or so uncertain, that another time is the better offer.
    """

    low_min: int
    high_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """What the kiosk gets for an issue: everything that screen and paper need beside the directory.

    `token` opens the visitor's page and is told only here; `page_url` is what the QR code holds. `people_ahead` is
    None while nobody can say it: the ticket may not be called yet (`not_yet` tells why), does not wait, or was given
    while the server was away. `slip_code` is on the slip alone: with it the visitor may give the number up on the
    phone; None where neither server nor kiosk could make one.
    """

    ticket: Ticket
    token: str
    page_url: str
    people_ahead: int | None
    wait: WaitRange | None
    not_yet: NotYet | None = None
    legs: tuple["LegPlan", ...] = ()
    slip_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegPlan:
    """One stop of a visit, in order: the matter, its queue and the windows that serve it."""

    matter_id: str
    queue_id: str
    windows: tuple[str, ...]


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
