"""Park: a clerk holds a ticket, takes it up again, or lets it go back to its line."""

from dataclasses import replace

from hall.errors import NotServedHere
from hall.events import WindowState
from hall.exchange import HoldTicket, ResumeTicket, WindowAct, WindowView
from hall.ticket import Hold, Ticket, TicketState, Why
from hall.ticket_events import TicketHeld, TicketHoldHandedOver, TicketReleased, TicketResumed
from server.actions.desk import Desk, get_free_window, get_fresh_window, get_ticket_meant, get_ticket_there, leave_at
from server.actions.figures import list_queues_now, queue_now
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
from server.rules.hall_today import HallToday
from server.rules.parking import handed_over, held, released, resumed
from server.rules.transitions import Act
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import list_in_state, save_ticket
from server.store.windows import get_window


def hold(tx: HallTx, today: HallToday, desk: Desk, request: HoldTicket) -> WindowView:
    """Park the ticket at the window, which is free then.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, TooManyHolds: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    owner = None if request.for_anyone else window.window_id
    parked = Hold(reason=request.reason, clerk=desk.clerk, window_id=owner, since=tx.now)
    held_there = len(list_held_for(tx, window.window_id))
    ticket = save_ticket(tx, before, held(before, parked, held_there=held_there, rules=today.rules))
    leave_at(tx, window, ticket)
    happened = TicketHeld(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        reason=request.reason,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def resume(tx: HallTx, today: HallToday, desk: Desk, request: ResumeTicket) -> WindowView:
    """Take a parked ticket up at a free window: the one it is parked for, or any while nobody is at that one.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, WrongState, HeldElsewhere, NotServedHere: nothing changed.
    """
    window = get_free_window(tx, desk, request)
    before = _get_served_here(tx, today, desk, request)
    is_holder_open = _is_holder_open(tx, before)
    act = Act.RESUME_CALLED if request.call else Act.RESUME
    after = resumed(before, act, window_id=window.window_id, is_holder_open=is_holder_open, now=tx.now)
    ticket = save_ticket(tx, before, replace(after, why=Why.RESUMED))
    leave_at(tx, window, ticket)
    if request.call:
        tell_call(tx, today, desk, ticket)
        return view_window(tx, today, window.window_id, now=tx.now)
    happened = TicketResumed(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def release(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Let a parked ticket wait in its line again, at its old place.

    Raises:
        NotSignedIn, StaleWindow, WrongState, HeldElsewhere, NotServedHere: nothing was changed.
    """
    get_fresh_window(tx, desk, request)
    before = _get_served_here(tx, today, desk, request)
    after = released(before, window_id=desk.window_id, is_holder_open=_is_holder_open(tx, before), now=tx.now)
    ticket = save_ticket(tx, before, after)
    queue = queue_now(tx.live, today, ticket.queue_id)
    happened = TicketReleased(ticket_id=ticket.ticket_id, number=ticket.number, queue=queue)
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, desk.window_id, now=tx.now)


def hand_over(tx: HallTx, before: Ticket, *, actor: Actor) -> None:
    """Let any window that serves the queue take a parked ticket up, as its own window is left."""
    ticket = save_ticket(tx, before, handed_over(before))
    happened = TicketHoldHandedOver(ticket_id=ticket.ticket_id, number=ticket.number)
    tx.record(happened, actor=actor, ticket_id=ticket.ticket_id)


def list_held_for(tx: HallTx, window_id: str) -> list[Ticket]:
    """Return the tickets that are parked for a window."""
    tickets = list_in_state(tx, TicketState.HELD)
    return [ticket for ticket in tickets if ticket.hold is not None and ticket.hold.window_id == window_id]


def _is_holder_open(tx: HallTx, ticket: Ticket) -> bool:
    owner = ticket.hold.window_id if ticket.hold is not None else None
    return owner is not None and get_window(tx, owner).state is not WindowState.CLOSED


def _get_served_here(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> Ticket:
    ticket = get_ticket_meant(tx, request)
    is_own = ticket.hold is not None and ticket.hold.window_id == desk.window_id
    if not is_own and ticket.queue_id not in today.get_window(desk.window_id).queues:
        raise NotServedHere(
            f"{ticket.number} is in queue {ticket.queue_id}, which window {desk.window_id} does not serve"
        )
    return ticket
