"""Whether a kiosk may give out a number by itself now, or what keeps it from it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hall.offline import Permission

TRAVEL = timedelta(minutes=2)
"""The server's word may be so much older than the permission, at most: it had to come here."""


class Bar(StrEnum):
    """What keeps the kiosk from giving out a number by itself; each has its words for visitors."""

    NONE_GIVEN = "none_given"
    USED_UP = "used_up"
    EXPIRED = "expired"
    DAY_OVER = "day_over"
    HALL_CLOSED = "hall_closed"
    CLOCK = "clock"
    MATTER = "matter"
    DISK = "disk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A matter that a visitor wants a number for, and the queue that it is in today (None: not handled here)."""

    matter_id: str
    queue_id: str | None


def next_value(permission: Permission, *, used_to: int) -> int:
    """Return the next number: one after another, without gaps.

    Args:
        permission: the kiosk's.
        used_to: the highest number of its lease that was given out, 0 before the first.
    """
    return max(permission.first - 1, used_to) + 1


def find_bar(permission: Permission | None, *, used_to: int, at: datetime, wanted: Iterable[Wanted]) -> Bar | None:
    """Return why no number may be given, None when one may.

    Args:
        permission: what the kiosk has, None for nothing.
        used_to: as for `next_value`.
        at: the server's time, as reckoned.
        wanted: the matters of the visit.
    """
    if permission is None:
        return Bar.NONE_GIVEN
    bars = {
        Bar.CLOCK: at < permission.issued_at - TRAVEL,
        Bar.DAY_OVER: at >= permission.day_ends,
        Bar.EXPIRED: at >= permission.valid_until,
        Bar.HALL_CLOSED: not any(span.begins <= at < span.ends for span in permission.spans),
        Bar.USED_UP: next_value(permission, used_to=used_to) > permission.last,
        Bar.MATTER: not all(_is_permitted(each, permission) for each in wanted),
    }
    return next((bar for bar, is_so in bars.items() if is_so), None)


def _is_permitted(wanted: Wanted, permission: Permission) -> bool:
    return wanted.queue_id in permission.queues and wanted.matter_id not in permission.not_matters
