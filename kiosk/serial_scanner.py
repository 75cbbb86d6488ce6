"""SerialScanner: a scanner on a serial line (RS-232, or USB CDC), found again when its plug was pulled.

Linux only, through `termios`: a line is all that is asked of it.
"""

import logging
import os
import select
import termios
import threading
import tty
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from hall.errors import BadSettings

RETRY_S = 2.0
LOOK_S = 0.5
LONGEST = 512
USUAL_BAUD = "9600"
_SPEEDS = {name[1:]: getattr(termios, name) for name in ("B9600", "B19200", "B38400", "B57600", "B115200")}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialLine:
    """Where a scanner is, and how fast it speaks."""

    device: str
    speed: int


def read_scanner(address: str) -> SerialLine:
    """Return the line of `serial:/dev/ttyACM0` or `serial:/dev/ttyS0?baud=115200`.

    Raises:
        BadSettings: it is not of that form; the detail is the one line to print.
    """
    parts = urlsplit(address)
    baud = parse_qs(parts.query).get("baud", [USUAL_BAUD])[-1]
    if parts.scheme != "serial" or not parts.path.startswith("/"):
        raise BadSettings(f"--scanner: {address!r} is not like serial:/dev/ttyACM0?baud=9600")
    if baud not in _SPEEDS:
        raise BadSettings(f"--scanner: baud {baud!r} is not one of {', '.join(_SPEEDS)}")
    return SerialLine(device=parts.path, speed=_SPEEDS[baud])


class SerialScanner:
    """Hands over what is read, one code at a time; a device that is not there is looked for again and again."""

    def __init__(self, line: SerialLine, *, hand_over: Callable[[str], None]) -> None:
        """Take the line.

        Args:
            line: where the scanner is.
            hand_over: called on the thread of this object with each code; must not block.
        """
        self._line = line
        self._hand_over = hand_over
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(LOOK_S + 1)

    def _run(self) -> None:
        is_told = False
        while not self._ended.is_set():
            try:
                self._read()
                is_told = False
            except (OSError, termios.error) as error:
                if not is_told:
                    _log.warning("scanner %s: %s; looking for it every %.0f s", self._line.device, error, RETRY_S)
                is_told = True
                self._ended.wait(RETRY_S)

    def _read(self) -> None:
        """Read codes until the line is gone (OSError) or the program ends."""
        device = os.open(self._line.device, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            _prepare(device, self._line.speed)
            waiting = b""
            while not self._ended.is_set():
                if not select.select([device], [], [], LOOK_S)[0]:
                    waiting = b""  # half a code that nothing followed: the plug was touched
                    continue
                waiting = self._hand_over_codes(waiting + _receive(device))
        finally:
            os.close(device)

    def _hand_over_codes(self, received: bytes) -> bytes:
        """Hand over every code that is whole; return what is left, which is never long."""
        *codes, rest = received.replace(b"\r", b"\n").split(b"\n")
        for code in codes:
            text = code.decode("utf-8", "replace").strip()
            if text:
                self._hand_over(text)
        return rest[-LONGEST:]


def _receive(device: int) -> bytes:
    received = os.read(device, LONGEST)
    if not received:
        raise OSError("the line was closed")
    return received


def _prepare(device: int, speed: int) -> None:
    """Have the bytes come as they are: no echo, no line discipline, no signals."""
    tty.setraw(device)
    attributes = termios.tcgetattr(device)
    attributes[4] = attributes[5] = speed
    attributes[2] |= termios.CLOCAL | termios.CREAD
    termios.tcsetattr(device, termios.TCSANOW, attributes)
    termios.tcflush(device, termios.TCIFLUSH)
