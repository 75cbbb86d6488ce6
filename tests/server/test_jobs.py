"""What the server does by itself."""

from datetime import timedelta

from tests.server.listening_client import Listener
from tests.server.running import RunningHall


def test_the_day_begins_on_time_though_nobody_does_anything(running_hall: RunningHall) -> None:
    running_hall.issue()
    with Listener(running_hall.url + "/api/v1/events", token=running_hall.display_token) as board:
        before = board.next_of("snapshot")
        running_hall.clock.advance(timedelta(days=1))
        event = board.next_of("BusinessDayStarted")

    assert event["body"]["business_date"] == "2026-03-03"
    assert isinstance(before, dict)
    assert isinstance(event, dict)
    assert event["seq"] > before["seq"]
    assert running_hall.kiosk.get_snapshot().queues[0].waiting == 0
