"""Where a ticket stands in a line: at its arrival, when it comes back, and when it is sent on."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.errors import OverdueLimitReached
from hall.moments import from_us, to_us
from hall.rules import Rules, TransferOrder
from hall.ticket import Place, PriorityClass, Ticket, TicketState
from server.rules.transitions import Act, state_after


def place_on_arrival(now: datetime, *, last_key_us: int = 0) -> Place:
    """Return the place of a visitor who has just come: behind everyone, also when the clock was set back.

    The wait counts from the place's key, so that nobody who came later seems to have waited longer.

    Args:
        now: the moment.
        last_key_us: the key that the last arrival of the business date got.
    """
    key_us = max(to_us(now), last_key_us)
    return Place(key_us=key_us, since=from_us(key_us))


def place_of_appointment(slot: datetime, *, rules: Rules, now: datetime, last_key_us: int = 0) -> Place:
    """Return the place of a visitor who checks in for a slot.

    In time: before walk-ins of the same class from the slot on, and until then like one of them. Too early: not
    called before the time from which one counts as in time. Late: like anyone who comes now.

    Args:
        slot: what was booked.
        rules: the hall's.
        now: the moment.
        last_key_us: as for `place_on_arrival`.
    """
    earliest = slot - timedelta(minutes=rules.appointment_early_min)
    if now > slot + timedelta(minutes=rules.appointment_late_min):
        return place_on_arrival(now, last_key_us=last_key_us)
    return Place(
        key_us=max(to_us(max(now, earliest)), last_key_us),
        since=now,
        appointment_at=slot,
        not_before=earliest if now < earliest else None,
    )


def came_back(  # noqa: PLR0913 -- what the rule is made of
    ticket: Ticket,
    act: Act,
    *,
    calls: int,
    waiting: int,
    is_by_staff: bool,
    rules: Rules,
    now: datetime,
    last_key_us: int = 0,
) -> Ticket:
    """Return the overdue (or restored) ticket in its line again.

    It is due when its queue has made `overdue_after_calls` calls since it was marked overdue. Calls are counted,
    not people, since places change; but where fewer wait than calls are missing, it simply is the last of them: with
    priority, which would put it first again, it is due after as many calls as people wait.

    Args:
        ticket: overdue, or not come.
        act: `REACTIVATE` or `RESTORE`.
        calls: what its queue has called on this business date.
        waiting: how many wait there now.
        is_by_staff: a visitor may come back by themselves as often as `overdue_limit` says, staff decide freely.
        rules: the hall's.
        now: the moment.
        last_key_us: the key of who came last today.

    Raises:
        OverdueLimitReached: the guide desk helps.
    """
    state = state_after(ticket.state, act)
    if not is_by_staff and ticket.overdue_count > rules.overdue_limit:
        raise OverdueLimitReached(
            f"{ticket.number} was overdue {ticket.overdue_count} times; the guide desk helps",
            limit=rules.overdue_limit,
        )
    due_calls = ticket.place.due_calls or calls
    is_few = waiting < due_calls - calls
    is_tail = is_few and (waiting == 0 or ticket.priority_class is PriorityClass.NORMAL)
    due_calls = calls + waiting if is_few else due_calls
    key_us = _key_of_last(now, last_key_us)
    place = Place(
        key_us=key_us,
        since=from_us(key_us) if is_tail else now,
        due_calls=None if is_tail else due_calls,
        for_window=ticket.place.for_window,
        for_clerk=ticket.place.for_clerk,
    )
    return _waiting_again(replace(ticket, place=place, finished_at=None), state)


def place_when_missed(place: Place, *, calls: int, rules: Rules) -> Place:
    """Return the place that an overdue ticket keeps: from now on the calls of its queue are counted."""
    return replace(place, due_calls=calls + rules.overdue_after_calls)


def place_in_next_line(
    ticket: Ticket, order: TransferOrder, *, first_key_us: int | None, now: datetime, last_key_us: int = 0
) -> Place:
    """Return where a ticket that another window sends stands in its new line.

    Args:
        ticket: the ticket.
        order: the hall's rule.
        first_key_us: the key of who is first of its class there, None when nobody waits.
        now: the moment.
        last_key_us: the key of who came last today.
    """
    match order:
        case TransferOrder.ARRIVAL:
            key_us = to_us(ticket.arrived_at)
        case TransferOrder.HEAD:
            last = _key_of_last(now, last_key_us)
            key_us = last if first_key_us is None else min(last, first_key_us - 1)
        case TransferOrder.TAIL:
            key_us = _key_of_last(now, last_key_us)
    return Place(key_us=key_us, since=now)


def moved_on(  # noqa: PLR0913 -- what a clerk may say of the way on
    ticket: Ticket,
    act: Act,
    *,
    matter_id: str,
    queue_id: str,
    place: Place,
    priority_class: PriorityClass,
    note: str | None = None,
    returns_to: str | None = None,
) -> Ticket:
    """Return the ticket in the next leg of its visit: the same number and arrival, a new line."""
    state = state_after(ticket.state, act)
    return replace(
        _waiting_again(ticket, state),
        leg_no=ticket.leg_no + 1,
        entered_at=place.since,
        matter_id=matter_id,
        queue_id=queue_id,
        place=place,
        priority_class=priority_class,
        first_called_at=None,
        started_at=None,
        held_s=0,
        note=note,
        returns_to=returns_to,
    )


def _key_of_last(now: datetime, last_key_us: int) -> int:
    """Return the key of who lines up again: behind a later number of the same microsecond, too."""
    return max(to_us(now), last_key_us + 1)


def _waiting_again(ticket: Ticket, state: TicketState) -> Ticket:
    return replace(ticket, state=state, window_id=None, why=None, call_count=0, last_called_at=None)
