"""Parts of virtual printers for tests: an interpreter alone, and a bench with a real socket."""

import socket
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hall.clock import SystemClock
from printer.bitmap import Bitmap
from printer.confirm import ConfirmedPrinter
from printer.conversation import Limits
from printer.escpos import ask_status
from printer.profiles import get_profile
from printer.transports.tcp import TcpTransport
from printer.virtual.faults import read_fault
from printer.virtual.glyphs import Glyphs
from printer.virtual.interpreter import Interpreter
from printer.virtual.listen import PrinterPort
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from printer.virtual.mode import Findings
from printer.virtual.paper import Paper
from printer.virtual.writing import Writing

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
FONTS = ASSETS / "fonts"
SHORT = Limits(
    connect_s=1, status_s=0.3, turn_s=0.3, offline_s=0.1, stall_s=0.4, confirm_s=0.8, clear_s=0.4, poll_s=0.05
)
PATIENT = Limits(connect_s=2, status_s=0.3, turn_s=5, offline_s=0.1, stall_s=5, confirm_s=10, clear_s=0.4, poll_s=0.05)
CUT = b"\x1dV\x42\x00"


@cache
def glyphs() -> Glyphs:
    return Glyphs(FONTS)


@dataclass
class RecordingMachine:
    """What the interpreter said to the printer around it."""

    answers: bytes = b""
    masks: list[int] = field(default_factory=list)
    pictures: list[Bitmap] = field(default_factory=list)
    findings: list[Findings] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    paper_byte: int = 0

    def answer(self, data: bytes) -> None:
        self.answers += data

    def paper_status(self) -> int:
        return self.paper_byte

    def report_changes(self, mask: int) -> None:
        self.masks.append(mask)

    def drop_ticket(self, picture: Bitmap, findings: Findings, raw: bytes) -> None:
        self.pictures.append(picture)
        self.findings.append(findings)
        self.raws.append(raw)


@dataclass
class Workbench:
    """An interpreter with its paper."""

    paper: Paper
    writing: Writing
    machine: RecordingMachine
    interpreter: Interpreter

    def run(self, data: bytes) -> Bitmap:
        """Interpret, cut, and return what fell."""
        self.interpreter.feed(data + CUT)
        return self.machine.pictures[-1]


def make_workbench(*, width_dots: int = 576, dpi: int = 203, units_per_inch: int = 203) -> Workbench:
    paper, machine = Paper(width_dots), RecordingMachine()
    writing = Writing(paper, glyphs(), dpi=dpi, units_per_inch=units_per_inch)
    return Workbench(paper, writing, machine, Interpreter(paper, writing, machine))


class Bench:
    """A virtual printer behind a real socket, with faults, and a program that prints on it."""

    def __init__(self, *faults: str, profile_name: str = "generic-80", limits: Limits = SHORT) -> None:
        self.tickets: list[PrintedTicket] = []
        self.profile = get_profile(profile_name)
        self.machine = VirtualPrinter(
            self.profile, clock=SystemClock(), fonts_folder=FONTS, take_ticket=self.tickets.append
        )
        for fault in faults:
            self.machine.fail(read_fault(fault))
        self.port = PrinterPort(self.machine, "127.0.0.1", 0)
        self.printer = self.new_printer(limits)

    def new_printer(self, limits: Limits) -> ConfirmedPrinter:
        """Return another program's view of the same printer."""
        return ConfirmedPrinter(TcpTransport(host="127.0.0.1", port=self.port.port), self.profile, limits)

    def fail(self, fault: str) -> None:
        self.machine.fail(read_fault(fault))

    def list_after_repair(self) -> list[Bitmap]:
        """Repair everything, let it print what it still holds, cut, and return what fell out."""
        self.machine.repair()
        self._wait_until_all_is_read()
        self.close()
        self.machine.work_off()
        return [ticket.picture for ticket in self.tickets]

    def _wait_until_all_is_read(self) -> None:
        """Ask on a new connection: it has its turn when those before it have been read to their end."""
        with socket.create_connection(("127.0.0.1", self.port.port), timeout=5) as client:
            client.sendall(ask_status(1))
            assert client.recv(1)

    def close(self) -> None:
        with suppress(OSError):
            self.port.close()

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_picture(seed: int, *, width_dots: int = 576, height_dots: int = 160) -> Bitmap:
    """Return a picture without blank rows that tells its seed apart: stripes of a width of its own."""
    stride = width_dots // 8
    rows = [bytes((0xF0 | (y * seed) % 16,)) * (1 + (y * seed) % stride) for y in range(height_dots)]
    data = b"".join(row.ljust(stride, b"\0") for row in rows)
    return Bitmap(width_dots=width_dots, height_dots=height_dots, data=data)
