"""Windows that are paused and left, queues that are halted, days that are closed: on the real record."""

from datetime import timedelta

import pytest

from hall.errors import BadInput, DayClosed, LastWindow, QueueStopped, WindowNotOpen
from hall.events import (
    Alert,
    AlertLevel,
    AlertRaised,
    BusinessDayClosed,
    QueueHalted,
    QueueReopened,
    WindowPaused,
    WindowState,
)
from hall.exchange import Role
from hall.places import Text
from hall.snapshot import advance
from hall.ticket import TicketState
from hall.ticket_events import TicketExpired
from server.actions.close_day import close_day, reopen_day
from server.actions.halt import open_queue, stop_queue
from server.actions.watch import watch
from server.store.hall_tx import Actor
from tests.fakes.hall_server import at
from tests.server.lane_hall import LaneHall

SUPERVISOR = Actor(kind=Role.SUPERVISOR.value, name="sun")
REASON = Text(zh="系统维护", en="System maintenance")


def test_a_paused_window_calls_nobody_and_finishes_who_is_there(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "call-next")
    lane_hall.act(desk, "start")

    view = lane_hall.act(desk, "pause", reason="打印机故障", leave_waiting=True)

    assert (view.state, view.ticket is not None) == (WindowState.PAUSED, True)
    lane_hall.act(desk, "finish")
    with pytest.raises(WindowNotOpen):
        lane_hall.act(desk, "call-next")
    assert lane_hall.act(desk, "unpause").state is WindowState.OPEN
    lane_hall.settle()
    assert [body.reason for event in lane_hall.events if isinstance(body := event.body, WindowPaused)] == ["打印机故障"]


def test_a_clerk_who_says_when_they_are_back_has_a_whole_minute_told(lane_hall: LaneHall) -> None:
    desk = lane_hall.sign_in("2")
    lane_hall.clock.advance(timedelta(seconds=20))

    view = lane_hall.act(desk, "pause", reason="午饭", back_in_minutes=30)

    back = at(9, 31)
    assert view.paused_until == back
    assert [window.until for window in lane_hall.snapshot().windows if window.window_id == "2"] == [back]
    lane_hall.settle()
    assert [body.until for event in lane_hall.events if isinstance(body := event.body, WindowPaused)] == [back]


@pytest.mark.parametrize("leave", ["unpause", "sign in again", "sign out"])
def test_what_was_said_of_coming_back_goes_with_the_pause(lane_hall: LaneHall, leave: str) -> None:
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "pause", reason="午饭", back_in_minutes=30)

    if leave == "unpause":
        lane_hall.act(desk, "unpause")
    elif leave == "sign out":
        lane_hall.sign_out(desk)
    else:
        lane_hall.sign_in("2")

    assert lane_hall.window("2").paused_until is None
    assert {window.until for window in lane_hall.snapshot().windows} == {None}


def test_the_last_window_of_people_who_wait_is_left_on_purpose_only(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    before = lane_hall.window("2")
    with pytest.raises(LastWindow) as refusal:
        lane_hall.sign_out(desk, leave_waiting=False)
    assert refusal.value.facts["waiting"] == 1
    assert refusal.value.facts["queue_ids"] == "social"
    assert lane_hall.window("2") == before

    lane_hall.sign_out(desk, leave_waiting=True)

    with pytest.raises(QueueStopped):
        lane_hall.issue()
    assert lane_hall.snapshot().queues[0].stopped is not None
    lane_hall.sign_in("2")
    assert lane_hall.snapshot().queues[0].stopped is None
    assert lane_hall.issue().people_ahead == 1


def test_a_halted_queue_gives_no_numbers_but_is_called(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.submit(lambda tx, today: stop_queue(tx, today, "social", REASON, actor=SUPERVISOR)).result(10)

    with pytest.raises(QueueStopped) as refusal:
        lane_hall.issue()
    assert refusal.value.facts == {"reason_zh": REASON.zh, "reason_en": REASON.en}
    assert lane_hall.snapshot().queues[0].stopped == REASON
    desk = lane_hall.sign_in("2")
    assert lane_hall.act(desk, "call-next").ticket is not None
    assert lane_hall.snapshot().queues[0].stopped == REASON  # a window that opens ends no halt that a person made

    lane_hall.submit(lambda tx, today: open_queue(tx, today, "social", actor=SUPERVISOR)).result(10)

    assert lane_hall.issue().ticket.number == "A002"
    lane_hall.settle()
    kinds = [type(event.body) for event in lane_hall.events]
    assert (kinds.count(QueueHalted), kinds.count(QueueReopened)) == (1, 1)


def test_a_halt_is_explained_in_both_languages(lane_hall: LaneHall) -> None:
    blank = Text(zh="系统维护", en=" ")

    with pytest.raises(BadInput):
        lane_hall.submit(lambda tx, today: stop_queue(tx, today, "social", blank, actor=SUPERVISOR)).result(10)


def test_a_halt_ends_with_the_day(lane_hall: LaneHall) -> None:
    lane_hall.submit(lambda tx, today: stop_queue(tx, today, "social", REASON, actor=SUPERVISOR)).result(10)
    lane_hall.clock.advance(timedelta(days=1))

    assert lane_hall.issue().ticket.number == "A001"


def test_closing_the_day_leaves_nobody_open_and_gives_no_more_numbers(lane_hall: LaneHall) -> None:
    served, waits = (lane_hall.issue().ticket.ticket_id for _ in range(2))
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "call-next")
    lane_hall.act(desk, "start")
    followed = lane_hall.snapshot()
    lane_hall.settle()
    seen = len(lane_hall.events)

    lane_hall.submit(lambda tx, today: close_day(tx, today, reason="停电", actor=SUPERVISOR)).result(10)

    assert lane_hall.ticket(served).state is TicketState.DONE
    assert lane_hall.ticket(served).time_unreliable
    assert lane_hall.ticket(waits).state is TicketState.EXPIRED
    with pytest.raises(DayClosed):
        lane_hall.issue()
    lane_hall.settle()
    for event in lane_hall.events[seen:]:
        followed = advance(followed, event)
    assert followed == lane_hall.snapshot()
    bodies = [event.body for event in lane_hall.events[seen:]]
    assert [body.reason for body in bodies if isinstance(body, TicketExpired | BusinessDayClosed)] == ["停电"] * 3

    lane_hall.submit(lambda tx, today: reopen_day(tx, today, actor=SUPERVISOR)).result(10)
    assert lane_hall.issue().ticket.number == "A003"
    assert lane_hall.ticket(waits).state is TicketState.EXPIRED


def test_a_call_that_stands_too_long_is_told_to_the_window_and_to_the_supervisor(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "call-next")
    for _ in range(8):
        lane_hall.clock.advance(timedelta(minutes=1))
        lane_hall.submit(watch).result(10)

    lane_hall.settle()
    told = [event.body for event in lane_hall.events if isinstance(event.body, AlertRaised)]
    assert [(body.alert, body.level) for body in told] == [
        (Alert.STALE_CALL, AlertLevel.WINDOW),
        (Alert.STALE_CALL, AlertLevel.SUPERVISOR),
    ]
    assert lane_hall.window("2").call_is_stale


def test_people_who_wait_beside_a_free_window_are_told_of(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.sign_in("2")
    lane_hall.clock.advance(timedelta(minutes=5))
    lane_hall.submit(watch).result(10)

    lane_hall.settle()
    assert [event.body.alert for event in lane_hall.events if isinstance(event.body, AlertRaised)] == [Alert.UNANSWERED]
