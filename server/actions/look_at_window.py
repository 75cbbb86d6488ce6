"""Look at a window: all that the clerk there must see."""

from datetime import datetime, time

from hall.events import WindowState
from hall.exchange import WaitingTicket, WindowView
from hall.ticket import Ticket
from server.actions.figures import list_queues_now
from server.rules.choosing import sort_for_calling
from server.rules.hall_today import HallToday
from server.rules.serving import acts_at_window
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.tickets import get_ticket
from server.store.waiting_line import Waiting, list_waiting
from server.store.windows import count_served, get_window

WAITING_SHOWN = 50
"""Lines of the waiting list; `waiting_count` tells how many there are."""


def view_window(read: HallRead, today: HallToday, window_id: str, *, now: datetime) -> WindowView:
    """Return a window with its ticket, its line and what its clerk may do."""
    window = get_window(read, window_id)
    ticket = None if window.ticket_id is None else get_ticket(read, window.ticket_id)
    matter = None if ticket is None else today.get_matter(ticket.matter_id).matter
    queues = list_queues_now(Live(read), today, window_id)
    served = count_served(read, window_id, since=datetime.combine(today.business_date, time(), today.zone))
    waiting_count = sum(queue.waiting for queue in queues)
    return WindowView(
        window_id=window_id,
        state=window.state,
        version=window.version,
        seq=read.seq,
        at=now,
        clerk=window.clerk,
        ticket=ticket,
        matter=matter.name if matter else None,
        limit_minutes=matter.minutes if matter else None,
        waiting_count=waiting_count,
        waiting=_list_waiting(read, today, window_id),
        queues=queues,
        served_today=served.count,
        mean_service_s=served.mean_s,
        acts=_acts(ticket, today, is_open=window.state is WindowState.OPEN, anyone_waits=waiting_count > 0),
    )


def _acts(ticket: Ticket | None, today: HallToday, *, is_open: bool, anyone_waits: bool) -> tuple[str, ...]:
    acts = acts_at_window(ticket, is_open=is_open, anyone_waits=anyone_waits, rules=today.rules)
    return tuple(act.value for act in acts)


def _list_waiting(read: HallRead, today: HallToday, window_id: str) -> tuple[WaitingTicket, ...]:
    queues = today.get_window(window_id).queues
    first = [waiting for queue_id in queues for waiting in list_waiting(read, queue_id, most=WAITING_SHOWN)]
    return tuple(_line(waiting, today) for waiting in sort_for_calling(first)[:WAITING_SHOWN])


def _line(waiting: Waiting, today: HallToday) -> WaitingTicket:
    return WaitingTicket(
        ticket_id=waiting.ticket_id,
        number=waiting.number,
        matter=today.get_matter(waiting.matter_id).matter.name,
        queue_id=waiting.queue_id,
        priority_class=waiting.priority_class,
        arrived_at=waiting.arrived_at,
    )
