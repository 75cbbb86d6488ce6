"""What people come for most: counted when a business date has ended, told with the directory."""

from dataclasses import replace
from datetime import timedelta

from hall.places import Directory
from hall.wire import from_json
from server.actions.look_at_directory import DirectoryBoard
from server.rules.requesting import LEAST_TICKETS, SPAN
from server.store.columns import from_yyyymmdd
from server.store.hall_read import HallRead
from server.store.requested import read_requested
from tests.server.lane_hall import LaneHall
from tests.server.plans import DAY


def requested(hall: LaneHall, board: DirectoryBoard) -> tuple[str, ...]:
    def look(read: HallRead) -> bytes:
        return board.look(read, hall.almanac.on(from_yyyymmdd(read.get_hall().business_date)))

    return from_json(Directory, hall.ask(look)).requested


def begin_next_day(hall: LaneHall, *, days: int = 1) -> None:
    hall.clock.advance(timedelta(days=days))
    hall.run(lambda _tx: None)


def take_many(hall: LaneHall, matter_id: str, count: int) -> None:
    for _ in range(count):
        hall.issue(matter_id)


def test_a_days_tickets_are_counted_by_matter_once_it_has_ended(lane_hall: LaneHall) -> None:
    take_many(lane_hall, "insure", 3)
    take_many(lane_hall, "marry", 1)
    assert lane_hall.ask(lambda read: read_requested(read, since=DAY)) == {}

    begin_next_day(lane_hall)

    assert lane_hall.ask(lambda read: read_requested(read, since=DAY)) == {"insure": 3, "marry": 1}


def test_the_directory_tells_them_most_first_from_the_next_day_on(lane_hall: LaneHall) -> None:
    board = DirectoryBoard()
    take_many(lane_hall, "marry", LEAST_TICKETS)
    take_many(lane_hall, "insure", 2)
    assert requested(lane_hall, board) == ()

    begin_next_day(lane_hall)

    assert requested(lane_hall, board) == ("marry", "insure")


def test_during_a_day_it_stays_as_it_is(lane_hall: LaneHall) -> None:
    board = DirectoryBoard()
    take_many(lane_hall, "marry", LEAST_TICKETS)
    begin_next_day(lane_hall)
    before = requested(lane_hall, board)

    take_many(lane_hall, "insure", LEAST_TICKETS + 10)

    assert requested(lane_hall, board) == before


def test_several_days_are_added_and_those_long_past_forgotten(lane_hall: LaneHall) -> None:
    take_many(lane_hall, "insure", 2)
    begin_next_day(lane_hall)
    take_many(lane_hall, "insure", 1)
    begin_next_day(lane_hall)
    assert lane_hall.ask(lambda read: read_requested(read, since=DAY)) == {"insure": 3}

    begin_next_day(lane_hall, days=SPAN.days - 1)

    assert lane_hall.ask(lambda read: read_requested(read, since=DAY)) == {"insure": 1}


def test_the_same_bytes_go_out_again(lane_hall: LaneHall) -> None:
    board = DirectoryBoard()

    def look(read: HallRead) -> bytes:
        return board.look(read, lane_hall.almanac.on(from_yyyymmdd(read.get_hall().business_date)))

    assert lane_hall.ask(look) is lane_hall.ask(look)
    directory = from_json(Directory, lane_hall.ask(look))
    assert replace(directory, requested=()) == lane_hall.almanac.on(DAY).directory
