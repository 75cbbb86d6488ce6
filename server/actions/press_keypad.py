"""Press: a hardware keypad at a window acts for the clerk who is signed in there, and for nobody else."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hall.devices import Health
from hall.errors import NotAtThisWindow, WindowNotOpen
from hall.exchange import Finish, Role, WindowAct, WindowView
from hall.keypad import KeypadView, Press, PressKey
from server.actions.call_next import call_next
from server.actions.desk import Desk
from server.actions.finish import finish
from server.actions.look_at_window import view_window
from server.actions.overdue import mark_overdue
from server.actions.recall import recall
from server.actions.start import start
from server.rules.hall_today import HallToday
from server.store.credentials import SEEN_EVERY, Device, Session, find_session, note_seen
from server.store.devices import save_health
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx
from server.store.windows import get_window

ACTS: Mapping[Press, tuple[str, Callable[[HallTx, HallToday, Desk, WindowAct], WindowView]]] = {
    Press.NEXT: ("call_next", call_next),
    Press.RECALL: ("recall", recall),
    Press.START: ("start", start),
    Press.FINISH: ("finish", lambda tx, today, desk, act: finish(tx, today, desk, _finishing(act))),
    Press.OVERDUE: ("overdue", mark_overdue),
}
"""What each key does, by the name under which the window's view offers it."""


def look_at_keypad(read: HallRead, today: HallToday, window_id: str, *, now: datetime) -> KeypadView:
    """Return what a window's keypad shows.

    Raises:
        UnknownWindow: the plan has no window of this name.
    """
    today.get_window(window_id)
    view = view_window(read, today, window_id, now=now)
    is_attended = _find_attended(read, window_id, now=now) is not None
    return KeypadView(
        window_id=window_id,
        version=view.version,
        state=view.state,
        is_attended=is_attended,
        number=None if view.ticket is None else view.ticket.number,
        ticket_state=None if view.ticket is None else view.ticket.state,
        waiting_count=view.waiting_count,
        presses=tuple(press for press, (name, _) in ACTS.items() if is_attended and name in view.acts),
    )


def press_key(tx: HallTx, today: HallToday, window_id: str, word: PressKey, *, origin: str) -> KeypadView:
    """Do what a key stands for, as the clerk at the window would by hand.

    Raises:
        WindowNotOpen: nobody is signed in there, or the session has not been used for too long.
        NotAtThisWindow: nobody is at the window for whom the key would do anything.
        StaleWindow: the window has moved on since the keypad was told of it; and whatever the act refuses.
    """
    today.get_window(window_id)
    session = _find_attended(tx, window_id, now=tx.now)
    if session is None:
        raise WindowNotOpen(f"nobody is signed in at window {window_id}, or has not touched anything for too long")
    ticket_id = get_window(tx, window_id).ticket_id
    if ticket_id is None and word.press is not Press.NEXT:
        raise NotAtThisWindow(f"nobody is at window {window_id}")
    desk = Desk(
        session_id=session.session_id, clerk=session.clerk, window_id=window_id, role=session.role, origin=origin
    )
    _, act = ACTS[word.press]
    act(tx, today, desk, WindowAct(version=word.version, ticket_id=ticket_id))
    save_health(tx, Device(role=Role.KEYPAD, name=window_id), Health())
    if tx.now - session.seen_at >= SEEN_EVERY:
        note_seen(tx, session.session_id)
    return look_at_keypad(tx, today, window_id, now=tx.now)


def _find_attended(read: HallRead, window_id: str, *, now: datetime) -> Session | None:
    """Return the session of the clerk at a window, None when there is none or it has ended for want of use."""
    session_id = get_window(read, window_id).session_id
    session = None if session_id is None else find_session(read, session_id, now=now)
    return session if session is not None and session.is_good(now) else None


def _finishing(act: WindowAct) -> Finish:
    return Finish(version=act.version, ticket_id=act.ticket_id)
