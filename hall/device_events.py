"""Events of devices: paired, asked from afar, answered, tended by somebody behind the glass."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hall.places import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingOffered:
    """A code was made with which a machine may become this device."""

    kind: Literal["PairingOffered"] = "PairingOffered"
    device_kind: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePaired:
    """A machine became this device with a code; whichever machine was it before has no access any more."""

    kind: Literal["DevicePaired"] = "DevicePaired"
    device_kind: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskCommanded:
    """Staff asked something of a kiosk from afar; the kiosk fetches it with its next heartbeat."""

    kind: Literal["KioskCommanded"] = "KioskCommanded"
    kiosk: str
    command_id: int
    what: str
    words: Text | None = None
    for_ticket: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskAnswered:
    """A kiosk said what became of a command."""

    kind: Literal["KioskAnswered"] = "KioskAnswered"
    kiosk: str
    command_id: int
    what: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskHelpCalled:
    """A visitor at a kiosk asks for somebody to come."""

    kind: Literal["KioskHelpCalled"] = "KioskHelpCalled"
    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskHelpAnswered:
    """Somebody of the staff goes to a kiosk whose visitor asked."""

    kind: Literal["KioskHelpAnswered"] = "KioskHelpAnswered"
    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskTended:
    """Somebody did something behind a kiosk's glass: the page for maintenance, a wrong PIN, a restart."""

    kind: Literal["KioskTended"] = "KioskTended"
    kiosk: str
    what: str
    happened_at: datetime
