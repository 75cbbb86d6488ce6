"""The heart: beats at once and after each change, whatever becomes of a beat."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hall.errors import ServerAway
from hall.heart import Heart, Rhythm

WAIT_S = 5.0


@contextmanager
def beating(beat: Callable[[], object]) -> Iterator[Heart]:
    heart = Heart(beat, Rhythm(every_s=60.0, rest_s=0.0))
    heart.start()
    yield heart
    heart.stop()


@pytest.mark.parametrize("fault", [None, ServerAway("cut"), ValueError("a bug")])
def test_it_beats_at_once_and_soon_after_a_change_even_if_a_beat_fails(fault: Exception | None):
    heard = threading.Semaphore(0)

    def beat() -> None:
        heard.release()
        if fault is not None:
            raise fault

    with beating(beat) as heart:
        assert heard.acquire(timeout=WAIT_S)
        heart.beat_soon()
        assert heard.acquire(timeout=WAIT_S)
        assert not heard.acquire(blocking=False)
