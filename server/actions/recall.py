"""Recall: the visitor did not come yet, the number is called once more."""

from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
from server.rules.calling import recalled
from server.rules.hall_today import HallToday
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket


def recall(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Call the ticket at the window again; boards show and speak it again.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, RecalledTooSoon: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    ticket = save_ticket(tx, before, recalled(before, rules=today.rules, now=tx.now))
    leave_at(tx, window, ticket, undo=window.undo)
    tell_call(tx, today, desk, ticket)
    return view_window(tx, today, window.window_id, now=tx.now)
