"""Looking ahead from the record: what is told of everybody, and what a restart remembers."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.errors import BadInput
from hall.ticket import Ticket, WaitRange
from hall.what_if import AskOpen, OpenedWindows
from server.actions.almanac import Almanac
from server.actions.desk import Desk
from server.actions.in_line import InLine, in_line
from server.actions.learn_waits import WaitSchool
from server.actions.lines import look_ahead
from server.actions.look_ahead import LookAhead
from server.actions.look_at_promises import PromiseBoard
from server.actions.told_waits import TRUSTED_FOR, Foresight, ToldWaits
from server.foresight import QUESTIONS_MOST, ForesightProcess
from server.rules.waits.told import Expected, steady, told_range
from server.store.hall_read import HallRead
from server.store.live import Live
from tests.fakes.hall_server import at
from tests.server.lane_hall import LaneHall
from tests.server.plans import small_plan

NOON = at(12)


def look(lane_hall: LaneHall, ahead: LookAhead | None = None) -> Foresight:
    ahead = ahead or LookAhead(lane_hall.almanac)
    found = lane_hall.ask(lambda read: ahead.look(read, lane_hall.clock.now()))
    assert found is not None
    return found


def serve(lane_hall: LaneHall, desk: Desk, minutes: float) -> None:
    lane_hall.act(desk, "call-next")
    lane_hall.clock.advance(timedelta(seconds=30))
    lane_hall.act(desk, "start")
    lane_hall.clock.advance(timedelta(minutes=minutes))
    lane_hall.act(desk, "finish")
    lane_hall.clock.advance(timedelta(seconds=15))


def minutes(expected: Expected, lane_hall: LaneHall) -> float:
    assert expected.earliest <= expected.middle <= expected.latest
    return (expected.middle - lane_hall.clock.now()) / timedelta(minutes=1)


def test_everybody_who_waits_and_the_next_one_are_told_a_time(lane_hall: LaneHall) -> None:
    desk = lane_hall.sign_in("2")
    ids = [lane_hall.issue().ticket.ticket_id for _ in range(5)]
    lane_hall.act(desk, "call-next")

    found = look(lane_hall)

    told = [minutes(found.tickets[each], lane_hall) for each in ids[1:]]
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < minutes(found.next_in["social"], lane_hall)


def test_what_cases_take_is_learned_from_the_record_also_after_a_restart(lane_hall: LaneHall) -> None:
    desk = lane_hall.sign_in("2")
    follows = LookAhead(lane_hall.almanac)
    before = look(lane_hall, follows)
    for _ in range(12):
        lane_hall.issue()
    usual = minutes(look(lane_hall, follows).next_in["social"], lane_hall)
    for _ in range(10):
        serve(lane_hall, desk, 25)
        lane_hall.issue()
    again = look(lane_hall, follows)
    anew = look(lane_hall)

    assert before.next_in["social"].middle <= before.next_in["social"].latest
    assert minutes(again.next_in["social"], lane_hall) > 1.3 * usual
    assert minutes(anew.next_in["social"], lane_hall) > 1.3 * usual


def test_who_is_sent_to_another_line_counts_as_somebody_who_comes_there(lane_hall: LaneHall) -> None:
    desk, school = lane_hall.sign_in("2"), WaitSchool(lane_hall.almanac)
    lane_hall.sign_in("3", clerk="bert")
    lane_hall.issue()
    lane_hall.ask(school.follow)
    commerce = [place for place, queue in enumerate(school.learner.layout.queue_of) if queue == 2]
    assert school.queue_number("commerce") == 2
    before = sum(school.learner.arrivals.of_matter[each] for each in commerce)

    lane_hall.act(desk, "call-next")
    lane_hall.clock.advance(timedelta(seconds=30))
    lane_hall.act(desk, "start")
    lane_hall.act(desk, "transfer", to_window="3", matter_id="licence")
    lane_hall.ask(school.follow)

    assert sum(school.learner.arrivals.of_matter[each] for each in commerce) == before + 1


def test_a_range_is_told_in_steps_and_never_one_that_has_run_out() -> None:
    expected = Expected(
        earliest=NOON + timedelta(minutes=12), middle=NOON + timedelta(minutes=18), latest=NOON + timedelta(minutes=31)
    )

    assert told_range(expected, now=NOON) == WaitRange(low_min=10, high_min=35)
    assert told_range(expected, now=NOON + timedelta(minutes=28)) == WaitRange(low_min=0, high_min=5)
    assert told_range(expected, now=NOON + timedelta(hours=1)) == WaitRange(low_min=0, high_min=5)
    hours = Expected(
        earliest=NOON + timedelta(minutes=100), middle=NOON + timedelta(minutes=130), latest=NOON + timedelta(hours=3)
    )
    assert told_range(hours, now=NOON) == WaitRange(low_min=90, high_min=None)
    nobody_knows = Expected(earliest=NOON, middle=NOON + timedelta(minutes=20), latest=NOON + timedelta(hours=3))
    assert told_range(nobody_knows, now=NOON) is None


def test_a_range_does_not_jump_about() -> None:
    before = Expected(earliest=NOON, middle=NOON + timedelta(minutes=10), latest=NOON + timedelta(minutes=20))
    little, much = (
        Expected(earliest=NOON + by, middle=NOON + timedelta(minutes=10) + by, latest=NOON + timedelta(minutes=20) + by)
        for by in (timedelta(minutes=2), timedelta(minutes=6))
    )

    assert steady(before, little).latest == before.latest
    assert steady(before, much) == much
    assert steady(None, much) == much


def test_nothing_is_told_that_is_old_of_another_day_or_of_another_queue() -> None:
    clock = SetClock(NOON)
    told = ToldWaits(clock, is_wanted=True)
    day = NOON.date()
    assert told.find_next("social", on=day) is None

    expected = Expected(
        earliest=NOON + timedelta(minutes=11), middle=NOON + timedelta(minutes=15), latest=NOON + timedelta(minutes=19)
    )
    told.take(Foresight(business_date=day, at=NOON, next_in={"social": expected}, tickets={7: expected}))
    assert told.find_next("social", on=day) == WaitRange(low_min=10, high_min=20)
    assert told.find_ticket(8, "social", on=day) == WaitRange(low_min=10, high_min=20)
    assert told.find_ticket(8, "civil", on=day) is None
    assert told.find_next("social", on=day + timedelta(days=1)) is None

    clock.advance(TRUSTED_FOR + timedelta(seconds=1))
    assert told.find_ticket(7, "social", on=day) is None


def test_a_ticket_is_told_what_was_looked_up_and_nothing_before(lane_hall: LaneHall) -> None:
    told = ToldWaits(lane_hall.clock, is_wanted=True)
    lane_hall.almanac = Almanac(small_plan(), waits=told)
    desk = lane_hall.sign_in("2")
    lane_hall.issue()
    lane_hall.act(desk, "call-next")
    first = lane_hall.issue()
    assert (first.people_ahead, first.wait) == (0, None)

    told.take(look(lane_hall))
    second = lane_hall.issue()
    assert second.wait is not None
    assert second.wait.low_min % 5 == second.wait.high_min % 5 == 0
    assert second.wait.high_min > 0


def test_windows_and_the_desk_are_told_what_the_visitor_is_told(lane_hall: LaneHall) -> None:
    told = ToldWaits(lane_hall.clock, is_wanted=True)
    lane_hall.almanac = Almanac(small_plan(), waits=told)
    desk = lane_hall.sign_in("2")
    lane_hall.issue()
    lane_hall.act(desk, "call-next")
    ticket = lane_hall.issue().ticket
    unknown = lane_hall.ask(lambda read: look_ahead(read, lane_hall._today(read), ticket, now=lane_hall.clock.now()))
    in_line_unknown = lane_hall.ask(lambda read: stands(lane_hall, read, ticket))
    told.take(look(lane_hall))

    known = lane_hall.ask(lambda read: look_ahead(read, lane_hall._today(read), ticket, now=lane_hall.clock.now()))
    (line,) = lane_hall.window().waiting

    assert (unknown.wait, in_line_unknown.wait, in_line_unknown.is_served) == (None, None, True)
    assert known.wait == line.wait == lane_hall.ask(lambda read: stands(lane_hall, read, ticket)).wait
    assert known.wait is not None
    lane_hall.act(desk, "start")
    lane_hall.act(desk, "finish")
    lane_hall.sign_out(desk)
    assert not lane_hall.ask(lambda read: stands(lane_hall, read, ticket)).is_served


def stands(lane_hall: LaneHall, read: HallRead, ticket: Ticket) -> InLine:
    return in_line(read, Live(read), lane_hall._today(read), ticket, now=lane_hall.clock.now())


def test_the_record_of_a_month_tells_which_promises_were_kept(lane_hall: LaneHall) -> None:
    told = ToldWaits(lane_hall.clock, is_wanted=True)
    lane_hall.almanac = Almanac(small_plan(), waits=told)
    desk = lane_hall.sign_in("2")
    lane_hall.issue()
    lane_hall.act(desk, "call-next")
    lane_hall.issue()  # is told nothing
    day, now = lane_hall.clock.now().date(), lane_hall.clock.now()
    expected = Expected(
        earliest=now + timedelta(minutes=11), middle=now + timedelta(minutes=15), latest=now + timedelta(minutes=19)
    )
    told.take(Foresight(business_date=day, at=now, next_in={"social": expected}, tickets={}))
    assert lane_hall.issue().wait == lane_hall.issue().wait == WaitRange(low_min=10, high_min=20)
    lane_hall.act(desk, "start")
    lane_hall.act(desk, "finish")
    serve(lane_hall, desk, 14)
    serve(lane_hall, desk, 14)
    serve(lane_hall, desk, 1)

    board = PromiseBoard()
    record = lane_hall.ask(lambda read: board.look(read, lane_hall._today(read), None, now=lane_hall.clock.now()))

    assert (record.promises.told, record.promises.kept, record.promises.late, record.without) == (3, 2, 1, 1)
    assert [each.promises.told for each in record.bands] == [1, 2, 0]
    assert record.days[0].promises == record.promises
    with pytest.raises(BadInput):
        lane_hall.ask(lambda read: board.look(read, lane_hall._today(read), "2026-13", now=lane_hall.clock.now()))


def test_the_process_looks_ahead_and_another_takes_its_place_when_it_ends(tmp_path: Path) -> None:
    lane_hall = LaneHall(tmp_path)
    lane_hall.sign_in("2")
    lane_hall.issue()
    found: list[Foresight] = []
    came = threading.Event()

    def take(foresight: Foresight) -> None:
        found.append(foresight)
        came.set()

    process = ForesightProcess(small_plan(), lane_hall.database, lane_hall.clock, take=take, first_s=0.0, again_s=0.0)
    process.start()
    try:
        assert came.wait(60)
        came.clear()
        process.end_process()
        process.changed()
        assert came.wait(60)
    finally:
        process.stop()
        lane_hall.close()
    assert "social" in found[-1].next_in


def test_the_process_answers_questions_between_its_looks_and_none_once_it_has_ended(tmp_path: Path) -> None:
    lane_hall = LaneHall(tmp_path)
    desk = lane_hall.sign_in("2")
    for _ in range(6):
        lane_hall.issue()
    lane_hall.act(desk, "call-next")
    process = ForesightProcess(
        small_plan(), lane_hall.database, lane_hall.clock, take=lambda _found: None, first_s=0.0, again_s=0.0
    )
    asked = [process.ask(AskOpen()) for _ in range(QUESTIONS_MOST + 1)]
    process.start()
    try:
        found = [each.result(60) for each in asked]
    finally:
        process.stop()
        lane_hall.close()

    assert isinstance(found[0], OpenedWindows)
    assert [each.window_id for each in found[0].windows] == ["1"]
    assert found[-1] is None, "too many asked"
    assert process.ask(AskOpen()).result(1) is None
