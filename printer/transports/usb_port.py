"""`usb:`, `usb:04b8:0e15`: a printer that is plugged in, through the kernel's `usblp` or, where it has none, libusb.

`/dev/usb/lpN` is preferred: it needs no rights on the bus, and nothing has to be detached and reset. libusb is for
kernels without `usblp`; the interface is claimed for one job and given back.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import usb.core
import usb.util

from printer.deadline import Deadline
from printer.errors import BadPrinterAddress, LineLost, PrinterUnreachable, WriteStalled
from printer.transports.claim import refusal
from printer.transports.file import FileTransport
from printer.transports.line import Line

PRINTER_CLASS = 7
_PORTION_BYTES = 4096
_MS = 1000
_HEX_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbId:
    """Maker and model, as `lsusb` writes them."""

    vendor: int
    product: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbTransport:
    """Looks for the printer at each job, so that it may be unplugged and plugged in again.

    `wanted` None takes the first printer there is. `devices` and `classes` are `/dev/usb` and `/sys/class/usbmisc`;
    `backend` is pyusb's, None for libusb.
    """

    wanted: UsbId | None = None
    devices: Path = Path("/dev/usb")
    classes: Path = Path("/sys/class/usbmisc")
    backend: Any = None

    @property
    def address(self) -> str:
        """How settings and logs name it."""
        return "usb:" if self.wanted is None else f"usb:{self.wanted.vendor:04x}:{self.wanted.product:04x}"

    def connect(self, *, timeout_s: float) -> Line:
        """Return the printer when no other program uses it; see `Transport.connect`."""
        for file in sorted(self.devices.glob("lp*")):
            if self.wanted is None or self._read_id(file.name) == self.wanted:
                return FileTransport(path=file).connect(timeout_s=timeout_s)
        try:
            device = self._find()
            if device is None:
                raise PrinterUnreachable(f"{self.address}: no such printer is plugged in")
            return UsbLine(device, self.address)
        except (usb.core.USBError, usb.core.NoBackendError, NotImplementedError) as error:
            raise refusal(self.address, error) from error

    def _read_id(self, name: str) -> UsbId | None:
        """Return what the kernel says of `lpN`: its interface's parent is the device."""
        device = (self.classes / name / "device").resolve().parent
        try:
            vendor, product = ((device / part).read_text(encoding="ascii") for part in ("idVendor", "idProduct"))
            return UsbId(vendor=int(vendor, 16), product=int(product, 16))
        except (OSError, ValueError):
            return None

    def _find(self) -> Any:  # noqa: ANN401  # pyusb has no types
        found = usb.core.find(find_all=True, backend=self.backend)
        return next((device for device in found if self._is_wanted(device)), None)

    def _is_wanted(self, device: Any) -> bool:  # noqa: ANN401  # as above
        if self.wanted is not None:
            return bool((device.idVendor, device.idProduct) == (self.wanted.vendor, self.wanted.product))
        return any(each.bInterfaceClass == PRINTER_CLASS for each in _list_interfaces(device))


class UsbLine:
    """A claimed printer interface: one bulk pipe to it, and usually one from it."""

    def __init__(self, device: Any, address: str) -> None:  # noqa: ANN401  # as above
        """Claim the device's printer interface. Raises USBError."""
        self._device, self._address = device, address
        interfaces = list(_list_interfaces(device))
        printers = [each for each in interfaces if each.bInterfaceClass == PRINTER_CLASS] or interfaces
        self._interface = printers[0]
        self._number: int = self._interface.bInterfaceNumber
        self._is_detached = False
        with contextlib.suppress(NotImplementedError):
            if device.is_kernel_driver_active(self._number):
                device.detach_kernel_driver(self._number)
                self._is_detached = True
        usb.util.claim_interface(device, self._number)
        self._out = self._find_pipe(usb.util.ENDPOINT_OUT)
        self._in = self._find_pipe(usb.util.ENDPOINT_IN)
        if self._out is None:
            self.close()
            raise usb.core.USBError("it has no pipe that takes data")

    @property
    def can_answer(self) -> bool:
        """Whether it has a pipe that brings bytes back."""
        return self._in is not None

    def send(self, data: bytes, *, stall_s: float) -> None:
        """Send everything; see `Line.send`."""
        accepted = 0
        while accepted < len(data):
            try:
                accepted += self._out.write(data[accepted : accepted + _PORTION_BYTES], int(stall_s * _MS))
            except usb.core.USBTimeoutError as error:
                raise WriteStalled(f"{self._address}: took no byte for {stall_s:g} s", accepted=accepted) from error
            except usb.core.USBError as error:
                raise LineLost(f"{self._address}: {error}", accepted=accepted) from error

    def receive(self, *, timeout_s: float) -> bytes:
        """Return what has come back; an empty packet is asked past: several models send some first."""
        deadline = Deadline(timeout_s)
        while self._in is not None:
            try:
                data = bytes(self._in.read(self._in.wMaxPacketSize, max(1, int(deadline.remaining_s * _MS))))
            except usb.core.USBTimeoutError:
                return b""
            except usb.core.USBError as error:
                raise LineLost(f"{self._address}: {error}") from error
            if data or deadline.has_passed:
                return data
        return b""

    def close(self) -> None:
        """Give the interface back."""
        with contextlib.suppress(usb.core.USBError, NotImplementedError):
            usb.util.release_interface(self._device, self._number)
            if self._is_detached:
                self._device.attach_kernel_driver(self._number)
        with contextlib.suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def _find_pipe(self, direction: int) -> Any:  # noqa: ANN401  # as above
        def leads_there(pipe: Any) -> bool:  # noqa: ANN401  # as above
            is_bulk = usb.util.endpoint_type(pipe.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            return bool(is_bulk and usb.util.endpoint_direction(pipe.bEndpointAddress) == direction)

        return usb.util.find_descriptor(self._interface, custom_match=leads_there)


def read_usb(address: str) -> UsbTransport:
    """Return the printer of an address; raises `BadPrinterAddress`."""
    rest = address.partition(":")[2].strip("/")
    if not rest:
        return UsbTransport()
    vendor, colon, product = rest.partition(":")
    try:
        if not colon or len(vendor) != _HEX_DIGITS or len(product) != _HEX_DIGITS:
            raise ValueError(rest)
        return UsbTransport(wanted=UsbId(vendor=int(vendor, 16), product=int(product, 16)))
    except ValueError as error:
        raise BadPrinterAddress(f'"{address}" should be usb: or like usb:04b8:0e15 (as lsusb tells)') from error


def _list_interfaces(device: Any) -> Iterator[Any]:  # noqa: ANN401  # as above
    for configuration in device:
        yield from configuration
