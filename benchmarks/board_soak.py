"""Months of calls through one running board: its memory must stay flat, and every call must come on the glass.

    python -m benchmarks.board_soak [--calls 100000] [--size 640x360] [--spoken 2000]

A real display in a real X window, against a fake hall that calls as many numbers at once as the board has rows, and
goes on as soon as they are on the glass: as fast as the machine draws. Then the announcer speaks calls that nobody
has to wait for, in this process.
"""

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from string import ascii_uppercase

from benchmarks.held import rss_kb
from benchmarks.limits import is_within
from demo.programs import Program
from demo.screen import VirtualScreen
from display.announcer import Announcement, Announcer
from display.outfit import make_voice
from display.phrase import spoken_call
from display.rows import ROWS
from display.settings import ASSETS, VOICES
from hall.clock import SystemClock
from hall.ticket import Call, TicketState
from hall.ui.mixing import Pcm
from hall.ui.speaker import NoSound
from tests.fakes.hall_server import TOKEN, FakeHall, FakeHallServer

GROWTH_MOST_MB = 4.0
"""From the first tenth of the calls on; a kilobyte a call would be 90 MB over the rest."""

WARM_SHARE = 0.1
"""The first tenth fills what has a limit: glyphs, 4,096 widths of words, the log of the last 1,000 calls."""

