"""Cancel: a visitor gives the number up, or staff do so for the visitor."""

from hall.ticket import Ticket
from hall.ticket_events import TicketCancelled
from server.actions.figures import queue_now
from server.rules.ending import cancelled
from server.rules.hall_today import HallToday
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket


def cancel(tx: HallTx, today: HallToday, ticket_id: int, *, reason: str, actor: Actor) -> Ticket:
    """Take a ticket out of its line that waits, is parked or was missed.

    Raises:
        UnknownTicket, WrongState: nothing was changed.
    """
    before = get_ticket(tx, ticket_id)
    ticket = save_ticket(tx, before, cancelled(before, now=tx.now))
    queue = queue_now(tx.live, today, ticket.queue_id)
    happened = TicketCancelled(ticket_id=ticket_id, number=ticket.number, reason=reason, queue=queue)
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket
