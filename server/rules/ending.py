"""How a ticket comes to an end, and back from one that was pressed by mistake."""

from dataclasses import replace
from datetime import datetime

from hall.ended_leg import EndedLeg
from hall.errors import UndoTooLate, WrongState
from hall.moments import to_us
from hall.rules import Rules
from hall.ticket import Place, Result, Ticket, TicketState
from hall.ticket_events import Onward
from server.rules.calling import seconds_left
from server.rules.transitions import Act, state_after

SENT_ON = frozenset({Onward.NEXT_LEG, Onward.RETURN})
"""The ways in which a finish sends a visit on."""


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


def taken_back(ticket: Ticket, leg: EndedLeg | None, *, rules: Rules, now: datetime) -> Ticket:
    """Return the ticket as being served again at the window that sent it on: that finish was pressed by mistake.

    Args:
        ticket: in the line of its next matter, or parked for the window that had asked for it.
        leg: the ticket's last that has ended, None while it is in its first.
        rules: the hall's.
        now: the moment.

    Raises:
        WrongState: the ticket was not sent on by a finish, or has been called since.
        UndoTooLate: the visitor has left.
    """
    state = state_after(ticket.state, Act.TAKE_BACK)
    was_sent_on = leg is not None and leg.ended_as in SENT_ON and leg.leg_no == ticket.leg_no - 1
    if leg is None or not was_sent_on or ticket.first_called_at is not None:
        raise WrongState(
            f"{ticket.number} is not where a finish has just sent it", act=Act.REOPEN.value, state=ticket.state.value
        )
    if seconds_left(leg.finished_at, rules.reopen_s, now) <= 0:
        raise UndoTooLate(f"{ticket.number} was finished more than {rules.reopen_s} s ago", seconds=rules.reopen_s)
    had_next = leg.ended_as is Onward.NEXT_LEG
    return replace(
        ticket,
        state=state,
        window_id=leg.window_id,
        leg_no=leg.leg_no,
        matter_id=leg.matter_id,
        queue_id=leg.queue_id,
        entered_at=leg.entered_at,
        place=Place(key_us=to_us(ticket.arrived_at), since=leg.entered_at),
        first_called_at=leg.first_called_at,
        last_called_at=leg.last_called_at,
        started_at=leg.started_at,
        held_s=leg.held_s,
        call_count=1,
        hold=None,
        then=(ticket.matter_id, *ticket.then) if had_next else ticket.then,
        returns_to=None if had_next or ticket.hold is None else ticket.hold.window_id,
    )


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
