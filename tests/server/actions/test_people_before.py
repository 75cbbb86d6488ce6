"""What a kiosk tells of the people ahead before a number is taken is what the number tells."""

from hall.people_before import people_before
from tests.server.lane_hall import LaneHall

MATTERS = {"insure": "social", "marry": "civil", "licence": "commerce"}


def told_before(lane_hall: LaneHall, queue_id: str) -> int:
    """Return what the kiosk's page says of a queue."""
    snapshot = lane_hall.snapshot()
    queue = next(each for each in snapshot.queues if each.queue_id == queue_id)
    return people_before(queue, snapshot, lane_hall.almanac.plan.windows)


def test_page_and_number_tell_the_same_whoever_shares_a_window(lane_hall: LaneHall) -> None:
    compared, beside = [], []
    for window_id in (None, *(window.window_id for window in lane_hall.almanac.plan.windows)):
        if window_id is not None:
            lane_hall.sign_in(window_id, clerk=f"clerk{window_id}")
        for matter_id, queue_id in MATTERS.items():
            told = told_before(lane_hall, queue_id)
            beside.append(
                (told, next(each.waiting for each in lane_hall.snapshot().queues if each.queue_id == queue_id))
            )
            compared.append((told, lane_hall.issue(matter_id).people_ahead))

    assert all(told == got for told, got in compared), compared
    assert any(told > own for told, own in beside), "a window is shared"
