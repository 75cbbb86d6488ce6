import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.glass_watch import TOLD_AGAIN_AFTER_S, GlassWatch, place_of

PATIENCE_S = 10.0


class Seconds:
    """A clock in the test's own hands."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def watch(seconds: Seconds, caplog: pytest.LogCaptureFixture) -> Iterator[GlassWatch]:
    with caplog.at_level(logging.INFO):
        yield GlassWatch(seconds=seconds)


def elsewhere(act: Callable[[], None]) -> None:
    """Do something on another thread, while this one waits here."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join(PATIENCE_S)


def test_who_stands_still_is_told_with_the_place(
    watch: GlassWatch, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    watch.work()
    seconds.now_s += 0.2
    elsewhere(watch.look)
    watch.rest()

    assert "the glass stood still for 200 ms: python3.11/threading.py" in caplog.text
    assert "kiosk/test_glass_watch.py" in caplog.text
    assert "elsewhere" in caplog.text


def test_what_is_at_once_is_not_told(watch: GlassWatch, seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    watch.work()
    seconds.now_s += 0.05
    elsewhere(watch.look)
    watch.rest()

    assert caplog.text == ""


def test_a_rest_may_be_long(watch: GlassWatch, seconds: Seconds, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        watch.work()
        watch.rest()
        seconds.now_s += 60
        elsewhere(watch.look)

    assert caplog.text == ""


def test_the_same_place_is_told_once_a_minute(
    watch: GlassWatch, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        watch.work()
        seconds.now_s += 0.2
        watch.rest()
    assert len(caplog.records) == 1

    seconds.now_s += TOLD_AGAIN_AFTER_S
    watch.work()
    seconds.now_s += 0.2
    watch.rest()

    assert len(caplog.records) == 2


def test_a_clock_that_is_watched_idles_as_before(
    watch: GlassWatch, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    class SomeClock:
        def idle(self) -> float:
            seconds.now_s += 5
            return seconds.now_s

    clock = SomeClock()
    watch.watch(clock)

    assert clock.idle() == 5
    seconds.now_s += 0.3
    assert clock.idle() == 10.3
    assert [record.getMessage() for record in caplog.records] == [
        "the glass stood still for 300 ms: somewhere that nobody looked at"
    ]


def test_a_place_is_the_innermost_of_a_stack() -> None:
    assert place_of(sys._getframe()).startswith("kiosk/test_glass_watch.py:")
    assert place_of(None) == ""
