"""How a ticket changes at a window, from the call to the end: the new ticket, or the reason why not."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.errors import NoShowTooSoon, RecalledTooSoon
from hall.places import Rules
from hall.ticket import Ticket, TicketState
from server.rules.transitions import Act, may_follow, state_after


def called(ticket: Ticket, *, window_id: str, now: datetime) -> Ticket:
    """Return the waiting ticket as called to a window for the first time."""
    return replace(
        ticket,
        state=state_after(ticket.state, Act.CALL_NEXT),
        window_id=window_id,
        call_count=1,
        first_called_at=now,
        last_called_at=now,
    )


def recalled(ticket: Ticket, *, rules: Rules, now: datetime) -> Ticket:
    """Return the ticket as called once more; when it was first called stays.

    Raises:
        RecalledTooSoon: within the interval after the last call, or after the last call that the rules grant.
    """
    state = state_after(ticket.state, Act.RECALL)
    if ticket.call_count >= rules.max_calls:
        raise RecalledTooSoon(f"{ticket.number} was called {ticket.call_count} times, the most that the rules grant")
    left_s = _seconds_left(ticket, rules.recall_interval_s, now)
    if left_s > 0:
        raise RecalledTooSoon(f"{ticket.number} may be called again in {left_s} s", seconds=left_s)
    return replace(ticket, state=state, call_count=ticket.call_count + 1, last_called_at=now)


def started(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the called ticket with its visitor at the window."""
    return replace(ticket, state=state_after(ticket.state, Act.START), started_at=now)


def finished(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the ticket as dealt with."""
    return replace(ticket, state=state_after(ticket.state, Act.FINISH), finished_at=now)


def not_come(ticket: Ticket, *, rules: Rules, now: datetime) -> Ticket:
    """Return the called ticket as given up, once the visitor has had the calls and the time that the rules grant.

    Raises:
        NoShowTooSoon: not yet; the facts say how many calls or seconds are missing.
    """
    state = state_after(ticket.state, Act.NO_SHOW)
    if ticket.call_count < rules.no_show_min_calls:
        missing = rules.no_show_min_calls - ticket.call_count
        raise NoShowTooSoon(f"{ticket.number} must be called {missing} more times first", calls=missing)
    left_s = _seconds_left(ticket, rules.no_show_grace_s, now)
    if left_s > 0:
        raise NoShowTooSoon(f"{ticket.number} still has {left_s} s to come", seconds=left_s)
    return replace(ticket, state=state, finished_at=now)


def cancelled(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the waiting ticket as given up by its visitor, or by staff for the visitor."""
    return replace(ticket, state=state_after(ticket.state, Act.CANCEL), finished_at=now)


def expired(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the ticket as left over from an earlier day."""
    return replace(ticket, state=state_after(ticket.state, Act.EXPIRE), finished_at=now)


def acts_at_window(ticket: Ticket | None, *, is_open: bool, anyone_waits: bool, rules: Rules) -> tuple[Act, ...]:
    """Return what a clerk may do now, for a page to offer.

    Seconds still to pass (between recalls, before a no-show) do not count here: a page would not learn when
    they have passed. The act itself is refused then, with the seconds left.
    """
    if not is_open:
        return ()
    if ticket is None:
        return (Act.CALL_NEXT,) if anyone_waits else ()
    offered = [act for act in (Act.RECALL, Act.START, Act.FINISH, Act.NO_SHOW) if may_follow(ticket.state, act)]
    if ticket.call_count >= rules.max_calls and Act.RECALL in offered:
        offered.remove(Act.RECALL)
    if ticket.state is TicketState.CALLED and ticket.call_count < rules.no_show_min_calls:
        offered.remove(Act.NO_SHOW)
    return tuple(offered)


def _seconds_left(ticket: Ticket, interval_s: int, now: datetime) -> int:
    if ticket.last_called_at is None:
        return 0
    left = ticket.last_called_at + timedelta(seconds=interval_s) - now
    return -(-left // timedelta(seconds=1))  # rounded up: "0 s left" would be a refusal without a reason
