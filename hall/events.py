"""Every event that the hall's record and its stream can hold; those of tickets are in `hall.ticket_events`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hall.board_events import BoardsTold
from hall.device_events import (
    DevicePaired,
    KioskAnswered,
    KioskCommanded,
    KioskHelpAnswered,
    KioskHelpCalled,
    KioskTended,
    PairingOffered,
)
from hall.opening import OpenPhase
from hall.queue_now import QueueNow
from hall.rating_events import RatingSettled, RatingTaken, VisitRated
from hall.ticket_events import (
    TicketAstray,
    TicketCalled,
    TicketCallUndone,
    TicketCancelled,
    TicketExpired,
    TicketFinished,
    TicketHeld,
    TicketHoldHandedOver,
    TicketIssued,
    TicketNoShow,
    TicketOverdue,
    TicketPrintReported,
    TicketPriorityGranted,
    TicketReactivated,
    TicketRedirected,
    TicketReleased,
    TicketReopened,
    TicketReprinted,
    TicketRestored,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
    TicketUnreserved,
)


class WindowState(StrEnum):
    """Whether a window takes visitors."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDayStarted:
    """The first act of a new business date: numbers start again, boards are wiped.

    `queues` are all of the hall, which nobody waits in now; `phases` how its doors stand on that date.
    """

    kind: Literal["BusinessDayStarted"] = "BusinessDayStarted"
    business_date: date
    queues: tuple[QueueNow, ...] = ()
    phases: tuple[OpenPhase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened:
    """A clerk signed in at a window; `queues` are all those it serves."""

    kind: Literal["WindowOpened"] = "WindowOpened"
    window_id: str
    queues: tuple[QueueNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPaused:
    """The clerk at a window takes nobody for a while, to `until` if they said so; `queues` are all those it serves."""

    kind: Literal["WindowPaused"] = "WindowPaused"
    window_id: str
    reason: str = ""
    until: datetime | None = None
    queues: tuple[QueueNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed:
    """A clerk left a window; `queues` are all those it served."""

    kind: Literal["WindowClosed"] = "WindowClosed"
    window_id: str
    queues: tuple[QueueNow, ...]


class Alert(StrEnum):
    """What the watch over the hall found."""

    STALE_CALL = "stale_call"
    FORGOTTEN_HOLD = "forgotten_hold"
    UNANSWERED = "unanswered"
    LONG_WAIT = "long_wait"


class AlertLevel(StrEnum):
    """Who should look."""

    WINDOW = "window"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    """Something has lasted too long; raised once for each ticket or queue, and level."""

    kind: Literal["AlertRaised"] = "AlertRaised"
    alert: Alert
    level: AlertLevel
    window_id: str | None = None
    queue_id: str | None = None
    ticket_id: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHalted:
    """No more numbers are given for a queue; those who wait are called as before. `queue.stopped` says why."""

    kind: Literal["QueueHalted"] = "QueueHalted"
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueReopened:
    """Numbers are given for a queue again."""

    kind: Literal["QueueReopened"] = "QueueReopened"
    queue: QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDayClosed:
    """A supervisor closed the day: no more numbers, and no ticket is open any more."""

    kind: Literal["BusinessDayClosed"] = "BusinessDayClosed"
    reason: str
    queues: tuple[QueueNow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDayReopened:
    """A supervisor opened the day again after closing it by mistake; expired tickets stay so."""

    kind: Literal["BusinessDayReopened"] = "BusinessDayReopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked:
    """A slot was booked; nothing here tells for whom."""

    kind: Literal["AppointmentBooked"] = "AppointmentBooked"
    appointment_id: int
    matter_id: str
    slot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    """A booked slot is free again."""

    kind: Literal["AppointmentCancelled"] = "AppointmentCancelled"
    appointment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskRefused:
    """A kiosk's credential was used on a second machine, which got no permission; told once a day for each machine."""

    kind: Literal["KioskRefused"] = "KioskRefused"
    kiosk: str
    installation: str
    reason: str


EventBody = Annotated[
    BusinessDayStarted
    | BusinessDayClosed
    | BusinessDayReopened
    | TicketIssued
    | TicketCalled
    | TicketCallUndone
    | TicketStarted
    | TicketFinished
    | TicketReopened
    | TicketOverdue
    | TicketReactivated
    | TicketNoShow
    | TicketRestored
    | TicketHeld
    | TicketHoldHandedOver
    | TicketResumed
    | TicketReleased
    | TicketTransferred
    | TicketRedirected
    | TicketUnreserved
    | TicketPriorityGranted
    | TicketCancelled
    | TicketExpired
    | TicketAstray
    | TicketPrintReported
    | TicketReprinted
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | QueueHalted
    | QueueReopened
    | AppointmentBooked
    | AppointmentCancelled
    | KioskRefused
    | PairingOffered
    | DevicePaired
    | KioskCommanded
    | KioskAnswered
    | KioskTended
    | KioskHelpCalled
    | KioskHelpAnswered
    | VisitRated
    | RatingTaken
    | RatingSettled
    | BoardsTold
    | AlertRaised,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of the hall: numbered without gaps from 1 in each hall, told only after it is on disk."""

    seq: int
    at: datetime
    body: EventBody


def queues_told(body: EventBody) -> tuple[QueueNow, ...]:
    """Return the figures of every queue that an event changed; of one told twice the last holds."""
    queue: QueueNow | None = getattr(body, "queue", None)
    several: tuple[QueueNow, ...] = (*getattr(body, "queues", ()), *getattr(body, "others", ()))
    return several if queue is None else (*several, queue)
