"""`tcp://HOST:PORT`: a printer on the network, raw bytes as on port 9100."""

import logging
import os
import select
import socket
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from printer.deadline import Deadline
from printer.errors import LineLost, PrinterInUse, PrinterUnreachable, WriteStalled
from printer.transports.claim import claim, open_lock

_PORTION_BYTES = 16_384
_UNACKNOWLEDGED_MS = 5000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpTransport:
    """Makes a connection for each job: most network printers serve one client at a time, and some mix several."""

    host: str
    port: int

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return f"tcp://{self.host}:{self.port}"

    def connect(self, *, timeout_s: float) -> "TcpLine":
        """Return a connection when no other program of this machine prints on it; see `Transport.connect`."""
        return self._connect(self._claim(timeout_s), timeout_s)

    def connect_beside(self, *, timeout_s: float) -> "TcpLine":
        """Return a further connection, whoever prints: to find out what the printer does with it."""
        return self._connect(ExitStack(), timeout_s)

    def _connect(self, lock: ExitStack, timeout_s: float) -> "TcpLine":
        try:
            line = socket.create_connection((self.host, self.port), timeout=timeout_s)
        except OSError as error:
            lock.close()
            raise PrinterUnreachable(f"{self.address}: {error}") from error
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux: a printer that was unplugged is noticed in 5 s, not 15 min
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)
        line.settimeout(0)
        return TcpLine(line, self.address, lock)

    def _claim(self, timeout_s: float) -> ExitStack:
        """Return what gives the printer back when it is closed; without a place for the lock it is everybody's."""
        held = ExitStack()
        try:
            lock = open_lock(f"{self.host}-{self.port}")
            held.callback(os.close, lock)
            if claim(lock, timeout_s=timeout_s):
                return held
        except OSError as error:
            _log.warning("%s: printed on without a lock: %s", self.address, error)
            return held
        held.close()
        raise PrinterInUse(f"{self.address}: another program prints on it")


class TcpLine:
    """One connection. What comes back while sending is kept: a printer that cannot get rid of it may stop reading."""

    def __init__(self, connection: socket.socket, address: str, lock: ExitStack) -> None:
        """Take over a connected, non-blocking socket, and the printer's lock with it."""
        self._socket, self._lock = connection, lock
        self._address = address
        self._received = bytearray()
        self._has_ended = False

    @property
    def can_answer(self) -> bool:
        """Network printers answer."""
        return True

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Send everything; see `Line.send`."""
        accepted, deadline = 0, Deadline(stall_s)
        while accepted < len(data):
            readable, writable, _ = select.select([self._socket], [self._socket], [], deadline.remaining_s)
            if readable:
                self._take(accepted)
            if writable:
                accepted += self._offer(data[accepted : accepted + _PORTION_BYTES], accepted)
                deadline = Deadline(stall_s)
            elif deadline.has_passed:
                raise WriteStalled(f"{self._address}: took no byte for {stall_s:g} s", accepted=accepted)

    def receive(self, *, timeout_s: float) -> bytes:
        """Return what has come back; see `Line.receive`."""
        if not self._received and select.select([self._socket], [], [], timeout_s)[0]:
            self._take(0)
        data, self._received = bytes(self._received), bytearray()
        if not data and self._has_ended:
            raise LineLost(f"{self._address}: the printer ended the connection")
        return data

    def close(self) -> None:
        """End the connection."""
        with suppress(OSError):
            self._socket.close()
        self._lock.close()

    def _offer(self, data: bytes, accepted: int) -> int:
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineLost(f"{self._address}: {error}", accepted=accepted) from error

    def _take(self, accepted: int) -> None:
        try:
            data = self._socket.recv(_PORTION_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            raise LineLost(f"{self._address}: {error}", accepted=accepted) from error
        self._has_ended |= not data
        self._received += data
        if self._has_ended and not self._received:
            raise LineLost(f"{self._address}: the printer ended the connection", accepted=accepted)
