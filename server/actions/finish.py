"""Finish: the matter is dealt with. The visit goes on with its next leg, back to who sent it, or it ends."""

from dataclasses import replace

from hall.errors import DayClosed, NotAtThisWindow, UndoTooLate
from hall.events import WindowState
from hall.exchange import Finish, WindowAct, WindowView
from hall.ticket import Ticket, TicketState
from hall.ticket_events import Onward, TicketFinished, TicketReopened
from server.actions.desk import Desk, get_free_window, get_fresh_window, get_ticket_meant, get_ticket_there, leave_at
from server.actions.figures import list_queues_now, queue_now
from server.actions.look_at_window import view_window
from server.actions.rate import invite, uninvite
from server.actions.send_on import Way, send_on
from server.rules.ending import finished, reopened, taken_back
from server.rules.hall_today import HallToday
from server.rules.transitions import Act, state_after
from server.store.hall_tx import HallTx
from server.store.legs import find_last_leg, get_last_leg_at
from server.store.tickets import save_ticket
from server.store.windows import get_window


def finish(tx: HallTx, today: HallToday, desk: Desk, request: Finish) -> WindowView:
    """End the leg at the window; a visit with further matters waits for the next of them.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, UnknownMatter: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    state_after(before.state, Act.FINISH)
    for matter_id in request.items:
        today.get_matter(matter_id)
    ticket = replace(before, then=tuple(each for each in before.then if each not in request.items))
    way = _find_way_on(tx, today, ticket)
    items = request.items or (ticket.matter_id,)
    if way is not None:
        send_on(tx, today, desk, window, ticket, replace(way, result=request.result, items=items))
        return view_window(tx, today, window.window_id, now=tx.now)
    ticket = save_ticket(tx, before, finished(ticket, result=request.result, now=tx.now))
    leave_at(tx, window, ticket)
    invite(tx, ticket, clerk=desk.clerk)
    happened = TicketFinished(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        result=request.result,
        items=items,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def reopen(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Take a finish back that was pressed by mistake, at the same free window, also one that sent the visit on.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, NotAtThisWindow, WrongState, UndoTooLate, DayClosed:
            nothing was changed.
    """
    window = get_free_window(tx, desk, request)
    before = get_ticket_meant(tx, request)
    is_on_its_way = before.state in {TicketState.WAITING, TicketState.HELD}
    if is_on_its_way:
        after = taken_back(before, find_last_leg(tx, before.ticket_id), rules=today.rules, now=tx.now)
    else:
        after = reopened(before, rules=today.rules, now=tx.now)
    if before.business_date != today.business_date:
        raise UndoTooLate(f"{before.number} was finished on {before.business_date}", seconds=today.rules.reopen_s)
    if tx.is_day_closed:
        raise DayClosed("the supervisor has closed the day")
    if after.window_id != window.window_id:
        raise NotAtThisWindow(f"{before.number} was finished at window {after.window_id}")
    ticket = save_ticket(tx, before, after)
    leave_at(tx, window, ticket)
    if not is_on_its_way:
        uninvite(tx, ticket)
    happened = TicketReopened(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_queues_now(tx.live, today, window.window_id),
        queue=queue_now(tx.live, today, before.queue_id) if is_on_its_way else None,
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def _find_way_on(tx: HallTx, today: HallToday, ticket: Ticket) -> Way | None:
    """Return where the visit goes on: back to the window that asked for it, or to its next matter."""
    if ticket.returns_to is not None and ticket.returns_to != ticket.window_id:
        return _way_back(tx, today, ticket, ticket.returns_to)
    if ticket.then:
        matter_id = ticket.then[0]
        return Way(onward=Onward.NEXT_LEG, matter_id=matter_id, queue_id=today.queue_of(matter_id))
    return None


def _way_back(tx: HallTx, today: HallToday, ticket: Ticket, window_id: str) -> Way:
    """Return the way to the window that asked for the ticket, with the matter that it was about there."""
    leg = get_last_leg_at(tx, ticket.ticket_id, window_id)
    queues = today.get_window(window_id).queues
    return Way(
        onward=Onward.RETURN,
        matter_id=leg.matter_id,
        queue_id=leg.queue_id if leg.queue_id in queues else queues[0],
        for_window=window_id if get_window(tx, window_id).state is not WindowState.CLOSED else None,
    )
