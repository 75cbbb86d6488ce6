"""Call next: a window calls whoever is first. `server.rules.choosing` decides who that is."""

from hall.errors import NobodyWaiting, WindowBusy, WindowNotOpen
from hall.events import WindowState
from hall.exchange import WindowAct, WindowView
from server.actions.desk import Desk, get_fresh_window, leave_at
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
from server.rules.choosing import choose_next
from server.rules.hall_today import HallToday
from server.rules.serving import called
from server.store.hall_tx import HallTx
from server.store.tickets import get_ticket, save_ticket
from server.store.waiting_line import Waiting, list_waiting


def call_next(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Call the next ticket of the queues that the window serves.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, NobodyWaiting: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    if window.state is not WindowState.OPEN:
        raise WindowNotOpen(f"window {window.window_id} is {window.state}")
    if window.ticket_id is not None:
        raise WindowBusy(f"window {window.window_id} still has ticket {window.ticket_id}")
    chosen = choose_next(_list_heads(tx, today, window.window_id))
    if chosen is None:
        raise NobodyWaiting(f"nobody waits for window {window.window_id}")
    before = get_ticket(tx, chosen.ticket_id)
    ticket = called(before, window_id=window.window_id, now=tx.now)
    save_ticket(tx, before, ticket)
    leave_at(tx, window, ticket)
    tell_call(tx, today, desk, ticket)
    return view_window(tx, today, window.window_id, now=tx.now)


def _list_heads(tx: HallTx, today: HallToday, window_id: str) -> list[Waiting]:
    """Return the first in line of each queue that the window serves: as many rows as queues, however long they are."""
    queues = today.get_window(window_id).queues
    return [head for queue_id in queues for head in list_waiting(tx, queue_id, most=1)]
