"""Recall: a window calls its visitor once more."""

from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
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
    tell_call(tx, today, desk, ticket)
    return view_window(tx, today, window.window_id, now=tx.now)
