"""A serial line: a pseudo-terminal with a virtual printer at its other end."""

import os
import pty
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from select import select
from threading import Event, Thread

import pytest

from hall.clock import SystemClock
from printer.confirm import ConfirmedPrinter
from printer.errors import BadPrinterAddress, LineLost, PrinterUnreachable, WriteStalled
from printer.outcome import Outcome
from printer.press import SlipPress, open_press
from printer.profiles import get_profile
from printer.status import Fault
from printer.transports.serial_port import Flow, SerialTransport, read_serial
from printer.virtual.faults import read_fault
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from tests.printer.machines import ASSETS, FONTS, SHORT
from tests.printer.slips import make_slip

PROFILE = replace(get_profile("generic-80"), encoding=get_profile("generic-80").serial_encoding)


class Far:
    """The printer's end of the line."""

    def __init__(self) -> None:
        self.master, slave = pty.openpty()
        self.path = Path(os.ttyname(slave))
        self._slave = slave
        self.tickets: list[PrintedTicket] = []
        self.machine = VirtualPrinter(PROFILE, clock=SystemClock(), fonts_folder=FONTS, take_ticket=self.tickets.append)
        self.machine.connect(lambda data: os.write(self.master, data) and None)
        self._ended = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError):
            while not self._ended.is_set():
                if select([self.master], [], [], 0.02)[0] and self.machine.is_reading:
                    self.machine.receive(os.read(self.master, 256))
                self.machine.work_off()

    def unplug(self) -> None:
        os.close(self._slave)
        os.close(self.master)
        self._slave = self.master = -1

    def close(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        for descriptor in (self.master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)


@pytest.fixture
def far() -> Iterator[Far]:
    far = Far()
    yield far
    far.close()


@pytest.fixture(scope="module")
def press() -> SlipPress:
    return open_press(ASSETS, PROFILE)


def printer_at(far: Far) -> ConfirmedPrinter:
    return ConfirmedPrinter(SerialTransport(path=far.path, baud=115200), PROFILE, SHORT)


def test_a_ticket_of_a_kilobyte_is_printed_and_confirmed(far: Far, press: SlipPress):
    far.start()
    job = press.make_job(make_slip())

    report = printer_at(far).print_job(job)

    assert report.outcome is Outcome.PRINTED
    assert job.size_bytes <= 1024
    assert len(far.tickets) == 1
    assert not far.tickets[0].findings.unknown + far.tickets[0].findings.malformed


@pytest.mark.parametrize(
    ("fault", "outcome", "cause"),
    [
        ("paper-out", Outcome.NOT_SENT, Fault.PAPER_OUT),
        ("paper-out@300", Outcome.NOT_SENT, Fault.PAPER_OUT),
        ("mute", Outcome.UNKNOWN, Fault.NO_ANSWER),
    ],
)
def test_faults_end_as_on_a_network(far: Far, press: SlipPress, fault: str, outcome: Outcome, cause: Fault):
    far.machine.fail(read_fault(fault))
    far.start()

    report = printer_at(far).print_job(press.make_job(make_slip()))

    assert (report.outcome, report.cause) == (outcome, cause)


def test_a_printer_that_holds_the_line_is_given_up_in_time_and_closing_waits_for_nothing(far: Far):
    line = SerialTransport(path=far.path).connect(timeout_s=1)
    began = time.monotonic()

    with pytest.raises(WriteStalled) as stalled:
        line.send(b"x" * 200_000, stall_s=0.2)
    line.close()

    assert time.monotonic() - began < 2
    assert 0 < stalled.value.accepted < 200_000


def test_one_program_at_a_time(far: Far):
    with_line = SerialTransport(path=far.path).connect(timeout_s=1)

    with pytest.raises(PrinterUnreachable, match="another program"):
        SerialTransport(path=far.path).connect(timeout_s=0.1)

    with_line.close()
    SerialTransport(path=far.path).connect(timeout_s=0.1).close()


def test_a_line_that_is_not_there_or_goes_away_is_told(far: Far, tmp_path: Path):
    with pytest.raises(PrinterUnreachable):
        SerialTransport(path=tmp_path / "ttyS9").connect(timeout_s=0.1)
    line = SerialTransport(path=far.path).connect(timeout_s=1)
    far.unplug()
    with pytest.raises(LineLost):
        line.send(b"x" * 10, stall_s=0.2)


def test_addresses_are_read_strictly():
    assert read_serial("serial:/dev/ttyS0") == SerialTransport(path=Path("/dev/ttyS0"))
    read = read_serial("serial:/dev/ttyUSB1?baud=115200&flow=rtscts")
    assert (read.baud, read.flow) == (115200, Flow.RTS_CTS)
    assert read_serial(read.address) == read
    for wrong in ("serial:ttyS0", "serial:/dev/ttyS0?baud=1", "serial:/dev/ttyS0?flow=dtr", "serial:/dev/ttyS0?x=1"):
        with pytest.raises(BadPrinterAddress):
            read_serial(wrong)
