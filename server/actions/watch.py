"""The watch over the hall: calls that nobody answers, holds that were forgotten, numbers that did not come back.

Every alert is raised once for each ticket (or queue) and level, and kept as a counter of the day. As long as its reason
stands the hall's desk shows it.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from hall.errors import OverdueTooSoon
from hall.events import Alert, AlertLevel, AlertRaised
from hall.ticket import TicketState
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
from server.store.hall_read import HallRead
from server.store.hall_tx import SYSTEM, HallTx
from server.store.live import Live
from server.store.tickets import list_in_state
from server.store.waiting_line import Waiting, list_candidates
from server.store.windows import get_window


class Found(NamedTuple):
    """An alert, and the name under which it is raised once in a day."""

    name: str
    alert: AlertRaised


def watch(tx: HallTx, today: HallToday) -> None:
    """Look at everything that may have lasted too long."""
    for ticket in list_in_state(tx, TicketState.CALLED):
        assert ticket.window_id is not None, "a called ticket is at a window"
        if is_to_be_missed(ticket, today.rules, tx.now):
            with suppress(OverdueTooSoon):  # the hall asks for more calls than it allows: only a person decides then
                miss(tx, today, get_window(tx, ticket.window_id), ticket, actor=SYSTEM)
    for ticket in list_in_state(tx, TicketState.OVERDUE):
        if has_gone(ticket, today.rules, tx.now):
            give_up(tx, ticket)
    for name, alert in list(list_alerts(tx, tx.live, today, now=tx.now)):
        counter = f"alert:{name}"
        if tx.counters.find(today.business_date, counter) is None:
            tx.counters.set(today.business_date, counter, 1)
            tx.record(alert, actor=SYSTEM, ticket_id=alert.ticket_id)


def list_alerts(read: HallRead, live: Live, today: HallToday, *, now: datetime) -> Iterator[Found]:
    """Yield what has lasted too long now, whether it was raised already or not."""
    yield from _list_calls(read, today, now)
    yield from _list_holds(read, today, now)
    for queue_id in today.queue_ids:
        if live.count_waiting(queue_id):
            yield from _list_waits(read, live, today, queue_id, now)


def _list_calls(read: HallRead, today: HallToday, now: datetime) -> Iterator[Found]:
    for ticket in list_in_state(read, TicketState.CALLED):
        level = stale_level(ticket, today.rules, now)
        if level is None or is_to_be_missed(ticket, today.rules, now):
            continue
        alert = AlertRaised(
            alert=Alert.STALE_CALL,
            level=level,
            window_id=ticket.window_id,
            ticket_id=ticket.ticket_id,
            number=ticket.number,
        )
        yield Found(f"{alert.alert}:{ticket.ticket_id}:{ticket.leg_no}:{ticket.overdue_count}:{level}", alert)


def _list_holds(read: HallRead, today: HallToday, now: datetime) -> Iterator[Found]:
    for ticket in list_in_state(read, TicketState.HELD):
        hold = ticket.hold
        if hold is None or not is_forgotten(hold, today.rules, now):
            continue
        alert = AlertRaised(
            alert=Alert.FORGOTTEN_HOLD,
            level=AlertLevel.WINDOW if hold.window_id else AlertLevel.SUPERVISOR,
            window_id=hold.window_id,
            ticket_id=ticket.ticket_id,
            number=ticket.number,
        )
        yield Found(f"{alert.alert}:{ticket.ticket_id}:{ticket.version}", alert)


def _list_waits(read: HallRead, live: Live, today: HallToday, queue_id: str, now: datetime) -> Iterator[Found]:
    """Yield that the first of a queue has waited beyond the cap, or beside a window that is free."""
    first = min(list_candidates(read, live, [queue_id]), key=lambda each: each.place.since, default=None)
    if first is None:
        return
    if is_over_the_cap(first.place.since, today.rules, now):
        yield _of_waiting(first, Alert.LONG_WAIT)
    is_free = bool(live.free_windows().intersection(today.list_windows_of(queue_id)))
    if is_free and is_unanswered(first.place.since, today.rules, now):
        yield _of_waiting(first, Alert.UNANSWERED)


def _of_waiting(waiting: Waiting, alert: Alert) -> Found:
    raised = AlertRaised(
        alert=alert,
        level=AlertLevel.SUPERVISOR,
        queue_id=waiting.queue_id,
        ticket_id=waiting.ticket_id,
        number=waiting.number,
    )
    return Found(f"{alert}:{waiting.ticket_id}", raised)
