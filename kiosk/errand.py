"""What is asked of the server for a visitor who has a number or an appointment, and what comes back. Pure."""

from dataclasses import dataclass

from hall.appointment import Appointment
from hall.errors import HallError, Overloaded, ServerAway, ServerUnclear
from hall.taken_number import NumberView
from hall.ticket import IssuedTicket

UNANSWERED = (ServerAway, ServerUnclear, Overloaded)
"""Errors after which the same is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """How does a number stand? `spellings` are tried in turn, or `token` is that of a slip."""

    key: str
    spellings: tuple[str, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBack:
    """Put an overdue number back into its line."""

    key: str
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Cancel a number."""

    key: str
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAgain:
    """Ask for the slip once more."""

    key: str
    ticket_id: int
    token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindBooked:
    """Which appointments does a telephone number have today?"""

    key: str
    hall_id: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOutlook:
    """May a number for a matter be had now?"""

    key: str
    matter_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHelp:
    """Ask for somebody of the staff to come here."""

    key: str


Errand = AskOutlook | CallHelp | LookUp | BringBack | GiveUp | PrintAgain | FindBooked
Word = None | NumberView | IssuedTicket | tuple[Appointment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandDone:
    """The server did it."""

    errand: Errand
    word: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandFailed:
    """The server refused, or did not answer in time."""

    errand: Errand
    error: HallError


ErrandNews = ErrandDone | ErrandFailed
