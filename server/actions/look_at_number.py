"""Look at a number: how a ticket stands of which somebody tells the number, or shows the slip, at a kiosk."""

from datetime import datetime

from hall.errors import UnknownTicket
from hall.taken_number import NumberView
from hall.ticket import OPEN_STATES, Ticket, TicketState
from server.actions.almanac import Almanac
from server.actions.in_line import in_line
from server.actions.look_at_visit import get_visit
from server.actions.reprint import reprints_left
from server.rules.hall_today import HallToday
from server.rules.transitions import Act, may_follow
from server.store.counters import Counters, calls_of
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.tickets import list_by_number


def look_at_number(read: HallRead, today: HallToday, number: str, *, now: datetime) -> NumberView:
    """Return how today's ticket with a number stands: an open one before others, the newest of several.

    Raises:
        UnknownTicket: nobody has taken this number today.
    """
    known = list_by_number(read, number.upper(), today.business_date)
    if not known:
        raise UnknownTicket(f"no ticket {number!r} today")
    return _view(read, today, max(known, key=lambda ticket: (ticket.state in OPEN_STATES, ticket.ticket_id)), now=now)


def look_at_number_of_page(
    read: HallRead, today: HallToday, token: str, *, almanac: Almanac, now: datetime
) -> NumberView:
    """Return how the ticket stands whose visitor's page a token opens.

    Raises:
        UnknownTicket: there is none, or its page has ended.
    """
    return _view(read, today, get_visit(read, almanac, token, now=now).ticket, now=now)


def _view(read: HallRead, today: HallToday, ticket: Ticket, *, now: datetime) -> NumberView:
    is_waiting = ticket.state is TicketState.WAITING
    is_today = ticket.business_date == today.business_date
    told = in_line(read, Live(read), today, ticket, now=now)
    return NumberView(
        ticket=ticket,
        people_ahead=told.people_ahead,
        wait=told.wait,
        not_yet=told.not_yet,
        windows=_windows(today, ticket),
        calls_left=_calls_left(read, today, ticket) if is_waiting else None,
        may_come_back=is_today
        and ticket.state is TicketState.OVERDUE
        and ticket.overdue_count <= today.rules.overdue_limit,
        may_cancel=is_today and may_follow(ticket.state, Act.CANCEL),
        reprints_left=reprints_left(ticket, today) if is_today else 0,
    )


def _windows(today: HallToday, ticket: Ticket) -> tuple[str, ...]:
    only = ticket.window_id or ticket.place.for_window
    return today.list_windows_of(ticket.queue_id) if only is None else (only,)


def _calls_left(read: HallRead, today: HallToday, ticket: Ticket) -> int | None:
    if ticket.place.due_calls is None:
        return None
    return max(0, ticket.place.due_calls - Counters(read).get(today.business_date, calls_of(ticket.queue_id)))
