"""The first act of a business date: what is left from earlier days ends, numbers and boards begin anew.

It runs at the beginning of every write transaction and does nothing unless the date has changed, so that
numbers start again whatever ran (or did not run) overnight.
"""

from dataclasses import replace
from datetime import date

from hall.events import BusinessDayStarted, WindowClosed, WindowState
from hall.ticket import Ticket, TicketState
from hall.ticket_events import TicketExpired, TicketNoShow
from server.actions.almanac import Almanac
from server.actions.appointments import forget_persons
from server.actions.figures import list_queues_now, queue_now
from server.rules.ending import left_over
from server.rules.hall_today import HallToday
from server.rules.hours import list_phases
from server.rules.requesting import SPAN
from server.store.credentials import find_session
from server.store.hall_tx import SYSTEM, Actor, HallTx
from server.store.halts import end_halt
from server.store.requested import count_requested
from server.store.tickets import list_open, save_ticket
from server.store.windows import WindowRow, list_windows, save_window


def start_day_if_due(tx: HallTx, almanac: Almanac) -> None:
    """Begin the business date of `tx.now`, unless the hall is at it already.

    A clock that was set back does not take the hall back: the date that has begun goes on (`go_back` is the way back).
    """
    day = almanac.business_date_at(tx.now)
    if tx.business_date is not None and day <= tx.business_date:
        return
    begin_day(tx, almanac, day)


def begin_day(tx: HallTx, almanac: Almanac, day: date) -> None:
    """Begin a business date, whatever the hall is at: what is open ends, windows without a session close."""
    end_open_tickets(tx, actor=SYSTEM, reason="")
    windows = [_take_ticket_away(tx, window) for window in list_windows(tx).values()]
    if tx.business_date is not None:
        count_requested(tx, tx.business_date, forget_before=day - SPAN)
    tx.begin_day(day)
    today = almanac.on(day)
    for queue_id in today.queue_ids:
        if tx.live.find_halt(queue_id) is not None:
            end_halt(tx, queue_id)
    queues = tuple(queue_now(tx.live, today, queue_id) for queue_id in today.queue_ids)
    forget_persons(tx, today)
    tx.record(BusinessDayStarted(business_date=day, queues=queues, phases=list_phases(today.hours, day)), actor=SYSTEM)
    for window in windows:
        _close_if_left(tx, today, window)


def end_open_tickets(tx: HallTx, *, actor: Actor, reason: str) -> None:
    """Bring every open ticket to the end that the close of the day means for it."""
    for before in list_open(tx):
        ticket = save_ticket(tx, before, left_over(before, now=tx.now))
        tx.record(_ended(ticket, reason), actor=actor, ticket_id=ticket.ticket_id)


def _ended(ticket: Ticket, reason: str) -> TicketNoShow | TicketExpired:
    if ticket.state is TicketState.NO_SHOW:
        return TicketNoShow(ticket_id=ticket.ticket_id, number=ticket.number)
    is_done = ticket.state is TicketState.DONE
    return TicketExpired(ticket_id=ticket.ticket_id, number=ticket.number, done=is_done, reason=reason)


def _take_ticket_away(tx: HallTx, window: WindowRow) -> WindowRow:
    """Free a window of yesterday's ticket; return it as it stands then."""
    if window.ticket_id is None:
        return window
    free = replace(window, version=window.version + 1, ticket_id=None, undo="")
    save_window(tx, window, free)
    return free


def _close_if_left(tx: HallTx, today: HallToday, window: WindowRow) -> None:
    """Close the window of a clerk whose session has ended overnight."""
    if window.session_id is None or find_session(tx, window.session_id, now=tx.now) is not None:
        return
    closed = replace(window, version=window.version + 1, state=WindowState.CLOSED, undo="", until=None)
    save_window(tx, window, replace(closed, session_id=None, clerk=None))
    queues = list_queues_now(tx.live, today, window.window_id) if window.window_id in today.window_ids else ()
    tx.record(WindowClosed(window_id=window.window_id, queues=queues), actor=SYSTEM)
