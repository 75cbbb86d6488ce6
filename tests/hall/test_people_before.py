"""What a face tells of the people ahead is what the number will tell."""

from dataclasses import replace

import pytest

from hall.events import WindowState
from hall.people_before import people_before
from hall.places import Window
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot, WindowNow
from tests.fakes.hall_server import FakeHall

OWN = QueueNow(queue_id="own", waiting=2, open_windows=1)


def hall_of(
    *served: tuple[str, ...], open_: tuple[bool, ...], weights: tuple[int, ...] = ()
) -> tuple[Snapshot, list[Window]]:
    """Return a hall whose windows serve these queues; two people wait in one's own, five in each other."""
    hall = FakeHall()
    windows = [
        replace(window, queues=queues, weights=weights)
        for window, queues in zip(hall.directory.windows, served, strict=False)
    ]
    there = tuple(
        WindowNow(window_id=window.window_id, state=WindowState.OPEN if is_open else WindowState.CLOSED)
        for window, is_open in zip(windows, open_, strict=True)
    )
    queues = (OWN, replace(OWN, queue_id="other", waiting=5), replace(OWN, queue_id="third", waiting=5))
    return replace(hall.snapshot, windows=there, queues=queues), windows


def test_who_waits_for_the_same_window_counts_whatever_the_queue() -> None:
    snapshot, windows = hall_of(("own", "other"), open_=(True,))

    assert people_before(OWN, snapshot, windows) == 7


def test_the_window_counts_that_comes_to_a_newcomer_first() -> None:
    snapshot, windows = hall_of(("own", "other", "third"), ("own",), open_=(True, True))

    assert people_before(OWN, snapshot, windows) == 2


def test_a_window_that_is_closed_helps_nobody() -> None:
    snapshot, windows = hall_of(("own", "other"), ("own",), open_=(True, False))

    assert people_before(OWN, snapshot, windows) == 7


def test_while_no_window_is_open_the_queue_itself_counts() -> None:
    snapshot, windows = hall_of(("own", "other"), open_=(False,))

    assert people_before(OWN, snapshot, windows) == 2


@pytest.mark.parametrize(("weights", "told"), [((1, 1), 5), ((3, 1), 3), ((1, 3), 7)])
def test_a_window_that_shares_out_its_calls_calls_the_others_by_their_shares(
    weights: tuple[int, ...], told: int
) -> None:
    snapshot, windows = hall_of(("own", "other"), open_=(True,), weights=weights)

    assert people_before(OWN, snapshot, windows) == told