SETTLE_S, PATIENCE_S, LOOK_S = 5.0, 20.0, 0.004
WINDOW, MATTER = "2", "insure"
SPOKEN_WARM = 5000
"""Until then the decoded sound files that a voice keeps come to their number."""


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="a board's memory over months of calls")
    parser.add_argument("--calls", type=int, default=100_000, help="how many to show (%(default)s)")
    parser.add_argument("--size", default="640x360", help="of the panel: larger ones take longer (%(default)s)")
    parser.add_argument("--spoken", type=int, default=2000, help="how many to speak (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, FakeHallServer() as server:
        grown_mb = show(Path(folder), server, calls=told.calls, size=told.size)
    is_flat = is_within(f"shown, MB more over {told.calls}", grown_mb, most=GROWTH_MOST_MB)
    spoken_mb = speak(told.spoken)
    is_flat &= is_within(f"spoken, MB more over {told.spoken}", spoken_mb, most=GROWTH_MOST_MB)
    return 0 if is_flat else 1


def show(folder: Path, server: FakeHallServer, *, calls: int, size: str) -> float:
    """Return by how many MB the board grew from the first tenth of the calls to the last; each of them was shown."""
    width, height = (int(part) for part in size.split("x"))
    screen = VirtualScreen(width, height, logs=folder)
    shown = folder / "shown.jsonl"
    options = ["--server", server.url, "--size", size, "--voice", "none", "--state", str(folder / "state")]
    surroundings = {"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11", "PYTHONFAULTHANDLER": "1"}
    board = Program("display", ["display", *options, "--log-shown", str(shown)], logs=folder, environment=surroundings)
    try:
        server.hall.open_window(WINDOW)
        time.sleep(SETTLE_S)
        tickets, glass = give_numbers(server.hall), Glass(shown, board)
        warm_kb = call(server.hall, tickets, glass, calls=int(calls * WARM_SHARE))
        return max(call(server.hall, tickets, glass, calls=calls // 10) - warm_kb for _ in range(9)) / 1024
    finally:
        board.stop()
        screen.stop()


class Glass:
    """What a board's log says of its glass."""

    def __init__(self, shown: Path, board: Program) -> None:
        """Take the log and the program, which must go on running."""
        self._log, self._board = shown.open(encoding="utf-8"), board
        self._rest = ""
        self.count = 0

    def wait_for(self, call_ids: Sequence[int]) -> None:
        """Wait until these calls were on the glass."""
        missing, patient_until = {f'"call_id": {call_id},' for call_id in call_ids}, time.monotonic() + PATIENCE_S
        while missing:
            self._board.check()
            *lines, self._rest = (self._rest + self._log.read()).split("\n")  # the last may be half written
            shown = [line for line in lines if "shown_at" in line]
            self.count += len(shown)
            missing -= {each for each in missing if any(each in line for line in shown)}
            if time.monotonic() > patient_until:
                raise SystemExit(f"not on the glass: {missing}\n{self._tell_where_it_stands()}")
            time.sleep(LOOK_S)

    def _tell_where_it_stands(self) -> str:
        """Return what each thread of the board waits for: in the kernel (a disk, the X server), then in Python."""
        pid, patient_until = self._board.pid, time.monotonic() + PATIENCE_S
        threads = [f"load {os.getloadavg()}", *map(kernel_state, Path(f"/proc/{pid}/task").iterdir())]
        os.kill(pid, signal.SIGABRT)  # faulthandler writes where each stands, then it ends
        while self._board.is_running and time.monotonic() < patient_until:
            time.sleep(LOOK_S)
        return "\n".join([*threads, self._board.log.read_text(encoding="utf-8")])

    def rss_kb(self) -> int:
        """Return the memory that the board holds."""
        return rss_kb(self._board.pid)


def kernel_state(task: Path) -> str:
    """Return a thread's name, its state (R runs, S sleeps, D waits for a disk), and where in the kernel it waits."""
    before, _, after = (task / "stat").read_text(encoding="ascii").rpartition(")")
    name, state = before.partition("(")[2], after.split()[0]
    return f"{task.name} {name}: {state} {(task / 'wchan').read_text(encoding='ascii')}"


def give_numbers(hall: FakeHall) -> Iterator[int]:
    """Give a number to each ticket of a full day in a great hall, and return them for ever."""
    model = hall.issue(MATTER).ticket
    numbers = [f"{letter}{count:03}" for letter in ascii_uppercase for count in range(1, 1000)]
    hall.tickets.update({each: replace(model, ticket_id=each, number=told) for each, told in enumerate(numbers, 1)})
    return cycle(range(1, len(numbers) + 1))


def call(hall: FakeHall, tickets: Iterator[int], glass: Glass, *, calls: int) -> int:
    """Call so many, a whole board at once, and return the kB that the board holds then."""
    began, before = time.perf_counter(), glass.count
    while glass.count - before < calls:
        called = list(islice(tickets, ROWS))
        glass.wait_for([hall.call(ticket_id, WINDOW).seq for ticket_id in called])
        for ticket_id in called:
            hall.finish(ticket_id)
    print(f"{glass.count:7} shown, {glass.rss_kb() / 1024:.1f} MB, {time.perf_counter() - began:.0f} s", flush=True)
    return glass.rss_kb()


def speak(calls: int) -> float:
    """Return by how many MB this process grew while the announcer spoke, after its first calls."""
    voice = make_voice(ASSETS, VOICES.split(","))
    listener = CountingListener()
    announcer = Announcer(voice, DeafSpeaker(), listener, settle_s=0.0)
    announcer.start()
    numbers = (f"{letter}{count:03}" for count in range(1, 1000) for letter in ascii_uppercase)
    warm_kb = 0
    for call_id, number in enumerate(islice(numbers, calls + SPOKEN_WARM), 1):
        words = spoken_call(number, window_id="5", floor_short="2")
        announcer.offer(Announcement(call=made_call(call_id, number), words=words))
        listener.heard.acquire()
        if call_id == SPOKEN_WARM:
            warm_kb = rss_kb(os.getpid())
    announcer.stop()
    return (rss_kb(os.getpid()) - warm_kb) / 1024


def made_call(call_id: int, number: str) -> Call:
    """Return a call of a number that is as good as any."""
    return Call(
        call_id=call_id,
        ticket_id=call_id,
        number=number,
        matter_id=MATTER,
        queue_id=MATTER,
        window_id="5",
        call_count=1,
        at=SystemClock().now(),
        state=TicketState.CALLED,
    )


class DeafSpeaker:
    """A speaker that is done at once."""

    def check(self) -> None:
        """Find that all is well."""

    def play(self, sound: Pcm) -> bool:
        """Play for no time at all."""
        return bool(sound.samples)

    def cut(self) -> None:
        """Have nothing to end."""

    def stop(self) -> None:
        """Have nothing to end."""


class CountingListener:
    """Counts what was heard to its end."""

    def __init__(self) -> None:
        """Have heard nothing yet."""
        self.heard = threading.Semaphore(0)

    def speech_began(self, call: Call) -> None:
        """Expect it."""

    def speech_ended(self, call: Call, *, is_whole: bool) -> None:
        """Count it."""
        assert is_whole, call
        self.heard.release()

    def settled(self, call_id: int) -> None:
        """Need not keep it."""

    def sound_changed(self, error: NoSound | None) -> None:
        """Be told that all is well."""
        assert error is None


if __name__ == "__main__":
    sys.exit(main())
