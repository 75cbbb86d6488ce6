"""What a program tells systemd that started it: ready, alive, ending (sd_notify(3)); nothing where nobody listens.

A datagram of one word is the whole protocol: less than a package that would have to be watched over.
"""

import logging
import os
import socket
from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)


class Systemd:
    """The socket that systemd named in the environment; no method blocks or raises."""

    def __init__(self, environment: Mapping[str, str], *, seconds: Callable[[], float]) -> None:
        """Take the environment, and a clock that only runs forward."""
        self._address = environment.get("NOTIFY_SOCKET", "")
        self._seconds = seconds
        self._every_s = _watchdog_s(environment) / 3
        self._told_s: float | None = None

    def ready(self) -> None:
        """The program does what it is for."""
        self._tell("READY=1")

    def alive(self) -> None:
        """The loop that must not stand still has come round; call it as often as you like."""
        now = self._seconds()
        if self._every_s and (self._told_s is None or now - self._told_s >= self._every_s):
            self._told_s = now
            self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """The program ends, as it was told."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as line:
                line.sendto(words.encode(), address)
        except OSError as error:
            _log.warning("systemd was not told %s: %s", words, error)


def open_systemd(*, seconds: Callable[[], float]) -> Systemd:
    """Return the way to the systemd that started this program, if one did."""
    return Systemd(os.environ, seconds=seconds)


def _watchdog_s(environment: Mapping[str, str]) -> float:
    """Return how long systemd waits for a sign of life, 0 when it does not, or waits for another process's."""
    usec, pid = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    is_ours = not pid or pid == str(os.getpid())
    return int(usec) / 1e6 if usec.isdecimal() and is_ours else 0.0


NOBODY = Systemd({}, seconds=lambda: 0.0)
"""Where no systemd is told anything."""
