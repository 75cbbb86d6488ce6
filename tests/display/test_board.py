from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from display.board import Board, board_of, next_change_at
from display.line import LineState
from display.scene import Scene, after
from hall.coverage import Coverage
from hall.errors import BadSettings, NotSignedIn
from hall.events import BusinessDayStarted, WindowState
from hall.places import Text
from hall.stream import Connected, Disconnected
from hall.ticket import TicketState
from hall.ticket_events import TicketCalled, TicketReactivated, TicketResumed
from tests.display.scenes import MORNING, Day, directory, queue_now, snapshot, with_queues


def board(day: Day) -> Board:
    return board_of(day.scene, day.now)


def numbers(day: Day) -> list[str]:
    return [row.number for row in board(day).rows]


def hero(day: Day) -> str | None:
    called = board(day).hero
    return called.number if called else None


def test_a_call_is_on_the_card_and_in_the_rows_at_once():
    day = Day()
    day.connect()
    day.call("A012", "5")

    shown = board(day).hero
    assert shown is not None
    assert (shown.number, shown.place.window_id, shown.place.floor.zh, shown.matter.zh) == (
        "A012",
        "5",
        "二楼",
        "社会保险登记",
    )
    assert numbers(day) == ["A012"]
    assert board(day).rows[0].is_called


def test_before_the_first_call_there_is_no_number_and_the_queues_are_shown():
    day = Day()
    day.connect()

    assert board(day).hero is None
    assert [card.waiting for card in board(day).cards] == [4, 4, 4]


def test_a_burst_fills_the_rows_at_once_while_the_card_takes_turns():
    day = Day()
    day.connect()
    for number in ("A001", "A002", "A003"):
        day.call(number)

    assert numbers(day) == ["A003", "A002", "A001"]
    assert all(row.is_called for row in board(day).rows)
    assert hero(day) == "A001"
    day.pass_time(7)
    assert hero(day) == "A002"
    assert [row.is_called for row in board(day).rows] == [True, True, False]


def test_a_burst_of_fifty_is_all_in_the_rows_within_a_minute_and_all_on_the_card():
    day = Day()
    day.connect()
    burst = [f"A{number:03}" for number in range(1, 51)]
    for number in burst:
        day.call(number)

    assert numbers(day) == ["A050", "A049", "A048", "A047", "A046", "A045"]
    in_rows, on_card = set(), []
    for second in range(50 * 7):
        if second < 60:
            in_rows |= set(numbers(day))
        if (shown := hero(day)) and shown not in on_card:
            on_card.append(shown)
        day.pass_time(1)

    assert len(in_rows) > 40
    assert on_card == burst


def test_a_recall_is_announced_again_and_stands_in_the_rows_once():
    day = Day()
    day.connect()
    first = day.call("A012")
    day.call("B004", "7")
    day.pass_time(20)
    again = day.call("A012", call_count=2)

    shown = board(day).hero
    assert shown is not None
    assert (shown.call_id, shown.number) == (again, "A012")
    assert again != first
    assert numbers(day) == ["A012", "B004"]


def test_a_finished_number_leaves_the_card_and_an_older_one_that_still_stands_takes_it():
    day = Day()
    day.connect()
    day.call("B004", "7")
    day.pass_time(10)
    day.call("A012")
    day.pass_time(10)
    day.finish("A012")

    shown = board(day).hero
    assert shown is not None
    assert (shown.number, shown.is_turn) == ("B004", False)


def test_a_number_that_did_not_come_leaves_the_card_and_is_marked_in_the_rows():
    day = Day()
    day.connect()
    day.call("A012")
    day.miss("A012")

    assert hero(day) is None
    assert [(row.number, row.state) for row in board(day).rows] == [("A012", TicketState.OVERDUE)]


@pytest.mark.parametrize("leave", [Day.undo, Day.hold, Day.transfer])
def test_a_call_taken_back_and_a_number_parked_or_sent_on_leave_card_and_rows(leave: Callable[[Day, str], None]):
    day = Day()
    day.connect()
    day.call("B004", "7")
    day.call("A012")
    leave(day, "A012")
    day.pass_time(7)

    assert (hero(day), numbers(day)) == ("B004", ["B004"])
    assert day.scene.turns.pending == ()


def test_an_overdue_number_that_came_back_leaves_the_rows():
    day = Day()
    day.connect()
    day.call("A012")
    day.miss("A012")
    ticket_id = day.ticket_id("A012")
    day.happen(TicketReactivated(ticket_id=ticket_id, number="A012", calls_left=3, queue=queue_now("social")))

    assert numbers(day) == []


