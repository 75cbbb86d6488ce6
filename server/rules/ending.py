"""How a ticket comes to an end, and back from one that was pressed by mistake."""

from dataclasses import replace
from datetime import datetime

from hall.errors import UndoTooLate
from hall.rules import Rules
from hall.ticket import Result, Ticket, TicketState
from server.rules.calling import seconds_left
from server.rules.transitions import Act, state_after


def finished(ticket: Ticket, *, result: Result, now: datetime) -> Ticket:
    """Return the ticket as dealt with."""
    return replace(ticket, state=state_after(ticket.state, Act.FINISH), result=result, finished_at=now)


def reopened(ticket: Ticket, *, rules: Rules, now: datetime) -> Ticket:
    """Return the ticket as being served again: its end was pressed by mistake.

    Raises:
        UndoTooLate: the visitor has left.
    """
    state = state_after(ticket.state, Act.REOPEN)
    if seconds_left(ticket.finished_at, rules.reopen_s, now) <= 0:
        raise UndoTooLate(f"{ticket.number} was finished more than {rules.reopen_s} s ago", seconds=rules.reopen_s)
    return replace(ticket, state=state, result=None, finished_at=None)


def cancelled(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the ticket as given up by its visitor, or by staff for the visitor."""
    return replace(ticket, state=state_after(ticket.state, Act.CANCEL), hold=None, finished_at=now)


def given_up(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return the overdue ticket as not come."""
    return replace(ticket, state=state_after(ticket.state, Act.GIVE_UP), finished_at=now)


def left_over(ticket: Ticket, *, now: datetime) -> Ticket:
    """Return an open ticket as the end of the day leaves it.

    Who is being served is done, at a time that nobody measured; who was overdue did not come; all others expire.
    """
    act = Act.CLOSE if ticket.state is TicketState.SERVING else Act.EXPIRE
    return replace(
        ticket,
        state=state_after(ticket.state, act),
        hold=None,
        finished_at=now,
        result=Result.PENDING if act is Act.CLOSE else None,
        time_unreliable=True,
    )
