"""Numbers that a kiosk gives out while the server is away: what it may, what it gave, and what became of them.

`docs/decisions/0011-offline-numbers.md` tells how the pieces work together.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from hall.astray import Astray
from hall.bodies import STRICT, Flag
from hall.exchange import IssueRequest
from hall.ticket import TicketState

ADOPTED_AT_ONCE = 40
"""Numbers in one request of adoption: well below the longest body that the server takes."""

Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{1,128}$")]
Value = Annotated[int, Field(ge=1, le=99_999)]
VisitToken = Annotated[str, Field(pattern=r"^[2-9A-HJ-NP-Za-km-z]{11}$")]
"""What opens a visitor's page, as `hall.visit_token` makes it."""

_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSpan:
    """A stretch of time in which the hall is open: from `begins` until just before `ends`."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a kiosk may do by itself: give out numbers `first` to `last` of its own series, each once.

    Attributes:
        hall_id: the hall.
        kiosk: to whom it is given, and `installation` to which machine: no other may use it.
        lease_id: the range that these numbers belong to; a refreshed permission usually has the same.
        renewal: the key of the request that this permission answers; tells a copied disk from the machine itself.
        business_date: the date of the numbers; it is over at `day_ends`.
        prefix: what stands before each number: `K2` makes `K2-001`.
        issued_at: the server's time when it was signed.
        valid_until: no number from then on.
        spans: when the hall is open on that date.
        queues: the queues that take numbers.
        not_matters: matters of these queues that are limited, so that only the server may give their numbers.
        page_base: the address of a visitor's page without its token.
        code_key: what the codes on slips under this lease are made with, in hexadecimal; an older server gives none.
    """

    hall_id: str
    kiosk: str
    installation: str
    lease_id: str
    renewal: str
    business_date: date
    prefix: str
    first: int
    last: int
    issued_at: datetime
    valid_until: datetime
    day_ends: datetime
    spans: tuple[OpenSpan, ...]
    queues: tuple[str, ...]
    not_matters: tuple[str, ...]
    page_base: str
    code_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPermission:
    """A permission with the hall's signature; `body` is its JSON, to the letter what was signed."""

    __pydantic_config__ = STRICT

    body: Annotated[str, Field(max_length=40_000)]
    signature: Hex


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPermission:
    """The answer to a request for a permission; `public_key` is the hall's, which a kiosk keeps from the first time."""

    permission: SignedPermission
    public_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPermission:
    """POST /api/v1/offline/permission: a kiosk asks for a permission, or for a fresh one.

    Attributes:
        installation: the machine's own id, made at its first start.
        last: the permission that it has, None before the first.
        used_to: the highest number that it has given out on the date of `last`, 0 for none.
        begin_anew: its memory of the numbers was damaged: never again one that it may have given.
    """

    __pydantic_config__ = STRICT

    installation: Hex
    last: SignedPermission | None = None
    used_to: Annotated[int, Field(ge=0, le=99_999)] = 0
    begin_anew: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineNumber:
    """A number that a kiosk gave out by itself.

    Attributes:
        value: which one of its series.
        asked: what the visitor asked for, with the matters in the order that the paper tells.
        queue_id: the queue whose windows the paper names.
        token: opens the visitor's page: it is in the code on the paper already.
        arrived_at: when, by the server's time as the kiosk reckons it now.
        told_at: when, as the paper says.
        request_key: the key of the request that was not answered; it may have made a number that nobody knows of.
        is_left: its visitor was gone before the number was shown.
    """

    __pydantic_config__ = STRICT

    value: Value
    asked: IssueRequest
    queue_id: Annotated[str, Field(min_length=1, max_length=64)]
    token: VisitToken
    arrived_at: datetime
    told_at: datetime
    request_key: Annotated[str, Field(min_length=8, max_length=128)] | None = None
    is_left: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptNumbers:
    """POST /api/v1/offline/adoptions: a kiosk hands over numbers that it gave under a permission, in any order."""

    __pydantic_config__ = STRICT

    permission: SignedPermission
    numbers: Annotated[tuple[OfflineNumber, ...], Field(min_length=1, max_length=ADOPTED_AT_ONCE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What an offline number is now: a ticket like any other; `astray` tells why it leads to the guide desk."""

    value: int
    number: str
    ticket_id: int
    state: TicketState
    astray: Astray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoptions:
    """The answer to an adoption, in the order of the request's numbers."""

    adopted: tuple[Adopted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayNumber:
    """One line of GET /api/v1/offline/astray: a visitor who was sent to the guide desk."""

    ticket_id: int
    number: str
    matter_id: str
    business_date: date
    arrived_at: datetime
    astray: Astray


def can_stand_before(name: str) -> bool:
    """Whether a kiosk's name may stand before its numbers: up to six capitals and digits, a capital first."""
    return _PREFIX.fullmatch(name) is not None


def typed_prefix(name: str) -> str:
    """Return what a kiosk's offline numbers begin with: `K2-`. No series of the hall has a hyphen."""
    return f"{name}-"


def number_text(prefix: str, value: int) -> str:
    """Return an offline number as printed and called: `K2-001`."""
    return f"{typed_prefix(prefix)}{value:03}"
