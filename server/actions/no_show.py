"""No-show: the visitor was called and did not come, the window is free."""

from hall.events import TicketNoShow
from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import list_queues_now
from server.actions.look_at_window import view_window
from server.rules.hall_today import HallToday
from server.rules.serving import not_come
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket


def mark_no_show(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Give the ticket at the window up.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, NoShowTooSoon: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    ticket = not_come(before, rules=today.rules, now=tx.now)
    save_ticket(tx, before, ticket)
    leave_at(tx, window, ticket)
    happened = TicketNoShow(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)
