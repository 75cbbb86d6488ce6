"""The visitor before the glass: how they read, what they chose, what they got; nothing of it outlives the visit."""

from dataclasses import dataclass
from enum import StrEnum

from hall.appointment import Appointment
from hall.errors import HallError
from hall.places import Audience, RoomKind
from hall.ticket import IssuedTicket, PriorityClass
from kiosk.errand import Errand
from kiosk.own_number import OwnNumber


class Reading(StrEnum):
    """The one-tap aids: larger text, high contrast, all that is touched within reach from a wheelchair, and speech."""

    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    VOICE = "voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which matters a list shows: of a department, or of an audience and (unless None) one theme."""

    department_id: str | None = None
    audience: Audience | None = None
    theme_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One wish for one number; its key makes every repeat of the request the same request.

    Attributes:
        matter_id: what for; empty for an appointment, whose code says it.
        key: made before the first try.
        consent: the visitor was told that it may not be dealt with today, and wants the number.
        then: further matters of the same visit; the server puts all of them in order.
        priority: the class that the visitor says to belong to.
        appointment: the code of a booked slot, whose number this is.
    """

    matter_id: str
    key: str
    consent: bool = False
    then: tuple[str, ...] = ()
    priority: PriorityClass = PriorityClass.NORMAL
    appointment: str | None = None


class PaperState(StrEnum):
    """What the ticket page may truthfully say about the paper."""

    PRINTING = "printing"
    PRINTED = "printed"
    SENT = "sent"
    UNKNOWN = "unknown"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    JAM = "jam"
    PRINTER_AWAY = "printer_away"
    NOT_SENT = "not_sent"


UNPRINTED = frozenset(
    {PaperState.NO_PAPER, PaperState.COVER_OPEN, PaperState.JAM, PaperState.PRINTER_AWAY, PaperState.NOT_SENT}
)
"""There is no paper, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything that this visitor has set and chosen; `Visit()` is what the next visitor finds.

    Attributes:
        floor_id: the floor chosen on the floors' page.
        sought: the rooms that the visitor asked for, marked there; `sought_window` is the window, `amenity` what the
            plan may not know.
        basket: matters put together for one number, in the order in which they were chosen.
        priority: the class asked for.
        ticked: the materials of the chosen matter that the visitor has with them, by place in its list.
        note: what became of the list or way that was asked for on paper.
        by_stairs: whether the way is shown by the stairs.
        typed: what stands on the pad for numbers.
        errand: what is being asked of the server, None when nothing is.
        trouble: why the last errand failed.
        outlook: why no number for the chosen matter may be had now, known before one is asked for.
        is_late: the number asked for last was wanted although its matter may not be dealt with today.
        own: the number that the visitor has already.
        refused: the wish that the refusal answers.
        booked: today's appointments of the telephone number that was typed.
        is_printed_again: the visitor asked for the slip once more.
        is_taken_up: the number was asked for before the kiosk stopped and started again.
    """

    language: str = "zh"
    reading: frozenset[Reading] = frozenset()
    audience: Audience | None = None
    scope: Scope | None = None
    floor_id: str | None = None
    sought: frozenset[RoomKind] = frozenset()
    sought_window: str | None = None
    amenity: str | None = None
    query: str = ""
    matter_id: str | None = None
    basket: tuple[str, ...] = ()
    priority: PriorityClass = PriorityClass.NORMAL
    ticked: frozenset[int] = frozenset()
    note: PaperState | None = None
    by_stairs: bool = False
    typed: str = ""
    errand: Errand | None = None
    trouble: HallError | None = None
    outlook: HallError | None = None
    own: OwnNumber | None = None
    booked: tuple[Appointment, ...] = ()
    intent: Intent | None = None
    is_late: bool = False
    issued: IssuedTicket | None = None
    is_taken_up: bool = False
    is_printed_again: bool = False
    paper: PaperState | None = None
    refusal: HallError | None = None
    refused: Intent | None = None

    @property
    def is_without_paper(self) -> bool:
        """Whether the number has no slip."""
        return self.paper in UNPRINTED

    @property
    def reads_slowly(self) -> bool:
        """Whether this visitor reads in larger text, or listens."""
        return not self.reading.isdisjoint({Reading.LARGE, Reading.VOICE})
