"""What a board takes of a core between calls, and how its memory grows over many: a real display in a real X window.

    python -m benchmarks.board_idle [--seconds 60] [--calls 2000]

The hall is a fake one that calls as fast as it is told, so that a month of calls is made in minutes.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.held import rss_kb
from benchmarks.kiosk_idle import cpu_s
from benchmarks.limits import is_within
from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from tests.fakes.hall_server import TOKEN, FakeHallServer

IDLE_MOST_PERCENT = 3.0
GROWTH_MOST_MB = 8.0
"""However many calls: the memory rises and falls by some MB as textures come and go, and must not climb."""

CALLS_A_SECOND = 20
WARM_CALLS = 1500
"""Until then glyphs, textures, widths of words and the log of 1,000 calls fill; afterwards nothing may grow."""

SETTLE_S = 10.0
WINDOW, MATTER = "2", "insure"


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="an idle board's share of a core, and its memory over many calls")
    parser.add_argument("--seconds", type=int, default=60, help="how long to look at the idle board (%(default)s)")
    parser.add_argument("--calls", type=int, default=2000, help="how many calls to make (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, FakeHallServer() as server:
        percent, grown_kb = measure(Path(folder), server, seconds=told.seconds, calls=told.calls)
    is_idle = is_within("idle board, percent of a core", percent, most=IDLE_MOST_PERCENT)
    is_flat = is_within(f"MB more after {told.calls} calls", grown_kb / 1024, most=GROWTH_MOST_MB)
    return 0 if is_idle and is_flat else 1


def measure(folder: Path, server: FakeHallServer, *, seconds: int, calls: int) -> tuple[float, int]:
    """Return the idle board's percent of a core, and the kB by which it grew over the calls."""
    server.hall.open_window(WINDOW)
    screen = VirtualScreen(1920, 1080, logs=folder)
    options = ["--server", server.url, "--voice", "none", "--state", str(folder / "state")]
    board = Program(
        "display",
        ["display", *options],
        logs=folder,
        environment={"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11"},
    )
    try:
        wait_until(lambda: bool(server.hall.requests), what="the board", timeout_s=30, programs=[board])
        time.sleep(SETTLE_S)
        began, began_cpu_s = time.perf_counter(), cpu_s(board.pid)
        time.sleep(seconds)
        percent = 100 * (cpu_s(board.pid) - began_cpu_s) / (time.perf_counter() - began)
        call(server, WARM_CALLS)
        warm_kb = rss_kb(board.pid)
        call(server, calls)
        return percent, rss_kb(board.pid) - warm_kb
    finally:
        board.stop()
        screen.stop()


def call(server: FakeHallServer, count: int) -> None:
    """Call and serve so many numbers, at a steady pace."""
    for _ in range(count):
        ticket = server.hall.issue(MATTER).ticket
        server.hall.call(ticket.ticket_id, WINDOW)
        server.hall.finish(ticket.ticket_id)
        time.sleep(1 / CALLS_A_SECOND)


if __name__ == "__main__":
    sys.exit(main())
