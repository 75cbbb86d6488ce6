"""Sign out: a clerk leaves the window, which closes it."""

from dataclasses import replace

from hall.errors import WindowBusy
from hall.events import WindowClosed, WindowState
from server.actions.desk import Desk, get_window_of
from server.actions.figures import list_queues_now
from server.rules.hall_today import HallToday
from server.store.credentials import end_session
from server.store.hall_tx import Actor, HallTx
from server.store.windows import WindowRow, save_window


def sign_out(tx: HallTx, today: HallToday, desk: Desk) -> None:
    """End the clerk's session and close the window.

    Raises:
        NotSignedIn: another session has taken the window over.
        WindowBusy: a ticket is still active there.
    """
    window = get_window_of(tx, desk)
    if window.ticket_id is not None:
        raise WindowBusy(f"window {window.window_id} still has ticket {window.ticket_id}", window=window.window_id)
    close_window(tx, today, window, actor=desk.actor)


def close_window(tx: HallTx, today: HallToday, window: WindowRow, *, actor: Actor) -> None:
    """End the session at a window that has no ticket, and close it."""
    if window.session_id is not None:
        end_session(tx, window.session_id)
    after = replace(
        window, state=WindowState.CLOSED, version=window.version + 1, ticket_id=None, session_id=None, clerk=None
    )
    save_window(tx, window, after)
    queues = list_queues_now(tx.live, today, window.window_id)
    tx.record(WindowClosed(window_id=window.window_id, queues=queues), actor=actor)
