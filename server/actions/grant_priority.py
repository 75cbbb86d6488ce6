"""Grant priority: a person saw the proof, and gives a ticket a priority class or takes it back."""

from dataclasses import replace

from hall.errors import WrongState
from hall.exchange import GrantPriority
from hall.ticket import FINAL_STATES, PriorityClass, Ticket
from hall.ticket_events import TicketPriorityGranted
from server.actions.figures import queue_now
from server.rules.hall_today import HallToday
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket


def grant_priority(tx: HallTx, today: HallToday, ticket_id: int, request: GrantPriority, *, actor: Actor) -> Ticket:
    """Give an open ticket a priority class; who gave it and for what is kept.

    Raises:
        UnknownTicket, WrongState: nothing was changed.
    """
    before = get_ticket(tx, ticket_id)
    if before.state in FINAL_STATES:
        raise WrongState(f"{before.number} is {before.state}", act="grant_priority", state=before.state.value)
    is_granted = request.priority_class is not PriorityClass.NORMAL
    after = replace(
        before,
        priority_class=request.priority_class,
        granted_by=actor.name if is_granted else None,
        granted_for=(request.evidence or None) if is_granted else None,
    )
    ticket = save_ticket(tx, before, after)
    happened = TicketPriorityGranted(
        ticket_id=ticket_id,
        number=ticket.number,
        priority_class=ticket.priority_class,
        evidence=request.evidence,
        queue=queue_now(tx.live, today, ticket.queue_id),
    )
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket
