"""What programs and the server say to each other about appointments."""

from dataclasses import dataclass
from datetime import datetime

from hall.bodies import STRICT, Identity
from hall.phone_hash import Phone
from hall.ticket import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAppointment:
    """POST /api/v1/appointments: a slot is booked.

    `identity` is a hash that stands for the person, if any; with `phone` the server makes it, and the visitor may
    check in by that number instead of the code.
    """

    __pydantic_config__ = STRICT

    matter_id: str
    slot: datetime
    identity: Identity | None = None
    phone: Phone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A booked slot; `code` is what the visitor types or scans to check in. Used once."""

    appointment_id: int
    code: str
    matter_id: str
    slot: datetime
    is_open: bool
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """POST /api/v1/appointments/{code}/check-in: the visitor is here."""

    __pydantic_config__ = STRICT

    language: str = "zh"
    source: Source = Source.APPOINTMENT
