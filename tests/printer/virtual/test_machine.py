from datetime import UTC, datetime, timedelta

import pytest

from hall.clock import SetClock
from printer import escpos
from printer.profiles import get_profile
from printer.virtual.faults import read_fault
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from tests.printer.machines import CUT, FONTS

TICKET = b"\x1dv0\x00\x02\x00\x04\x00" + b"\xf0" * 8 + CUT
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class Host:
    """A printer, what fell out of it and what it said."""

    def __init__(self) -> None:
        self.tickets: list[PrintedTicket] = []
        self.heard = bytearray()
        self.clock = SetClock(NOON)
        self.printer = VirtualPrinter(
            get_profile("generic-80"), clock=self.clock, fonts_folder=FONTS, take_ticket=self.tickets.append
        )
        self.printer.connect(self.heard.extend)

    def send(self, data: bytes) -> bytes:
        """Send, let it work, and return what it said."""
        self.heard.clear()
        self.printer.receive(data)
        self.printer.work_off()
        return bytes(self.heard)

    def fail(self, fault: str) -> None:
        self.printer.fail(read_fault(fault))


@pytest.fixture
def host() -> Host:
    return Host()


def ask_all() -> bytes:
    return b"".join(escpos.ask_status(part) for part in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (None, "12 12 12 12"),
        ("near-end", "12 12 12 1e"),
        ("paper-out", "1a 32 12 72"),
        ("cover-open", "1a 16 12 12"),
        ("cutter", "1a 52 1a 12"),
        ("overheated", "1a 52 52 12"),
        ("offline", "1a 12 12 12"),
    ],
)
def test_each_condition_has_its_status_bytes(host: Host, fault: str | None, answer: str):
    if fault:
        host.fail(fault)

    assert host.send(ask_all()).hex(" ") == answer


def test_it_answers_while_it_is_stopped_and_prints_what_it_held_when_it_is_mended(host: Host):
    host.fail("paper-out")

    answer = host.send(TICKET + escpos.ask_status_in_order() + escpos.ask_status(1))
    held = list(host.tickets)
    host.printer.repair()
    host.printer.work_off()

    assert answer == b"\x1a"
    assert held == []
    assert len(host.tickets) == 1
    assert bytes(host.heard) == b"\x1a\x00"


def test_paper_that_runs_out_at_a_byte_tears_the_ticket_there(host: Host):
    host.fail(f"paper-out@{len(TICKET) + 6}")

    host.send(TICKET + TICKET)

    assert len(host.tickets) == 1
    assert host.printer.health.is_paper_out


def test_told_to_drop_what_it_holds_it_says_so_and_prints_none_of_it(host: Host):
    host.fail("paper-out")
    host.send(TICKET)

    answer = host.send(escpos.CLEAR_BUFFERS)
    host.printer.repair()
    host.printer.work_off()

    assert answer == b"\x37\x25\x00"
    assert host.tickets == []


def test_what_comes_after_the_order_to_drop_is_printed(host: Host):
    host.send(TICKET[:9])

    host.send(b"\xff" + escpos.CLEAR_BUFFERS + TICKET)

    assert [ticket.picture.height_dots for ticket in host.tickets] == [4]


def test_automatic_status_comes_at_once_and_at_each_change(host: Host):
    at_once = host.send(escpos.set_automatic_status(escpos.ALL_STATUS))
    host.heard.clear()

    host.fail("cover-open")
    changed = bytes(host.heard)
    host.printer.repair()

    assert at_once.hex(" ") == "10 00 00 00"
    assert changed.hex(" ") == "38 00 00 00"
    assert bytes(host.heard).hex(" ") == "38 00 00 00 10 00 00 00"


def test_a_mute_one_prints_and_says_nothing(host: Host):
    host.fail("mute")

    assert host.send(TICKET + ask_all()) == b""
    assert len(host.tickets) == 1


def test_a_hanging_one_reads_nothing(host: Host):
    host.fail("hang")

    assert host.send(TICKET + ask_all()) == b""
    assert not host.printer.is_reading
    assert host.tickets == []


def test_one_that_swallows_loses_everything_until_it_is_mended(host: Host):
    host.fail("swallow")
    host.send(TICKET)

    host.printer.repair()
    host.send(TICKET)

    assert len(host.tickets) == 1


def test_a_dropped_line_loses_what_follows_but_not_what_was_received(host: Host):
    host.fail("drop@10")
    host.send(TICKET)

    assert not host.printer.is_line_up
    host.printer.connect(host.heard.extend)
    host.send(TICKET[10:])

    assert len(host.tickets) == 1


def test_after_power_off_it_begins_as_new_with_the_torn_paper_inside(host: Host):
    host.send(b"\x1c." + b"\x1dv0\x00\x01\x00\x01\x00\x80" + b"\x1dv0\x00\x05\x00\x01\x00")
    host.fail("power-off")
    host.printer.connect(host.heard.extend)

    host.send(CUT)

    assert [row[0] for row in host.tickets[0].picture.rows()] == [0x80]


def test_a_full_buffer_stops_the_reading(host: Host):
    host.fail("paper-out")

    host.send(bytes(140_000))

    assert not host.printer.is_reading


def test_a_ticket_is_dated_by_its_last_byte(host: Host):
    host.printer.receive(TICKET[:-1])
    host.printer.work_off()
    host.clock.advance(timedelta(seconds=2))
    host.printer.receive(TICKET[-1:])
    host.clock.advance(timedelta(seconds=5))
    host.printer.work_off()

    assert host.tickets[0].received_at == NOON + timedelta(seconds=2)


def test_without_a_host_answers_go_nowhere(host: Host):
    host.printer.disconnect()

    assert host.send(ask_all() + TICKET + escpos.ask_status_in_order()) == b""
    assert len(host.tickets) == 1
