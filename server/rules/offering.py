"""What a clerk may do at a window now, for a page to offer."""

from dataclasses import dataclass
from datetime import datetime

from hall.rules import Rules
from hall.ticket import Ticket, TicketState
from server.rules.calling import seconds_left
from server.rules.transitions import Act, may_follow

AT_WINDOW = (
    Act.RECALL,
    Act.UNDO_CALL,
    Act.START,
    Act.FINISH,
    Act.OVERDUE,
    Act.HOLD,
    Act.TRANSFER,
)
"""What may be done to the ticket at a window, in the order of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How a window stands: its ticket, and what there is beside it.

    `call_made_at` is when the ticket was called from its line, None if it was not, or is not called any more.
    """

    ticket: Ticket | None
    is_open: bool
    anyone_waits: bool
    anyone_held: bool
    anyone_overdue: bool
    finished_at: datetime | None
    call_made_at: datetime | None


def list_acts(offer: Offer, *, rules: Rules, now: datetime) -> tuple[Act, ...]:
    """Return the acts that the rules allow now.

    Seconds still to pass (between recalls, before a number is overdue) do not count here: a page would not learn
    when they have passed. The act itself is refused then, with the seconds left.
    """
    if offer.ticket is None:
        return _list_at_free_window(offer, rules, now) if offer.is_open else ()
    ticket = offer.ticket
    offered = [act for act in AT_WINDOW if may_follow(ticket.state, act)]
    if ticket.state is not TicketState.CALLED:
        return tuple(offered)
    refused = {
        Act.RECALL: ticket.call_count >= rules.max_calls,
        Act.OVERDUE: ticket.call_count < rules.overdue_min_calls,
        Act.UNDO_CALL: offer.call_made_at is None or seconds_left(offer.call_made_at, rules.undo_call_s, now) <= 0,
    }
    return tuple(act for act in offered if not refused.get(act, False))


def _list_at_free_window(offer: Offer, rules: Rules, now: datetime) -> tuple[Act, ...]:
    may_reopen = offer.finished_at is not None and seconds_left(offer.finished_at, rules.reopen_s, now) > 0
    offers = {
        Act.CALL_NEXT: offer.anyone_waits,
        Act.CALL_SPECIFIC: offer.anyone_waits,
        Act.CALL_HERE: offer.anyone_overdue,
        Act.RESUME: offer.anyone_held,
        Act.RELEASE: offer.anyone_held,
        Act.REOPEN: may_reopen,
    }
    return tuple(act for act, is_offered in offers.items() if is_offered)
