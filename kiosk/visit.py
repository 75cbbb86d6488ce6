"""The visitor before the glass: how they read, what they chose, what they got; nothing of it outlives the visit."""

from dataclasses import dataclass
from enum import StrEnum

from hall.errors import HallError
from hall.places import Audience
from hall.ticket import IssuedTicket


class Reading(StrEnum):
    """The one-tap aids for reading."""

    LARGE = "large"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which matters a list shows: of a department, or of an audience and (unless None) one theme."""

    department_id: str | None = None
    audience: Audience | None = None
    theme_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One wish for one number; its key makes every repeat of the request the same request.

    `consent`: the visitor was told that it may not be dealt with today, and wants the number.
    """

    matter_id: str
    key: str
    consent: bool = False


class PaperState(StrEnum):
    """What the ticket page may truthfully say about the paper."""

    PRINTING = "printing"
    PRINTED = "printed"
    SENT = "sent"
    UNKNOWN = "unknown"
    NO_PAPER = "no_paper"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything that this visitor has set and chosen; `Visit()` is what the next visitor finds."""

    language: str = "zh"
    reading: frozenset[Reading] = frozenset()
    audience: Audience | None = None
    scope: Scope | None = None
    query: str = ""
    matter_id: str | None = None
    intent: Intent | None = None
    issued: IssuedTicket | None = None
    paper: PaperState | None = None
    refusal: HallError | None = None
