"""The real program as a process in a real X window, against a server that can be taken away."""

import json
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from tests.display.tiny_pack import RATE_HZ, write_chime, write_pack
from tests.fakes.hall_server import TOKEN, FakeHall, FakeHallServer

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTH, HEIGHT = 1280, 720
WARNING_GROUND = (0xFB, 0xE9, 0xDD)
BANNER = (WIDTH // 2 + 300, HEIGHT - 20)
PATIENCE_S = 20.0
STALE_WITHIN_S = 20.0

ZH = {
    "letter/A": 101,
    "number/001": 102,
    "number/002": 103,
    "number/003": 107,
    "floor/2": 104,
    "window/2": 105,
    "to_window/2": 106,
}


class Board:
    """One running display and what can be seen and read of it."""

    def __init__(self, folder: Path, screen: VirtualScreen, server: FakeHallServer, *options: str) -> None:
        self.shown_file, self.screen = folder / "shown.jsonl", screen
        self.state_file = folder / "state" / "last-seen.json"
        arguments = ["display", "--server", server.url, "--size", f"{WIDTH}x{HEIGHT}"]
        arguments += ["--log-shown", str(self.shown_file), "--state", str(folder / "state"), *options]
        surroundings = {"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11"}
        self.program = Program("display", arguments, logs=folder, environment=surroundings)

    def lines(self, key: str) -> list[dict[str, Any]]:
        if not self.shown_file.exists():
            return []
        lines = [json.loads(line) for line in self.shown_file.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if key in line]

    def shown(self) -> list[str]:
        return [line["number"] for line in self.lines("shown_at")]

    def spoken(self) -> list[str]:
        return [line["number"] for line in self.lines("spoken_at")]

    def has_banner(self) -> bool:
        return self.screen.picture().getpixel(BANNER)[:3] == WARNING_GROUND

    def is_lit(self) -> bool:
        """Whether the paper of the big card is on the glass."""
        return self.screen.picture().getpixel((100, 300))[:3] != (0, 0, 0)

    def wait_until(self, is_so: Callable[[], bool], what: str, timeout_s: float = PATIENCE_S) -> None:
        wait_until(is_so, what=what, timeout_s=timeout_s, programs=[self.program])


Start = Callable[..., Board]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualScreen]:
    screen = VirtualScreen(WIDTH, HEIGHT, logs=tmp_path_factory.mktemp("screen"))
    yield screen
    screen.stop()


@pytest.fixture
def server() -> Iterator[FakeHallServer]:
    with FakeHallServer(heartbeat_s=5.0) as server:
        server.hall.open_window("2")
        yield server


@pytest.fixture
def start(tmp_path: Path, screen: VirtualScreen, server: FakeHallServer) -> Iterator[Start]:
    boards: list[Board] = []

    def start_board(*options: str) -> Board:
        boards.append(Board(tmp_path, screen, server, *options))
        return boards[-1]

    yield start_board
    for board in boards:
        board.program.stop()


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """The product's assets with a voice that can be read off."""
    folder = tmp_path / "assets"
    folder.mkdir()
    for name in ("fonts", "languages", "themes"):
        (folder / name).symlink_to(ROOT / "assets" / name)
    write_pack(folder / "voice" / "flat", ZH)
    (folder / "sounds").mkdir()
    write_chime(folder / "sounds" / "chime.wav")
    return folder


def call(hall: FakeHall) -> int:
    ticket = hall.issue("insure").ticket
    hall.call(ticket.ticket_id, "2")
    return ticket.ticket_id


def test_a_call_comes_on_the_glass_and_sigterm_ends_the_program(
    start: Start, screen: VirtualScreen, server: FakeHallServer
):
    board = start("--voice", "none")
    board.wait_until(board.is_lit, "the board")
    board.wait_until(lambda: bool(server.hall.requests), "the first request")
    before = screen.picture()
    call(server.hall)
    board.wait_until(lambda: board.shown() == ["A001"], "the call")

    assert screen.picture().tobytes() != before.tobytes()
    for key in ("Escape", "F1"):
        screen.press_key(key)
    call(server.hall)
    board.wait_until(lambda: board.shown() == ["A001", "A002"], "the call after the keys")
    assert board.program.stop() == 0


