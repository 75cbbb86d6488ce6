"""Failsafe: a screen that fails leads home in plain words; only a kiosk that keeps failing ends, to be started anew."""

import logging
from collections import deque
from collections.abc import Callable

from kivy.base import ExceptionHandler, ExceptionManager

MOST, WITHIN_S = 3, 10.0
"""More faults than this in so short a time are not a visitor's bad luck: whoever watches the program starts it anew."""

_log = logging.getLogger(__name__)


class Failsafe(ExceptionHandler):
    """Asked by Kivy about everything that its main loop would end with."""

    def __init__(self, recover: Callable[[], None], *, seconds: Callable[[], float]) -> None:
        """Take what leads the visitor to safety, and a clock that only runs forward."""
        self._recover, self._seconds = recover, seconds
        self._faults: deque[float] = deque(maxlen=MOST + 1)

    def handle_exception(self, inst: BaseException) -> int:
        """Log the fault and lead the visitor out of it; tell Kivy to go on, or to end after too many."""
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        _log.error("a screen failed; its visitor is told to begin anew", exc_info=inst)
        self._faults.append(self._seconds())
        if len(self._faults) > MOST and self._faults[-1] - self._faults[0] <= WITHIN_S:
            _log.critical("%d faults within %.0f s: the kiosk ends", len(self._faults), WITHIN_S)
            return int(ExceptionManager.RAISE)
        return int(ExceptionManager.PASS if self._is_safe() else ExceptionManager.RAISE)

    def _is_safe(self) -> bool:
        try:
            self._recover()
        except Exception:  # noqa: BLE001  # the last resort of the main loop
            _log.exception("the way out of a fault failed as well")
            return False
        return True
