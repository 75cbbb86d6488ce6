"""Send on: a ticket leaves a window for another line, with the same number and arrival."""

from dataclasses import dataclass, replace

from hall.rules import TransferOrder
from hall.ticket import Place, PriorityClass, Result, Ticket
from hall.ticket_events import Onward, TicketTransferred
from server.actions.desk import Desk, leave_at
from server.actions.figures import list_queues_now, queue_now
from server.actions.lines import keep_last_key, last_key_of
from server.rules.hall_today import HallToday
from server.rules.lining_up import moved_on, place_in_next_line
from server.rules.parking import returned
from server.rules.transitions import Act
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket
from server.store.waiting_line import find_first_key
from server.store.windows import WindowRow, get_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a ticket goes on to: a queue, perhaps one window or clerk there, and what the next should know.

    `result` and `items` are of a finish that sends it on.
    """

    onward: Onward
    matter_id: str
    queue_id: str
    for_window: str | None = None
    for_clerk: str | None = None
    priority_class: PriorityClass | None = None
    note: str | None = None
    returns_to: str | None = None
    result: Result | None = None
    items: tuple[str, ...] = ()


def send_on(tx: HallTx, today: HallToday, desk: Desk, window: WindowRow, before: Ticket, way: Way) -> Ticket:
    """Put the ticket at a window into another line, and free the window in the same moment.

    Raises:
        WrongState: the visitor is not being served.
    """
    priority_class = before.priority_class if way.priority_class is None else way.priority_class
    act = Act.NEXT_LEG if way.onward is Onward.NEXT_LEG else Act.TRANSFER
    after = moved_on(
        before,
        act,
        matter_id=way.matter_id,
        queue_id=way.queue_id,
        place=_place(tx, today, before, way, priority_class),
        priority_class=priority_class,
        note=way.note,
        returns_to=way.returns_to,
    )
    if way.onward is Onward.NEXT_LEG:
        after = replace(after, then=after.then[1:])
    is_parked = way.onward is Onward.RETURN and way.for_window is not None
    if is_parked:
        after = _parked(tx, after)
    ticket = save_ticket(tx, before, after, onward=way.onward)
    leave_at(tx, window, ticket)
    happened = TicketTransferred(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter_id=ticket.matter_id,
        from_window=window.window_id,
        onward=way.onward,
        leg_no=ticket.leg_no,
        for_window=way.for_window,
        for_clerk=way.for_clerk,
        returns_to=way.returns_to,
        is_parked=is_parked,
        result=way.result,
        items=way.items,
        queue=queue_now(tx.live, today, ticket.queue_id),
        queues=list_queues_now(tx.live, today, window.window_id),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return ticket


def _parked(tx: HallTx, ticket: Ticket) -> Ticket:
    """Return the ticket as kept by the one window that may call it."""
    assert ticket.place.for_window is not None, "it goes back to a window"
    clerk = get_window(tx, ticket.place.for_window).clerk or ""
    return returned(ticket, window_id=ticket.place.for_window, clerk=clerk, now=tx.now)


def _place(tx: HallTx, today: HallToday, ticket: Ticket, way: Way, priority_class: PriorityClass) -> Place:
    order = today.rules.transfer_order
    first_key_us = None
    if order is TransferOrder.HEAD:
        is_priority = priority_class is not PriorityClass.NORMAL
        first_key_us = find_first_key(tx, way.queue_id, priority=is_priority)
    last_key_us = last_key_of(tx, today)
    place = place_in_next_line(ticket, order, first_key_us=first_key_us, now=tx.now, last_key_us=last_key_us)
    keep_last_key(tx, today, place.key_us)
    return replace(place, for_window=way.for_window, for_clerk=way.for_clerk)
