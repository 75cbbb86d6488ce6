"""Parked tickets, on the real record."""

from datetime import timedelta

import pytest

from hall.errors import HeldElsewhere, HoldsLeft, TooManyHolds, WrongState
from hall.events import Alert, AlertRaised
from hall.ticket import TicketState
from server.actions.leave_window import sign_out
from server.actions.watch import watch
from tests.server.lane_hall import LaneHall


def parked(hall: LaneHall, window_id: str = "2", *, for_anyone: bool = False) -> int:
    """Issue, call, start and park a ticket at a window; return its id."""
    issued = hall.issue()
    desk = hall.sign_in(window_id)
    hall.act(desk, "call-next")
    hall.act(desk, "start")
    hall.act(desk, "hold", reason="复印", for_anyone=for_anyone)
    return issued.ticket.ticket_id


def test_a_parked_ticket_frees_the_window_and_is_taken_up_again(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    view = lane_hall.window("2")
    assert view.ticket is None
    assert [(held.number, held.reason) for held in view.held] == [("A001", "复印")]
    lane_hall.clock.advance(timedelta(minutes=5))

    view = lane_hall.act(desk, "resume", ticket_id=ticket_id)

    assert view.ticket is not None
    assert (view.ticket.state, view.ticket.held_s, view.held) == (TicketState.SERVING, 300, ())
    view = lane_hall.act(desk, "finish")
    assert view.mean_service_s == 0


def test_a_parked_ticket_may_be_called_or_let_go(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    desk = lane_hall.sign_in("2")
    view = lane_hall.act(desk, "resume", ticket_id=ticket_id, call=True)
    assert view.ticket is not None
    assert view.ticket.state is TicketState.CALLED
    lane_hall.act(desk, "hold", reason="再等")

    lane_hall.act(desk, "release", ticket_id=ticket_id)

    assert lane_hall.ticket(ticket_id).state is TicketState.WAITING
    assert [one.number for one in lane_hall.window("2").waiting] == ["A001"]


def test_a_window_parks_three_and_no_more(lane_hall: LaneHall) -> None:
    for _ in range(3):
        parked(lane_hall)

    with pytest.raises(TooManyHolds):
        parked(lane_hall)


def test_a_ticket_parked_here_is_not_taken_up_there_while_the_clerk_is_here(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    other = lane_hall.sign_in("1", clerk="bert")

    if "social" in {queue.queue_id for queue in lane_hall.window("1").queues}:
        with pytest.raises(HeldElsewhere):
            lane_hall.act(other, "resume", ticket_id=ticket_id)


def test_a_clerk_leaves_no_parked_ticket_behind_unless_it_is_handed_over(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    desk = lane_hall.sign_in("2")
    with pytest.raises(HoldsLeft) as refusal:
        lane_hall.sign_out(desk)
    assert refusal.value.facts == {"count": 1, "windows": ""}

    lane_hall.submit(lambda tx, today: sign_out(tx, today, desk, leave_waiting=True, hand_over_holds=True)).result(10)

    hold = lane_hall.ticket(ticket_id).hold
    assert hold is not None
    assert hold.window_id is None


def test_a_forgotten_hold_is_told_once(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    lane_hall.clock.advance(timedelta(minutes=15))
    for _ in range(3):
        lane_hall.submit(watch).result(10)

    lane_hall.settle()
    told = [event.body for event in lane_hall.events if isinstance(event.body, AlertRaised)]
    assert [(body.alert, body.ticket_id, body.window_id) for body in told] == [(Alert.FORGOTTEN_HOLD, ticket_id, "2")]
    assert lane_hall.window("2").held[0].is_forgotten


def test_who_waits_is_not_parked(lane_hall: LaneHall) -> None:
    ticket_id = parked(lane_hall)
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "release", ticket_id=ticket_id)

    with pytest.raises(WrongState):
        lane_hall.act(desk, "resume", ticket_id=ticket_id)
