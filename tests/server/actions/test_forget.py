"""Old commands are forgotten."""

from datetime import timedelta

from server.actions.forget import FORGOTTEN_AT_ONCE, forget_old
from tests.server.lane_hall import LaneHall


def test_a_command_is_remembered_for_two_days(lane_hall: LaneHall) -> None:
    first = lane_hall.issue(key="press-1")
    lane_hall.clock.advance(timedelta(hours=48))
    assert lane_hall.run(forget_old) == 0
    assert lane_hall.issue(key="press-1") == first

    lane_hall.clock.advance(timedelta(seconds=1))

    assert lane_hall.run(forget_old) == 1
    assert lane_hall.issue(key="press-1") != first


def test_they_are_forgotten_a_few_at_a_time(lane_hall: LaneHall) -> None:
    with lane_hall.held():
        futures = [lane_hall.submit_issue() for _ in range(FORGOTTEN_AT_ONCE + 5)]
    for future in futures:
        future.result(10)
    lane_hall.clock.advance(timedelta(days=3))

    assert [lane_hall.run(forget_old) for _ in range(3)] == [FORGOTTEN_AT_ONCE, 5, 0]
