"""Cancel: a visitor gives the number up while waiting, or staff do so for the visitor."""

from hall.events import TicketCancelled
from hall.exchange import CancelRequest
from hall.ticket import Ticket
from server.actions.figures import queue_now
from server.rules.hall_today import HallToday
from server.rules.serving import cancelled
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket


def cancel(tx: HallTx, today: HallToday, ticket_id: int, request: CancelRequest, *, actor: Actor) -> Ticket:
    """Take a waiting ticket out of its line.

    Raises:
        UnknownTicket, WrongState: nothing was changed.
    """
    before = get_ticket(tx, ticket_id)
    ticket = cancelled(before, now=tx.now)
    save_ticket(tx, before, ticket)
    queue = queue_now(tx.live, today, ticket.queue_id)
    happened = TicketCancelled(ticket_id=ticket_id, number=ticket.number, reason=request.reason, queue=queue)
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket
