"""Questions and answers on one line to a printer."""

from collections.abc import Callable
from dataclasses import dataclass

from printer import escpos
from printer.deadline import Deadline
from printer.replies import BuffersCleared, RealtimeStatus, Reply, ReplyReader
from printer.status import UNKNOWN_STATUS, Fault, PrinterStatus, read_realtime_status
from printer.transports.line import Line

STATUS_PARTS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long each step of printing may take, in seconds.

    `turn_s` is how long a printer that used to answer may be silent before it counts as away: a network printer is
    silent to one kiosk while it prints for another. `confirm_s` is what a confirmation may take beyond the time for
    which the paper moves.
    """

    connect_s: float = 1.0
    status_s: float = 0.5
    turn_s: float = 3.0
    offline_s: float = 2.0
    stall_s: float = 3.0
    confirm_s: float = 3.0
    clear_s: float = 1.0
    poll_s: float = 0.5


class Conversation:
    """Asks and waits; a reply that answers something else is handed to `on_other` and never lost."""

    def __init__(self, line: Line, limits: Limits, on_other: Callable[[Reply], None]) -> None:
        """Begin on a line that has just been connected."""
        self._line = line
        self._limits = limits
        self._on_other = on_other
        self._reader = ReplyReader()

    def send(self, data: bytes) -> None:
        """Send everything; raises as `Line.send`."""
        self._line.send(data, stall_s=self._limits.stall_s)

    def ask_status(self) -> PrinterStatus:
        """Return what DLE EOT 1 to 4 tell; after the first silence no more is asked. Raises as `Line`."""
        faults: frozenset[Fault] = frozenset()
        self.listen(0)  # a late answer to an earlier question would be taken for one to this
        for part in STATUS_PARTS:
            self.send(escpos.ask_status(part))
            reply = self._wait_for(RealtimeStatus, self._limits.status_s)
            if not isinstance(reply, RealtimeStatus):
                return UNKNOWN_STATUS if part == 1 else PrinterStatus(faults=faults)
            faults |= read_realtime_status(part, reply.byte)
        return PrinterStatus(faults=faults)

    def wait_for_turn(self) -> PrinterStatus:
        """Return the status when an unanswered `ask_status` is answered after all; unknown if it never is."""
        if self._wait_for(RealtimeStatus, self._limits.turn_s) is None:
            return UNKNOWN_STATUS
        return self.ask_status()

    def clear_buffers(self) -> bool:
        """Have the printer drop what it has not printed and return whether it said that it did. Raises as `Line`."""
        self.send(escpos.CLEAR_BUFFERS)
        return self._wait_for(BuffersCleared, self._limits.clear_s) is not None

    def listen(self, seconds: float) -> None:
        """Hand on what comes within this time, returning as soon as something did. Raises as `Line.receive`."""
        for reply in self._reader.feed(self._line.receive(timeout_s=seconds)):
            self._on_other(reply)

    def _wait_for(self, kind: type[Reply], seconds: float) -> Reply | None:
        deadline = Deadline(seconds)
        wanted: Reply | None = None
        while wanted is None and not deadline.has_passed:
            for reply in self._reader.feed(self._line.receive(timeout_s=deadline.remaining_s)):
                if wanted is None and isinstance(reply, kind):
                    wanted = reply
                else:
                    self._on_other(reply)
        return wanted
