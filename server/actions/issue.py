"""Issue: a visitor takes a number."""

from hall.errors import BadInput, NotHandledHere
from hall.events import TicketIssued
from hall.exchange import IssueRequest
from hall.language import CODES
from hall.places import MatterToday
from hall.ticket import IssuedTicket, Ticket, TicketState
from server.actions.figures import queue_now, wait_behind
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.rules.numbering import next_number
from server.store.columns import to_us
from server.store.credentials import hash_token
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import NewTicket, add_ticket


def issue(tx: HallTx, today: HallToday, request: IssueRequest, *, actor: Actor, pages: VisitPages) -> IssuedTicket:
    """Give the next number of the matter's series, last in the line of its queue.

    Raises:
        BadInput, UnknownMatter, NotHandledHere, SeriesUsedUp: no number was given out.
    """
    if request.language not in CODES:
        raise BadInput(f"language: {request.language!r} is not one of {', '.join(CODES)}")
    queue_id = _queue_of(today.get_matter(request.matter_id))
    series = today.get_series(queue_id)
    last = tx.counters.last_number(today.business_date, series.series_id)
    number = next_number(series, last=last, in_use=lambda _value: True)  # rounds are not kept: every value once a day
    people_ahead = tx.live.count_waiting(queue_id)
    wait = wait_behind(tx.live, today, queue_id, people_ahead=people_ahead)
    token = pages.make_token()
    tx.counters.give_out(today.business_date, series.series_id, number.value)
    ticket = Ticket(
        ticket_id=tx.next_ticket_id(),
        number=number.text,
        business_date=today.business_date,
        state=TicketState.WAITING,
        matter_id=request.matter_id,
        queue_id=queue_id,
        source=request.source,
        arrived_at=tx.now,
    )
    new = NewTicket(
        ticket=ticket,
        series_id=series.series_id,
        number_value=number.value,
        queue_key=to_us(tx.now),
        priority_requested=request.priority_requested,
        issued_by=actor.name,
        language=request.language,
        people_ahead=people_ahead,
        token_hash=hash_token(token),
    )
    add_ticket(tx, new)
    tx.record(_issued(ticket, tx, today), actor=actor, ticket_id=ticket.ticket_id)
    return IssuedTicket(ticket=ticket, token=token, page_url=pages.url(token), people_ahead=people_ahead, wait=wait)


def _queue_of(today: MatterToday) -> str:
    handling = today.handling
    if not handling.is_here or handling.queue is None:
        where = handling.mode.value
        raise NotHandledHere(f"{today.matter.matter_id} is handled elsewhere today: {where}", mode=where)
    return handling.queue


def _issued(ticket: Ticket, tx: HallTx, today: HallToday) -> TicketIssued:
    return TicketIssued(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter_id=ticket.matter_id,
        source=ticket.source,
        priority_class=ticket.priority_class,
        queue=queue_now(tx.live, today, ticket.queue_id),
    )
