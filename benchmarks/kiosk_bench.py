"""KioskBench: the real kiosk in a real X window (Xvfb, software rendering) before a server that answers at once."""

import os
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from Xlib import X
from Xlib.display import Display

from demo.kiosk_hands import KioskHands
from demo.programs import Program
from demo.screen import VirtualScreen
from hall.directory import directory_on
from hall.plan import load_plan
from server.settings import SAMPLE_HALL
from tests.fakes.hall_server import TOKEN, FakeHall, FakeHallServer

SIZE = (1080, 1920)
PATIENCE_S = 20.0
POLL_S = 1 / 300


class KioskBench:
    """One server, one screen; kiosks come and go."""

    def __init__(self, folder: Path, *, size: tuple[int, int] = SIZE) -> None:
        """Start the server and the screen; their logs and the kiosk's state are below the folder."""
        self.folder, self.size = folder, size
        self._stack = ExitStack()
        self.screen = VirtualScreen(*size, logs=folder)
        self._stack.callback(self.screen.stop)
        hall = FakeHall(directory=directory_on(load_plan(SAMPLE_HALL), date(2026, 3, 2)))
        for queue in hall.snapshot.queues:
            hall.set_queue(queue.queue_id, waiting=3, open_windows=1, wait=(4, 9))
        self.server = self._stack.enter_context(FakeHallServer(hall, heartbeat_s=15.0))
        self.controls = folder / "controls.json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stack.close()

    def start_kiosk(self) -> Program:
        """Start a kiosk; it draws its first frame some time later."""
        self.controls.unlink(missing_ok=True)
        paper = self.folder / "paper"
        paper.mkdir(exist_ok=True)
        arguments = ["kiosk", "--server", self.server.url, "--printer", f"virtual:{paper}", "--sound", "null"]
        arguments += ["--size", "x".join(map(str, self.size)), "--controls", str(self.controls)]
        arguments += ["--state", str(self.folder / "state")]
        surroundings = {"DISPLAY": self.screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11"}
        return Program("kiosk", arguments, logs=self.folder, environment=surroundings)

    def hands(self, kiosk: Program) -> KioskHands:
        """Return a visitor's hands at a kiosk."""
        return KioskHands(self.screen, self.controls, kiosk)


class Pixels:
    """Some of the glass as the X server has it: what a visitor sees."""

    def __init__(self, screen: VirtualScreen) -> None:
        """Connect to the screen."""
        self._root = Display(screen.name).screen().root
        self._size = (screen.width, screen.height)

    def at(self, left: int, top: int, width: int, height: int) -> bytes:
        """Return an area, cut to the glass."""
        left, top = max(0, left), max(0, top)
        width, height = min(width, self._size[0] - left), min(height, self._size[1] - top)
        return bytes(self._root.get_image(left, top, width, height, X.ZPixmap, 0xFFFFFFFF).data)

    def wait_for_change(self, area: tuple[int, int, int, int], before: bytes, *, began: float) -> float:
        """Return after how many ms since `began` an area has changed."""
        while self.at(*area) == before:
            if time.perf_counter() - began > PATIENCE_S:
                raise SystemExit(f"nothing changed at {area}")
            time.sleep(POLL_S)
        return (time.perf_counter() - began) * 1000


def share(times: list[float], of: float) -> float:
    """Return the value that so large a share of the times keeps within."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of))]


def load_words() -> str:
    """Say how busy this machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