def test_a_lost_server_is_told_in_time_and_what_was_missed_is_caught_up(start: Start, server: FakeHallServer):
    board = start("--voice", "none")
    call(server.hall)
    board.wait_until(lambda: board.shown() == ["A001"], "the first call")
    assert not board.has_banner()

    lost_at = time.monotonic()
    server.go_away()
    for _ in range(3):
        call(server.hall)
    board.wait_until(board.has_banner, "the banner", timeout_s=STALE_WITHIN_S)
    assert time.monotonic() - lost_at <= STALE_WITHIN_S
    assert board.shown() == ["A001"]

    server.come_back()
    board.wait_until(lambda: set(board.shown()) == {"A001", "A002", "A003", "A004"}, "the missed calls")
    board.wait_until(lambda: not board.has_banner(), "the end of the banner")
    assert board.program.stop() == 0


def test_calls_are_spoken_one_after_another_and_not_again_after_a_restart(
    start: Start, tmp_path: Path, server: FakeHallServer, assets: Path
):
    sound = tmp_path / "voice.wav"
    options = ("--assets", str(assets), "--voice", "flat", "--times", "1", "--sound", f"file:{sound}")
    board = start(*options)
    for _ in range(2):
        call(server.hall)
    board.wait_until(lambda: board.spoken() == ["A001", "A002"], "the voice")
    first, second = board.lines("speaking_at")
    assert second["speaking_at"] >= board.lines("spoken_at")[0]["spoken_at"]
    assert first["speaking_at"] < second["speaking_at"]
    assert board.program.stop() == 0
    with wave.open(str(sound)) as written:
        assert written.getframerate() == RATE_HZ
        assert written.getnframes() > 2 * RATE_HZ

    server.go_away()
    again = start(*options)
    again.wait_until(again.is_lit, "the board from its memory")
    server.come_back()
    call(server.hall)
    again.wait_until(lambda: "A003" in again.spoken(), "the next call's voice")
    assert again.program.stop() == 0
    assert again.spoken() == ["A001", "A002", "A003"]


def test_two_boards_stand_side_by_side_on_one_machine(
    start: Start, tmp_path: Path, screen: VirtualScreen, server: FakeHallServer
):
    half = ("--voice", "none", "--size", f"{WIDTH // 2}x{HEIGHT // 2}")
    left = start(*half)
    (tmp_path / "right").mkdir()
    right = Board(tmp_path / "right", screen, server, *half, "--position", f"{WIDTH // 2},0", "--theme", "contrast")
    try:
        for board in (left, right):
            board.wait_until(board.state_file.exists, "its memory")
        call(server.hall)
        for board in (left, right):
            board.wait_until(lambda board=board: board.shown() == ["A001"], "the call")
        picture = screen.picture()
    finally:
        right.program.stop()
    grounds = [picture.getpixel((x, HEIGHT // 2 - 40))[:3] for x in (20, WIDTH // 2 + 20)]
    assert len({*grounds, (0, 0, 0)}) == 3
    assert picture.getpixel((20, HEIGHT - 20))[:3] == (0, 0, 0)  # nobody's


def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, screen: VirtualScreen, server: FakeHallServer):
    for options, told in [
        (["--server", "nowhere"], "--server nowhere"),
        (["--server", server.url, "--voice", "nobody"], "nobody"),
        (["--server", server.url, "--voice", "none", "--floor", "9"], "--floor 9: this hall has no such floor"),
    ]:
        done = subprocess.run(
            [sys.executable, "-m", "display", *options],
            cwd=ROOT,
            env={"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "PATH": "", "KIVY_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = [line for line in done.stderr.splitlines() if line.startswith("display: ")]
        assert done.returncode == 2, done.stderr
        assert len(said) == 1
        assert told in said[0]
