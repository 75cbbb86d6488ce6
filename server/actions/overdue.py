"""Overdue: the visitor was called often and long enough and did not come. The number can come back."""

from dataclasses import replace

from hall.exchange import WindowAct, WindowView
from hall.ticket import Ticket
from hall.ticket_events import TicketNoShow, TicketOverdue
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import list_queues_now
from server.actions.look_at_window import view_window
from server.rules.calling import missed
from server.rules.ending import given_up
from server.rules.hall_today import HallToday
from server.rules.lining_up import place_when_missed
from server.store.counters import calls_of
from server.store.hall_tx import SYSTEM, Actor, HallTx
from server.store.tickets import save_ticket
from server.store.windows import WindowRow


def mark_overdue(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Take the ticket that was called and did not come away from the window.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, OverdueTooSoon: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    miss(tx, today, window, get_ticket_there(tx, window, request), actor=desk.actor)
    return view_window(tx, today, window.window_id, now=tx.now)


def miss(tx: HallTx, today: HallToday, window: WindowRow, before: Ticket, *, actor: Actor) -> None:
    """Mark the ticket at a window as overdue, for its clerk or for the watch."""
    calls = tx.counters.get(today.business_date, calls_of(before.queue_id))
    after = missed(before, rules=today.rules, now=tx.now)
    after = replace(after, place=place_when_missed(after.place, calls=calls, rules=today.rules))
    ticket = save_ticket(tx, before, after)
    leave_at(tx, window, ticket)
    happened = TicketOverdue(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queue_id=ticket.queue_id,
        overdue_count=ticket.overdue_count,
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=actor, ticket_id=ticket.ticket_id)


def give_up(tx: HallTx, before: Ticket) -> None:
    """Give an overdue number up that did not come back in time."""
    ticket = save_ticket(tx, before, given_up(before, now=tx.now))
    happened = TicketNoShow(ticket_id=ticket.ticket_id, number=ticket.number)
    tx.record(happened, actor=SYSTEM, ticket_id=ticket.ticket_id)
