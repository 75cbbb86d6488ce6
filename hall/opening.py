"""How the hall's doors stand over a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall.places import Text


class Phase(StrEnum):
    """Whether the hall is open, has its break between two sessions of a day, or is closed."""

    OPEN = "open"
    BREAK = "break"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPhase:
    """How the doors stand from `since` on, until `until` (None when no change is known).

    `reason` is the calendar's word for it: a holiday, longer hours; None when only weekdays' hours decide.
    """

    since: datetime
    phase: Phase
    until: datetime | None
    reason: Text | None = None


def find_phase(phases: Sequence[OpenPhase], at: datetime) -> OpenPhase | None:
    """Return the phase of a moment, of several in order; None before the first."""
    return next((phase for phase in reversed(phases) if phase.since <= at), None)
