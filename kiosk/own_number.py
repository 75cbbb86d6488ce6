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
        is_doubted: somebody has lately named a matter that it is not for: only its slip opens more, or the guide desk.
        is_mistaken: that was this visitor, a moment ago.
    """

    view: NumberView
    token: str | None = None
    done: JustDone | None = None
    is_doubted: bool = False
    is_mistaken: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the slip was shown."""
        return self.token is not None

    @property
    def is_shut(self) -> bool:
        """Whether what needs the slip is shut to somebody who does not show it."""
        return self.is_doubted and not self.is_shown

    @property
    def may_print(self) -> bool:
        """Whether the slip may be printed again here."""
        return self.view.reprints_left > 0 and not self.is_shut

    @property
    def may_cancel(self) -> bool:
        """Whether the number may be given up here."""
        return self.view.may_cancel and not self.is_shut

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


def list_spellings(typed: str, prefixes: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers that may be meant, as slips spell them, the likeliest first.

    Zeros that were left out are put in (A7 is A007), and the hyphen of a number that a kiosk gave out by itself (K1001
    is K1-001): the pad has no key for it.
    """
    prefix = find_prefix(typed, prefixes)
    hyphened = (each for each in prefixes if each.endswith("-") and each != prefix and typed.startswith(each[:-1]))
    spelled = [_spelled(prefix, typed[len(prefix) :]), *(_spelled(each, typed[len(each) - 1 :]) for each in hyphened)]
    return tuple(dict.fromkeys((typed, *spelled)))


def list_letters(prefixes: Sequence[str]) -> tuple[str, ...]:
    """Return what the pad must have beside digits to type any number."""
    letters = {each for each in prefixes if not each.endswith("-")}
    return tuple(sorted(letters | {each.rstrip("-0123456789") for each in prefixes if each.endswith("-")}))


def _spelled(prefix: str, rest: str) -> str:
    return f"{prefix}{rest.rjust(NUMBER_DIGITS, '0')}" if rest else prefix


def is_whole(typed: str, prefixes: Sequence[str]) -> bool:
    """Whether as many digits were typed as numbers usually have, with the hyphen of a kiosk's own or without.

    K100 is not where K1-001 may follow: its visitor is still typing.
    """
    own = (each[:-1] for each in prefixes if each.endswith("-"))
    if any(typed.startswith(each) and len(typed) < len(each) + NUMBER_DIGITS for each in own):
        return False
    begun = [each for each in ("", *prefixes, *(each.rstrip("-") for each in prefixes)) if typed.startswith(each)]
    rests = [typed[len(each) :] for each in begun]
    return any(rest.isdecimal() and len(rest) == NUMBER_DIGITS for rest in rests)


def hyphened(typed: str, prefixes: Sequence[str]) -> str:
    """Return what was typed as slips spell it: the hyphen, which the pad has no key for, comes by itself."""
    if find_prefix(typed, prefixes):
        return typed
    known = (each for each in prefixes if each.endswith("-") and typed.startswith(each[:-1]))
    prefix = max(known, key=len, default="")
    return f"{prefix}{typed[len(prefix) - 1 :]}" if prefix else typed


def find_prefix(typed: str, prefixes: Sequence[str]) -> str:
    """Return the prefix with which a number begins, the longest that fits; empty when none does."""
    return max((each for each in prefixes if typed.startswith(each)), key=len, default="")
