"""The watch over the hall: calls that nobody answers, holds that were forgotten, numbers that did not come back.

Every alert is raised once for each ticket (or queue) and level, and kept as a counter of the day.
"""

from hall.errors import OverdueTooSoon
from hall.events import Alert, AlertLevel, AlertRaised
from hall.ticket import Ticket, TicketState
from server.actions.overdue import give_up, miss
from server.rules.hall_today import HallToday
from server.rules.watching import (
    has_gone,
    is_forgotten,
    is_over_the_cap,
    is_to_be_missed,
    is_unanswered,
    stale_level,
)
from server.store.hall_tx import SYSTEM, HallTx
from server.store.tickets import list_in_state
from server.store.waiting_line import Waiting, list_candidates
from server.store.windows import get_window


def watch(tx: HallTx, today: HallToday) -> None:
    """Look at everything that may have lasted too long."""
    for ticket in list_in_state(tx, TicketState.CALLED):
        _watch_call(tx, today, ticket)
    for ticket in list_in_state(tx, TicketState.HELD):
        _watch_hold(tx, today, ticket)
    for ticket in list_in_state(tx, TicketState.OVERDUE):
        if has_gone(ticket, today.rules, tx.now):
            give_up(tx, ticket)
    for queue_id in today.queue_ids:
        if tx.live.count_waiting(queue_id):
            _watch_queue(tx, today, queue_id)


def _watch_call(tx: HallTx, today: HallToday, ticket: Ticket) -> None:
    assert ticket.window_id is not None, "a called ticket is at a window"
    if is_to_be_missed(ticket, today.rules, tx.now):
        try:
            miss(tx, today, get_window(tx, ticket.window_id), ticket, actor=SYSTEM)
        except OverdueTooSoon:
            return  # the hall asks for more calls than it allows: only a person decides then
        return
    level = stale_level(ticket, today.rules, tx.now)
    if level is not None:
        alert = AlertRaised(
            alert=Alert.STALE_CALL,
            level=level,
            window_id=ticket.window_id,
            ticket_id=ticket.ticket_id,
            number=ticket.number,
        )
        _raise_once(
            tx, today, f"{alert.alert}:{ticket.ticket_id}:{ticket.leg_no}:{ticket.overdue_count}:{level}", alert
        )


def _watch_hold(tx: HallTx, today: HallToday, ticket: Ticket) -> None:
    hold = ticket.hold
    if hold is None or not is_forgotten(hold, today.rules, tx.now):
        return
    alert = AlertRaised(
        alert=Alert.FORGOTTEN_HOLD,
        level=AlertLevel.WINDOW if hold.window_id else AlertLevel.SUPERVISOR,
        window_id=hold.window_id,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
    )
    _raise_once(tx, today, f"{alert.alert}:{ticket.ticket_id}:{ticket.version}", alert)


def _watch_queue(tx: HallTx, today: HallToday, queue_id: str) -> None:
    """Tell the supervisor of a queue whose first has waited beyond the cap, or beside a window that is free."""
    first = min(list_candidates(tx, tx.live, [queue_id]), key=lambda each: each.place.since, default=None)
    if first is None:
        return
    if is_over_the_cap(first.place.since, today.rules, tx.now):
        _tell_of(tx, today, first, Alert.LONG_WAIT)
    is_free = bool(tx.live.free_windows().intersection(today.list_windows_of(queue_id)))
    if is_free and is_unanswered(first.place.since, today.rules, tx.now):
        _tell_of(tx, today, first, Alert.UNANSWERED)


def _tell_of(tx: HallTx, today: HallToday, waiting: Waiting, alert: Alert) -> None:
    raised = AlertRaised(
        alert=alert,
        level=AlertLevel.SUPERVISOR,
        queue_id=waiting.queue_id,
        ticket_id=waiting.ticket_id,
        number=waiting.number,
    )
    _raise_once(tx, today, f"{alert}:{waiting.ticket_id}", raised)


def _raise_once(tx: HallTx, today: HallToday, name: str, alert: AlertRaised) -> None:
    counter = f"alert:{name}"
    if tx.counters.find(today.business_date, counter) is None:
        tx.counters.set(today.business_date, counter, 1)
        tx.record(alert, actor=SYSTEM, ticket_id=alert.ticket_id)
