"""Brings up a whole hall: server, credentials, printer, kiosk and board, each a process of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from demo.programs import Program, free_port, run_once, wait_until
from hall.client import HallClient
from hall.places import Directory

READY_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where a program's window goes: an X display (None for the one we were given) and its size in px."""

    x_display: str | None
    width: int
    height: int
    left: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What the demo made; told to the person who started it, kept nowhere else."""

    kiosk: str
    display: str
    clerks: dict[str, str]


class WholeHall:
    """The running hall; everything that it writes is below one folder."""

    def __init__(self, out: Path, *, hall: Path | None = None) -> None:
        """Choose the addresses; nothing is started yet."""
        self.out = out
        self.data, self.logs, self.paper = out / "data", out / "logs", out / "paper"
        self.controls_file = out / "kiosk-controls.json"
        self.shown_file = out / "board-shown.jsonl"
        self.base_url = f"http://127.0.0.1:{free_port()}"
        self.printer_address = f"tcp://127.0.0.1:{free_port()}"
        self.paper_url = f"http://127.0.0.1:{free_port()}"
        self._hall = hall
        self._programs: list[Program] = []
        for folder in (self.data, self.logs, self.paper):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def programs(self) -> list[Program]:
        """Everything that was started, in that order."""
        return list(self._programs)

    def start_server(self) -> Program:
        """Start the server (again, where it was killed) and wait until it is ready."""
        port = self.base_url.rsplit(":", 1)[1]
        arguments = ["server", "--data", str(self.data), "--host", "127.0.0.1", "--port", port]
        arguments += ["--public-url", self.base_url]
        if self._hall is not None:
            arguments += ["--hall", str(self._hall)]
        server = self._start("server", arguments)
        wait_until(self._is_ready, what="the server", timeout_s=READY_TIMEOUT_S, programs=[server])
        return server

    def make_credentials(self, clerks: Sequence[str]) -> Credentials:
        """Make a credential for each device and clerk, with the same commands that a hall uses."""
        where = ["--data", str(self.data)]
        kiosk = run_once(["server", "device", "add", "--kind", "kiosk", "K1", *where]).split()[-1]
        display = run_once(["server", "device", "add", "--kind", "display", "board", *where]).split()[-1]
        made = run_once(["server", "clerk", "add", *clerks, *where])
        passwords = dict(line.split() for line in made.splitlines() if line.strip())
        return Credentials(kiosk=kiosk, display=display, clerks=passwords)

    def directory(self, token: str) -> Directory:
        """Return the hall's directory as a device with this token gets it."""
        client = HallClient(self.base_url, token=token)
        try:
            return client.get_directory()
        finally:
            client.close()

    def start_printer(self, *, fault: str = "") -> None:
        """Start the virtual printer: a TCP printer that draws what it prints; a fault as its command takes it."""
        listen = self.printer_address.removeprefix("tcp://")
        page = self.paper_url.removeprefix("http://")
        arguments = ["printer", "virtual", "--listen", listen, "--out", str(self.paper), "--page", page]
        arguments += ["--fault", fault] if fault else []
        printer = self._start("printer", arguments)
        wait_until(self._has_paper_page, what="the printer", timeout_s=READY_TIMEOUT_S, programs=[printer])

    def start_kiosk(self, token: str, window: Window) -> Program:
        """Start the kiosk; its `--controls` file tells what is on its screen."""
        arguments = ["kiosk", "--server", self.base_url, "--printer", self.printer_address, "--kiosk", "K1"]
        arguments += ["--controls", str(self.controls_file), "--state", str(self.out / "kiosk-state"), *_place(window)]
        return self._start("kiosk", arguments, _surroundings(token, window, self.out))

    def start_display(self, token: str, window: Window, *, sound: str, floor: str | None = None) -> Program:
        """Start a board; `sound` is `auto`, `null` or `file:…wav`."""
        arguments = ["display", "--server", self.base_url, "--sound", sound, "--log-shown", str(self.shown_file)]
        arguments += ["--state", str(self.out / "board-state"), *_place(window)]
        if floor is not None:
            arguments += ["--floor", floor]
        return self._start("display", arguments, _surroundings(token, window, self.out))

    def export(self, what: str) -> list[dict[str, Any]]:
        """Return the record (`tickets` or `events`) as the export command gives it."""
        lines = run_once(["server", "export", what, "--data", str(self.data)]).splitlines()
        return [json.loads(line) for line in lines]

    def stop(self) -> list[str]:
        """End everything, last started first; return what did not end well."""
        faults = []
        for program in reversed(self._programs):
            if not program.is_running:
                faults.append(f"{program.name} had ended by itself; see {program.log}")
            elif code := program.stop():
                faults.append(f"{program.name} ended with {code}; see {program.log}")
        self._programs.clear()
        return faults

    def _start(self, name: str, arguments: list[str], environment: dict[str, str] | None = None) -> Program:
        program = Program(name, arguments, logs=self.logs, environment=environment)
        self._programs = [one for one in self._programs if one.name != name] + [program]
        return program

    def _is_ready(self) -> bool:
        return _answers(f"{self.base_url}/readyz")

    def _has_paper_page(self) -> bool:
        return _answers(self.paper_url)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


def _place(window: Window) -> list[str]:
    return ["--size", f"{window.width}x{window.height}", "--position", f"{window.left},{window.top}"]


def _surroundings(token: str, window: Window, out: Path) -> dict[str, str]:
    surroundings = {"YINHAO_TOKEN": token, "KIVY_HOME": str(out / "kivy")}
    if window.x_display is not None:
        surroundings["DISPLAY"] = window.x_display
    return surroundings
