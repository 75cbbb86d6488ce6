"""What systemd is told, through a socket of the test's own."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.systemd import Systemd


class Listener:
    """Systemd's end of the socket."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.address)
        self.socket.setblocking(False)

    def heard(self) -> list[str]:
        words = []
        while True:
            try:
                words.append(self.socket.recv(100).decode())
            except BlockingIOError:
                return words


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    listener = Listener(tmp_path)
    yield listener
    listener.socket.close()


def test_it_is_told_that_the_program_is_ready_and_ends(listener: Listener) -> None:
    systemd = Systemd({"NOTIFY_SOCKET": listener.address}, seconds=lambda: 0.0)
    systemd.ready()
    systemd.stopping()

    assert listener.heard() == ["READY=1", "STOPPING=1"]


def test_a_sign_of_life_is_given_three_times_in_the_time_it_waits(listener: Listener) -> None:
    now = [0.0]
    environment = {"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}
    systemd = Systemd(environment, seconds=lambda: now[0])
    for tenth in range(300):
        now[0] = tenth / 10
        systemd.alive()

    assert listener.heard() == ["WATCHDOG=1"] * 3


@pytest.mark.parametrize("environment", [{}, {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}])
def test_where_nobody_waits_for_it_no_sign_is_given(listener: Listener, environment: dict[str, str]) -> None:
    systemd = Systemd({"NOTIFY_SOCKET": listener.address, **environment}, seconds=lambda: 0.0)
    systemd.alive()

    assert listener.heard() == []


def test_a_socket_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    Systemd({"NOTIFY_SOCKET": str(tmp_path / "gone")}, seconds=lambda: 0.0).ready()
    Systemd({}, seconds=lambda: 0.0).ready()
