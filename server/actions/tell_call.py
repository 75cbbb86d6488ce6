"""A call in the record: what boards show and speak, first or again."""

from hall.ticket import Ticket
from hall.ticket_events import TicketCalled
from server.actions.desk import Desk
from server.actions.figures import list_others_now, queue_now
from server.rules.hall_today import HallToday
from server.store.hall_tx import HallTx


def tell_call(tx: HallTx, today: HallToday, desk: Desk, ticket: Ticket, *, reason: str = "") -> None:
    """Record that the desk's window called a ticket, as it stands after the call."""
    happened = TicketCalled(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter_id=ticket.matter_id,
        window_id=desk.window_id,
        call_count=ticket.call_count,
        why=ticket.why,
        reason=reason,
        queue=queue_now(tx.live, today, ticket.queue_id),
        others=list_others_now(tx.live, today, desk.window_id, queue_id=ticket.queue_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
