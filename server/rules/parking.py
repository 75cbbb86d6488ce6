"""Holds: a clerk parks a ticket while its visitor fetches copies, and takes it up again."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.errors import HeldElsewhere, TooManyHolds
from hall.rules import Rules
from hall.ticket import Hold, Ticket
from server.rules.transitions import Act, state_after

RETURNED = "返回"
"""The reason of a hold that no clerk pressed: the visitor comes back from where this window had sent them."""


def held(ticket: Ticket, hold: Hold, *, held_there: int, rules: Rules) -> Ticket:
    """Return the ticket as parked; its service clock stands still.

    Raises:
        TooManyHolds: the window has parked as many as the rules allow.
    """
    state = state_after(ticket.state, Act.HOLD)
    if held_there >= rules.holds_most:
        raise TooManyHolds(
            f"{held_there} tickets are parked here, the most that the rules allow", most=rules.holds_most
        )
    return replace(ticket, state=state, hold=hold)


def resumed(ticket: Ticket, act: Act, *, window_id: str, is_holder_open: bool, now: datetime) -> Ticket:
    """Return the parked ticket at a window again: `RESUME` with its visitor there, `RESUME_CALLED` to be called.

    Raises:
        HeldElsewhere: it is parked for another window, whose clerk is there.
    """
    state = state_after(ticket.state, act)
    _assert_may_take(ticket, window_id=window_id, is_holder_open=is_holder_open)
    taken = _without_hold(ticket, now)
    if act is Act.RESUME_CALLED:
        return replace(taken, state=state, window_id=window_id, call_count=1, last_called_at=now)
    return replace(taken, state=state, window_id=window_id, started_at=ticket.started_at or now)


def released(ticket: Ticket, *, window_id: str, is_holder_open: bool, now: datetime) -> Ticket:
    """Return the parked ticket in its line, at its old place: it was not the visitor who was absent.

    Raises:
        HeldElsewhere: it is parked for another window, whose clerk is there.
    """
    state = state_after(ticket.state, Act.RELEASE)
    _assert_may_take(ticket, window_id=window_id, is_holder_open=is_holder_open)
    return replace(
        _without_hold(ticket, now),
        state=state,
        window_id=None,
        why=None,
        call_count=0,
        started_at=None,
        held_s=0,
    )


def returned(ticket: Ticket, *, window_id: str, clerk: str, now: datetime) -> Ticket:
    """Return the ticket that is back as parked for the window that had sent it, however much is parked there."""
    hold = Hold(reason=RETURNED, clerk=clerk, window_id=window_id, since=now)
    return replace(ticket, state=state_after(ticket.state, Act.RETURN), hold=hold)


def handed_over(ticket: Ticket) -> Ticket:
    """Return the parked ticket as anyone's who serves its queue: its clerk leaves."""
    assert ticket.hold is not None, "a held ticket has a hold"
    return replace(ticket, hold=replace(ticket.hold, window_id=None))


def _assert_may_take(ticket: Ticket, *, window_id: str, is_holder_open: bool) -> None:
    assert ticket.hold is not None, "a held ticket has a hold"
    owner = ticket.hold.window_id
    if owner is not None and owner != window_id and is_holder_open:
        raise HeldElsewhere(f"{ticket.number} is parked for window {owner}", window=owner)


def _without_hold(ticket: Ticket, now: datetime) -> Ticket:
    assert ticket.hold is not None, "a held ticket has a hold"
    held_s = max(0, (now - ticket.hold.since) // timedelta(seconds=1)) if ticket.started_at else 0
    return replace(ticket, hold=None, held_s=ticket.held_s + held_s)
