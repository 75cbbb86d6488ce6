"""What stands in a kiosk's book of numbers: one record a line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from hall.exchange import IssueRequest
from hall.offline import SignedPermission
from hall.ticket import PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """The permission under which the numbers of a lease that follow are given out."""

    kind: Literal["under"] = "under"
    lease_id: str
    permission: SignedPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number was given out.

    Attributes:
        lease_id: with `value` it names the number.
        asked: what for.
        queue_id: whose windows the paper names.
        token: of the visitor's page.
        told_at: when, as the paper says.
        counter_s: where the machine's counter was, in its run `boot`: for reckoning the moment anew.
        request_key: of the request that was not answered.
    """

    kind: Literal["taken"] = "taken"
    lease_id: str
    value: int
    asked: IssueRequest
    queue_id: str
    token: str
    told_at: datetime
    counter_s: float
    boot: str
    request_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The visitor was gone before the number was shown."""

    kind: Literal["left"] = "left"
    lease_id: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of a slip of the number: the first, or `print_no` 2, 3 … of a reprint."""

    kind: Literal["printed"] = "printed"
    lease_id: str
    value: int
    print_no: int
    state: PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The server has the number: it is this ticket."""

    kind: Literal["handed_over"] = "handed_over"
    lease_id: str
    value: int
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The server knows what became of so many slips."""

    kind: Literal["reported"] = "reported"
    lease_id: str
    value: int
    prints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedTo:
    """All that is left of numbers that are settled: up to which the lease is used."""

    kind: Literal["used_to"] = "used_to"
    lease_id: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Lines before this could not be read, so that numbers may be missing; `is_over` once that does not matter."""

    kind: Literal["damage"] = "damage"
    is_over: bool


Record = Annotated[
    Under | Taken | Left | Printed | HandedOver | Reported | UsedTo | Damage,
    Field(discriminator="kind"),
]
