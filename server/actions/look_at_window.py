"""Look at a window: all that the clerk there must see."""

from datetime import datetime

from hall.ended_leg import EndedLeg
from hall.events import WindowState
from hall.exchange import HeldTicket, OverdueTicket, WaitingTicket, WindowView
from hall.places import Text
from hall.ticket import Standing, Ticket, TicketState
from server.actions.call_made import find_call_made
from server.actions.figures import list_queues_now, wait_of
from server.actions.lines import order_at
from server.rules.choosing import Choice, list_standings
from server.rules.hall_today import HallToday
from server.rules.offering import Offer, list_acts
from server.rules.transitions import Act, may_follow
from server.rules.watching import is_forgotten, stale_level
from server.store.hall_read import HallRead
from server.store.legs import find_last_finished
from server.store.live import Live
from server.store.tickets import get_ticket, list_in_state
from server.store.waiting_line import Waiting
from server.store.windows import WindowRow, count_served, get_window


def view_window(read: HallRead, today: HallToday, window_id: str, *, now: datetime) -> WindowView:
    """Return a window with its ticket, its line and what its clerk may do."""
    window = get_window(read, window_id)
    ticket = None if window.ticket_id is None else get_ticket(read, window.ticket_id)
    matter = None if ticket is None else today.find_matter(ticket.matter_id)
    live = Live(read)
    queues = list_queues_now(live, today, window_id)
    served = count_served(read, window_id, business_date=today.business_date)
    waiting_count = sum(queue.waiting for queue in queues)
    held = _list_held(read, today, window)
    overdue = _list_overdue(read, today, window)
    finished = _find_finished(read, today, window_id) if ticket is None else None
    call_made = find_call_made(window.undo)
    offer = Offer(
        ticket=ticket,
        is_open=window.state is WindowState.OPEN,
        anyone_waits=waiting_count > 0,
        anyone_held=bool(held),
        anyone_overdue=bool(overdue),
        finished_at=None if finished is None else finished.finished_at,
        call_made_at=None if call_made is None else call_made.at,
    )
    return WindowView(
        window_id=window_id,
        state=window.state,
        paused_until=window.until,
        version=window.version,
        seq=read.seq,
        at=now,
        clerk=window.clerk,
        ticket=ticket,
        matter=matter.name if matter else None,
        standings=() if ticket is None else _standings(ticket),
        limit_minutes=matter.minutes if matter else None,
        waiting_count=waiting_count,
        waiting=tuple(
            _line(live, today, choice, place) for place, choice in enumerate(order_at(read, today, window, now=now))
        ),
        held=tuple(_held(each, today, now) for each in held),
        overdue=tuple(overdue_line(each, today) for each in overdue),
        finished=None if finished is None else finished.ticket_id,
        call_is_stale=ticket is not None and stale_level(ticket, today.rules, now) is not None,
        queues=queues,
        served_today=served.count,
        mean_service_s=served.mean_s,
        acts=tuple(act.value for act in list_acts(offer, rules=today.rules, now=now)),
    )


def _find_finished(read: HallRead, today: HallToday, window_id: str) -> EndedLeg | None:
    """Return the leg that the window finished last, None when its ticket has been called elsewhere since."""
    leg = find_last_finished(read, window_id, today.business_date)
    if leg is None or leg.state is TicketState.DONE:
        return leg
    ticket = get_ticket(read, leg.ticket_id)
    is_untouched = ticket.leg_no == leg.leg_no + 1 and ticket.first_called_at is None
    return leg if is_untouched and may_follow(ticket.state, Act.TAKE_BACK) else None


def _list_held(read: HallRead, today: HallToday, window: WindowRow) -> list[Ticket]:
    """Return the parked tickets that the window may take up: its own, and those for anyone who serves the queue."""
    queues = today.get_window(window.window_id).queues
    return [
        ticket
        for ticket in list_in_state(read, TicketState.HELD)
        if ticket.hold is not None
        and (ticket.hold.window_id == window.window_id or (ticket.hold.window_id is None and ticket.queue_id in queues))
    ]


def _list_overdue(read: HallRead, today: HallToday, window: WindowRow) -> list[Ticket]:
    queues = today.get_window(window.window_id).queues
    return [ticket for ticket in list_in_state(read, TicketState.OVERDUE) if ticket.queue_id in queues]


def _line(live: Live, today: HallToday, choice: Choice[Waiting], people_ahead: int) -> WaitingTicket:
    waiting = choice.candidate
    return WaitingTicket(
        ticket_id=waiting.ticket_id,
        number=waiting.number,
        matter=_name(today, waiting.matter_id),
        queue_id=waiting.queue_id,
        priority_class=waiting.priority_class,
        priority_requested=waiting.priority_requested,
        arrived_at=waiting.arrived_at,
        why=choice.why,
        standings=_standings(waiting),
        wait=wait_of(live, today, waiting, people_ahead=people_ahead),
    )


def _standings(ticket: Ticket | Waiting) -> tuple[Standing, ...]:
    return list_standings(ticket.place, leg_no=ticket.leg_no, overdue_count=ticket.overdue_count)


def _held(ticket: Ticket, today: HallToday, now: datetime) -> HeldTicket:
    assert ticket.hold is not None, "only tickets with a hold are listed"
    return HeldTicket(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter=_name(today, ticket.matter_id),
        reason=ticket.hold.reason,
        clerk=ticket.hold.clerk,
        since=ticket.hold.since,
        is_forgotten=is_forgotten(ticket.hold, today.rules, now),
    )


def overdue_line(ticket: Ticket, today: HallToday) -> OverdueTicket:
    """Return an overdue ticket as lists show it."""
    return OverdueTicket(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter=_name(today, ticket.matter_id),
        since=ticket.last_called_at or ticket.arrived_at,
        overdue_count=ticket.overdue_count,
    )


def _name(today: HallToday, matter_id: str) -> Text:
    matter = today.find_matter(matter_id)
    return Text(zh=matter_id, en=matter_id) if matter is None else matter.name
