"""What is written on the paper: tickets, windows, bookings and turns."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SESSION = timedelta(hours=12)
LAST_NUMBER, FIRST_BEYOND = 4, 1000
QUEUE_OF = {"insure": "social", "marry": "civil", "licence": "commerce"}
PREFIX_OF = {"social": "A", "civil": "B", "commerce": "C"}
WINDOWS = {
    "1": (("social", "civil"), (2, 1)),
    "2": (("social", "civil"), (2, 1)),
    "3": (("commerce", "social"), ()),
}
OPEN = frozenset({"waiting", "called", "serving", "held", "overdue"})
ACTIVE = frozenset({"called", "serving"})


class Refused(Exception):
    """The act may not be done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def us(moment: datetime) -> int:
    """Return microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


@dataclass
class Slip:
    """A ticket on paper."""

    ticket_id: int
    number: str
    day: date
    queue: str
    arrived: datetime
    key: int
    since: datetime
    entered: datetime
    then: list[str]
    state: str = "waiting"
    is_priority: bool = False
    window: str | None = None
    why: str | None = None
    calls: int = 0
    first_called: datetime | None = None
    last_called: datetime | None = None
    finished: datetime | None = None
    overdue_count: int = 0
    leg: int = 1
    due: int | None = None
    for_window: str | None = None
    for_clerk: str | None = None
    slot: datetime | None = None
    not_before: datetime | None = None
    held_for: str | None = None
    returns_to: str | None = None
    sent_on: dict[str, str] = field(default_factory=dict)
    """From which queue each window sent it on last."""
    finish: "Slip | None" = None
    """The slip as it was before the finish that sent it on, until it is called or sent elsewhere."""

    @property
    def order(self) -> tuple[int, int]:
        return self.key, self.ticket_id


@dataclass(frozen=True)
class Round:
    """How the turns of windows with the same queues and shares stand."""

    run: int = 0
    booked: int = 0
    walk_ins: int = 0
    spent: tuple[tuple[str, Fraction], ...] = ()


@dataclass
class Seat:
    """A window on paper; `pressed` is the last call as it may be taken back: when, and the round before and after."""

    state: str = "closed"
    clerk: str | None = None
    session: str | None = None
    expires: datetime = EPOCH
    ticket: int | None = None
    pressed: tuple[datetime, Round, Round] | None = None


@dataclass
class Booking:
    """A booked slot on paper."""

    slot: datetime
    queue: str
    is_open: bool = True


Pool = tuple[tuple[str, ...], tuple[int, ...]]
