"""The first act of a business date: what is left from earlier days ends, numbers and boards begin anew.

It runs at the beginning of every write transaction and does nothing unless the date has changed, so that
numbers start again whatever ran (or did not run) overnight.
"""

from dataclasses import replace

from hall.events import BusinessDayStarted, WindowClosed, WindowState
from server.actions.almanac import Almanac
from server.actions.figures import list_queues_now, queue_now
from server.rules.hall_today import HallToday
from server.rules.serving import expired
from server.store.credentials import find_session
from server.store.hall_tx import SYSTEM, HallTx
from server.store.tickets import list_left_over, save_ticket
from server.store.windows import WindowRow, list_windows, save_window


def start_day_if_due(tx: HallTx, almanac: Almanac) -> None:
    """Begin the business date of `tx.now`, unless the hall is at it already.

    A clock that was set back does not take the hall back: the date that has begun goes on.
    """
    day = almanac.business_date_at(tx.now)
    if tx.business_date is not None and day <= tx.business_date:
        return
    for ticket in list_left_over(tx, day):
        save_ticket(tx, ticket, expired(ticket, now=tx.now))
    tx.begin_day(day)
    today = almanac.on(day)
    queues = tuple(queue_now(tx.live, today, queue_id) for queue_id in today.queue_ids)
    tx.record(BusinessDayStarted(business_date=day, queues=queues), actor=SYSTEM)
    for window in list_windows(tx).values():
        _begin_window(tx, today, window)


def _begin_window(tx: HallTx, today: HallToday, window: WindowRow) -> None:
    """Take yesterday's ticket away, and close the window of a clerk whose session has ended overnight."""
    after = replace(window, ticket_id=None)
    if window.session_id is not None and find_session(tx, window.session_id, now=tx.now) is None:
        after = replace(after, state=WindowState.CLOSED, session_id=None, clerk=None)
    if after == window:
        return
    save_window(tx, window, replace(after, version=window.version + 1))
    if after.state is not window.state:
        queues = list_queues_now(tx.live, today, window.window_id)
        tx.record(WindowClosed(window_id=window.window_id, queues=queues), actor=SYSTEM)
