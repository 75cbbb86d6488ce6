"""What if, asked of a record: days that were lived, one of them played otherwise, and the hall as it stands."""

from datetime import time, timedelta
from functools import partial

import pytest

from hall.appointment import Appointment, BookAppointment, CheckIn
from hall.ticket import IssuedTicket
from hall.what_if import (
    Additions,
    AskOpen,
    AskQueues,
    AskReplay,
    AskStaffing,
    Changes,
    Finding,
    NoAnswer,
    OpenedWindows,
    Question,
    Replayed,
    Staffing,
    Stretch,
)
from server.actions.appointments import book_appointment, check_in
from server.actions.desk import Desk
from server.actions.issue import Issuer
from server.actions.look_ahead import LookAhead
from server.actions.what_if import WhatIf
from tests.fakes.hall_server import at
from tests.server.lane_hall import KIOSK, PAGES, LaneHall

PEOPLE, CASE_MIN = 8, 10


def ask(lane_hall: LaneHall, question: Question) -> Finding:
    what_if = WhatIf(lane_hall.almanac, LookAhead(lane_hall.almanac))
    return lane_hall.ask(partial(what_if.answer, question, now=lane_hall.clock.now()))


def live_a_day(lane_hall: LaneHall, *, people: int = PEOPLE) -> None:
    """Let people come at once for one window, which calls them one after another."""
    desk = lane_hall.sign_in("2")
    for _ in range(people):
        lane_hall.issue()
        lane_hall.clock.advance(timedelta(seconds=1))
    serve(lane_hall, desk, people=people)


def serve(lane_hall: LaneHall, desk: Desk, *, people: int) -> None:
    """Call one after another, and leave."""
    for _ in range(people):
        lane_hall.act(desk, "call-next")
        lane_hall.clock.advance(timedelta(seconds=30))
        lane_hall.act(desk, "start")
        lane_hall.clock.advance(timedelta(minutes=CASE_MIN))
        lane_hall.act(desk, "finish")
        lane_hall.clock.advance(timedelta(seconds=20))
    lane_hall.sign_out(desk)


def begin_next_day(lane_hall: LaneHall) -> None:
    """Go on at nine in the next morning."""
    day = lane_hall.clock.now()
    lane_hall.clock.advance(timedelta(days=1) - (day - at(9)) % timedelta(days=1))
    lane_hall.run(lambda _tx: None)


def test_a_past_day_is_as_it_was_when_it_is_played_and_better_with_a_window_more(lane_hall: LaneHall) -> None:
    day = lane_hall.clock.now().date()
    live_a_day(lane_hall)
    begin_next_day(lane_hall)
    stretch = Stretch(window_id="3", begins=time(9), ends=time(12))

    same = ask(lane_hall, AskReplay(day=day, changes=Changes()))
    more = ask(lane_hall, AskReplay(day=day, changes=Changes(opened=(stretch,), added=(("3", "social"),))))

    assert isinstance(same, Replayed)
    assert same.was.people == PEOPLE
    assert same.before == same.after
    assert same.before.mean_min == pytest.approx(same.was.mean_min, abs=0.3)
    assert same.was.longest_min == pytest.approx((PEOPLE - 1) * (CASE_MIN + 50 / 60), abs=0.3)
    assert isinstance(more, Replayed)
    assert more.before == same.before
    assert more.after.mean_min < 0.6 * more.before.mean_min
    assert sum(more.after.counts) == PEOPLE


def test_a_window_that_is_shut_for_a_while_makes_everybody_wait(lane_hall: LaneHall) -> None:
    day = lane_hall.clock.now().date()
    live_a_day(lane_hall)
    shut = Stretch(window_id="2", begins=time(9, 20), ends=time(10, 0))

    found = ask(lane_hall, AskReplay(day=day, changes=Changes(closed=(shut,))))

    assert isinstance(found, Replayed)
    assert found.after.longest_min > found.before.longest_min + 20


