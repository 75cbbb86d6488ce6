"""Look at visits: what visitors' pages show. Nothing in it tells who the visitor is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hall.errors import UnknownTicket
from hall.events import WindowState
from hall.exchange import LegAhead, VisitView
from hall.places import Text, Window
from hall.ticket import NotYet, Source, Ticket, TicketState
from server.actions.almanac import Almanac
from server.actions.directions import Way, Wayfinder
from server.actions.in_line import InLine, list_in_line
from server.rules.hall_today import HallToday
from server.rules.parking import RETURNED
from server.store.counters import Counters, calls_of
from server.store.credentials import hash_token
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.offline import find_astray
from server.store.ratings import find_asked
from server.store.tickets import Visit, find_visit
from server.store.windows import WindowRow, list_windows

PAGE_LIVES = timedelta(days=1)
"""How long after its business date a visitor's page can be read."""


def get_visit(read: HallRead, almanac: Almanac, token: str, *, now: datetime) -> Visit:
    """Return the visit that a token opens.

    Raises:
        UnknownTicket: there is none, or its page has ended.
    """
    visit = find_visit(read, hash_token(token))
    day = almanac.business_date_at(now)
    if visit is None or day > visit.ticket.business_date + PAGE_LIVES:
        raise UnknownTicket("no visit with this token, or its page has ended")
    if not _is_known(visit.ticket, almanac.on(day)):
        raise UnknownTicket("the plan has nothing any more to show of this visit; the guide desk helps")
    return visit


def view_visits(
    read: HallRead, today: HallToday, visits: Sequence[Visit], *, ways: Wayfinder, now: datetime
) -> dict[int, VisitView]:
    """Return what the pages of some visits show, by ticket id; a queue's line is read once for all of them."""
    look = _Look(today=today, ways=ways, seq=read.seq, calls=Counters(read), rows=list_windows(read), now=now)
    told = list_in_line(read, Live(read), today, [visit.ticket for visit in visits], now=now)
    views = {visit.ticket.ticket_id: _view(visit, look, told[visit.ticket.ticket_id]) for visit in visits}
    done = [visit.ticket.ticket_id for visit in visits if visit.ticket.state is TicketState.DONE]
    for ticket_id, is_given in find_asked(read, done).items():
        views[ticket_id] = replace(views[ticket_id], may_rate=not is_given, is_rated=is_given)
    for ticket in (visit.ticket for visit in visits):
        if ticket.source is Source.OFFLINE and ticket.state is TicketState.EXPIRED:
            views[ticket.ticket_id] = replace(views[ticket.ticket_id], astray=find_astray(read, ticket.ticket_id))
    return views


