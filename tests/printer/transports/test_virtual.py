from pathlib import Path
from threading import Lock

import pytest

from hall.clock import SystemClock
from printer import escpos
from printer.errors import LineLost, PrinterUnreachable
from printer.profiles import get_profile
from printer.transports.virtual import VirtualTransport
from printer.virtual.faults import read_fault
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from tests.printer.machines import CUT, FONTS


@pytest.fixture
def tickets() -> list[PrintedTicket]:
    return []


@pytest.fixture
def transport(tmp_path: Path, tickets: list[PrintedTicket]) -> VirtualTransport:
    printer = VirtualPrinter(
        get_profile("generic-80"), clock=SystemClock(), fonts_folder=FONTS, take_ticket=tickets.append
    )
    return VirtualTransport(address=f"virtual:{tmp_path}", printer=printer, turn=Lock())


def test_it_prints_and_answers_as_a_real_one(transport: VirtualTransport, tickets: list[PrintedTicket]):
    line = transport.connect(timeout_s=1)

    line.send(escpos.ask_status(1), stall_s=1)
    line.send(b"A012\n" + CUT + escpos.ask_status_in_order(), stall_s=1)

    assert line.receive(timeout_s=1) == b"\x12\x00"
    assert len(tickets) == 1
    line.close()


def test_a_second_job_waits_for_the_first_and_not_for_ever(transport: VirtualTransport):
    line = transport.connect(timeout_s=1)

    with pytest.raises(PrinterUnreachable, match="in use"):
        transport.connect(timeout_s=0.01)

    line.close()
    transport.connect(timeout_s=0.01).close()


def test_nothing_comes_back_from_a_mute_one(transport: VirtualTransport):
    transport.printer.fail(read_fault("mute"))
    line = transport.connect(timeout_s=1)

    line.send(escpos.ask_status(1), stall_s=1)

    assert line.receive(timeout_s=0.01) == b""
    line.close()


def test_a_dropped_line_is_lost_and_the_next_one_stands(transport: VirtualTransport):
    transport.printer.fail(read_fault("drop@2"))
    line = transport.connect(timeout_s=1)

    with pytest.raises(LineLost):
        line.send(b"A012\n", stall_s=1)

    line.close()
    line = transport.connect(timeout_s=1)
    line.send(escpos.ask_status(1), stall_s=1)
    assert line.receive(timeout_s=1) == b"\x12"
    line.close()
