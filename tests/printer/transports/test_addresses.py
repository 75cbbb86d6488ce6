from pathlib import Path

import pytest

from hall.clock import SystemClock
from printer.errors import BadPrinterAddress
from printer.profiles import get_profile
from printer.transports import open_transport
from tests.printer.machines import FONTS


def open_address(address: str):
    return open_transport(address, profile=get_profile("generic-80"), clock=SystemClock(), fonts_folder=FONTS)


@pytest.mark.parametrize(
    ("address", "full"),
    [
        ("tcp://10.0.0.7:9100", "tcp://10.0.0.7:9100"),
        ("tcp://printer.lan", "tcp://printer.lan:9100"),
        ("tcp://printer.lan:6001/", "tcp://printer.lan:6001"),
        ("file:/dev/usb/lp0", "file:/dev/usb/lp0"),
    ],
)
def test_an_address_opens_its_way_without_connecting(address: str, full: str):
    assert open_address(address).address == full


def test_a_virtual_printer_makes_its_folder(tmp_path: Path):
    transport = open_address(f"virtual:{tmp_path}/deep/paper")

    assert transport.address == f"virtual:{tmp_path}/deep/paper"
    assert (tmp_path / "deep" / "paper").is_dir()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp",
        "tcp:",
        "tcp://",
        "tcp://:9100",
        "tcp://h:port",
        "tcp://h:70000",
        "tcp://h:9/x",
        "file:",
        "virtual:",
        "bluetooth:x",
        "tcp://[::1",
    ],
)
def test_any_other_address_is_refused_with_those_that_are_accepted(address: str):
    with pytest.raises(BadPrinterAddress, match="tcp://HOST:PORT"):
        open_address(address)
