"""Acts at a window, on the real record."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hall.errors import (
    BadInput,
    HallError,
    NobodyWaiting,
    NotAtThisWindow,
    NotSignedIn,
    OverdueTooSoon,
    RecalledTooSoon,
    StaleWindow,
    UnknownTicket,
    WindowBusy,
    WrongState,
)
from hall.exchange import WindowAct, WindowView
from hall.ticket import Ticket, TicketState
from hall.ticket_events import TicketCalled, TicketFinished, TicketOverdue, TicketStarted
from tests.server.lane_hall import LaneHall, acting

SOON = timedelta(seconds=1)
LATER = timedelta(seconds=61)


def called_at_2(lane_hall: LaneHall) -> tuple[Ticket, Callable[[str], WindowView]]:
    """Issue a ticket and call it to window 2; return it and what acts there."""
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    ticket = lane_hall.act(desk, "call-next").ticket
    assert ticket is not None
    return ticket, lambda name: lane_hall.act(desk, name)


def test_next_calls_the_one_who_waited_longest_over_all_queues_of_the_window(lane_hall: LaneHall) -> None:
    for matter_id in ("timber", "licence", "timber"):
        lane_hall.issue(matter_id)
        lane_hall.clock.advance(SOON)
    desk = lane_hall.sign_in("3")
    called = []

    for _ in range(3):
        view = lane_hall.act(desk, "call-next")
        assert view.ticket is not None
        called.append(view.ticket.number)
        lane_hall.act(desk, "start")
        lane_hall.act(desk, "finish")

    assert called == ["D001", "C001", "D002"]


def test_the_waiting_list_is_in_the_order_of_calling(lane_hall: LaneHall) -> None:
    for matter_id in ("timber", "licence", "timber", "licence"):
        lane_hall.issue(matter_id)
        lane_hall.clock.advance(SOON)

    view = lane_hall.window("3")

    assert [line.number for line in view.waiting] == ["D001", "C001", "D002", "C002"]
    assert view.waiting_count == 4


def test_a_window_does_not_call_from_queues_that_it_does_not_serve(lane_hall: LaneHall) -> None:
    lane_hall.issue("marry")
    desk = lane_hall.sign_in("2")

    with pytest.raises(NobodyWaiting):
        lane_hall.act(desk, "call-next")


def test_next_is_refused_while_a_ticket_is_at_the_window(lane_hall: LaneHall) -> None:
    ticket, act = called_at_2(lane_hall)
    lane_hall.issue()

    with pytest.raises(WindowBusy):
        act("call-next")
    assert lane_hall.ticket(ticket.ticket_id).state is TicketState.CALLED


def test_a_visit_from_call_to_finish(lane_hall: LaneHall) -> None:
    ticket, act = called_at_2(lane_hall)
    lane_hall.clock.advance(timedelta(seconds=30))
    act("start")
    lane_hall.clock.advance(timedelta(seconds=300))

    view = act("finish")

    assert (view.ticket, view.served_today, view.mean_service_s) == (None, 1, 300)
    assert lane_hall.ticket(ticket.ticket_id).state is TicketState.DONE
    lane_hall.settle()
    bodies = [event.body for event in lane_hall.events]
    assert [type(body) for body in bodies[-3:]] == [TicketCalled, TicketStarted, TicketFinished]


def test_a_recall_is_a_call_of_its_own_with_a_higher_count(lane_hall: LaneHall) -> None:
    ticket, act = called_at_2(lane_hall)
    with pytest.raises(RecalledTooSoon):
        act("recall")
    lane_hall.clock.advance(timedelta(seconds=15))

    view = act("recall")

    assert view.ticket is not None
    assert (view.ticket.call_count, view.ticket.first_called_at) == (2, ticket.first_called_at)
    calls = lane_hall.snapshot().calls
    assert [(call.ticket_id, call.call_count) for call in calls] == [(ticket.ticket_id, 2), (ticket.ticket_id, 1)]
    assert calls[0].call_id > calls[1].call_id


def test_a_visitor_who_does_not_come_is_overdue_after_two_calls_and_the_grace(lane_hall: LaneHall) -> None:
    ticket, act = called_at_2(lane_hall)
    lane_hall.clock.advance(LATER)
    with pytest.raises(OverdueTooSoon):
        act("overdue")
    act("recall")
    lane_hall.clock.advance(LATER)

    view = act("overdue")

    assert view.ticket is None
    assert lane_hall.ticket(ticket.ticket_id).state is TicketState.OVERDUE
    lane_hall.settle()
    assert isinstance(lane_hall.events[-1].body, TicketOverdue)


def test_a_served_visitor_can_no_longer_be_overdue(lane_hall: LaneHall) -> None:
    _, act = called_at_2(lane_hall)
    act("start")

    with pytest.raises(WrongState):
        act("overdue")


def test_a_page_that_is_behind_changes_nothing(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    stale = lane_hall.window("2").version
    lane_hall.act(desk, "call-next")
    before = lane_hall.window("2")

    for name in ("call-next", "recall", "start", "finish", "overdue"):
        assert before.ticket is not None
        wanted = WindowAct(version=stale, ticket_id=before.ticket.ticket_id)
        with pytest.raises(StaleWindow):
            lane_hall.do(WindowView, acting(desk, name, wanted))

    assert lane_hall.window("2") == before


@pytest.mark.parametrize(("ticket_id", "refusal"), [(2, NotAtThisWindow), (99, UnknownTicket), (None, BadInput)])
def test_only_the_ticket_at_the_window_can_be_meant(
    lane_hall: LaneHall, ticket_id: int | None, refusal: type[HallError]
) -> None:
    lane_hall.issue()
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    version = lane_hall.act(desk, "call-next").version

    with pytest.raises(refusal):
        lane_hall.do(WindowView, acting(desk, "start", WindowAct(version=version, ticket_id=ticket_id)))


def test_a_repeated_call_next_gives_the_same_ticket(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    wanted = acting(desk, "call-next", WindowAct(version=1))

    first = lane_hall.do(WindowView, wanted, key="one-press")
    again = lane_hall.do(WindowView, wanted, key="one-press")

    assert first == again
    assert lane_hall.snapshot().queues[0].waiting == 1


def test_a_clerk_whose_window_was_taken_over_can_do_nothing_there(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    old = lane_hall.sign_in("2", clerk="anna")
    lane_hall.sign_in("2", clerk="bert", take_over=True)

    with pytest.raises(NotSignedIn):
        lane_hall.act(old, "call-next")


def test_what_a_clerk_may_do_follows_the_ticket(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    assert lane_hall.window("2").acts == ()
    desk = lane_hall.sign_in("2")
    assert lane_hall.window("2").acts == ("call_next", "call_specific")
    assert lane_hall.act(desk, "call-next").acts == ("recall", "undo_call", "start", "hold")
    lane_hall.clock.advance(LATER)
    assert lane_hall.act(desk, "recall").acts == ("recall", "start", "overdue", "hold")
    assert lane_hall.act(desk, "start").acts == ("finish", "hold", "transfer")
    assert lane_hall.act(desk, "finish").acts == ("reopen",)