def test_a_number_sent_to_another_floor_is_gone_from_the_first_ones_board():
    day = Day(Coverage(floor_id="2"))
    day.connect()
    day.call("A012", "5")
    day.transfer("A012")
    day.call("A012", "12")

    assert (hero(day), numbers(day)) == (None, [])


def test_a_parked_visitor_who_is_back_stands_on_the_board_without_a_new_call():
    day = Day()
    day.connect()
    day.call("A012")
    day.hold("A012")
    called = list(day.called)
    day.happen(TicketResumed(ticket_id=day.ticket_id("A012"), number="A012", window_id="5"))

    assert (numbers(day), day.called) == (["A012"], called)


def test_a_queue_that_is_stopped_says_so_and_has_a_card_even_when_nobody_waits():
    day = Day()
    why = Text(zh="系统维护", en="Maintenance")
    quiet = queue_now("medical", waiting=0, open_windows=0, stopped=why)
    day.connect(with_queues(snapshot(), [queue_now("social"), quiet]))

    assert [(card.name.zh, card.is_stopped) for card in board(day).cards] == [("社会保险", False), ("医保", True)]


def test_a_visitor_who_came_stays_on_the_card_until_the_next_call():
    day = Day()
    day.connect()
    day.call("A012")
    day.start("A012")
    assert hero(day) == "A012"

    day.pass_time(7)
    day.call("A013", "6")
    assert hero(day) == "A013"


def test_a_floors_board_shows_that_floor_alone():
    day = Day(Coverage(floor_id="3"))
    day.connect()
    day.call("A012", "5")
    day.call("E019", "12")

    assert numbers(day) == ["E019"]
    assert hero(day) == "E019"
    assert [card.name.zh for card in board(day).cards] == ["工商"]
    assert board(day).floor is not None


def test_the_halls_board_leaves_out_queues_where_nothing_happens():
    day = Day()
    quiet = [queue_now("social"), queue_now("medical", waiting=0, open_windows=0), queue_now("firms", waiting=0)]
    day.connect(with_queues(snapshot(), quiet))

    assert [card.name.zh for card in board(day).cards] == ["社会保险", "工商"]


def test_queues_beyond_six_are_shown_page_after_page():
    hall = directory(queue_count=8)
    day = Day(Coverage(floor_id="2"), hall=hall)
    day.connect(with_queues(snapshot(), [queue_now(queue.queue_id) for queue in hall.queues]))

    seen = set()
    for _second in range(16):
        seen |= {card.queue_id for card in board(day).cards}
        day.pass_time(1)

    assert seen == {queue.queue_id for queue in hall.queues} - {"firms"}


def test_a_floor_that_the_hall_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(BadSettings, match="--floor 9: this hall has no such floor; it has 2, 3"):
        Coverage(floor_id="9").check(directory())


def test_a_dead_line_is_said_within_twenty_seconds_with_the_time_of_the_data():
    day = Day()
    day.connect()
    day.hear(Disconnected(error=None))
    assert board(day).line.state is LineState.AWAY

    day.pass_time(20)
    line = board(day).line
    assert line.state is LineState.STALE
    assert line.heard_at is not None
    assert line.heard_at.strftime("%H:%M") == "09:42"


def test_after_the_line_comes_back_missed_calls_are_caught_up_in_order():
    day = Day()
    day.connect()
    missed = [day.make(day_call) for day_call in _bodies(day, ["A001", "A002", "A003"])]
    day.hear(Disconnected(error=None))
    day.pass_time(40)
    day.hear(Connected(snapshot=replace(day.hall, calls=(), seq=100, at=MORNING)))
    for news in missed:
        day.hear(news)

    assert day.called == ["A001", "A002", "A003"]
    assert board(day).line.state is LineState.UP
    assert hero(day) == "A001"
    assert numbers(day) == ["A003", "A002", "A001"]


def test_a_fresh_snapshot_after_a_long_absence_calls_only_those_who_are_still_called():
    day = Day()
    day.connect()
    for body in _bodies(day, ["A001", "A002"]):
        day.make(body)
    gone = Day()
    gone.hall, gone._tickets = day.hall, day._tickets
    gone.finish("A001")
    day.hall = gone.hall
    day.connect()

    assert day.called == ["A002"]


