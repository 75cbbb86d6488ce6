"""Start: the visitor has come to the window."""

from hall.exchange import WindowAct, WindowView
from hall.ticket_events import TicketStarted
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.look_at_window import view_window
from server.rules.calling import started
from server.rules.hall_today import HallToday
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket


def start(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Begin to serve the ticket at the window.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    ticket = save_ticket(tx, before, started(before, now=tx.now))
    leave_at(tx, window, ticket)
    happened = TicketStarted(ticket_id=ticket.ticket_id, number=ticket.number, window_id=window.window_id)
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)
