from datetime import timedelta

from display.board import Board, board_of
from display.strip import MISSED_PER_PAGE
from hall.board_parts import WindowsAway
from hall.coverage import Coverage
from hall.events import WindowClosed, WindowPaused
from tests.display.scenes import Day

PAGE_S = 8


def pages(day: Day, count: int) -> list[Board]:
    boards = []
    for _ in range(count):
        boards.append(board_of(day.scene, day.now))
        day.pass_time(PAGE_S)
    return boards


def test_missed_numbers_have_a_page_in_the_order_in_which_people_look_for_them():
    day = Day()
    day.connect()
    for number in ("B004", "A012"):
        day.call(number, "5")
        day.miss(number, "5")

    shown = pages(day, 2)
    assert sorted(board.missed for board in shown) == [(), ("A012", "B004")]
    assert sorted(bool(board.cards) for board in shown) == [False, True]


def test_many_missed_numbers_turn_in_pages_and_none_is_left_out():
    day = Day()
    day.connect()
    numbers = {f"A{value:03}" for value in range(MISSED_PER_PAGE + 3)}
    for number in sorted(numbers):
        day.call(number, "5")
        day.miss(number, "5")

    seen = [number for board in pages(day, 3) for number in board.missed]
    assert sorted(seen) == sorted(numbers)


def test_a_number_that_came_back_leaves_the_page():
    day = Day()
    day.connect()
    day.call("A012", "5")
    day.miss("A012", "5")
    day.call("A012", "5", call_count=2)

    assert not any(board.missed for board in pages(day, 3))


def test_a_floor_shows_the_missed_numbers_of_its_own_queues_only():
    day = Day(Coverage(floor_id="3"))
    day.connect()
    day.call("A012", "5")
    day.miss("A012", "5")

    assert not any(board.missed for board in pages(day, 3))


def test_paused_and_closed_windows_have_a_page():
    day = Day()
    day.connect()
    day.happen(WindowPaused(window_id="5", queues=()))
    day.happen(WindowClosed(window_id="7", queues=()))

    away = [board.windows for board in pages(day, 2) if board.windows]
    assert away == [WindowsAway(paused=("5",), closed=("7",))]


def test_a_paused_window_says_when_it_is_back_until_then():
    day = Day()
    day.connect()
    back = day.now + timedelta(minutes=3)
    day.happen(WindowPaused(window_id="5", until=back, queues=()))

    (told,) = {board.windows for board in pages(day, 2) if board.windows}
    assert (told.paused, told.back) == ((), (("5", back),))
    day.pass_time(200)
    assert {board.windows for board in pages(day, 2) if board.windows} == {WindowsAway(paused=("5",))}


def test_a_hall_whose_windows_are_all_closed_has_no_list_of_them():
    day = Day()
    day.connect()
    for window in day.hall.windows:
        day.happen(WindowClosed(window_id=window.window_id, queues=()))

    assert not any(board.windows for board in pages(day, 3))
