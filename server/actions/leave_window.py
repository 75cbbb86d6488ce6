"""Leave a window: it is paused or closed, and nobody who waits for it is forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.errors import HoldsLeft, LastWindow, WindowBusy, WindowNotOpen
from hall.events import WindowClosed, WindowOpened, WindowPaused, WindowState
from hall.exchange import PauseWindow, WindowAct, WindowView
from hall.ticket import Ticket, TicketState
from hall.ticket_events import TicketUnreserved
from server.actions.desk import Desk, get_fresh_window, get_window_of
from server.actions.figures import list_queues_now
from server.actions.halt import halt_left_queues, open_left_queues
from server.actions.look_at_window import view_window
from server.actions.park import hand_over, list_held_for
from server.rules.hall_today import HallToday
from server.store.credentials import end_session
from server.store.hall_tx import Actor, HallTx, Note
from server.store.tickets import get_ticket, list_in_state, save_ticket
from server.store.waiting_line import list_waiting
from server.store.windows import WindowRow, save_window


def pause(tx: HallTx, today: HallToday, desk: Desk, request: PauseWindow) -> WindowView:
    """Take nobody for a while; who is at the window is served to the end.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, LastWindow: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    if window.state is not WindowState.OPEN:
        raise WindowNotOpen(f"window {window.window_id} is {window.state}")
    left = find_left_queues(tx, today, window)
    refuse_leaving(tx, today, window, left, leave_waiting=request.leave_waiting)
    until = None if request.back_in_minutes is None else _whole_minute(tx.now, minutes=request.back_in_minutes)
    save_window(tx, window, replace(window, version=window.version + 1, state=WindowState.PAUSED, until=until))
    queues = list_queues_now(tx.live, today, window.window_id)
    happened = WindowPaused(window_id=window.window_id, reason=request.reason, until=until, queues=queues)
    tx.record(happened, actor=desk.actor)
    halt_left_queues(tx, today, left)
    return view_window(tx, today, window.window_id, now=tx.now)


