"""Clerks come to windows and leave them."""

from datetime import timedelta

import pytest

from hall.errors import NotAllowed, NotSignedIn, UnknownWindow, WindowBusy, WindowTaken
from hall.events import WindowClosed, WindowOpened, WindowState
from server.store.credentials import Clerk, save_clerk
from server.store.hall_tx import HallTx
from tests.server.lane_hall import LaneHall


def happened(lane_hall: LaneHall) -> list[tuple[str, str]]:
    lane_hall.settle()
    bodies = [event.body for event in lane_hall.events]
    return [(body.kind, body.window_id) for body in bodies if isinstance(body, WindowOpened | WindowClosed)]


def test_signing_in_opens_the_window(lane_hall: LaneHall) -> None:
    lane_hall.issue()

    lane_hall.sign_in("2", clerk="anna")

    view = lane_hall.window("2")
    assert (view.state, view.clerk) == (WindowState.OPEN, "anna")
    assert happened(lane_hall) == [("WindowOpened", "2")]
    social = lane_hall.snapshot().queues[0]
    assert (social.open_windows, social.waiting) == (1, 1)
    assert social.wait is not None


def test_signing_out_closes_the_window(lane_hall: LaneHall) -> None:
    desk = lane_hall.sign_in("2")

    lane_hall.sign_out(desk)

    view = lane_hall.window("2")
    assert (view.state, view.clerk) == (WindowState.CLOSED, None)
    assert happened(lane_hall) == [("WindowOpened", "2"), ("WindowClosed", "2")]
    with pytest.raises(NotSignedIn):
        lane_hall.sign_out(desk)


def test_a_window_with_a_visitor_is_not_left(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "call-next")

    with pytest.raises(WindowBusy):
        lane_hall.sign_out(desk)
    with pytest.raises(WindowBusy):
        lane_hall.sign_in("1")
    assert lane_hall.window("2").state is WindowState.OPEN


def test_another_clerks_window_is_taken_over_only_when_that_is_meant(lane_hall: LaneHall) -> None:
    lane_hall.sign_in("2", clerk="anna")

    with pytest.raises(WindowTaken):
        lane_hall.sign_in("2", clerk="bert")
    lane_hall.sign_in("2", clerk="bert", take_over=True)

    assert lane_hall.window("2").clerk == "bert"


def test_a_take_over_keeps_the_visitor_and_the_number_on_the_board(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()
    lane_hall.act(lane_hall.sign_in("2", clerk="anna"), "call-next")

    new = lane_hall.sign_in("2", clerk="bert", take_over=True)

    assert lane_hall.window("2").ticket is not None
    assert lane_hall.act(new, "start").ticket == lane_hall.ticket(issued.ticket.ticket_id)
    assert lane_hall.snapshot().windows[1].number == issued.ticket.number


def test_the_same_clerk_again_gets_a_new_session_without_an_event(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    old = lane_hall.sign_in("2", clerk="anna")

    new = lane_hall.sign_in("2", clerk="anna")

    assert happened(lane_hall) == [("WindowOpened", "2")]
    with pytest.raises(NotSignedIn):
        lane_hall.act(old, "call-next")
    assert lane_hall.act(new, "call-next").ticket is not None


def test_a_clerk_who_goes_to_another_window_leaves_the_first(lane_hall: LaneHall) -> None:
    lane_hall.sign_in("2", clerk="anna")

    lane_hall.sign_in("1", clerk="anna")

    assert happened(lane_hall) == [("WindowOpened", "2"), ("WindowClosed", "2"), ("WindowOpened", "1")]


def test_after_the_session_has_ended_anybody_may_take_the_window(lane_hall: LaneHall) -> None:
    lane_hall.sign_in("2", clerk="anna")
    lane_hall.clock.advance(timedelta(hours=12))

    lane_hall.sign_in("2", clerk="bert")

    assert lane_hall.window("2").clerk == "bert"


def test_a_clerk_signs_in_only_at_windows_of_her_own(lane_hall: LaneHall) -> None:
    def add(tx: HallTx) -> None:
        save_clerk(tx, Clerk(name="anna", password_hash="", windows=("1", "3")))

    lane_hall.run(add)

    with pytest.raises(NotAllowed):
        lane_hall.sign_in("2", clerk="anna")
    lane_hall.sign_in("3", clerk="anna")


def test_a_window_that_is_not_in_the_hall_cannot_be_opened(lane_hall: LaneHall) -> None:
    with pytest.raises(UnknownWindow):
        lane_hall.sign_in("99")
