"""A ticket to try the rules on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hall.rules import Rules
from hall.ticket import PriorityClass, Ticket, TicketState, Why
from server.rules.calling import called, recalled, started
from server.rules.lining_up import place_on_arrival
from server.rules.transitions import Act
from tests.fakes.hall_server import at

RULES = Rules()
ARRIVED_AT = at(9)
CALLED_AT = at(9, 30)


def waiting_ticket(
    ticket_id: int = 1,
    *,
    queue_id: str = "social",
    arrived_at: datetime = ARRIVED_AT,
    priority_class: PriorityClass = PriorityClass.NORMAL,
) -> Ticket:
    """Return a ticket that waits since its arrival."""
    return Ticket(
        ticket_id=ticket_id,
        number=f"A{ticket_id:03d}",
        business_date=date(2026, 3, 2),
        state=TicketState.WAITING,
        matter_id="insure",
        queue_id=queue_id,
        priority_class=priority_class,
        arrived_at=arrived_at,
        entered_at=arrived_at,
        place=place_on_arrival(arrived_at),
    )


WAITING = waiting_ticket()
CALLED = called(WAITING, Act.CALL_NEXT, window_id="2", why=Why.ARRIVAL, now=CALLED_AT)
SERVING = started(CALLED, now=CALLED_AT + timedelta(seconds=40))


def called_times(times: int) -> Ticket:
    """Return a ticket that was called so often, as soon as the rules let it."""
    ticket = CALLED
    for count in range(1, times):
        ticket = recalled(ticket, rules=RULES, now=CALLED_AT + count * seconds(RULES.recall_interval_s))
    return ticket


def in_state(state: TicketState) -> Ticket:
    """Return a ticket in a state, whatever led there."""
    return replace(WAITING, state=state)


def seconds(count: float) -> timedelta:
    """Return a duration."""
    return timedelta(seconds=count)
