"""A board's heartbeat: how it is and which calls it has shown and spoken."""

import time
from collections.abc import Callable

from hall.boards import BOARD_BEATS_S, BoardHealth
from hall.devices import Health
from hall.heart import HealthDesk, Rhythm
from hall.version import VERSION

RHYTHM = Rhythm(every_s=BOARD_BEATS_S, rest_s=1.0, breath_s=0.3)
"""A burst of calls is acknowledged together, after the picture and the sound of it."""


class Beat:
    """Tells the server once, when it is called."""

    def __init__(self, desk: HealthDesk, *, look: Callable[[], BoardHealth], new_key: Callable[[], str]) -> None:
        """Take the server's client, used on the heart's thread only, and who knows how the board is (any thread)."""
        self._desk, self._look, self._new_key = desk, look, new_key
        self._began = time.monotonic()

    def __call__(self) -> None:
        """Tell.

        Raises:
            HallError: the server did not answer, or refused.
        """
        uptime_s = int(time.monotonic() - self._began)
        health = Health(version=VERSION, uptime_s=uptime_s, screen="board", board=self._look())
        self._desk.tell_health(health, key=self._new_key())
