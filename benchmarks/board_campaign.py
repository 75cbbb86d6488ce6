"""Whatever happens to its line, a board is as the server is within 5 s, and says no call twice or never.

    python -m benchmarks.board_campaign [--rounds 1] [--only burst]

The real server and the real display, in a real X window, with a line between them that breaks in every way: cut, one
end gone, the server killed, clocks that jump, events that come again or in a wrong order. At two windows numbers are
called meanwhile. Then fifty numbers are called within a second: all must be on the glass for 6 s, and spoken in order.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.crooked_clock import CrookedClock, build_crooked_clock
from benchmarks.limits import is_within
from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from demo.whole_hall import WholeHall
from display.memory import LastSeen
from display.settings import ASSETS
from hall.client import HallClient, new_key
from hall.errors import HallError
from hall.exchange import IssueRequest, SignInRequest, WindowAct
from hall.snapshot import Snapshot
from hall.wire import from_json
from tests.display.tiny_pack import write_chime, write_pack
from tests.fakes.crooked_line import CrookedLine, Line
from tests.fakes.hall_server import TOKEN, FakeHallServer

HEALED_MOST_S = 5.0
SIZE = (1280, 720)
MATTER, WINDOWS = "social_insurance_registration", ("5", "6")
BREAK_S, DEAD_S, JUMP_S = 8.0, 25.0, 600
PATIENCE_S, LOOK_S = 40.0, 0.05
BURST = 50
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
STAY_LEAST_S, STAYS_WITHIN_S = 6.0, 90.0
FAKE_MATTER, FAKE_WINDOW = "insure", "2"


class Board:
    """A running display, and what it says of itself: its log of the glass and the voice, and its memory."""

    def __init__(self, folder: Path, *, url: str, token: str, screen: VirtualScreen, variables: dict[str, str]) -> None:
        """Start one with a voice that is a chime and nothing else, so that fifty calls take half a minute."""
        self._shown, self._state = folder / "shown.jsonl", folder / "state"
        options = ["--server", url, "--size", f"{SIZE[0]}x{SIZE[1]}", "--state", str(self._state)]
        options += ["--log-shown", str(self._shown), "--assets", str(make_assets(folder)), "--voice", "chime"]
        surroundings = {"DISPLAY": screen.name, "YINHAO_TOKEN": token, "SDL_VIDEODRIVER": "x11", **variables}
        arguments = ["display", *options, "--times", "1", "--sound", "null"]
        self.program = Program("board", arguments, logs=folder, environment=surroundings)

    def lines(self, key: str) -> list[dict[str, Any]]:
        """Return the lines of the log that have this key."""
        if not self._shown.exists():
            return []
        whole, _, _half_written = self._shown.read_text(encoding="utf-8").rpartition("\n")
        return [line for line in map(json.loads, whole.splitlines()) if key in line]

    def spoken(self) -> list[int]:
        """Return the calls that were heard to their end, in that order."""
        return [line["call_id"] for line in self.lines("spoken_at")]

    def seen(self) -> Snapshot | None:
        """Return the hall as the board knows it, a second late at most."""
        file = self._state / "last-seen.json"
        return from_json(LastSeen, file.read_bytes()).snapshot if file.exists() else None


class Clerk:
    """A window at which one number after another is called."""

    def __init__(self, url: str, window_id: str, password: str) -> None:
        """Sign in, which opens the window."""
        self._client, self._window_id = HallClient(url), window_id
        request = SignInRequest(clerk=f"clerk{window_id}", password=password, window_id=window_id)
        self._client.sign_in(request, key=new_key())

    def call(self) -> int:
        """Serve whoever is there, call the next one, and return the call's number among the events."""
        view = self._client.get_window(self._window_id)
        for act in ("start", "finish", "call-next") if view.ticket else ("call-next",):
            ticket_id = view.ticket.ticket_id if view.ticket else None
            request = WindowAct(version=view.version, ticket_id=ticket_id)
            view = self._client.act(self._window_id, act, request, key=new_key())
        calls = self._client.get_snapshot().calls
        return max(call.call_id for call in calls if call.window_id == self._window_id)


