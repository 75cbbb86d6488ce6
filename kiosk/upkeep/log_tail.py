"""The end of the log, kept in memory for the page for maintenance; nothing personal is ever logged."""

import logging
from collections import deque

LINES_MOST = 200


class LogTail(logging.Handler):
    """Keeps the last lines; safe for several threads, as a deque is."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname).1s %(message)s", datefmt="%H:%M:%S"))
        self._lines: deque[str] = deque(maxlen=LINES_MOST)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; of a traceback the message alone."""
        self._lines.append(self.format(record).partition("\n")[0])

    def list_last(self, count: int) -> tuple[str, ...]:
        """Return the last lines, oldest first."""
        return tuple(self._lines.copy())[-count:]
