"""`virtual:FOLDER`: a printer of our own in this process, which leaves pictures and bytes in a folder."""

from dataclasses import dataclass
from threading import Lock

from printer.errors import LineLost, PrinterInUse
from printer.virtual.machine import VirtualPrinter


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualTransport:
    """One line at a time to a virtual printer, which works while the line is used: no thread is needed."""

    address: str
    printer: VirtualPrinter
    turn: Lock

    def connect(self, *, timeout_s: float) -> "VirtualLine":
        """Return the line when nobody holds it; see `Transport.connect`."""
        if not self.turn.acquire(timeout=timeout_s):
            raise PrinterInUse(f"{self.address}: in use by another job")
        return VirtualLine(self.printer, self.turn, self.address)


class VirtualLine:
    """The line to a virtual printer."""

    def __init__(self, printer: VirtualPrinter, turn: Lock, address: str) -> None:
        """Begin a connection; the caller has taken the turn, `close` gives it back."""
        self._printer = printer
        self._turn = turn
        self._address = address
        self._received = bytearray()
        printer.connect(self._received.extend)

    @property
    def can_answer(self) -> bool:
        """It answers as a real one."""
        return True

    def send(self, data: bytes, *, stall_s: float) -> None:  # noqa: ARG002 - it takes everything at once
        """Send everything; see `Line.send`."""
        self._check(0)
        if self._printer.is_reading:
            self._printer.receive(data)
            self._printer.work_off()
        self._check(len(data))

    def receive(self, *, timeout_s: float) -> bytes:
        """Return what has come back; see `Line.receive`."""
        self._printer.work_off()  # somebody may have repaired it meanwhile
        if not self._received:
            self._check(0)
            self._printer.wait_for_work(timeout_s)
            self._printer.work_off()
        data = bytes(self._received)
        self._received.clear()
        return data

    def close(self) -> None:
        """End the connection."""
        self._printer.disconnect()
        self._turn.release()

    def _check(self, accepted: int) -> None:
        if not self._printer.is_line_up:
            raise LineLost(f"{self._address}: the printer ended the connection", accepted=accepted)