class Campaign:
    """The hall, the line, the board, and everything that goes wrong."""

    def __init__(self, folder: Path, screen: VirtualScreen) -> None:
        """Bring up the hall and a board that follows it through the crooked line."""
        library = build_crooked_clock(folder)
        self.server_clock = CrookedClock(library, folder / "server.clock")
        self.board_clock = CrookedClock(library, folder / "board.clock")
        self.hall = WholeHall(folder)
        self.start_server()
        made = self.hall.make_credentials([f"clerk{window}" for window in WINDOWS])
        self._kiosk = HallClient(self.hall.base_url, token=made.kiosk)
        self.clerks = [Clerk(self.hall.base_url, window, made.clerks[f"clerk{window}"]) for window in WINDOWS]
        self.line = CrookedLine(self.hall.base_url)
        self.called: list[int] = []
        self.board = Board(
            folder, url=self.line.url, token=made.display, screen=screen, variables=self.board_clock.variables
        )
        self.call()
        self.wait_until_equal()

    def start_server(self) -> None:
        """Start the server (again) with its own clock."""
        os.environ.update(self.server_clock.variables)
        self.server = self.hall.start_server()
        for name in self.server_clock.variables:
            del os.environ[name]

    def call(self) -> None:
        """Call a number at each window."""
        for clerk in self.clerks:
            self._kiosk.issue_ticket(IssueRequest(matter_id=MATTER), key=new_key())
            self.called.append(clerk.call())

    def wait_until_equal(self) -> float:
        """Wait until the board knows what the server knows, and return the seconds that it took."""
        began = time.monotonic()
        while _timeless(self.board.seen()) != _timeless(self._kiosk.get_snapshot()):
            self.board.program.check()
            if time.monotonic() - began > PATIENCE_S:
                raise SystemExit(f"the board is at {self.board.seen()}, the server at {self._kiosk.get_snapshot()}")
            time.sleep(LOOK_S)
        return time.monotonic() - began

    def wait_until_spoken(self) -> None:
        """Wait until every call was spoken; each once, and in order."""
        wait_until(
            lambda: self.board.spoken()[-len(WINDOWS) :] == self.called[-len(WINDOWS) :],
            what=f"the calls {self.called} in the voice, which said {self.board.spoken()}",
            timeout_s=PATIENCE_S,
            programs=[self.board.program],
        )
        if self.board.spoken() != self.called:
            raise SystemExit(f"called: {self.called}, spoken: {self.board.spoken()}")

    def break_for(self, line: Line, seconds: float) -> None:
        """Break the line, call meanwhile, and heal it."""
        self.line.break_line(line)
        time.sleep(seconds / 2)
        self.call()
        time.sleep(seconds / 2)
        self.line.heal()

    def kill_server(self) -> None:
        """Kill it right after a call, and start it again."""
        self.call()
        self.server.kill()
        time.sleep(BREAK_S / 2)
        self.start_server()

    def jump(self, clock: CrookedClock, seconds: int) -> None:
        """Let a clock jump, call, and let it jump back."""
        clock.jump(seconds)
        self.call()
        self.wait_until_spoken()
        clock.jump(0)
        self.call()

    def disorder(self, order: str) -> None:
        """Have the events of some calls come in disorder."""
        self.line.order = order
        self.call()
        self.line.heal()

    def close(self) -> None:
        """End everything."""
        self.board.program.stop()
        self.hall.stop()
        self.line.close()


def faults(campaign: Campaign) -> Iterator[tuple[str, Callable[[], None]]]:
    """Return everything that goes wrong, by name."""
    yield "network cut", lambda: campaign.break_for(Line.CUT, BREAK_S)
    yield "half-open connection", lambda: campaign.break_for(Line.DEAD, BREAK_S)
    yield "half-open for longer than a heartbeat", lambda: campaign.break_for(Line.DEAD, DEAD_S)
    yield "server killed", campaign.kill_server
    yield "server's clock 10 min on, and back", lambda: campaign.jump(campaign.server_clock, JUMP_S)
    yield "board's clock 10 min on, and back", lambda: campaign.jump(campaign.board_clock, JUMP_S)
    yield "board's clock 10 min back, and on", lambda: campaign.jump(campaign.board_clock, -JUMP_S)
    yield "events replayed", lambda: campaign.disorder("replayed")
    yield "events swapped", lambda: campaign.disorder("swapped")


