"""The ticket as it goes on paper: every word and figure that is printed, already in both languages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall.places import Text
from hall.plane import Point, Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchBox:
    """Something drawn on the route sketch as a box: a window, the lifts, the stairs.

    `is_goal` boxes are filled and labelled in or beside them; other labels are printed where they fit.
    """

    place: Rect
    label: str = ""
    is_goal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSketch:
    """The floor of the goal with the way to it, in the metres of `hall.places` (y up the drawing).

    `path` starts where the visitor comes onto this floor (kiosk or lift) and ends at the window.
    """

    outline: tuple[Point, ...]
    boxes: tuple[SketchBox, ...] = ()
    path: tuple[Point, ...] = ()


class TicketKind(StrEnum):
    """Which template a ticket is printed with: `assets/tickets/<kind>.txt`."""

    TICKET = "ticket"
    REPRINT = "reprint"
    OFFLINE = "offline"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSlip:
    """Everything that one ticket says on paper.

    `windows` is the whole phrase ("5、6 号窗口", "Windows 5, 6"), `wait` too ("12–18 分钟", "12–18 min") or None
    when there is no estimate; `missed` says what happens to a missed call; `priority` is the mark of a priority
    class, `proof` where to show what it rests on; `people_ahead` is None where nobody can say it: `offline` is what a
    number means that was given while the server was away, `not_yet` why it may not be called yet; `then` says where a
    visit of several matters goes on; `slip_code` is what the phone page asks for before a number is given up;
    `caution` is what comes between the visitor and the call: a break, the closing, a window that is not open;
    `ticket_id` is not printed: the spool keeps it; `reprint_count` is 0 for the
    first paper, then 1, 2 ... and prints 补打; `issued_at` is aware and in the hall's zone, and printed as it stands;
    `is_overdue` that the call was missed.
    """

    hall: Text
    number: str
    matter: Text
    department: Text
    floor: Text
    windows: Text
    people_ahead: int | None
    issued_at: datetime
    missed: Text
    url: str
    directions: Text
    zone: Text | None = None
    wait: Text | None = None
    priority: Text | None = None
    proof: Text | None = None
    then: Text | None = None
    offline: Text | None = None
    not_yet: Text | None = None
    caution: Text | None = None
    sketch: RouteSketch | None = None
    slip_code: str | None = None
    reprint_count: int = 0
    ticket_id: int | None = None
    is_overdue: bool = False

    @property
    def kind(self) -> TicketKind:
        """What has to be said first."""
        if self.is_overdue:
            return TicketKind.OVERDUE
        if self.offline is not None:
            return TicketKind.OFFLINE
        return TicketKind.REPRINT if self.reprint_count else TicketKind.TICKET

    def __post_init__(self) -> None:
        """Refuse a slip that could not be printed truthfully."""
        if not self.number.strip():
            raise ValueError("a slip needs a number")
        if self.issued_at.tzinfo is None:
            raise ValueError("a slip needs an aware issued_at, in the hall's zone")
        if (self.people_ahead or 0) < 0 or self.reprint_count < 0:
            raise ValueError("people_ahead and reprint_count cannot be negative")
