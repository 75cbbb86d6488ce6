"""Devices: how a kiosk or display gets its token, how it says that it is well, and what staff ask of it from afar."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hall.boards import BoardHealth, Lack
from hall.bodies import SHOWN, STRICT, Flag, Id, Note
from hall.exchange import Role
from hall.places import Text

DeviceKind = Literal[Role.KIOSK, Role.DISPLAY, Role.TABLET, Role.KEYPAD]
"""A tablet (visitors rate there) and a keypad (the clerk presses it) stand at a window, and are named by its id."""

AT_WINDOW = frozenset({Role.TABLET, Role.KEYPAD})

CODE_LIVES = timedelta(minutes=15)
"""How long a code for pairing may be used."""

HEARTBEAT_S = 30.0
"""How often a device says how it is, when nothing changes."""

AWAY_AFTER = timedelta(seconds=100)
"""A device that was not heard for three heartbeats is called away."""

REPRINT_HOLDS = timedelta(minutes=5)
"""A slip that was asked for from afar is printed this soon or not at all: nobody stands there any more."""

PairingDigits = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}[ -]?[0-9]{4}$")]
DeviceName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x20]+$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=SHOWN)]
"""One line, as long as a band over the first screen holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePairingCode:
    """POST /api/v1/devices/pairing: a code for a machine that has no token yet.

    `replace` gives a device that exists a new token, once the code is used; the old one ends then.
    """

    __pydantic_config__ = STRICT

    kind: DeviceKind = Role.KIOSK
    name: DeviceName
    replace: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCode:
    """Eight digits in two groups, told only here, good for one machine and until `expires_at`."""

    code: str
    kind: Role
    name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRequest:
    """POST /api/v1/pairing: the digits that somebody typed at the machine."""

    __pydantic_config__ = STRICT

    code: PairingDigits


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What the machine is from now on; the token is told only here."""

    token: str
    kind: Role
    name: str
    hall_id: str
    hall: Text


class Paper(StrEnum):
    """How much paper there is."""

    ENOUGH = "enough"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


class PrinterState(StrEnum):
    """Whether the printer would print."""

    READY = "ready"
    TROUBLE = "trouble"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """PUT /api/v1/devices/me/health: how a device is; nothing here tells of a visitor.

    Attributes:
        version: of the program.
        uptime_s: how long it has run.
        screen: the name of the screen that is on.
        printer: whether it would print, `printer_fault` why not.
        paper: how much there is; `slips_left` about how many slips it is enough for, None if nobody knows.
        last_print: what became of the last slip, at `last_print_at`.
        clock_offset_ms: how far the machine's clock is ahead of the server's, None before the server spoke.
        free_disk_mb: room where the machine keeps its state.
        unsent: what the server has not had yet: reports of slips, offline numbers, answers, lines of the tending book.
        is_closed: whether it takes no visitors, as it was told to.
        board: what a board has done with the calls.
    """

    __pydantic_config__ = STRICT

    version: Note = ""
    uptime_s: Annotated[int, Field(ge=0, le=2**40)] = 0
    screen: Note = ""
    printer: PrinterState = PrinterState.UNKNOWN
    printer_fault: Note = ""
    paper: Paper = Paper.UNKNOWN
    slips_left: Annotated[int, Field(ge=0, le=2**31)] | None = None
    last_print: Note = ""
    last_print_at: datetime | None = None
    clock_offset_ms: Annotated[int, Field(ge=-(2**53), le=2**53)] | None = None
    free_disk_mb: Annotated[int, Field(ge=0, le=2**40)] | None = None
    unsent: Annotated[int, Field(ge=0, le=2**31)] = 0
    is_closed: Flag = False
    board: BoardHealth | None = None


class What(StrEnum):
    """What can be asked of a kiosk from afar."""

    CLOSE = "close"
    REOPEN = "reopen"
    MESSAGE = "message"
    REPRINT = "reprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words for visitors, in both languages."""

    zh: Words
    en: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDevice:
    """POST /api/v1/devices/{name}/commands.

    Attributes:
        what: close (until reopen), reopen, message (a band on the first screen) or reprint.
        words: why it is closed; the message, None to take it away.
        minutes: how long the message stays.
        ticket_id: whose slip is printed once more; None for the last one that the kiosk printed.
    """

    __pydantic_config__ = STRICT

    what: What
    words: Told | None = None
    minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    ticket_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCommand:
    """A command as the kiosk gets it; it is done once, whatever happens on the way, and answered.

    `command_id` is the number of the event that tells of it: in the order in which commands were sent.
    """

    command_id: int
    sent_at: datetime
    asked: CommandDevice

    def is_too_late(self, now: datetime) -> bool:
        """Whether it is a slip that was asked for so long ago that nobody stands there any more."""
        return self.asked.what is What.REPRINT and now - self.sent_at > REPRINT_HOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthTaken:
    """The answer to a heartbeat: what is still to be done, oldest first, and the server's time."""

    at: datetime
    commands: tuple[DeviceCommand, ...]