def test_a_board_that_is_switched_on_does_not_call_old_numbers():
    day = Day()
    for body in _bodies(day, ["A001", "A002"]):
        day.make(body)
    day.now += timedelta(minutes=5)
    day.connect(replace(day.hall, at=day.now))

    assert not day.scene.turns.being_called
    assert hero(day) == "A002"
    assert numbers(day) == ["A002", "A001"]


def test_the_clock_is_the_servers_in_the_halls_zone():
    day = Day()
    day.connect(snapshot(at=MORNING + timedelta(minutes=7)))

    assert board(day).time.strftime("%Y-%m-%d %H:%M") == "2026-11-24 09:49"


def test_a_resumed_line_with_an_old_snapshot_does_not_turn_the_clock_back():
    day = Day()
    day.connect()
    day.pass_time(600)
    day.beat()
    day.hear(Connected(snapshot=day.hall))

    assert board(day).time.strftime("%H:%M") == "09:52"


def test_the_date_changes_at_midnight_in_the_hall():
    day = Day()
    day.now = datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)
    day.connect(snapshot(at=day.now))
    assert board(day).time.date() == date(2026, 11, 24)

    assert next_change_at(day.scene, day.now) <= day.now + timedelta(seconds=1)
    day.pass_time(1)
    assert board(day).time.date() == date(2026, 11, 25)


def test_a_new_business_day_wipes_the_board():
    day = Day()
    day.connect()
    day.call("A012")
    day.call("A013", "6")
    day.happen(BusinessDayStarted(business_date=date(2026, 11, 25)))

    assert hero(day) is None
    assert numbers(day) == []
    assert [card.waiting for card in board(day).cards] == [0, 0, 0]


def test_another_record_with_lower_numbers_is_taken_as_it_is():
    day = Day()
    day.connect()
    day.call("A012")
    other = Day()
    other.hall = snapshot(seq=3, epoch=2)
    other.call("C001", "7")
    day.connect(other.hall)

    assert hero(day) == "C001"
    assert numbers(day) == ["C001"]


def test_the_spoken_call_is_marked_in_its_row():
    day = Day()
    day.connect()
    first = day.call("A012")
    day.call("A013", "6")
    day.scene = replace(day.scene, spoken_call_id=first)

    assert [row.is_spoken for row in board(day).rows] == [False, True]


def test_nothing_looks_different_until_the_next_change_is_due():
    day = Day()
    day.connect()
    for number in ("A001", "A002", "A003", "A004", "A005", "A006", "A007", "A008"):
        day.call(number)
    for _change in range(60):
        shown, due = board(day), next_change_at(day.scene, day.now)
        assert due > day.now
        day.pass_time((due - day.now).total_seconds() - 0.001)
        assert board(day) == shown
        day.pass_time(0.001)


def test_without_a_directory_there_is_still_a_clock_and_the_reason_for_staff():
    day = Day()
    scene = Scene(coverage=Coverage())
    scene = after(scene, Disconnected(error=NotSignedIn()), day.now).scene

    shown = board_of(scene, day.now)
    assert shown.hall is None
    assert (shown.line.state, shown.line.trouble) == (LineState.FIRST, "not_signed_in")


def test_the_notice_line_begins_with_the_rule_and_goes_on_to_the_notices():
    day = Day()
    day.connect()
    seen = []
    for _second in range(16):
        if board(day).notice not in seen:
            seen.append(board(day).notice)
        day.pass_time(1)

    assert {notice.rules is not None for notice in seen} == {True, False}


def test_a_windows_sign_shows_its_number_and_state():
    day = Day(Coverage(window_id="5"))
    day.connect()
    sign = board(day).sign
    assert sign is not None
    assert (sign.state, sign.number) == (WindowState.OPEN, None)

    day.call("C031", "7")
    day.call("A012", "5")
    sign = board(day).sign
    assert sign is not None
    assert (sign.number, sign.ticket_state, sign.place.window_id) == ("A012", TicketState.CALLED, "5")
    day.start("A012")
    sign = board(day).sign
    assert sign is not None
    assert sign.ticket_state is TicketState.SERVING
    assert numbers(day) == ["A012"]


def _bodies(day: Day, called: list[str]) -> list[TicketCalled]:
    return [
        TicketCalled(
            ticket_id=day.ticket_id(number),
            number=number,
            matter_id="social_matter",
            window_id="5",
            call_count=1,
            queue=queue_now("social"),
        )
        for number in called
    ]
