"""Rate there: the tablet at a window asks whoever was just dealt with, and takes what they choose."""

from datetime import datetime

from hall.ended_leg import EndedLeg
from hall.errors import NotAtThisWindow, WrongState
from hall.rating import INVITED_FOR, RATED_THERE_FOR, Invited, RateThere, RateVisit, TabletView
from hall.ticket import Ticket, TicketState
from server.actions.rate import rate
from server.rules.hall_today import HallToday
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx
from server.store.legs import find_last_finished
from server.store.ratings import find_invitation
from server.store.tickets import get_ticket


def look_at_tablet(read: HallRead, today: HallToday, window_id: str, *, now: datetime) -> TabletView:
    """Return whom the tablet of a window asks now.

    Raises:
        UnknownWindow: the plan has no window of this name.
    """
    today.get_window(window_id)
    leg = find_last_finished(read, window_id, today.business_date)
    ticket = None if leg is None or not _is_fresh(leg, now) else get_ticket(read, leg.ticket_id)
    if ticket is None or not _is_asked(read, ticket, window_id):
        return TabletView(window_id=window_id, at=now, invited=None)
    assert ticket.finished_at is not None, "it is dealt with"
    invited = Invited(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter=today.get_matter(ticket.matter_id).matter.name,
        until=ticket.finished_at + INVITED_FOR,
    )
    return TabletView(window_id=window_id, at=now, invited=invited)


def rate_there(tx: HallTx, today: HallToday, window_id: str, word: RateThere) -> None:
    """Keep what the visitor of a visit chose at the tablet of the window that dealt with it.

    Raises:
        NotAtThisWindow: another window did.
        WrongState: it is not dealt with, or too long ago for a tablet.
        UnknownTicket, AlreadyRated, BadInput: as `rate`.
    """
    ticket = get_ticket(tx, word.ticket_id)
    invitation = find_invitation(tx, ticket.ticket_id)
    if invitation is None or ticket.finished_at is None:
        raise WrongState("a visit is rated when a window has dealt with it")
    if invitation.window_id != window_id:
        raise NotAtThisWindow(f"{ticket.number} was dealt with at window {invitation.window_id}, not at {window_id}")
    if tx.now - ticket.finished_at > RATED_THERE_FOR:
        raise WrongState("too long ago for the tablet; the page of the number can still rate")
    rate(tx, today, ticket.ticket_id, RateVisit(level=word.level, grievances=word.grievances))


def _is_fresh(leg: EndedLeg, now: datetime) -> bool:
    return leg.ended_as is TicketState.DONE and now - leg.finished_at < INVITED_FOR


def _is_asked(read: HallRead, ticket: Ticket, window_id: str) -> bool:
    """Whether a ticket is still dealt with, by this window, and its visitor has not said anything yet."""
    if ticket.state is not TicketState.DONE or ticket.finished_at is None:
        return False
    invitation = find_invitation(read, ticket.ticket_id)
    return invitation is not None and not invitation.is_given and invitation.window_id == window_id
