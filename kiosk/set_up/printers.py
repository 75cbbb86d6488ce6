"""Printers that can be found: what listens as one on this network, and what is plugged in."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, ip_network
from pathlib import Path

RAW_PORT = 9100
KNOCK_S = 0.5
KNOCKS_AT_ONCE = 64
NEIGHBOURS = 24
"""The 253 machines whose addresses differ in the last number: a hall's network is seldom larger."""


def find_printers(
    *, here: IPv4Address | None, devices: Path, listens: Callable[[str], bool] | None = None
) -> tuple[str, ...]:
    """Return addresses of printers, those that are plugged in first; blocks for some seconds.

    Args:
        here: this machine's own address, None without a network.
        devices: the folder of device files, `/dev`.
        listens: whether something takes connections at an address, for tests.
    """
    plugged_in = tuple(f"file:{file}" for file in sorted((devices / "usb").glob("lp*")))
    if here is None:
        return plugged_in
    neighbours = [str(host) for host in ip_network(f"{here}/{NEIGHBOURS}", strict=False).hosts() if host != here]
    with ThreadPoolExecutor(max_workers=KNOCKS_AT_ONCE, thread_name_prefix="knock") as knocking:
        heard = zip(neighbours, knocking.map(listens or _listens, neighbours), strict=True)
        return (*plugged_in, *(f"tcp://{host}:{RAW_PORT}" for host, is_there in heard if is_there))


def find_own_address(towards: str) -> IPv4Address | None:
    """Return this machine's address on the network that leads to a host; nothing is sent."""
    for address in _addresses_of(towards):
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
                line.connect((address, RAW_PORT))
                here = IPv4Address(line.getsockname()[0])
        except OSError:
            continue
        return None if here.is_loopback else here
    return None


def _addresses_of(host: str) -> Iterator[str]:
    try:
        for found in socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_DGRAM):
            yield str(found[4][0])
    except OSError:
        return


def _listens(host: str) -> bool:
    try:
        with socket.create_connection((host, RAW_PORT), timeout=KNOCK_S):
            return True
    except OSError:
        return False