def unpause(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Take visitors again.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    if window.state is not WindowState.PAUSED:
        raise WindowNotOpen(f"window {window.window_id} is {window.state}, not paused")
    save_window(tx, window, replace(window, version=window.version + 1, state=WindowState.OPEN, until=None))
    tell_opened(tx, today, window.window_id, actor=desk.actor)
    return view_window(tx, today, window.window_id, now=tx.now)


def sign_out(
    tx: HallTx, today: HallToday, desk: Desk, *, leave_waiting: bool = False, hand_over_holds: bool = False
) -> None:
    """End the clerk's session and close the window.

    Raises:
        NotSignedIn: another session has taken the window over.
        WindowBusy: a ticket is still active there.
        HoldsLeft: tickets are parked for the window, and are not to be handed over.
        LastWindow: people wait who have no other open window, and are not to be left waiting.
    """
    window = get_window_of(tx, desk)
    refuse_with_ticket(window)
    holds = list_held_for(tx, window.window_id)
    if holds and not hand_over_holds:
        windows = ",".join(_list_windows_for(tx, today, window, holds))
        raise HoldsLeft(
            f"{len(holds)} tickets are parked for window {window.window_id}", count=len(holds), windows=windows
        )
    left = find_left_queues(tx, today, window) if window.state is WindowState.OPEN else []
    refuse_leaving(tx, today, window, left, leave_waiting=leave_waiting)
    close_window(tx, today, window, actor=desk.actor)
    tx.note(Note(actor=desk.actor, act="sign_out", about=f"window {window.window_id}"))


def close_window(tx: HallTx, today: HallToday, window: WindowRow, *, actor: Actor) -> None:
    """End the session at a window that has no ticket, close it, and free what was kept for it."""
    left = find_left_queues(tx, today, window) if window.state is WindowState.OPEN else []
    if window.session_id is not None:
        end_session(tx, window.session_id)
    closed = replace(window, state=WindowState.CLOSED, version=window.version + 1, undo="", until=None)
    save_window(tx, window, replace(closed, session_id=None, clerk=None))
    for ticket in list_held_for(tx, window.window_id):
        hand_over(tx, ticket, actor=actor)
    free_reserved(tx, today, window, is_closed=True, actor=actor)
    queues = list_queues_now(tx.live, today, window.window_id)
    tx.record(WindowClosed(window_id=window.window_id, queues=queues), actor=actor)
    halt_left_queues(tx, today, left)


def free_reserved(tx: HallTx, today: HallToday, window: WindowRow, *, is_closed: bool, actor: Actor) -> None:
    """Let every window that serves the queue call who was sent to the clerk of a window, or to it if it is closed."""
    for ticket in _list_reserved(tx, today, window, is_closed=is_closed):
        place = replace(ticket.place, for_window=None, for_clerk=None)
        save_ticket(tx, ticket, replace(ticket, place=place))
        freed = TicketUnreserved(ticket_id=ticket.ticket_id, number=ticket.number)
        tx.record(freed, actor=actor, ticket_id=ticket.ticket_id)


def tell_opened(tx: HallTx, today: HallToday, window_id: str, *, actor: Actor) -> None:
    """Record that a window takes visitors; numbers are given again for queues that only lacked one."""
    tx.record(WindowOpened(window_id=window_id, queues=list_queues_now(tx.live, today, window_id)), actor=actor)
    open_left_queues(tx, today, window_id)


def refuse_with_ticket(window: WindowRow) -> None:
    """Check that nobody is at a window that is about to be left."""
    if window.ticket_id is not None:
        raise WindowBusy(f"window {window.window_id} still has ticket {window.ticket_id}", window=window.window_id)


def find_left_queues(tx: HallTx, today: HallToday, window: WindowRow) -> list[str]:
    """Return the queues in which people wait and which no other open window serves."""
    others = tx.live.open_windows() - {window.window_id}
    return [
        queue_id
        for queue_id in today.get_window(window.window_id).queues
        if tx.live.count_waiting(queue_id) and not others.intersection(today.list_windows_of(queue_id))
    ]


def refuse_leaving(tx: HallTx, today: HallToday, window: WindowRow, left: list[str], *, leave_waiting: bool) -> None:
    """Check that people who have no other window are left waiting on purpose only."""
    if left and not leave_waiting:
        waiting = sum(tx.live.count_waiting(queue_id) for queue_id in left)
        names = "、".join(today.get_queue(queue_id).name.zh for queue_id in left)
        raise LastWindow(
            f"{waiting} people wait in {', '.join(left)}, which no open window but {window.window_id} serves",
            waiting=waiting,
            queues=names,
            queue_ids=",".join(left),
        )


def _list_windows_for(tx: HallTx, today: HallToday, window: WindowRow, holds: list[Ticket]) -> list[str]:
    """Return the other open windows that may take up what is parked for one that is left; none if not all of it."""
    others = tx.live.open_windows() - {window.window_id}
    able = [others.intersection(today.list_windows_of(ticket.queue_id)) for ticket in holds]
    return sorted(set[str]().union(*able), key=today.window_ids.index) if all(able) else []


def _whole_minute(now: datetime, *, minutes: int) -> datetime:
    """Return the time of day to tell, in whole minutes: never one that comes too early."""
    until = now + timedelta(minutes=minutes)
    begun = until.replace(second=0, microsecond=0)
    return begun if begun == until else begun + timedelta(minutes=1)


def _list_reserved(tx: HallTx, today: HallToday, window: WindowRow, *, is_closed: bool) -> list[Ticket]:
    """Return who waits for a window or its clerk, or would come back to wait for them: the overdue and the parked."""
    for_window = window.window_id if is_closed else ""
    for_clerk = window.clerk or ""
    waiting = [
        get_ticket(tx, each.ticket_id)
        for each in list_waiting(tx, today.get_window(window.window_id).queues)
        if not each.place.is_plain
    ]
    away = [*list_in_state(tx, TicketState.OVERDUE), *list_in_state(tx, TicketState.HELD)]
    return [
        ticket
        for ticket in (*waiting, *away)
        if (for_window and ticket.place.for_window == for_window) or (for_clerk and ticket.place.for_clerk == for_clerk)
    ]
