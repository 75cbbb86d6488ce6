"""The first day's estimate."""

from hypothesis import given
from hypothesis import strategies as st

from hall.ticket import WaitRange
from server.rules.waiting import estimate_wait

AHEAD = st.integers(0, 400)
WINDOWS = st.integers(1, 20)
MINUTES = st.floats(1, 60)


def test_without_an_open_window_there_is_no_estimate() -> None:
    assert estimate_wait(3, open_windows=0, free_windows=0, usual_minutes=8) is None


def test_with_nobody_ahead_it_may_be_at_once() -> None:
    assert estimate_wait(0, open_windows=2, free_windows=0, usual_minutes=8) == WaitRange(low_min=0, high_min=4)


def test_a_free_window_means_at_once() -> None:
    at_once = WaitRange(low_min=0, high_min=0)

    assert estimate_wait(0, open_windows=2, free_windows=1, usual_minutes=8) == at_once
    assert estimate_wait(1, open_windows=2, free_windows=1, usual_minutes=8) != at_once


def test_five_people_at_one_window_of_eight_minutes() -> None:
    assert estimate_wait(5, open_windows=1, free_windows=0, usual_minutes=8) == WaitRange(low_min=34, high_min=54)


@given(AHEAD, WINDOWS, MINUTES)
def test_a_range_is_never_empty(ahead: int, windows: int, minutes: float) -> None:
    wait = estimate_wait(ahead, open_windows=windows, free_windows=0, usual_minutes=minutes)

    assert wait is not None
    assert 0 <= wait.low_min < wait.high_min


@given(AHEAD, WINDOWS, MINUTES)
def test_more_people_ahead_never_mean_a_shorter_wait(ahead: int, windows: int, minutes: float) -> None:
    fewer = estimate_wait(ahead, open_windows=windows, free_windows=0, usual_minutes=minutes)
    more = estimate_wait(ahead + 1, open_windows=windows, free_windows=0, usual_minutes=minutes)

    assert fewer is not None
    assert more is not None
    assert (more.low_min, more.high_min) >= (fewer.low_min, fewer.high_min)
    assert more.high_min >= fewer.high_min


@given(AHEAD, WINDOWS, MINUTES)
def test_another_open_window_never_means_a_longer_wait(ahead: int, windows: int, minutes: float) -> None:
    few = estimate_wait(ahead, open_windows=windows, free_windows=0, usual_minutes=minutes)
    many = estimate_wait(ahead, open_windows=windows + 1, free_windows=0, usual_minutes=minutes)

    assert few is not None
    assert many is not None
    assert many.high_min <= few.high_min