def test_appointments_are_played_as_they_were_and_by_another_share(lane_hall: LaneHall) -> None:
    day, slot = lane_hall.clock.now().date(), at(10)
    lane_hall.clock.advance(at(9) - lane_hall.clock.now())
    wanted = BookAppointment(matter_id="insure", slot=slot)
    booked = lane_hall.do(Appointment, lambda tx, today: book_appointment(tx, today, wanted, actor=KIOSK))
    lane_hall.clock.advance(at(9, 50) - lane_hall.clock.now())
    for _ in range(4):
        lane_hall.issue()
        lane_hall.clock.advance(timedelta(seconds=1))
    lane_hall.clock.advance(at(9, 58) - lane_hall.clock.now())
    issuer = Issuer(actor=KIOSK, pages=PAGES)
    lane_hall.do(IssuedTicket, lambda tx, today: check_in(tx, today, booked.code, CheckIn(), issuer=issuer))
    serve(lane_hall, lane_hall.sign_in("2"), people=5)

    same = ask(lane_hall, AskReplay(day=day, changes=Changes()))
    never_first = ask(lane_hall, AskReplay(day=day, changes=Changes(appointment_share=0)))

    assert isinstance(same, Replayed)
    assert same.was.people == 5
    assert same.before.longest_min == pytest.approx(same.was.longest_min, abs=0.3)
    assert isinstance(never_first, Replayed)
    assert never_first.after.longest_min < never_first.before.longest_min - CASE_MIN / 3


@pytest.mark.parametrize(
    "changes",
    [
        Changes(added=(("99", "social"),)),
        Changes(added=(("2", "nothing"),)),
        Changes(added=(("2", "social"),)),
        Changes(opened=(Stretch(window_id="3", begins=time(12), ends=time(9)),)),
        Changes(weights=(("2", "social", 200),)),
        Changes(priority_ratio=-1),
        Changes(longest_wait_min=100_000),
        Changes(appointment_share=101),
    ],
)
def test_changes_that_mean_nothing_are_refused(lane_hall: LaneHall, changes: Changes) -> None:
    day = lane_hall.clock.now().date()
    live_a_day(lane_hall, people=2)

    found = ask(lane_hall, AskReplay(day=day, changes=changes))

    assert isinstance(found, NoAnswer)
    assert found.why == "bad_input"
    assert found.text


def test_nothing_is_made_up_before_there_is_a_past(lane_hall: LaneHall) -> None:
    yesterday = lane_hall.clock.now().date() - timedelta(days=1)

    assert ask(lane_hall, AskReplay(day=yesterday, changes=Changes())) == NoAnswer(why="no_such_day")
    assert ask(lane_hall, AskStaffing()) == NoAnswer(why="no_past_day")
    assert ask(lane_hall, AskQueues()) == NoAnswer(why="no_past_day")
    assert ask(lane_hall, AskOpen()) == NoAnswer(why="nobody_waits")


def test_a_window_that_could_be_opened_now_is_told_with_what_it_does(lane_hall: LaneHall) -> None:
    first = lane_hall.sign_in("2")
    for _ in range(9):
        lane_hall.issue()
    lane_hall.act(first, "call-next")
    lane_hall.act(lane_hall.sign_in("1", clerk="bert"), "pause", reason="toilet", leave_waiting=True)

    found = ask(lane_hall, AskOpen())

    assert isinstance(found, OpenedWindows)
    best = found.windows[0]
    assert best.queue_id == "social"
    assert best.after_min < best.before_min
    assert best.saved_min > 0
    assert {each.window_id for each in found.windows if each.is_paused} <= {"1"}
    assert "2" not in {each.window_id for each in found.windows}


def test_a_usual_day_is_staffed_from_days_that_were_lived(lane_hall: LaneHall) -> None:
    for _ in range(2):
        live_a_day(lane_hall)
        begin_next_day(lane_hall)

    staffing, additions = ask(lane_hall, AskStaffing()), ask(lane_hall, AskQueues())

    assert isinstance(staffing, Staffing)
    assert staffing.days_learned == 2
    (group,) = [each for each in staffing.groups if "2" in each.windows]
    busy = [each for each in group.half_hours if each.arrivals > 1]
    assert [each.begins for each in busy] == [time(9)]
    assert busy[0].windows >= 2, "eight people at once, ten minutes each"
    assert staffing.groups == (group,), "to the others nobody came"
    assert isinstance(additions, Additions)
    assert (additions.possible, additions.tried) == (0, 0), "the only window that is open has the only line with people"
    assert ask(lane_hall, AskStaffing(within_min=0)) == NoAnswer(why="bad_input", text="0 min, 90 %")
