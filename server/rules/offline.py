"""What a kiosk may do by itself while the server is away, and what becomes of its numbers afterwards. Pure.

The permission never promises what the server would refuse: it ends with the hall's own time of last issue, and leaves
out what is limited by a quota, since nobody counts that while the server is away.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hall.astray import Astray
from hall.offline import OfflineNumber, OpenSpan, Permission
from hall.rules import Rules
from hall.ticket import Ticket, TicketState
from server.rules.hall_today import HallToday
from server.rules.hours import Hours, list_spans, midnight
from server.rules.transitions import Act, state_after

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Which numbers of its series a kiosk may give out."""

    first: int
    last: int


def next_range(rules: Rules, *, begins: int, adopted_to: int | None) -> Range:
    """Return a lease's range: always so many numbers ahead of those that were handed over.

    Args:
        rules: the hall's.
        begins: the lease's first number.
        adopted_to: its highest number that was handed over, None before the first.
    """
    return Range(first=begins, last=(begins - 1 if adopted_to is None else adopted_to) + rules.offline_numbers)


def valid_until(rules: Rules, *, now: datetime, day_ends: datetime) -> datetime:
    """Return from when on a permission is worth nothing."""
    return min(now + timedelta(minutes=rules.offline_min), day_ends)


def day_ends_at(hours: Hours, day: date) -> datetime:
    """Return when a business date is over."""
    return midnight(day + _DAY, hours.zone)


def list_open_spans(hours: Hours, rules: Rules, day: date) -> tuple[OpenSpan, ...]:
    """Return when numbers may be given on a business date: the hours, without the minutes before the last closing."""
    spans = [OpenSpan(begins=span.begins, ends=span.ends) for span in list_spans(hours, day)]
    if spans and not hours.open_always:
        last = spans[-1]
        spans[-1] = replace(last, ends=last.ends - timedelta(minutes=rules.last_issue_min))
    return tuple(span for span in spans if span.begins < span.ends)


def list_limited_matters(today: HallToday, queues: frozenset[str]) -> tuple[str, ...]:
    """Return the matters of some queues that have a quota of their own."""
    return tuple(
        each.matter.matter_id
        for each in today.directory.matters
        if each.matter.quota is not None and each.handling.queue in queues
    )


def list_unlimited_queues(today: HallToday) -> tuple[str, ...]:
    """Return the queues without a quota, in the hall's order."""
    return tuple(each for each in today.queue_ids if today.get_queue(each).quota is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HallThen:
    """What the hall is like when a number is handed over.

    `first_queue` is where its visit would begin, None when a matter is not handled here any more;
    `halted_since` is since when that queue takes no numbers, None while it does.
    """

    business_date: date
    is_day_closed: bool
    first_queue: str | None
    halted_since: datetime | None


def find_astray(number: OfflineNumber, permission: Permission, arrived_at: datetime, hall: HallThen) -> Astray | None:
    """Return why a number cannot be lined up now, None for one that can.

    Who came before a queue was stopped waits in it as before, like everybody else who did.
    """
    if hall.business_date != permission.business_date:
        return Astray.DAY_PAST
    if not is_permitted(number, permission):
        return Astray.NOT_PERMITTED
    if hall.is_day_closed:
        return Astray.DAY_CLOSED
    if hall.first_queue is None:
        return Astray.MATTER_GONE
    if hall.halted_since is not None and hall.halted_since <= arrived_at:
        return Astray.QUEUE_STOPPED
    return None


def is_permitted(number: OfflineNumber, permission: Permission) -> bool:
    """Whether a kiosk that keeps to its permission can have given out the number."""
    is_in_range = permission.first <= number.value <= permission.last
    return is_in_range and number.told_at < permission.valid_until


def corrected_arrival(number: OfflineNumber, permission: Permission, *, now: datetime) -> datetime:
    """Return when a visitor came, as far as it can be believed: after the permission and not in the time to come."""
    return min(max(number.arrived_at, permission.issued_at), now)


def in_order(numbers: tuple[OfflineNumber, ...]) -> list[OfflineNumber]:
    """Return numbers in the order in which their visitors came; a kiosk never gave a higher one before a lower."""
    return sorted(numbers, key=lambda number: number.value)


def taken_back(ticket: Ticket) -> Ticket:
    """Return a called ticket as waiting: its number was never told to anybody, so nobody comes."""
    return replace(
        ticket,
        state=state_after(ticket.state, Act.UNDO_CALL),
        window_id=None,
        why=None,
        call_count=0,
        last_called_at=None,
    )


def led_to_desk(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return a ticket that cannot be lined up as ended: the guide desk gives its visitor a number that can."""
    assert ticket.state is TicketState.WAITING, "it has just been handed over"
    return replace(ticket, state=state_after(ticket.state, Act.EXPIRE), finished_at=now)
