# ruff: noqa: ARG002, ANN401 - the bus has pyusb's own interface
"""Printers on USB: usblp's device file where there is one, else libusb, here a bus of our own behind pyusb."""

import array
import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import usb.backend
import usb.core

from hall.clock import SystemClock
from printer.confirm import ConfirmedPrinter
from printer.errors import BadPrinterAddress, LineLost, PrinterInUse, PrinterUnreachable, WriteStalled
from printer.outcome import Outcome
from printer.profiles import get_profile
from printer.status import Fault
from printer.transports.claim import refusal
from printer.transports.file import FileLine
from printer.transports.usb_port import UsbId, UsbTransport, read_usb
from printer.virtual.faults import read_fault
from printer.virtual.machine import PrintedTicket, VirtualPrinter
from tests.printer.machines import FONTS, SHORT
from tests.printer.test_confirm import PICTURE, job_of

OUT, IN = 0x01, 0x82
PROFILE = get_profile("generic-80")


class Bus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb has no types
    """One printer on a bus: descriptors as a printer has them, bulk pipes that lead to a virtual printer."""

    def __init__(self, machine: VirtualPrinter, *, interface_class: int = 7) -> None:
        self._machine = machine
        self._class = interface_class
        self._replies = bytearray()
        self.claimed: list[int] = []
        self.has_driver = True
        self.is_unplugged = False
        machine.connect(self._replies.extend)

    def enumerate_devices(self) -> list[object]:
        return [] if self.is_unplugged else ["printer"]

    def get_device_descriptor(self, dev: object) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x0416, idProduct=0x5011, bcdDevice=0x100, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=3, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> Any:
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self._class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> str:
        return "handle"

    def close_device(self, dev_handle: str) -> None: ...

    def get_configuration(self, dev_handle: str) -> int:
        return 1

    def claim_interface(self, dev_handle: str, intf: int) -> None:
        self.claimed.append(intf)

    def release_interface(self, dev_handle: str, intf: int) -> None:
        self.claimed.remove(intf)

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:
        return self.has_driver

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        self.has_driver = False

    def attach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        self.has_driver = True

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: Any, timeout: int) -> int:
        if self.is_unplugged:
            raise usb.core.USBError("No such device", errno=19)
        if not self._machine.is_reading:
            raise usb.core.USBTimeoutError("timed out")
        self._machine.receive(bytes(data))
        self._machine.work_off()
        return len(data)

    def bulk_read(self, dev_handle: str, ep: int, intf: int, buff: Any, timeout: int) -> int:
        if self.is_unplugged:
            raise usb.core.USBError("No such device", errno=19)
        if not self._replies:
            raise usb.core.USBTimeoutError("timed out")
        portion = self._replies[: len(buff)]
        del self._replies[: len(portion)]
        buff[: len(portion)] = array.array("B", portion)
        return len(portion)


class Plugged:
    def __init__(self, tmp_path: Path, *faults: str, **how: int) -> None:
        self.tickets: list[PrintedTicket] = []
        machine = VirtualPrinter(PROFILE, clock=SystemClock(), fonts_folder=FONTS, take_ticket=self.tickets.append)
        for fault in faults:
            machine.fail(read_fault(fault))
        self.bus = Bus(machine, **how)
        self.transport = UsbTransport(devices=tmp_path / "none", classes=tmp_path, backend=self.bus)


def test_a_ticket_is_printed_and_the_interface_given_back(tmp_path: Path):
    plugged = Plugged(tmp_path)

    report = ConfirmedPrinter(plugged.transport, PROFILE, SHORT).print_job(job_of())

    assert report.outcome is Outcome.PRINTED
    assert [ticket.picture for ticket in plugged.tickets] == [PICTURE]
    assert plugged.bus.claimed == []
    assert plugged.bus.has_driver


@pytest.mark.parametrize(
    ("fault", "outcome", "cause"),
    [
        ("paper-out", Outcome.NOT_SENT, Fault.PAPER_OUT),
        ("hang@3000", Outcome.UNKNOWN, Fault.WRITE_STALLED),
        ("mute", Outcome.UNKNOWN, Fault.NO_ANSWER),
    ],
)
def test_faults_end_as_on_a_network(tmp_path: Path, fault: str, outcome: Outcome, cause: Fault):
    report = ConfirmedPrinter(Plugged(tmp_path, fault).transport, PROFILE, SHORT).print_job(job_of())

    assert (report.outcome, report.cause) == (outcome, cause)


def test_a_plug_that_is_pulled_is_told(tmp_path: Path):
    plugged = Plugged(tmp_path)
    line = plugged.transport.connect(timeout_s=1)
    plugged.bus.is_unplugged = True

    with pytest.raises(LineLost):
        line.send(b"x", stall_s=0.1)
    with pytest.raises(LineLost):
        line.receive(timeout_s=0.1)
    line.close()
    with pytest.raises(PrinterUnreachable, match="no such printer"):
        plugged.transport.connect(timeout_s=0.1)


def test_a_printer_that_takes_nothing_is_given_up(tmp_path: Path):
    line = Plugged(tmp_path, "hang").transport.connect(timeout_s=1)

    with pytest.raises(WriteStalled) as stalled:
        line.send(b"x" * 5000, stall_s=0.1)
    assert stalled.value.accepted == 0
    assert line.receive(timeout_s=0.01) == b""


def test_other_devices_are_no_printers_unless_they_are_named(tmp_path: Path):
    plugged = Plugged(tmp_path, interface_class=8)
    with pytest.raises(PrinterUnreachable):
        plugged.transport.connect(timeout_s=0.1)

    named = UsbTransport(
        wanted=UsbId(vendor=0x0416, product=0x5011), devices=tmp_path, classes=tmp_path, backend=plugged.bus
    )
    named.connect(timeout_s=0.1).close()


def test_the_kernels_own_device_file_is_preferred(tmp_path: Path):
    devices, classes = tmp_path / "dev", tmp_path / "sys"
    for name, vendor in (("lp0", "04b8"), ("lp1", "0416")):
        (classes / name / "device_parent" / "interface").mkdir(parents=True)
        (classes / name / "device").symlink_to(classes / name / "device_parent" / "interface")
        (classes / name / "device_parent" / "idVendor").write_text(f"{vendor}\n")
        (classes / name / "device_parent" / "idProduct").write_text("5011\n")
        devices.mkdir(exist_ok=True)
        (devices / name).touch()

    line = UsbTransport(wanted=UsbId(vendor=0x0416, product=0x5011), devices=devices, classes=classes).connect(
        timeout_s=0.1
    )
    line.send(b"ticket", stall_s=0.1)
    line.close()

    assert isinstance(line, FileLine)
    assert (devices / "lp1").read_bytes() == b"ticket"
    assert (devices / "lp0").read_bytes() == b""


def test_addresses_are_read_strictly():
    assert read_usb("usb:").wanted is None
    assert read_usb("usb:04b8:0E15").address == "usb:04b8:0e15"
    for wrong in ("usb:printer", "usb:04b8", "usb:4b8:e15", "usb:zzzz:0e15"):
        with pytest.raises(BadPrinterAddress):
            read_usb(wrong)


def test_a_device_that_is_open_elsewhere_is_in_use():
    busy = refusal("usb:", usb.core.USBError("Resource busy", errno=errno.EBUSY))
    gone = refusal("usb:", usb.core.USBError("No such device", errno=errno.ENODEV))

    assert [type(each) for each in (busy, gone)] == [PrinterInUse, PrinterUnreachable]
