"""Look at visits: what visitors' pages show. Nothing in it tells who the visitor is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.errors import UnknownTicket
from hall.exchange import VisitView
from hall.places import Text, Window
from hall.ticket import Ticket, TicketState
from server.actions.almanac import Almanac
from server.actions.directions import Wayfinder
from server.actions.figures import wait_behind
from server.rules.hall_today import HallToday
from server.store.credentials import hash_token
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.tickets import Visit, find_visit
from server.store.waiting_line import count_ahead, list_order

PAGE_LIVES = timedelta(days=1)
"""How long after its business date a visitor's page can be read."""


def get_visit(read: HallRead, almanac: Almanac, token: str, *, now: datetime) -> Visit:
    """Return the visit that a token opens.

    Raises:
        UnknownTicket: there is none, or its page has ended.
    """
    visit = find_visit(read, hash_token(token))
    if visit is None or almanac.business_date_at(now) > visit.ticket.business_date + PAGE_LIVES:
        raise UnknownTicket("no visit with this token, or its page has ended")
    return visit


def view_visits(read: HallRead, today: HallToday, visits: Sequence[Visit], *, ways: Wayfinder) -> dict[int, VisitView]:
    """Return what the pages of some visits show, by ticket id; a queue's line is read once for all of them."""
    ahead = _count_ahead(read, [visit for visit in visits if visit.ticket.state is TicketState.WAITING])
    look = _Look(today=today, live=Live(read), ways=ways, seq=read.seq)
    return {
        visit.ticket.ticket_id: _view(visit, look, people_ahead=ahead.get(visit.ticket.ticket_id, 0))
        for visit in visits
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What all the visits of one look share."""

    today: HallToday
    live: Live
    ways: Wayfinder
    seq: int


def _view(visit: Visit, look: _Look, *, people_ahead: int) -> VisitView:
    ticket, today = visit.ticket, look.today
    matter = today.get_matter(ticket.matter_id).matter
    windows = today.list_windows_of(ticket.queue_id)
    goals = (ticket.window_id,) if ticket.window_id else windows
    place = today.get_window(goals[0])
    wait = None
    if ticket.state is TicketState.WAITING:
        wait = wait_behind(look.live, today, ticket.queue_id, people_ahead=people_ahead)
    return VisitView(
        number=ticket.number,
        state=ticket.state,
        business_date=ticket.business_date,
        matter=matter.name,
        department=today.get_department(matter.department).name,
        materials=matter.materials,
        people_ahead=people_ahead,
        people_ahead_at_issue=visit.people_ahead_at_issue,
        wait=wait,
        floor=today.get_floor(place.floor).name,
        zone=_zone_of(today, place),
        windows=windows,
        window=ticket.window_id,
        directions=look.ways.describe(today.directory, kiosk=visit.issued_by, windows=goals),
        call_count=ticket.call_count,
        changed_at=_changed_at(ticket),
        seq=look.seq,
    )


def _count_ahead(read: HallRead, waiting: Sequence[Visit]) -> dict[int, int]:
    """Return how many are before each, by ticket id; with many asked for, a line is read once instead of for each."""
    if len(waiting) == 1:
        (visit,) = waiting
        ticket = visit.ticket
        ahead = count_ahead(read, queue_id=ticket.queue_id, queue_key=visit.queue_key, ticket_id=ticket.ticket_id)
        return {ticket.ticket_id: ahead}
    queues = {visit.ticket.queue_id for visit in waiting}
    return {ticket_id: place for queue_id in queues for place, ticket_id in enumerate(list_order(read, queue_id))}


def _zone_of(today: HallToday, window: Window) -> Text | None:
    zones = today.get_floor(window.floor).zones
    return next((zone.name for zone in zones if zone.zone_id == window.zone), None)


def _changed_at(ticket: Ticket) -> datetime:
    moments = (ticket.arrived_at, ticket.last_called_at, ticket.started_at, ticket.finished_at)
    return max(moment for moment in moments if moment is not None)
