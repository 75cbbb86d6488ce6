"""The access log: a line for each answer, all of a moment written together.

A line by way of `logging` cost as much as a twelfth of a ticket, most of it for waking the kernel once for each.
"""

import asyncio
import logging
import sys
from datetime import datetime

from hall.clock import Clock
from hall.log_lines import moment_text

TOGETHER_S = 0.2
"""For so long lines are kept; a killed server loses those of its last moment, never anything of the record."""

QUIET_METHODS = frozenset({"GET", "HEAD"})

_log = logging.getLogger("server.access")

Line = tuple[datetime, int, str, str, int, float, str]
"""When, level, method, the route's pattern, status, seconds taken, who asked."""


class AccessLog:
    """Lines on standard error, in the form of the other ones; reading is told only when it failed (or to debug)."""

    def __init__(self, clock: Clock) -> None:
        """Begin empty."""
        self._clock = clock
        self._lines: list[Line] = []

    def note(self, method: str, route: str, status: int, *, seconds: float, who: str) -> None:
        """Note an answer, by the route's pattern: an address may hold a visitor's token. In a running loop."""
        level = logging.DEBUG if method in QUIET_METHODS and status < 500 else logging.INFO
        if not _log.isEnabledFor(level):
            return
        if not self._lines:
            asyncio.get_running_loop().call_later(TOGETHER_S, self.flush)
        self._lines.append((self._clock.now(), level, method, route, status, seconds, who))

    def flush(self) -> None:
        """Write what is kept."""
        lines, self._lines = self._lines, []
        if lines:
            sys.stderr.write("".join(map(_text_of, lines)))
            sys.stderr.flush()


def _text_of(line: Line) -> str:
    at, level, method, route, status, seconds, who = line
    name = logging.getLevelName(level)
    return f"{moment_text(at)} {name} {_log.name} {method} {route} status={status} ms={seconds * 1000:.1f} who={who}\n"
