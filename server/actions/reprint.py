"""Reprint: a visitor asks for the slip once more; the number stays, and the page of a lost slip gets another token."""

from dataclasses import dataclass

from hall.errors import ReprintLimitReached, UnknownTicket, WrongState
from hall.taken_number import ReprintRequest
from hall.ticket import OPEN_STATES, IssuedTicket, LegPlan, Ticket
from hall.ticket_events import TicketReprinted
from server.actions.in_line import in_line
from server.actions.visit_token import VisitPages
from server.rules.hall_today import HallToday
from server.store.credentials import hash_token
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import find_visit, get_ticket, set_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprinter:
    """Who asks, and how pages are addressed; staff print as often as they like."""

    actor: Actor
    pages: VisitPages
    is_by_staff: bool


def reprint(
    tx: HallTx, today: HallToday, ticket_id: int, request: ReprintRequest, *, reprinter: Reprinter
) -> IssuedTicket:
    """Return what the slip says now. Nobody has two slips that open the page: who lost one gets another code.

    Raises:
        UnknownTicket, WrongState, ReprintLimitReached: nothing was changed.
    """
    ticket = get_ticket(tx, ticket_id)
    if ticket.business_date != today.business_date:
        raise UnknownTicket(f"{ticket.number} was a number of {ticket.business_date}; take a new one")
    if ticket.state not in OPEN_STATES:
        raise WrongState(f"{ticket.number} is {ticket.state}: there is nothing to print", state=ticket.state.value)
    if not reprinter.is_by_staff and not reprints_left(ticket, today):
        limit = today.rules.reprint_limit
        raise ReprintLimitReached(f"{ticket.number} was printed {ticket.print_count} times", limit=limit)
    token = request.token if _opens(tx, request.token, ticket_id) else None
    happened = TicketReprinted(ticket_id=ticket_id, number=ticket.number, is_new_page=token is None)
    if token is None:
        token = reprinter.pages.make_token()
        set_token(tx, ticket_id, hash_token(token))
    tx.record(happened, actor=reprinter.actor, ticket_id=ticket_id)
    told = in_line(tx, tx.live, today, ticket, now=tx.now)
    return IssuedTicket(
        ticket=ticket,
        token=token,
        page_url=reprinter.pages.url(token),
        slip_code=reprinter.pages.find_code(tx, token, ticket_id=ticket_id),
        people_ahead=told.people_ahead,
        wait=told.wait,
        not_yet=told.not_yet,
        legs=_legs(today, ticket),
    )


def reprints_left(ticket: Ticket, today: HallToday) -> int:
    """Return how often a visitor may still print the slip: the first one, or one that never came out, is none of it."""
    if ticket.state not in OPEN_STATES:
        return 0
    return max(0, today.rules.reprint_limit - max(0, ticket.print_count - 1))


def _opens(tx: HallTx, token: str | None, ticket_id: int) -> bool:
    visit = None if token is None else find_visit(tx, hash_token(token))
    return visit is not None and visit.ticket.ticket_id == ticket_id


def _legs(today: HallToday, ticket: Ticket) -> tuple[LegPlan, ...]:
    """Return the stops that lie before a ticket; the first is the queue that it is in, wherever a clerk sent it."""
    present = today.leg_in(ticket.queue_id, ticket.matter_id)
    return (present, *(today.plan_leg(matter_id) for matter_id in ticket.then))
