"""Nobody is told to be called at once at a window for which others wait already."""

from dataclasses import replace

from hall.at_once import as_told
from hall.events import WindowState
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot, WindowNow
from hall.ticket import WaitRange
from tests.fakes.hall_server import FakeHall

AT_ONCE = WaitRange(low_min=0, high_min=0)
OWN = QueueNow(queue_id="own", waiting=0, open_windows=1, wait=AT_ONCE)


def shared() -> tuple[FakeHall, Snapshot]:
    """Return a hall whose first window is free, and serves two queues."""
    hall = FakeHall()
    first, *others = hall.directory.windows
    windows = (replace(first, queues=("own", "other")), *(replace(each, queues=()) for each in others))
    hall.directory = replace(hall.directory, windows=windows)
    there = (WindowNow(window_id=first.window_id, state=WindowState.OPEN),)
    return hall, replace(hall.snapshot, windows=there, queues=(OWN, replace(OWN, queue_id="other")))


def test_a_free_window_that_nobody_waits_for_is_free_at_once() -> None:
    hall, snapshot = shared()

    assert as_told(OWN, snapshot, hall.directory.windows) == OWN


def test_no_wait_is_told_while_others_wait_for_the_same_window() -> None:
    hall, snapshot = shared()
    snapshot = replace(snapshot, queues=(OWN, QueueNow(queue_id="other", waiting=5, open_windows=1)))

    assert as_told(OWN, snapshot, hall.directory.windows) == replace(OWN, wait=None)


def test_a_wait_that_is_a_range_stays_as_it_is() -> None:
    hall, snapshot = shared()
    for high_min in (9, None):
        queue = replace(OWN, wait=WaitRange(low_min=5, high_min=high_min))
        assert as_told(queue, replace(snapshot, windows=()), hall.directory.windows) is queue
