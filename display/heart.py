"""The heart: tells the server how this board is and which calls it has shown and spoken, on a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

from hall.boards import BOARD_BEATS_S, BoardHealth
from hall.devices import Health, HealthTaken
from hall.errors import HallError
from hall.version import VERSION

REST_S = 1.0
"""The least time between two beats: a burst of calls is acknowledged together."""

BREATH_S = 0.3
"""Between a call and its acknowledgement: the picture and the sound of a call go first."""

_log = logging.getLogger(__name__)


class HealthDesk(Protocol):
    """The part of `hall.client.HallClient` that is told how a device is."""

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        """Tell how this device is."""
        ...


class Heart:
    """Beats every quarter of a minute, and soon after a call was shown or spoken."""

    def __init__(self, desk: HealthDesk, *, look: Callable[[], BoardHealth], new_key: Callable[[], str]) -> None:
        """Take the server's client, used by this object's thread only, and who knows how the board is (any thread)."""
        self._desk, self._look, self._new_key = desk, look, new_key
        self._began = time.monotonic()
        self._soon, self._ended = threading.Event(), threading.Event()
        self._is_away = False
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def beat_soon(self) -> None:
        """Tell that something has changed; any thread."""
        self._soon.set()

    def stop(self) -> None:
        """End; a beat that is under way ends by itself."""
        self._ended.set()
        self._soon.set()

    def beat(self) -> None:
        """Tell once.

        Raises:
            HallError: the server did not answer, or refused.
        """
        uptime_s = int(time.monotonic() - self._began)
        health = Health(version=VERSION, uptime_s=uptime_s, screen="board", board=self._look())
        self._desk.tell_health(health, key=self._new_key())

    def _run(self) -> None:
        while not self._ended.is_set():
            self._soon.clear()
            try:
                self.beat()
                self._is_away = False
            except HallError as error:
                if not self._is_away:
                    _log.warning("the server does not hear how this board is: %s", error)
                self._is_away = True
            except Exception:  # noqa: BLE001  # this thread's outermost loop
                _log.exception("a heartbeat failed")
            self._ended.wait(REST_S)
            if self._soon.wait(BOARD_BEATS_S - REST_S):
                self._ended.wait(BREATH_S)
