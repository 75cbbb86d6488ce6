"""Close the day: a person ends it, with a reason. No more numbers, and nobody is left open without a word."""

from dataclasses import replace

from hall.events import BusinessDayClosed, BusinessDayReopened
from server.actions.figures import list_all_now
from server.actions.start_day import end_open_tickets
from server.rules.hall_today import HallToday
from server.store.hall_tx import Actor, HallTx
from server.store.windows import list_windows, save_window


def close_day(tx: HallTx, today: HallToday, *, reason: str, actor: Actor) -> None:
    """End every open ticket and give no more numbers today; a day that is closed stays as it is."""
    if tx.is_day_closed:
        return
    end_open_tickets(tx, actor=actor, reason=reason)
    for window in list_windows(tx).values():
        if window.ticket_id is not None:
            save_window(tx, window, replace(window, version=window.version + 1, ticket_id=None, undo=""))
    tx.close_day(is_closed=True)
    queues = list_all_now(tx.live, today, today.queue_ids)
    tx.record(BusinessDayClosed(reason=reason, queues=queues), actor=actor)


def reopen_day(tx: HallTx, _today: HallToday, *, actor: Actor) -> None:
    """Give numbers again today; tickets that the closing ended stay ended."""
    if not tx.is_day_closed:
        return
    tx.close_day(is_closed=False)
    tx.record(BusinessDayReopened(), actor=actor)
