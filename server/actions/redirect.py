"""Redirect: somebody who waits took a number for the wrong matter; the guide desk sends them to the right line."""

from dataclasses import replace

from hall.desk import RedirectTicket
from hall.errors import BadInput, TargetNotOpen
from hall.ticket import PriorityClass, Ticket
from hall.ticket_events import TicketRedirected
from server.actions.figures import queue_now
from server.actions.lines import keep_last_key, last_key_of
from server.rules.hall_today import HallToday
from server.rules.lining_up import place_in_next_line
from server.rules.transitions import Act, state_after
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket
from server.store.waiting_line import find_first_key


def redirect(tx: HallTx, today: HallToday, ticket_id: int, wanted: RedirectTicket, *, actor: Actor) -> Ticket:
    """Put a waiting ticket into another matter's line, with the same number; it stands as one that a window sends.

    Raises:
        UnknownTicket, WrongState, UnknownMatter, NotHandledHere, BadInput, TargetNotOpen: nothing was changed.
    """
    before = get_ticket(tx, ticket_id)
    state = state_after(before.state, Act.REDIRECT)
    queue_id = today.queue_of(wanted.matter_id)
    if wanted.matter_id == before.matter_id:
        raise BadInput("matter_id: the number is for this matter already")
    if tx.live.find_halt(queue_id) is not None:
        raise TargetNotOpen(f"queue {queue_id} is halted", queue=queue_id)
    is_priority = before.priority_class is not PriorityClass.NORMAL
    place = before.place
    if queue_id != before.queue_id:
        first_key_us = find_first_key(tx, queue_id, priority=is_priority)
        place = place_in_next_line(
            before,
            today.rules.transfer_order,
            first_key_us=first_key_us,
            now=tx.now,
            last_key_us=last_key_of(tx, today),
        )
        keep_last_key(tx, today, place.key_us)
    after = replace(
        before, state=state, matter_id=wanted.matter_id, queue_id=queue_id, place=place, note=wanted.note or before.note
    )
    ticket = save_ticket(tx, before, after)
    happened = TicketRedirected(
        ticket_id=ticket_id,
        number=ticket.number,
        matter_id=ticket.matter_id,
        from_matter=before.matter_id,
        queue=queue_now(tx.live, today, ticket.queue_id),
        queues=(queue_now(tx.live, today, before.queue_id),),
    )
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket
