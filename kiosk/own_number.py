"""A number that a visitor has already, and what the kiosk may offer with it. Pure.

A number is called aloud and stands on the board, so that anybody can type it. What only its visitor may do (print it
again, give it up) therefore needs the slip, or a word on what the visit is for: one right matter among a few, always
the same few for a number. What it is for is never shown to somebody who only typed the number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from hall.taken_number import NumberView
from hall.ticket import TicketState

CHOICES = 3
"""Matters to choose from, the right one among them."""

NUMBER_DIGITS = 3


class JustDone(StrEnum):
    """What the visitor has just done to the number."""

    CAME_BACK = "came_back"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNumber:
    """A number that was looked up.

    Attributes:
        view: how it stands.
        token: that of its slip, None when the number was only typed.
        done: what the visitor has just done to it.
        is_doubted: somebody named a matter that it is not for; the guide desk helps.
    """

    view: NumberView
    token: str | None = None
    done: JustDone | None = None
    is_doubted: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the slip was shown."""
        return self.token is not None

    @property
    def may_print(self) -> bool:
        """Whether the slip may be printed again here."""
        return self.view.reprints_left > 0 and not self.is_doubted

    @property
    def may_cancel(self) -> bool:
        """Whether the number may be given up here."""
        return self.view.may_cancel and not self.is_doubted

    @property
    def was_lately_called(self) -> bool:
        """Whether the visitor should be at a window now."""
        return self.view.ticket.state in {TicketState.CALLED, TicketState.SERVING}


def list_choices(own: OwnNumber, matters: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return a few matters, that of the ticket among them, the same in the same order whenever it is asked.

    The others are of the same queue while it has some: what a number begins with gives nothing away.

    Args:
        own: the number.
        matters: all that the hall handles, with their queues.
    """
    ticket = own.view.ticket

    def shuffled(matter_id: str) -> str:
        return sha256(f"{ticket.business_date} {ticket.ticket_id} {matter_id}".encode()).hexdigest()

    others = sorted(
        (each for each in matters if each != ticket.matter_id),
        key=lambda each: (matters[each] != ticket.queue_id, shuffled(each)),
    )
    return tuple(sorted((ticket.matter_id, *others[: CHOICES - 1]), key=shuffled))


def spelled(typed: str, prefixes: Sequence[str]) -> str:
    """Return a number as slips spell it: zeros that were left out are put in (A7 is A007)."""
    prefix = find_prefix(typed, prefixes)
    digits = typed[len(prefix) :]
    return f"{prefix}{digits.rjust(NUMBER_DIGITS, '0')}" if digits else typed


def is_whole(typed: str, prefixes: Sequence[str]) -> bool:
    """Whether as many digits were typed as numbers usually have."""
    return len(typed) - len(find_prefix(typed, prefixes)) == NUMBER_DIGITS


def find_prefix(typed: str, prefixes: Sequence[str]) -> str:
    """Return the prefix with which a number begins, the longest that fits; empty when none does."""
    return max((each for each in prefixes if typed.startswith(each)), key=len, default="")