class Answer(StrEnum):
    """What a kiosk says of a command."""

    DONE = "done"
    FAILED = "failed"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCommand:
    """POST /api/v1/devices/me/commands/{command_id}/answer."""

    __pydantic_config__ = STRICT

    answer: Answer
    why: Note = ""


class Tended(StrEnum):
    """What somebody did at the kiosk itself, behind the glass."""

    PIN_WRONG = "pin_wrong"
    PIN_LOCKED = "pin_locked"
    OPENED = "opened"
    LEFT = "left"
    TEST_PAGE = "test_page"
    TURNED = "turned"
    SET_UP = "set_up"
    RESTARTED = "restarted"
    ENDED = "ended"
    PIN_SET = "pin_set"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True, kw_only=True)
class TendingNote:
    """POST /api/v1/devices/me/tending: a line of the kiosk's own book of who touched it, told to the record."""

    __pydantic_config__ = STRICT

    what: Tended
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCommand:
    """A command that waits for its kiosk."""

    command: DeviceCommand
    sent_by: str


class DeviceAlert(StrEnum):
    """What staff should see to at a device, the gravest alone."""

    AWAY = "away"
    PAPER_OUT = "paper_out"
    PRINTER = "printer"
    PAPER_LOW = "paper_low"


def find_alert(health: Health | None, *, is_away: bool) -> DeviceAlert | None:
    """Return what staff should see to, None when all is well or nothing is known."""
    if is_away:
        return DeviceAlert.AWAY
    if health is None:
        return None
    if health.paper is Paper.OUT:
        return DeviceAlert.PAPER_OUT
    if health.printer in (PrinterState.TROUBLE, PrinterState.AWAY):
        return DeviceAlert.PRINTER
    return DeviceAlert.PAPER_LOW if health.paper is Paper.LOW else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """One of GET /api/v1/devices: a device, when it was last heard, and how it said that it was.

    `alert` is what staff should see to; of a printer its cause is the health's `printer_fault`. `lack` is what a board
    lacks, as GET /api/v1/boards tells it. `is_revoked`: its token
    ended; it is a device again when a machine is paired as it. `help_since` is when its visitor called somebody who has
    not come yet.
    """

    kind: Role
    name: str
    heard_at: datetime | None
    is_away: bool
    health: Health | None
    alert: DeviceAlert | None = None
    lack: Lack | None = None
    waiting: tuple[SentCommand, ...] = field(default=())
    is_revoked: bool = False
    help_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskNow:
    """One of GET /api/v1/devices/kiosks: what clerks may know of a kiosk, so that somebody goes and looks.

    Attributes:
        place: where it stands in the hall's words, None when the plan has none of its name.
        alert: what somebody should see to, None when all is well or it was never heard.
        printer_fault: why its printer would not print.
        slips_left: about how many slips its paper is enough for, None if nobody knows.
    """

    name: str
    place: Text | None
    alert: DeviceAlert | None = None
    printer_fault: str = ""
    slips_left: int | None = None
