"""Come back: an overdue number (or, through staff, one that was given up) is in its line again."""

from hall.errors import DayClosed, UnknownTicket
from hall.ticket import Ticket
from hall.ticket_events import TicketReactivated, TicketRestored
from server.actions.figures import queue_now
from server.actions.lines import keep_last_key, last_key_of
from server.rules.hall_today import HallToday
from server.rules.lining_up import came_back
from server.rules.transitions import Act
from server.store.counters import calls_of
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket


def reactivate(tx: HallTx, today: HallToday, ticket_id: int, *, is_by_staff: bool, actor: Actor) -> Ticket:
    """Bring an overdue number back, by the hall's rule.

    Raises:
        UnknownTicket, DayClosed, WrongState, OverdueLimitReached: nothing was changed.
    """
    ticket, calls_left = _come_back(tx, today, ticket_id, Act.REACTIVATE, is_by_staff=is_by_staff)
    happened = TicketReactivated(
        ticket_id=ticket_id,
        number=ticket.number,
        calls_left=calls_left,
        queue=queue_now(tx.live, today, ticket.queue_id),
    )
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket


def restore(tx: HallTx, today: HallToday, ticket_id: int, *, reason: str, actor: Actor) -> Ticket:
    """Bring a number back that was given up today; staff decide it.

    Raises:
        UnknownTicket, DayClosed, WrongState: nothing was changed.
    """
    ticket, calls_left = _come_back(tx, today, ticket_id, Act.RESTORE, is_by_staff=True)
    happened = TicketRestored(
        ticket_id=ticket_id,
        number=ticket.number,
        calls_left=calls_left,
        reason=reason,
        queue=queue_now(tx.live, today, ticket.queue_id),
    )
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket


def _come_back(
    tx: HallTx, today: HallToday, ticket_id: int, act: Act, *, is_by_staff: bool
) -> tuple[Ticket, int | None]:
    before = get_ticket(tx, ticket_id)
    if before.business_date != today.business_date:
        raise UnknownTicket(f"{before.number} was a number of {before.business_date}; take a new one")
    if tx.is_day_closed:
        raise DayClosed("the supervisor has closed the day")
    calls = tx.counters.get(today.business_date, calls_of(before.queue_id))
    waiting = tx.live.count_waiting(before.queue_id)
    after = came_back(
        before,
        act,
        calls=calls,
        waiting=waiting,
        is_by_staff=is_by_staff,
        rules=today.rules,
        now=tx.now,
        last_key_us=last_key_of(tx, today),
    )
    keep_last_key(tx, today, after.place.key_us)
    ticket = save_ticket(tx, before, after)
    due_calls = ticket.place.due_calls
    return ticket, None if due_calls is None else max(0, due_calls - calls)