def main() -> int:
    """Run the campaign; return the exit code."""
    parser = argparse.ArgumentParser(description="a board whose line breaks in every way")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything goes wrong (%(default)s)")
    parser.add_argument("--only", choices=("faults", "burst"), help="one half of it")
    told = parser.parse_args()
    holds = True
    with tempfile.TemporaryDirectory() as folder, running_screen(Path(folder)) as screen:
        if told.only != "burst":
            holds &= run_faults(Path(folder), screen, rounds=told.rounds)
        if told.only != "faults":
            holds &= run_burst(Path(folder) / "burst", screen)
    return 0 if holds else 1


def run_faults(folder: Path, screen: VirtualScreen, *, rounds: int) -> bool:
    """Let everything go wrong; return whether the board was as the server is in time, each time."""
    campaign, holds = Campaign(folder, screen), True
    try:
        for _ in range(rounds):
            for name, act in faults(campaign):
                act()
                holds &= is_within(f"{name}: s", campaign.wait_until_equal(), most=HEALED_MOST_S)
                campaign.wait_until_spoken()
        print(f"{len(campaign.called)} calls, each spoken once, in order")
        return holds
    finally:
        campaign.close()


def run_burst(folder: Path, screen: VirtualScreen) -> bool:
    """Call fifty numbers within a second; return whether each was on the glass for its time, and spoken in order."""
    folder.mkdir()
    with FakeHallServer() as server:
        server.hall.open_window(FAKE_WINDOW)
        tickets = [server.hall.issue(FAKE_MATTER).ticket.ticket_id for _ in range(BURST)]
        board = Board(folder, url=server.url, token=TOKEN, screen=screen, variables={})
        try:
            watched = [board.program]
            wait_until(lambda: board.seen() is not None, what="the board", timeout_s=PATIENCE_S, programs=watched)
            began = time.monotonic()
            called = []
            for ticket_id in tickets:
                called.append(server.hall.call(ticket_id, FAKE_WINDOW).seq)
                time.sleep(max(0.0, began + len(called) / BURST - time.monotonic()))
            print(f"{BURST} calls in {time.monotonic() - began:.2f} s")
            wait_until(lambda: board.spoken() == called, what="the voice", timeout_s=120, programs=watched)
            until = time.monotonic() + STAYS_WITHIN_S
            while (shortest := shortest_stay(board, called)) < STAY_LEAST_S and time.monotonic() < until:
                time.sleep(1)
        finally:
            board.program.stop()
    print(f"all {BURST} spoken, in order, each once")
    return is_within("shortest stay on the glass, s", shortest, least=STAY_LEAST_S)


def shortest_stay(board: Board, called: list[int]) -> float:
    """Return the least of the calls' longest stays, in seconds; 0 while one has not ended any."""
    longest = stays(board)
    return min(longest.get(call_id, 0.0) for call_id in called)


def stays(board: Board) -> dict[int, float]:
    """Return for each call its longest stay on the glass that has ended, in seconds."""
    longest: dict[int, float] = {}
    for line in board.lines("left_at"):
        stay = datetime.fromisoformat(line["left_at"]) - datetime.fromisoformat(line["came_at"])
        longest[line["call_id"]] = max(longest.get(line["call_id"], 0.0), stay.total_seconds())
    return longest


def make_assets(folder: Path) -> Path:
    """Return the product's assets with a voice that has no clips, so that of each call the chime alone is heard."""
    assets = folder / "assets"
    (assets / "sounds").mkdir(parents=True)
    for name in ("fonts", "languages", "themes"):
        (assets / name).symlink_to(ASSETS / name)
    write_pack(assets / "voice" / "chime", {"letter/A": 1})
    write_chime(assets / "sounds" / "chime.wav")
    return assets


def _timeless(snapshot: Snapshot | None) -> Snapshot | None:
    return None if snapshot is None else replace(snapshot, at=NO_TIME)


@contextmanager
def running_screen(folder: Path) -> Iterator[VirtualScreen]:
    """Have a virtual screen for as long as it lasts."""
    screen = VirtualScreen(*SIZE, logs=folder)
    yield screen
    screen.stop()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except HallError as error:
        sys.exit(str(error))
