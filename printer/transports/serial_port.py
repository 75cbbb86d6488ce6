"""`serial:/dev/ttyS0?baud=115200&flow=rtscts`: a printer on a serial line, through `termios`.

A byte that the kernel has taken is not yet at the printer: at 9600 baud its 4 kB take four seconds. So sending ends
when the kernel's own queue is empty, and a printer that holds the line counts as stalled like any other.
"""

import fcntl
import os
import struct
import termios
import time
import tty
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from printer.deadline import Deadline
from printer.errors import BadPrinterAddress, LineLost, PrinterInUse, WriteStalled
from printer.transports.claim import claim, refusal
from printer.transports.file import FileLine

USUAL_BAUD = 9600
_SPEEDS = {
    9600: termios.B9600,
    19200: termios.B19200,
    38400: termios.B38400,
    57600: termios.B57600,
    115200: termios.B115200,
}
_INPUT, _CONTROL, _SPEED_IN, _SPEED_OUT = 0, 2, 4, 5
_PAUSE_S = 0.005


class Flow(StrEnum):
    """How a printer says that its buffer is full."""

    NONE = "none"
    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialTransport:
    """Opens the line for each job; 8 bits, no parity, one stop bit."""

    path: Path
    baud: int = USUAL_BAUD
    flow: Flow = Flow.NONE

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return f"serial:{self.path}?baud={self.baud}&flow={self.flow}"

    def connect(self, *, timeout_s: float) -> "SerialLine":
        """Return the line when no other program uses it; see `Transport.connect`."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise refusal(self.address, error) from error
        line = SerialLine(descriptor, self.address)
        try:
            if claim(descriptor, timeout_s=timeout_s):
                _prepare(descriptor, speed=_SPEEDS[self.baud], flow=self.flow)
                return line
        except (OSError, termios.error) as error:
            line.close()
            raise refusal(self.address, error) from error
        line.close()
        raise PrinterInUse(f"{self.address}: another program prints on it")


class SerialLine(FileLine):
    """One open serial line."""

    def __init__(self, descriptor: int, address: str) -> None:
        """Take over an open descriptor."""
        super().__init__(descriptor, address, can_answer=True)
        self._name = address

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Send everything and wait until it has left the machine; see `Line.send`."""
        super().send(data, stall_s=stall_s)
        waiting, deadline = len(data) + 1, Deadline(stall_s)
        while left := self._count_waiting(len(data)):
            if left < waiting:
                waiting, deadline = left, Deadline(stall_s)
            elif deadline.has_passed:
                raise WriteStalled(f"{self._name}: took no byte for {stall_s:g} s", accepted=max(1, len(data) - left))
            time.sleep(_PAUSE_S)

    def close(self) -> None:
        """Close the line; what a stalled printer has not taken is dropped, or closing would wait for it."""
        with suppress(OSError, termios.error):
            termios.tcflush(self.fileno(), termios.TCOFLUSH)
        super().close()

    def _count_waiting(self, accepted: int) -> int:
        try:
            count: int = struct.unpack("i", fcntl.ioctl(self.fileno(), termios.TIOCOUTQ, bytes(4)))[0]
        except OSError as error:
            raise LineLost(f"{self._name}: {error}", accepted=accepted) from error
        return count


def read_serial(address: str) -> SerialTransport:
    """Return the line of an address; raises `BadPrinterAddress`."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud, flow = options.pop("baud", str(USUAL_BAUD)), options.pop("flow", Flow.NONE.value)
    if not parts.path.startswith("/") or options:
        raise BadPrinterAddress(f'"{address}" should be like serial:/dev/ttyS0?baud=115200&flow=rtscts')
    if not baud.isdecimal() or int(baud) not in _SPEEDS:
        raise BadPrinterAddress(f'"{address}": baud should be one of {", ".join(map(str, _SPEEDS))}')
    if flow not in set(Flow):
        raise BadPrinterAddress(f'"{address}": flow should be one of {", ".join(Flow)}')
    return SerialTransport(path=Path(parts.path), baud=int(baud), flow=Flow(flow))


def _prepare(descriptor: int, *, speed: int, flow: Flow) -> None:
    """Have the bytes go and come as they are; forget what came before."""
    tty.setraw(descriptor)
    attributes = termios.tcgetattr(descriptor)
    attributes[_SPEED_IN] = attributes[_SPEED_OUT] = speed
    attributes[_CONTROL] |= termios.CLOCAL | termios.CREAD
    attributes[_CONTROL] &= ~termios.CRTSCTS
    attributes[_INPUT] &= ~(termios.IXON | termios.IXOFF)
    if flow is Flow.RTS_CTS:
        attributes[_CONTROL] |= termios.CRTSCTS
    if flow is Flow.XON_XOFF:
        attributes[_INPUT] |= termios.IXON
    termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
    termios.tcflush(descriptor, termios.TCIFLUSH)
