"""WorkThread: does one thing after another away from the glass; what fails is logged, and the thread goes on."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_log = logging.getLogger(__name__)


def _say_nothing(_error: Exception) -> None:
    """The log is enough."""


class WorkThread:
    """One thread, begun with the first work."""

    def __init__(self, name: str, *, on_fault: Callable[[Exception], None] = _say_nothing) -> None:
        """Take the thread's name, and who is told, on this thread, of a fault that the work itself did not expect."""
        self._name, self._on_fault = name, on_fault
        self._working = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

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
