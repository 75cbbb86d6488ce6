"""The bytes that come back from a printer, told apart; pure.

A printer answers several questions on one line, some of them unasked. The leading bits tell which is which:

    0xx1xx10                     DLE EOT n, one byte            (byte & 93h == 12h)
    0xx1xx00 0xx0xxxx x3         GS a (ASB), four bytes         (byte & 93h == 10h)
    0xx0xxxx                     GS r n, one byte               (byte & 90h == 00h)
    37 22 d1 d2 d3 d4 00         GS ( H, process id
    37 25 00                     DLE DC4 8, buffers cleared
    11, 13                       XON, XOFF: flow control of serial lines, nothing to know
"""

from collections.abc import Iterator
from dataclasses import dataclass

XON, XOFF = 0x11, 0x13
_BLOCK = 0x37
_PROCESS_ID = 0x22
_CLEARED = 0x25
_LONGEST_BLOCK = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class RealtimeStatus:
    """The answer to one DLE EOT n; which n, only the order of asking tells."""

    byte: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticStatus:
    """An ASB report."""

    four_bytes: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusInOrder:
    """The answer to `GS r`: everything sent before it was processed."""

    byte: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessIdPrinted:
    """Everything sent before `GS ( H` with this id is on paper."""

    process_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuffersCleared:
    """The printer dropped what it had not printed."""


Reply = RealtimeStatus | AutomaticStatus | StatusInOrder | ProcessIdPrinted | BuffersCleared


class ReplyReader:
    """Takes the bytes of one connection as they come and gives whole replies; keeps a begun one."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Reply]:
        """Yield the replies that these bytes complete; bytes that begin no reply are dropped."""
        self._held += data
        while self._held:
            length = self._length_of_first()
            if length > len(self._held):
                return
            piece = bytes(self._held[:length])
            del self._held[:length]
            reply = _read(piece)
            if reply is not None:
                yield reply

    def _length_of_first(self) -> int:
        """Return how many bytes the reply at the front has, or will have when more are here."""
        first = self._held[0]
        if first == _BLOCK:
            end = self._held.find(0, 2, _LONGEST_BLOCK)
            if end < 0:
                return len(self._held) + 1 if len(self._held) < _LONGEST_BLOCK else 1
            return end + 1
        if first & 0x93 == 0x10 and first not in (XON, XOFF):
            for at, byte in enumerate(self._held[1:4], start=1):
                if byte & 0x90:
                    return at  # an ASB that broke off: what follows is another reply
            return 4
        return 1


def _read(piece: bytes) -> Reply | None:
    first = piece[0]
    if first == _BLOCK:
        return _read_block(piece)
    if first in (XON, XOFF):
        return None
    if first & 0x93 == 0x12:
        return RealtimeStatus(byte=first)
    if first & 0x93 == 0x10:
        return AutomaticStatus(four_bytes=piece) if len(piece) == 4 else None
    return StatusInOrder(byte=first) if first & 0x90 == 0 else None


def _read_block(piece: bytes) -> Reply | None:
    if len(piece) == 7 and piece[1] == _PROCESS_ID:
        return ProcessIdPrinted(process_id=piece[2:6].decode("ascii", "replace"))
    return BuffersCleared() if piece == bytes((_BLOCK, _CLEARED, 0)) else None
