"""A new business date, in the hall's own time zone."""

from datetime import UTC, date, datetime, timedelta

from hall.clock import SetClock
from hall.events import BusinessDayStarted, WindowClosed, WindowState
from hall.snapshot import advance
from hall.ticket import TicketState
from server.store.database import Database
from tests.server.lane_hall import LaneHall

BEFORE_MIDNIGHT = datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)
"""23:59:59 in Shanghai."""


def test_the_first_act_of_all_begins_the_day(lane_hall: LaneHall) -> None:
    body = lane_hall.events[0].body

    assert isinstance(body, BusinessDayStarted)
    assert body.business_date == date(2026, 3, 2)


def test_numbers_start_again_at_midnight_in_shanghai_not_in_greenwich(database: Database) -> None:
    hall = LaneHall(database, clock=SetClock(BEFORE_MIDNIGHT))
    evening = [hall.issue().ticket.number for _ in range(2)]
    hall.clock.advance(timedelta(seconds=1))

    morning = hall.issue().ticket

    assert evening == ["A001", "A002"]
    assert (morning.number, morning.business_date) == ("A001", date(2026, 3, 3))
    hall.clock.advance(timedelta(hours=8))
    assert hall.issue().ticket.number == "A002"
    hall.close()


def test_who_was_left_over_is_not_called_the_next_day(lane_hall: LaneHall) -> None:
    left = lane_hall.issue()
    lane_hall.clock.advance(timedelta(days=1))
    new = lane_hall.issue()

    view = lane_hall.act(lane_hall.sign_in("2"), "call-next")

    assert lane_hall.ticket(left.ticket.ticket_id).state is TicketState.EXPIRED
    assert new.people_ahead == 0
    assert view.ticket is not None
    assert view.ticket.ticket_id == new.ticket.ticket_id


def test_a_refused_act_begins_the_day_all_the_same(lane_hall: LaneHall) -> None:
    lane_hall.clock.advance(timedelta(days=1))

    lane_hall.submit_issue("nothing").exception(10)

    assert lane_hall.snapshot().business_date == date(2026, 3, 3)


def test_a_window_that_nobody_left_is_closed_overnight_with_its_visitor(lane_hall: LaneHall) -> None:
    issued = lane_hall.issue()
    lane_hall.act(lane_hall.sign_in("2"), "call-next")
    lane_hall.clock.advance(timedelta(hours=23))
    lane_hall.settle()

    view = lane_hall.window("2")

    assert (view.state, view.ticket, view.clerk) == (WindowState.CLOSED, None, None)
    assert lane_hall.ticket(issued.ticket.ticket_id).state is TicketState.EXPIRED
    assert isinstance(lane_hall.events[-1].body, WindowClosed)


def test_a_clerk_at_work_over_midnight_goes_on(database: Database) -> None:
    hall = LaneHall(database, clock=SetClock(BEFORE_MIDNIGHT))
    hall.issue()
    desk = hall.sign_in("2")
    hall.act(desk, "call-next")
    hall.clock.advance(timedelta(seconds=1))
    hall.issue()

    view = hall.act(desk, "call-next")

    assert view.ticket is not None
    assert view.ticket.business_date == date(2026, 3, 3)
    hall.close()


def test_boards_that_follow_over_midnight_see_what_a_fresh_one_sees(database: Database) -> None:
    hall = LaneHall(database, clock=SetClock(BEFORE_MIDNIGHT - timedelta(hours=12)))
    hall.issue()
    hall.issue()
    hall.sign_in("1", clerk="bert")
    hall.clock.advance(timedelta(hours=11))
    hall.act(hall.sign_in("2", clerk="anna"), "call-next")
    followed = hall.snapshot()
    seen = followed.seq
    hall.clock.advance(timedelta(hours=2))
    hall.settle()

    for event in hall.events[seen:]:
        followed = advance(followed, event)

    fresh = hall.snapshot()
    assert [window.state for window in fresh.windows] == [WindowState.CLOSED, WindowState.OPEN, WindowState.CLOSED]
    assert fresh.queues[0].wait is not None
    assert followed == fresh
    hall.close()


def test_a_clock_that_was_set_back_does_not_take_the_day_back(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    lane_hall.clock.advance(timedelta(days=-1))

    assert lane_hall.issue().ticket.number == "A002"
    assert lane_hall.snapshot().business_date == date(2026, 3, 2)


def test_the_day_begins_once_after_a_restart(database: Database) -> None:
    LaneHall(database).close()
    hall = LaneHall(database)
    hall.settle()

    assert hall.events == []
    assert hall.issue().ticket.number == "A001"
    hall.close()


def test_who_comes_after_the_clock_was_set_back_is_still_behind_who_came_before(lane_hall: LaneHall) -> None:
    before = [lane_hall.issue().ticket.number for _ in range(2)]
    lane_hall.clock.advance(timedelta(hours=-1))
    after = lane_hall.issue()

    assert after.people_ahead == 2
    assert [waiting.number for waiting in lane_hall.window("2").waiting] == [*before, after.ticket.number]


def test_a_clock_that_was_set_back_makes_no_clerk_wait(lane_hall: LaneHall) -> None:
    lane_hall.issue()
    desk = lane_hall.sign_in("2")
    lane_hall.act(desk, "call-next")
    lane_hall.clock.advance(timedelta(hours=-1))

    view = lane_hall.act(desk, "recall")

    assert view.ticket is not None
    assert view.ticket.call_count == 2
