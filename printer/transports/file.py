"""`file:PATH`: a printer's device file (`/dev/usb/lp0`), or a plain file that collects the bytes."""

import errno
import os
import select
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from printer.errors import LineLost, PrinterInUse, WriteStalled
from printer.transports.claim import claim, refusal

_PORTION_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTransport:
    """Opens the file for each job: a device for both ways if it allows that, anything else to append."""

    path: Path

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return f"file:{self.path}"

    def connect(self, *, timeout_s: float) -> "FileLine":
        """Return the open file when no other program prints on it; see `Transport.connect`."""
        try:
            line = self._open()
            if claim(line.fileno(), timeout_s=timeout_s):
                return line
        except OSError as error:
            raise refusal(self.address, error) from error
        line.close()
        raise PrinterInUse(f"{self.address}: another program prints on it")

    def _open(self) -> "FileLine":
        if not (self.path.exists() and stat.S_ISCHR(self.path.stat().st_mode)):
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            return FileLine(descriptor, self.address, can_answer=False)
        return self._open_device()

    def _open_device(self) -> "FileLine":
        # Not blocking: a write to usblp with the cover open would never return.
        try:
            return FileLine(os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY), self.address, can_answer=True)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EINVAL):
                raise
            descriptor = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            return FileLine(descriptor, self.address, can_answer=False)


class FileLine:
    """One open file."""

    def __init__(self, descriptor: int, address: str, *, can_answer: bool) -> None:
        """Take over an open descriptor."""
        self._descriptor = descriptor
        self._address = address
        self._can_answer = can_answer

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    @property
    def can_answer(self) -> bool:
        """Whether the device can be read."""
        return self._can_answer

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Send everything; see `Line.send`."""
        accepted = 0
        while accepted < len(data):
            if not select.select([], [self._descriptor], [], stall_s)[1]:
                raise WriteStalled(f"{self._address}: took no byte for {stall_s:g} s", accepted=accepted)
            try:
                accepted += os.write(self._descriptor, data[accepted : accepted + _PORTION_BYTES])
            except BlockingIOError:
                continue
            except OSError as error:
                raise LineLost(f"{self._address}: {error}", accepted=accepted) from error

    def receive(self, *, timeout_s: float) -> bytes:
        """Return what has come back; see `Line.receive`."""
        if not self._can_answer or not select.select([self._descriptor], [], [], timeout_s)[0]:
            return b""
        try:
            return os.read(self._descriptor, _PORTION_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LineLost(f"{self._address}: {error}") from error

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            os.close(self._descriptor)
