"""Printers are found where they are plugged in and where they listen."""

from ipaddress import IPv4Address
from pathlib import Path

from kiosk.set_up.printers import find_own_address, find_printers


def test_what_is_plugged_in_comes_before_what_listens_on_the_network(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "lp0").touch()
    knocked: list[str] = []

    def listens(host: str) -> bool:
        knocked.append(host)
        return host in {"192.168.1.30", "192.168.1.200"}

    found = find_printers(here=IPv4Address("192.168.1.7"), devices=tmp_path, listens=listens)

    assert found == (f"file:{tmp_path}/usb/lp0", "tcp://192.168.1.30:9100", "tcp://192.168.1.200:9100")
    assert len(knocked) == 253
    assert "192.168.1.7" not in knocked


def test_without_a_network_nobody_is_asked(tmp_path: Path) -> None:
    assert find_printers(here=None, devices=tmp_path) == ()


def test_this_machine_alone_is_no_network() -> None:
    assert find_own_address("127.0.0.1") is None
    assert find_own_address("no-such-host.invalid") is None
