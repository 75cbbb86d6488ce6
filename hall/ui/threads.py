"""The way from background threads to the screen and back: threads never touch a widget."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kivy.clock import Clock

from hall.errors import HallError

T = TypeVar("T")

_log = logging.getLogger(__name__)


def on_screen_thread(act: Callable[[], None]) -> None:
    """Have `act` run on the screen's thread as soon as it is free; may be called from any thread."""
    Clock.schedule_once(lambda _elapsed: act(), 0)


class Background:
    """A worker thread for what blocks (requests, paper, disk); jobs run one after another, in order."""

    def __init__(self, name: str) -> None:
        """Start nothing yet; the thread comes with the first job."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def run(self, job: Callable[[], T], *, done: Callable[[T], None], failed: Callable[[HallError], None]) -> None:
        """Run a job off the screen's thread and bring its result, or its error, back to it."""

        def work() -> None:
            try:
                result = job()
            except HallError as fault:
                error = fault
                on_screen_thread(lambda: failed(error))
            except Exception:  # noqa: BLE001  # this thread's outermost loop: Kivy would swallow the traceback
                _log.exception("a background job failed")
                on_screen_thread(lambda: failed(HallError("a background job failed; see the log")))
            else:
                on_screen_thread(lambda: done(result))

        self._pool.submit(work)

    def stop(self) -> None:
        """Let the running job end and take no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
