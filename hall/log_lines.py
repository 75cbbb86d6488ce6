"""How every program writes its log: each line with the moment it was written at, to the offset from UTC."""

import logging
from datetime import UTC, datetime


class LogLines(logging.Formatter):
    """Lines as `2026-11-26T09:00:00.123+08:00 INFO …`: those of several machines can be laid side by side."""

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 -- logging's name
        """Return when a line was written, by the machine's zone."""
        return moment_text(datetime.fromtimestamp(record.created, UTC))


def moment_text(at: datetime) -> str:
    """Return a moment as lines begin with it."""
    return at.astimezone().isoformat(timespec="milliseconds")


def begin_log(*, program: str = "", level: int = logging.INFO) -> None:
    """Begin the log on standard error.

    Args:
        program: stands in every line where several programs write to one journal.
        level: the least that is told.
    """
    words = ("%(asctime)s", program, "%(levelname)s %(name)s %(message)s")
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines(" ".join(word for word in words if word)))
    logging.basicConfig(level=level, handlers=[handler])
