"""The ways to a printer, by address.

tcp://HOST:PORT                             the network
usb:  usb:04b8:0e15                         what is plugged in
serial:/dev/ttyS0?baud=115200&flow=rtscts   a serial line
cups:NAME                                   a queue of this machine
file:PATH                                   a device file, or a file that collects the bytes
virtual:FOLDER                              a printer of our own
"""

from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from hall.clock import Clock
from printer.errors import BadPrinterAddress
from printer.profiles import Profile
from printer.transports.cups import CupsTransport
from printer.transports.file import FileTransport
from printer.transports.line import Transport
from printer.transports.serial_port import read_serial
from printer.transports.tcp import TcpTransport
from printer.transports.usb_port import read_usb
from printer.transports.virtual import VirtualTransport
from printer.virtual.machine import VirtualPrinter
from printer.virtual.tray import Tray

ACCEPTED = "tcp://HOST:PORT, usb:, usb:VENDOR:PRODUCT, serial:DEVICE?baud=N, cups:QUEUE, file:PATH, virtual:FOLDER"
DEFAULT_PORT = 9100


def open_transport(address: str, *, profile: Profile, clock: Clock, fonts_folder: Path) -> Transport:
    """Return the way to a printer; nothing is connected yet.

    Args:
        address: one of the accepted forms; the port is 9100 if it is left out.
        profile: the model, which a virtual printer imitates.
        clock: dates what a virtual printer receives.
        fonts_folder: for the resident font of a virtual printer.

    Raises:
        BadPrinterAddress: any other form; the detail names those that are accepted.
    """
    scheme, colon, rest = address.partition(":")
    if not colon or not (rest.strip("/") or scheme == "usb"):
        raise BadPrinterAddress(f'"{address}" is no printer address; accepted are {ACCEPTED}')
    match scheme:
        case "tcp":
            return _open_tcp(address)
        case "usb":
            return read_usb(address)
        case "serial":
            return read_serial(address)
        case "cups":
            return CupsTransport(queue=rest.strip("/"))
        case "virtual":
            tray = Tray(Path(rest))
            printer = VirtualPrinter(profile, clock=clock, fonts_folder=fonts_folder, take_ticket=tray.put)
            return VirtualTransport(address=address, printer=printer, turn=Lock())
        case "file":
            return FileTransport(path=Path(rest))
    raise BadPrinterAddress(f'"{address}": printers on "{scheme}:" are not known; accepted are {ACCEPTED}')


def _open_tcp(address: str) -> TcpTransport:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadPrinterAddress(f'"{address}": {error}; it should be tcp://HOST:PORT') from error
    if not host or parts.path.strip("/") or parts.query:
        raise BadPrinterAddress(f'"{address}" should be tcp://HOST:PORT')
    return TcpTransport(host=host, port=port if port is not None else DEFAULT_PORT)
