"""The real program while server and printer hang and the disk is full: the screen's thread waits for none of them."""

import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.kiosk_hands import LOOK_S, KioskHands
from demo.programs import ROOT, Program, wait_until
from demo.screen import VirtualScreen
from tests.fakes.hall_server import TOKEN, FakeHallServer

WIDTH, HEIGHT = 540, 960
PATIENCE_S = 30.0

WAITING = ("socket.py", "ssl.py", "subprocess.py", "threading.py", "client.py", "connection.py", "selectors.py")
"""Where a thread is that waits for a network, a program or another thread."""

SPY = """
import os, sys, threading
out = os.open(os.environ["WAITS_FILE"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
main = threading.get_ident()
told = ("open", "socket.", "subprocess.", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir")
def hear(event, arguments):
    if event.startswith(told) and threading.get_ident() == main:
        os.write(out, f"{event} {arguments!r}\\n".encode())
sys.addaudithook(hear)
"""
"""What the program does on its first thread, from outside: no line of its own is changed."""


@pytest.fixture
def silent_printer() -> Iterator[str]:
    """A printer that takes a connection and neither reads nor answers."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        listening.bind(("127.0.0.1", 0))
        listening.listen(8)
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[VirtualScreen]:
    screen = VirtualScreen(WIDTH, HEIGHT, logs=tmp_path)
    yield screen
    screen.stop()


def test_the_screens_thread_never_waits(tmp_path: Path, screen: VirtualScreen, silent_printer: str) -> None:
    spy, waits, controls = tmp_path / "spy", tmp_path / "waits", tmp_path / "controls.json"
    spy.mkdir()
    (spy / "sitecustomize.py").write_text(SPY)
    with FakeHallServer(heartbeat_s=1.0) as server:
        arguments = ["kiosk", "--server", server.url, "--printer", silent_printer, "--sound", "null"]
        arguments += ["--size", f"{WIDTH}x{HEIGHT}", "--controls", str(controls), "--state", str(tmp_path / "state")]
        surroundings = {"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11"}
        surroundings |= {"PYTHONPATH": f"{spy}:{ROOT}", "WAITS_FILE": str(waits)}
        program = Program("kiosk", arguments, logs=tmp_path, environment=surroundings)
        hands = KioskHands(screen, controls, program)
        hands.wait_for("home")
        hands.tap("home.featured.insure")
        before = waits.read_text(encoding="utf-8")
        assert "open" in before, "the spy hears what the start opens"

        hands.tap("matter.take_ticket")
        hands.wait_for("ticket")
        hands.tap("ticket.done")
        hands.tap("home.featured.marry")
        with server.hall.changed:  # whatever is asked of the server hangs from here on
            hands.tap("matter.take_ticket")
            trouble = hands.wait_for("trouble")
            resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (0, 0))  # no file may grow: the disk is full
            leave = trouble.find("trouble.leave")
            assert leave is not None
            time.sleep(LOOK_S)  # the page came by itself: a touch at once would be meant for the one before
            picture = screen.picture().tobytes()
            screen.tap(round(leave.x + leave.width / 2), round(leave.y + leave.height / 2))
            wait_until(
                lambda: screen.picture().tobytes() != picture, what="home", timeout_s=PATIENCE_S, programs=[program]
            )
            began = time.monotonic()
            wait_until(lambda: time.monotonic() - began > 2, what="two seconds", timeout_s=9, programs=[program])
        told = waits.read_text(encoding="utf-8").removeprefix(before)
        program.stop()

    stood_still = [line for line in program.log.read_text("utf-8").splitlines() if "stood still" in line]
    assert told == ""
    assert [line for line in stood_still if any(place in line for place in WAITING)] == []
