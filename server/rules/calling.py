"""How a ticket changes from its call to the moment its visitor is there, or is not: the new ticket, or why not."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.errors import OverdueTooSoon, RecalledTooSoon, UndoTooLate
from hall.rules import Rules
from hall.ticket import PriorityClass, Ticket, Why
from server.rules.transitions import Act, state_after


def called(ticket: Ticket, act: Act, *, window_id: str, why: Why, now: datetime) -> Ticket:
    """Return the ticket as called to a window; its place in line is kept, should the call be undone.

    Args:
        ticket: waiting, or overdue with its visitor standing at the window.
        act: `CALL_NEXT`, `CALL_SPECIFIC` or `CALL_HERE`.
        window_id: the window that calls.
        why: the reason that put it before others.
        now: the moment.
    """
    return replace(
        ticket,
        state=state_after(ticket.state, act),
        window_id=window_id,
        why=why,
        call_count=1,
        first_called_at=ticket.first_called_at or now,
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
    left_s = seconds_left(ticket.last_called_at, rules.recall_interval_s, now)
    if left_s > 0:
        raise RecalledTooSoon(f"{ticket.number} may be called again in {left_s} s", seconds=left_s)
    return replace(ticket, state=state, call_count=ticket.call_count + 1, last_called_at=now)


def call_undone(ticket: Ticket, *, called_at: datetime, rules: Rules, now: datetime) -> Ticket:
    """Return the ticket as it waited before a mis-pressed call, at its old place.

    Args:
        ticket: called.
        called_at: the moment of the mis-press, which no recall moves.
        rules: the hall's.
        now: the moment.

    Raises:
        UndoTooLate: the visitor may already be on the way.
    """
    state = state_after(ticket.state, Act.UNDO_CALL)
    if seconds_left(called_at, rules.undo_call_s, now) <= 0:
        raise UndoTooLate(f"{ticket.number} was called more than {rules.undo_call_s} s ago", seconds=rules.undo_call_s)
    was_called_before = ticket.first_called_at != called_at
    return replace(
        ticket,
        state=state,
        window_id=None,
        why=None,
        call_count=0,
        first_called_at=ticket.first_called_at if was_called_before else None,
        last_called_at=None,
    )


def started(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the called ticket with its visitor at the window."""
    return replace(ticket, state=state_after(ticket.state, Act.START), started_at=ticket.started_at or now)


def missed(ticket: Ticket, *, rules: Rules, now: datetime) -> Ticket:
    """Return the called ticket as overdue, once the visitor has had the calls and the time that the rules grant.

    Raises:
        OverdueTooSoon: not yet; the facts say how many calls or seconds are missing.
    """
    state = state_after(ticket.state, Act.OVERDUE)
    if ticket.call_count < rules.overdue_min_calls:
        missing = rules.overdue_min_calls - ticket.call_count
        raise OverdueTooSoon(f"{ticket.number} must be called {missing} more times first", calls=missing)
    left_s = seconds_left(ticket.last_called_at, grace_s(ticket, rules), now)
    if left_s > 0:
        raise OverdueTooSoon(f"{ticket.number} still has {left_s} s to come", seconds=left_s)
    return replace(ticket, state=state, overdue_count=ticket.overdue_count + 1)


def grace_s(ticket: Ticket, rules: Rules) -> int:
    """Return how many seconds after the last call a visitor has; the priority classes walk more slowly."""
    return rules.overdue_grace_s if ticket.priority_class is PriorityClass.NORMAL else rules.overdue_grace_priority_s


def seconds_left(since: datetime | None, interval_s: int, now: datetime) -> int:
    """Return whole seconds until an interval after a moment has passed, 0 or less once it has.

    Rounded up: "0 s left" would be a refusal without a reason. A moment still to come is one that a clock told which
    was set back since: nobody is made to wait for that.
    """
    if since is None or since > now:
        return 0
    return -((now - since - timedelta(seconds=interval_s)) // timedelta(seconds=1))
