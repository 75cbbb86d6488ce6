"""Call next: a window calls whoever is first. `server.rules.choosing` decides who that is."""

from hall.errors import NobodyWaiting
from hall.exchange import WindowAct, WindowView
from server.actions.call_made import CallMade
from server.actions.desk import Desk, get_free_window, leave_at
from server.actions.lines import choose_at, keep_turns
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
from server.rules.calling import called
from server.rules.hall_today import HallToday
from server.rules.transitions import Act
from server.store.counters import calls_of
from server.store.hall_tx import HallTx
from server.store.tickets import get_ticket, save_ticket


def call_next(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Call the next ticket of the queues that the window serves.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, NobodyWaiting: nothing was changed.
    """
    window = get_free_window(tx, desk, request)
    choice, turns = choose_at(tx, today, window)
    if choice is None:
        raise NobodyWaiting(f"nobody waits for window {window.window_id}")
    before = get_ticket(tx, choice.candidate.ticket_id)
    after = called(before, Act.CALL_NEXT, window_id=window.window_id, why=choice.why, now=tx.now)
    ticket = save_ticket(tx, before, after)
    tx.counters.add(today.business_date, calls_of(ticket.queue_id), 1)
    keep_turns(tx, today, today.pool_of(window.window_id), choice.turns)
    leave_at(tx, window, ticket, undo=CallMade(at=tx.now, turns=turns, turns_after=choice.turns).to_text())
    tell_call(tx, today, desk, ticket)
    return view_window(tx, today, window.window_id, now=tx.now)
