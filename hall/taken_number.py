"""What a kiosk or the visitor's phone asks about a number that is taken already, and is told."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from hall.bodies import STRICT
from hall.ticket import NotYet, Ticket, WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """GET /api/v1/numbers/…: a number that somebody has taken, for the kiosk where they ask about it.

    `people_ahead` is None where it does not wait, or may not be called yet: `not_yet` tells why.
    `windows` are those to go to: the one that called, or those that may. `calls_left` tells how many calls a number
    waits for that came back; the last three what its visitor may still do without help.
    """

    ticket: Ticket
    people_ahead: int | None
    wait: WaitRange | None
    windows: tuple[str, ...]
    calls_left: int | None
    may_come_back: bool
    may_cancel: bool
    reprints_left: int
    not_yet: NotYet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintRequest:
    """POST /api/v1/tickets/{ticket_id}/reprint: the slip once more.

    `token` is that of the visitor's page, read from the slip; without it the slip is lost, and its page gets another.
    """

    __pydantic_config__ = STRICT

    token: Annotated[str, Field(max_length=64)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """POST /api/v1/visits/{token}/cancel: the code that is printed on the slip."""

    __pydantic_config__ = STRICT

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
