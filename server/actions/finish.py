"""Finish: the matter is dealt with, the window is free."""

from hall.events import TicketFinished
from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import list_queues_now
from server.actions.look_at_window import view_window
from server.rules.hall_today import HallToday
from server.rules.serving import finished
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket


def finish(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """End the visit at the window.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    ticket = finished(before, now=tx.now)
    save_ticket(tx, before, ticket)
    leave_at(tx, window, ticket)
    happened = TicketFinished(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)
