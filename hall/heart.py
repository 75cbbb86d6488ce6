"""The heart: a thread on which a device tells the server how it is, again and again and soon after any change."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hall.devices import Health, HealthTaken
from hall.errors import HallError

_log = logging.getLogger(__name__)


class HealthDesk(Protocol):
    """The part of `hall.client.HallClient` that is told how a device is."""

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        """Tell how this device is, and learn what it is asked to do."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How long after a beat the next one comes when nothing changes, and the least time between two.

    `breath_s` passes between a change and its beat: whatever else the change sets going comes first.
    """

    every_s: float
    rest_s: float
    breath_s: float = 0.0


class Heart:
    """Beats at once, then in its rhythm; a server that is away is logged once, and asked again at the next beat."""

    def __init__(self, beat: Callable[[], object], rhythm: Rhythm) -> None:
        """Take what tells the server once (on this object's thread; raises HallError when it is not heard)."""
        self._beat, self._rhythm = beat, rhythm
        self._soon, self._ended = threading.Event(), threading.Event()
        self._is_away = False
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def beat_soon(self) -> None:
        """Tell that something has changed, or that the server has something to tell; any thread."""
        self._soon.set()

    def stop(self) -> None:
        """End; a beat that is under way ends by itself."""
        self._ended.set()
        self._soon.set()

    def _run(self) -> None:
        rhythm = self._rhythm
        while not self._ended.is_set():
            self._soon.clear()
            try:
                self._beat()
                self._is_away = False
            except HallError as error:
                if not self._is_away:
                    _log.warning("the server does not hear how this device is: %s", error)
                self._is_away = True
            except Exception:  # noqa: BLE001  # this thread's outermost loop
                _log.exception("a heartbeat failed")
            self._ended.wait(rhythm.rest_s)
            if self._soon.wait(rhythm.every_s - rhythm.rest_s):
                self._ended.wait(rhythm.breath_s)
