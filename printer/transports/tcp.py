"""`tcp://HOST:PORT`: a printer on the network, raw bytes as on port 9100."""

import select
import socket
from contextlib import suppress
from dataclasses import dataclass

from printer.deadline import Deadline
from printer.errors import LineLost, PrinterUnreachable, WriteStalled

_PORTION_BYTES = 16_384
_UNACKNOWLEDGED_MS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpTransport:
    """Makes a connection for each job: most network printers serve one client at a time."""

    host: str
    port: int

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return f"tcp://{self.host}:{self.port}"

    def connect(self, *, timeout_s: float) -> "TcpLine":
        """Return a connection; see `Transport.connect`."""
        try:
            line = socket.create_connection((self.host, self.port), timeout=timeout_s)
        except OSError as error:
            raise PrinterUnreachable(f"{self.address}: {error}") from error
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux: a printer that was unplugged is noticed in 5 s, not 15 min
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)
        line.settimeout(0)
        return TcpLine(line, self.address)


class TcpLine:
    """One connection. What comes back while sending is kept: a printer that cannot get rid of it may stop reading."""

    def __init__(self, connection: socket.socket, address: str) -> None:
        """Take over a connected, non-blocking socket."""
        self._socket = connection
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
