"""Real-time commands, found in the stream as it arrives: a printer answers them even while it is stopped.

Like the meaner ones among printers, this one looks for them everywhere, also inside image data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from printer.escpos import CLEAR_BUFFERS

_COMMAND = re.compile(rb"\x10\x04([\x01-\x04])|\x10\x05[\x00-\x02]|" + re.escape(CLEAR_BUFFERS), re.DOTALL)
_LONGEST = len(CLEAR_BUFFERS)


class Request(Enum):
    """What the host wants at once."""

    STATUS = "DLE EOT"
    RECOVER = "DLE ENQ"
    CLEAR = "DLE DC4 8"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealtimeCommand:
    """A request, which part of the status it asks for, and how many bytes of the new data came before its end."""

    request: Request
    part: int
    end: int


class RealtimeScanner:
    """Looks through a stream in portions."""

    def __init__(self) -> None:
        """Start at the beginning of a connection."""
        self._tail = b""

    def scan(self, data: bytes) -> Iterator[RealtimeCommand]:
        """Yield the commands that end within this portion."""
        seen, stream = len(self._tail), self._tail + data
        done = 0
        for found in _COMMAND.finditer(stream):
            done = found.end()
            yield RealtimeCommand(request=_request(found[0]), part=found[1][0] if found[1] else 0, end=done - seen)
        self._tail = stream[max(done, len(stream) - _LONGEST + 1) :]


def count_realtime(raw: bytes) -> int:
    """Return how many real-time sequences stand anywhere in some bytes."""
    return len(_COMMAND.findall(raw))


def _request(raw: bytes) -> Request:
    if raw[1] == 0x04:
        return Request.STATUS
    return Request.RECOVER if raw[1] == 0x05 else Request.CLEAR