def find_way(read: HallRead, today: HallToday, visit: Visit, *, ways: Wayfinder, now: datetime) -> Way | None:
    """Return the way to where a visit is to go now; None when it is to go nowhere, or the plan has no way."""
    ticket = visit.ticket
    if ticket.state not in (TicketState.WAITING, TicketState.CALLED, TicketState.HELD):
        return None
    look = _Look(today=today, ways=ways, seq=read.seq, calls=Counters(read), rows=list_windows(read), now=now)
    return ways.find(today.directory, kiosk=visit.issued_by, windows=_list_goals(ticket, _list_takers(ticket, look)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What all the visits of one look share."""

    today: HallToday
    ways: Wayfinder
    seq: int
    calls: Counters
    rows: Mapping[str, WindowRow]
    now: datetime

    def is_in(self, window_id: str, *states: WindowState) -> bool:
        """Whether a window is in one of some states; one that was never opened is closed."""
        row = self.rows.get(window_id)
        return (WindowState.CLOSED if row is None else row.state) in states


def _is_known(ticket: Ticket, today: HallToday) -> bool:
    """Whether the plan still knows a ticket's matter and queue; of an offline number nobody could see to that."""
    return today.find_matter(ticket.matter_id) is not None and ticket.queue_id in today.queue_ids


def _view(visit: Visit, look: _Look, told: InLine) -> VisitView:
    ticket, today = visit.ticket, look.today
    matter = today.get_matter(ticket.matter_id).matter
    windows = _list_takers(ticket, look)
    goals = _list_goals(ticket, windows)
    place = today.get_window(goals[0])
    is_waiting = ticket.state is TicketState.WAITING
    is_served = _is_served(ticket, told, windows, look)
    return VisitView(
        number=ticket.number,
        state=ticket.state,
        business_date=ticket.business_date,
        matter=matter.name,
        department=today.get_department(matter.department).name,
        materials=matter.materials,
        people_ahead=told.people_ahead,
        people_ahead_at_issue=visit.people_ahead_at_issue,
        wait=told.wait,
        floor=today.get_floor(place.floor).name,
        zone=_zone_of(today, place),
        windows=windows,
        window=ticket.window_id,
        directions=look.ways.describe(today.directory, kiosk=visit.issued_by, windows=goals),
        call_count=ticket.call_count,
        overdue_count=ticket.overdue_count,
        may_come_back=ticket.state is TicketState.OVERDUE and ticket.overdue_count <= today.rules.overdue_limit,
        calls_left=_calls_left(ticket, look) if is_waiting else None,
        legs_left=tuple(_leg_ahead(today, matter_id) for matter_id in ticket.then),
        changed_at=_changed_at(ticket),
        seq=look.seq,
        not_yet=told.not_yet,
        is_served=is_served,
        back_at=None if is_served else _find_back_at(ticket, windows, look),
        is_returned=ticket.state is TicketState.HELD and ticket.hold is not None and ticket.hold.reason == RETURNED,
        callable_from=ticket.place.not_before if told.not_yet is NotYet.TOO_EARLY else None,
    )


def _list_goals(ticket: Ticket, windows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the windows to go to: any that may call it, or the one that has."""
    return windows if ticket.window_id is None else (ticket.window_id,)


def _list_takers(ticket: Ticket, look: _Look) -> tuple[str, ...]:
    """Return the windows that may call the ticket or take it up again, as `resume` lets them; else all of its line."""
    windows = look.today.list_windows_of(ticket.queue_id)
    if ticket.hold is None:
        return windows if ticket.place.for_window is None else (ticket.place.for_window,)
    owner = ticket.hold.window_id
    if owner is not None and not look.is_in(owner, WindowState.CLOSED):
        return (owner,)
    takers = (*windows, *(each for each in (owner,) if each is not None and each not in windows))
    return tuple(each for each in takers if look.is_in(each, WindowState.OPEN)) or windows


def _is_served(ticket: Ticket, told: InLine, windows: tuple[str, ...], look: _Look) -> bool:
    """Whether anybody could call it or take it up now; true of whoever does neither wait nor come back."""
    if ticket.state not in (TicketState.WAITING, TicketState.HELD):
        return True
    if ticket.state is TicketState.WAITING and told.not_yet is None:
        return told.is_served
    is_away = told.not_yet in (NotYet.WINDOW_AWAY, NotYet.CLERK_AWAY)
    return not is_away and any(look.is_in(each, WindowState.OPEN) for each in windows)


def _find_back_at(ticket: Ticket, windows: tuple[str, ...], look: _Look) -> datetime | None:
    """Return when the first of the paused windows that it waits for is to go on, None if nobody said or it is past."""
    clerk = ticket.place.for_clerk if ticket.state is TicketState.WAITING else None
    rows = [row for row in look.rows.values() if (row.window_id in windows if clerk is None else row.clerk == clerk)]
    untils = [row.until for row in rows if row.state is WindowState.PAUSED and row.until is not None]
    return min((until for until in untils if until > look.now), default=None)


def _calls_left(ticket: Ticket, look: _Look) -> int | None:
    if ticket.place.due_calls is None:
        return None
    made = look.calls.get(look.today.business_date, calls_of(ticket.queue_id))
    return max(0, ticket.place.due_calls - made)


def _leg_ahead(today: HallToday, matter_id: str) -> LegAhead:
    matter = today.get_matter(matter_id)
    windows = matter.handling.windows
    floor = today.get_floor(today.get_window(windows[0]).floor).name
    return LegAhead(matter=matter.matter.name, floor=floor, windows=windows)


def _zone_of(today: HallToday, window: Window) -> Text | None:
    zones = today.get_floor(window.floor).zones
    return next((zone.name for zone in zones if zone.zone_id == window.zone), None)


def _changed_at(ticket: Ticket) -> datetime:
    moments = (ticket.arrived_at, ticket.place.since, ticket.last_called_at, ticket.started_at, ticket.finished_at)
    return max(moment for moment in moments if moment is not None)
