"""What every way to a printer offers: a line that one job holds from connecting to closing."""

from typing import Protocol


class Line(Protocol):
    """A connection to a printer, used by one thread."""

    @property
    def can_answer(self) -> bool:
        """Whether bytes may ever come back on it."""
        ...

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Send everything.

        Args:
            data: what goes to the printer.
            stall_s: how long the printer may take no byte before that counts as a failure.

        Raises:
            WriteStalled: it took no byte for so long; `accepted` of the bytes had been taken.
            LineLost: the connection ended; `accepted` likewise.
        """
        ...

    def receive(self, *, timeout_s: float) -> bytes:
        """Return what has come back, or b"" if nothing came in time.

        Raises:
            LineLost: the connection ended.
        """
        ...

    def close(self) -> None:
        """End the connection; never raises."""
        ...


class Transport(Protocol):
    """A way to a printer."""

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        ...

    def connect(self, *, timeout_s: float) -> Line:
        """Return a line of one's own.

        Raises:
            PrinterUnreachable: it could not be had in time; nothing was sent.
        """
        ...
