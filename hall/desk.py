"""What the hall's desk is told and says: guides see the whole hall, and help visitors at any place in it."""

from dataclasses import dataclass
from datetime import datetime

from hall.bodies import STRICT, Note
from hall.devices import DeviceView
from hall.events import AlertRaised
from hall.exchange import OverdueTicket
from hall.places import Text
from hall.queue_now import QueueNow


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectTicket:
    """POST /api/v1/tickets/{ticket_id}/redirect: the visitor waits for the wrong matter; `note` is for the window."""

    __pydantic_config__ = STRICT

    matter_id: str
    note: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDevice:
    """A device with the place where it stands, in the hall's words, None when the plan has none of its name."""

    device: DeviceView
    place: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """GET /api/v1/desk: what the guides' page shows, at event number `seq`.

    `overdue` are numbers that were called and did not come, of every queue; `astray` counts today's offline numbers
    whose visitors were sent to the desk; `alerts` are those for supervisors whose reason stands now.
    """

    seq: int
    at: datetime
    queues: tuple[QueueNow, ...]
    overdue: tuple[OverdueTicket, ...]
    devices: tuple[PlacedDevice, ...]
    astray: int
    alerts: tuple[AlertRaised, ...] = ()
