"""WorkThread: does one thing after another away from the glass; what fails is logged, and the thread goes on."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_log = logging.getLogger(__name__)


def start_thread(name: str) -> ThreadPoolExecutor:
    """Return one thread that does what it is given, one after another, and is there already.

    An executor begins its thread with the first work, and has whoever gives it wait for that: 90 ms on a busy machine,
    for which the glass would stand still.
    """
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
    pool.submit(int).result()
    return pool


def _say_nothing(_error: Exception) -> None:
    """The log is enough."""


class WorkThread:
    """One thread."""

    def __init__(self, name: str, *, on_fault: Callable[[Exception], None] = _say_nothing) -> None:
        """Take the thread's name, and who is told, on this thread, of a fault that the work itself did not expect."""
        self._name, self._on_fault = name, on_fault
        self._working = start_thread(name)

    def do(self, act: Callable[[], None]) -> None:
        """Have something done after all that was asked before."""
        self._working.submit(self._do, act)

    def stop(self) -> None:
        """Let what is being done end, and do no more."""
        self._working.shutdown(wait=False, cancel_futures=True)

    def _do(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001  # this thread's outermost loop: an executor would swallow the traceback
            _log.exception("%s: what was asked failed", self._name)
            self._on_fault(error)
