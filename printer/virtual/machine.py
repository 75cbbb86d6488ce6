"""The virtual printer: receives bytes, answers, prints tickets through its interpreter, and fails on demand.

Two threads may use it: one that receives (and gets the real-time answers at once), one that works. Everything is
done under one lock; the answers are sent under it too, in the order in which they became due.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Condition, RLock

from hall.clock import Clock
from printer.bitmap import Bitmap
from printer.profiles import Profile
from printer.virtual.faults import ArmedFault, FaultKind
from printer.virtual.glyphs import Glyphs
from printer.virtual.health import Health
from printer.virtual.interpreter import Interpreter
from printer.virtual.mode import Findings
from printer.virtual.paper import Paper
from printer.virtual.realtime import RealtimeScanner, Request
from printer.virtual.writing import Writing

PORTION_BYTES = 4096
BUFFER_BYTES = 131_072
BUFFERS_CLEARED = b"\x37\x25\x00"

_HEALTH_FIELD = {
    FaultKind.PAPER_NEAR_END: "is_paper_near_end",
    FaultKind.PAPER_OUT: "is_paper_out",
    FaultKind.COVER_OPEN: "is_cover_open",
    FaultKind.CUTTER_STUCK: "is_cutter_stuck",
    FaultKind.OVERHEATED: "is_overheated",
    FaultKind.OFFLINE: "is_offline",
}
_ENDS_CONNECTION = frozenset({FaultKind.DROP, FaultKind.POWER_OFF})
_LOSES_BYTES = _ENDS_CONNECTION | {FaultKind.SWALLOW}
_KEEPS_SILENT = frozenset({FaultKind.MUTE, FaultKind.HANG, FaultKind.SWALLOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTicket:
    """One piece of paper that fell out: its dots, the bytes since the one before, when the last of them came."""

    picture: Bitmap
    raw: bytes
    received_at: datetime
    findings: Findings


@dataclass(slots=True)
class _Portion:
    """Bytes received together and not yet processed."""

    data: bytes
    received_at: datetime


class VirtualPrinter:
    """A thermal printer of one model, without the metal."""

    def __init__(
        self, profile: Profile, *, clock: Clock, fonts_folder: Path, take_ticket: Callable[[PrintedTicket], None]
    ) -> None:
        """Switch it on.

        Args:
            profile: the model: width, resolution, motion units.
            clock: dates what is received.
            fonts_folder: for its resident font.
            take_ticket: gets each ticket that falls out, in the thread that works.
        """
        self._profile = profile
        self._clock = clock
        self._glyphs = Glyphs(fonts_folder)
        self._take_ticket = take_ticket
        self._changed = Condition(RLock())
        self._health = Health()
        self._armed: list[tuple[ArmedFault, int]] = []
        self._struck: set[FaultKind] = set()
        self._bytes_per_s: int | None = None
        self._processed = 0
        self._pending: deque[_Portion] = deque()
        self._reply: Callable[[bytes], None] | None = None
        self._scanner = RealtimeScanner()
        self._reported_mask = 0
        self._paper = Paper(profile.width_dots)
        self._interpreter = self._new_interpreter()
        self._last_received = clock.now()

    @property
    def is_reading(self) -> bool:
        """Whether it takes bytes from the line; one that hangs or whose buffer is full does not."""
        with self._changed:
            held = sum(len(portion.data) for portion in self._pending)
            return FaultKind.HANG not in self._struck and held < BUFFER_BYTES

    @property
    def is_line_up(self) -> bool:
        """Whether the present connection still stands from the printer's side."""
        with self._changed:
            return not self._struck & _ENDS_CONNECTION

    @property
    def bytes_per_s(self) -> int | None:
        """How fast it processes; None as fast as it can."""
        with self._changed:
            return self._bytes_per_s

    @property
    def health(self) -> Health:
        """What is wrong with it now."""
        return self._health

    def connect(self, reply: Callable[[bytes], None]) -> None:
        """Begin a connection: answers go to `reply`, which must not block for long."""
        with self._changed:
            self._reply = reply
            self._scanner = RealtimeScanner()
            self._struck -= _ENDS_CONNECTION

    def disconnect(self) -> None:
        """End the connection; what was received is still printed."""
        with self._changed:
            self._reply = None
            self._reported_mask = 0

    def receive(self, data: bytes) -> None:
        """Take bytes from the line and answer the real-time commands in them; printing is `work`."""
        with self._changed:
            if self._struck & _LOSES_BYTES:
                return
            now, kept_from = self._clock.now(), 0
            for command in self._scanner.scan(data):
                if command.request is Request.STATUS:
                    self.answer(bytes((self._health.realtime_status(command.part),)))
                elif command.request is Request.CLEAR:
                    self._pending.clear()
                    self._interpreter.forget()
                    kept_from = command.end
                    self.answer(BUFFERS_CLEARED)
            self._pending.append(_Portion(data=data[kept_from:], received_at=now))
            self._strike()
            self._changed.notify_all()

    def work(self, most_bytes: int = PORTION_BYTES) -> int:
        """Process some of what was received and return how many bytes; 0 when there is nothing or it is stopped."""
        with self._changed:
            self._strike()
            if not self._has_work():
                return 0
            portion = self._pending[0]
            count = min(most_bytes, len(portion.data), *(until - self._processed for _, until in self._armed))
            self._last_received = portion.received_at
            self._interpreter.feed(portion.data[:count])
            portion.data = portion.data[count:]
            if not portion.data:
                self._pending.popleft()
            self._processed += count
            self._strike()
            return max(count, 1)

    def work_off(self) -> None:
        """Process everything that can be."""
        while self.work():
            pass

    def wait_for_work(self, timeout_s: float) -> None:
        """Block while there is nothing to process, at most so long."""
        with self._changed:
            if not self._has_work():
                self._changed.wait(timeout_s)

    def fail(self, fault: ArmedFault) -> None:
        """Arm a fault; it strikes when so many more bytes have been processed (0: now)."""
        with self._changed:
            self._armed.append((fault, self._processed + fault.at_byte))
            self._strike()
            self._changed.notify_all()

    def repair(self) -> None:
        """Undo every fault, as staff do; what was held is then printed, as by a real printer."""
        with self._changed:
            self._armed.clear()
            self._struck.clear()
            self._bytes_per_s = None
            self._set_health(Health())
            self._changed.notify_all()

    def answer(self, data: bytes) -> None:
        """Send bytes to the host, if there is one and the printer is able to speak."""
        if self._reply is not None and not self._struck & _KEEPS_SILENT:
            self._reply(data)

    def paper_status(self) -> int:
        """Return the byte that GS r 1 and ESC v send."""
        return self._health.paper_status()

    def report_changes(self, mask: int) -> None:
        """Send automatic status now and at each change, or with 0 no more."""
        self._reported_mask = mask
        if mask:
            self.answer(self._health.automatic_status())

    def drop_ticket(self, picture: Bitmap, findings: Findings, raw: bytes) -> None:
        """Hand on a ticket that was cut off."""
        self._take_ticket(PrintedTicket(picture=picture, raw=raw, received_at=self._last_received, findings=findings))

    def _has_work(self) -> bool:
        return bool(self._pending) and not self._health.is_stopped and FaultKind.HANG not in self._struck

    def _strike(self) -> None:
        """Let every armed fault happen whose byte has come."""
        due = [fault for fault, at in self._armed if at <= self._processed]
        self._armed = [(fault, at) for fault, at in self._armed if at > self._processed]
        for fault in due:
            if (name := _HEALTH_FIELD.get(fault.kind)) is not None:
                self._set_health(replace(self._health, **{name: True}))
            elif fault.kind is FaultKind.SLOW:
                self._bytes_per_s = fault.bytes_per_s
            else:
                self._struck.add(fault.kind)
            if fault.kind in _LOSES_BYTES:
                self._pending.clear()
            if fault.kind is FaultKind.POWER_OFF:
                self._interpreter = self._new_interpreter()
                self._reported_mask = 0

    def _set_health(self, health: Health) -> None:
        has_changed = health != self._health
        self._health = health
        if has_changed and self._reported_mask:
            self.answer(health.automatic_status())

    def _new_interpreter(self) -> Interpreter:
        dpi = self._profile.dpi
        units = 2 * dpi if self._profile.sets_motion_units else dpi
        writing = Writing(self._paper, self._glyphs, dpi=dpi, units_per_inch=units)
        return Interpreter(self._paper, writing, self)
