"""Numbers that are taken already, as the server would tell of them."""

from dataclasses import replace

from hall.taken_number import NumberView
from hall.ticket import PriorityClass, TicketState, WaitRange
from tests.fakes.hall_server import FakeHall

PAGE = "https://hall.example/t/AbCdEfGhJkM"
TOKEN = "AbCdEfGhJkM"


def number_view(
    hall: FakeHall,
    matter_id: str,
    state: TicketState = TicketState.WAITING,
    *,
    number: str = "",
    then: tuple[str, ...] = (),
    asked: PriorityClass = PriorityClass.NORMAL,
    **facts: object,
) -> NumberView:
    """Return how a ticket of a matter stands that was taken a while ago."""
    issued = hall.issue(matter_id)
    ticket = replace(
        issued.ticket,
        state=state,
        call_count=2,
        then=then,
        number=number or issued.ticket.number,
        priority_requested=asked,
    )
    today = next(each for each in hall.directory.matters if each.matter.matter_id == matter_id)
    usual = NumberView(
        ticket=ticket,
        people_ahead=3,
        wait=WaitRange(low_min=10, high_min=20),
        windows=today.handling.windows,
        calls_left=None,
        may_come_back=state is TicketState.OVERDUE,
        may_cancel=state in {TicketState.WAITING, TicketState.OVERDUE, TicketState.HELD},
        reprints_left=2,
    )
    return replace(usual, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
