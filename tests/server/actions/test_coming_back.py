"""Overdue numbers and those that were given up: how they come back, on the real record."""

from datetime import timedelta

import pytest

from hall.errors import NotServedHere, OverdueLimitReached, UnknownTicket, WindowBusy, WrongState
from hall.exchange import Role
from hall.ticket import Ticket, TicketState, Why
from hall.ticket_events import TicketReactivated, TicketRestored
from server.actions.come_back import reactivate, restore
from server.actions.desk import Desk
from server.actions.watch import watch
from server.store.hall_tx import Actor
from tests.server.lane_hall import KIOSK, LaneHall

GRACE = timedelta(seconds=61)
GUIDE = Actor(kind=Role.GUIDE.value, name="gina")


def miss(hall: LaneHall, desk: Desk) -> int:
    """Call the next number twice and mark it overdue; return its id."""
    ticket = hall.act(desk, "call-next").ticket
    assert ticket is not None
    hall.clock.advance(GRACE)
    hall.act(desk, "recall")
    hall.clock.advance(GRACE)
    hall.act(desk, "overdue")
    return ticket.ticket_id


def come_back(hall: LaneHall, ticket_id: int, *, by: Actor = KIOSK) -> Ticket:
    is_by_staff = by is GUIDE
    return hall.do(Ticket, lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=is_by_staff, actor=by))


def call_and_finish(hall: LaneHall, desk: Desk) -> str:
    view = hall.act(desk, "call-next")
    assert view.ticket is not None
    hall.act(desk, "start")
    hall.act(desk, "finish")
    return view.ticket.number


def test_an_overdue_number_is_called_after_three_others(lane_hall: LaneHall) -> None:
    for _ in range(6):
        lane_hall.issue()
    desk = lane_hall.sign_in("2")
    ticket_id = miss(lane_hall, desk)

    ticket = come_back(lane_hall, ticket_id)

    assert (ticket.state, ticket.number) == (TicketState.WAITING, "A001")
    lane_hall.settle()
    body = lane_hall.events[-1].body
    assert isinstance(body, TicketReactivated)
    assert (body.calls_left, body.queue.waiting) == (3, 6)
    assert [call_and_finish(lane_hall, desk) for _ in range(5)] == ["A002", "A003", "A004", "A001", "A005"]


def test_visitors_come_back_twice_and_then_the_guide_desk_helps(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    ticket_id = miss(lane_hall, desk)
    for _ in range(2):
        come_back(lane_hall, ticket_id)
        assert miss(lane_hall, desk) == ticket_id

    with pytest.raises(OverdueLimitReached):
        come_back(lane_hall, ticket_id)

    assert come_back(lane_hall, ticket_id, by=GUIDE).state is TicketState.WAITING


def test_only_overdue_numbers_of_today_come_back(lane_hall: LaneHall) -> None:
    waiting = lane_hall.issue().ticket.ticket_id
    with pytest.raises(WrongState):
        come_back(lane_hall, waiting)
    with pytest.raises(UnknownTicket):
        come_back(lane_hall, 99)
    lane_hall.clock.advance(timedelta(days=1))
    with pytest.raises(UnknownTicket):
        come_back(lane_hall, waiting)


def test_a_visitor_at_the_free_window_is_called_there_at_once(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    ticket_id = miss(lane_hall, desk)
    lane_hall.act(desk, "call-next")
    with pytest.raises(WindowBusy):
        lane_hall.act(desk, "call-here", ticket_id=ticket_id)
    lane_hall.act(desk, "start")
    lane_hall.act(desk, "finish")

    view = lane_hall.act(desk, "call-here", ticket_id=ticket_id)

    assert view.ticket is not None
    assert (view.ticket.number, view.ticket.why) == ("A001", Why.CAME_TO_WINDOW)


def test_a_window_calls_no_overdue_number_of_other_queues(lane_hall: LaneHall) -> None:
    lane_hall.issue("insure")
    ticket_id = miss(lane_hall, lane_hall.sign_in("2", clerk="anna"))

    with pytest.raises(NotServedHere):
        lane_hall.act(lane_hall.sign_in("3", clerk="bert"), "call-here", ticket_id=ticket_id)


def test_who_does_not_come_back_in_time_is_a_no_show_whom_staff_can_bring_back(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    ticket_id = miss(lane_hall, lane_hall.sign_in("2"))
    lane_hall.clock.advance(timedelta(minutes=241))

    lane_hall.submit(watch).result(10)

    assert lane_hall.ticket(ticket_id).state is TicketState.NO_SHOW
    with pytest.raises(WrongState):
        come_back(lane_hall, ticket_id, by=GUIDE)
    ticket = lane_hall.do(Ticket, lambda tx, today: restore(tx, today, ticket_id, reason="在洗手间", actor=GUIDE))
    assert ticket.state is TicketState.WAITING
    lane_hall.settle()
    body = lane_hall.events[-1].body
    assert isinstance(body, TicketRestored)
    assert body.reason == "在洗手间"
