"""Recall: a window calls its visitor once more."""

from hall.events import TicketCalled
from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import queue_now
from server.actions.look_at_window import view_window
from server.rules.hall_today import HallToday
from server.rules.serving import recalled
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket


def recall(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Call the ticket at the window again; boards show and speak it again.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, RecalledTooSoon: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    ticket = recalled(before, rules=today.rules, now=tx.now)
    save_ticket(tx, before, ticket)
    leave_at(tx, window, ticket)
    happened = TicketCalled(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter_id=ticket.matter_id,
        window_id=window.window_id,
        call_count=ticket.call_count,
        queue=queue_now(tx.live, today, ticket.queue_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)
