"""Confirmed printing against kills and faults, with a virtual printer behind a real socket: exit code 1 if it lied.

    python benchmarks/print_campaign.py kills [--bytes 13 9000 ...] [--moments 20] [--seed 1]
    python benchmarks/print_campaign.py faults [--rounds 3] [--seed 1]

kills: a process that prints is killed (SIGKILL) when the printer has had so many bytes of it, or at a moment by chance;
then the kiosk starts again. Limits: never two slips of one ticket; PRINTED means one, NOT_SENT none; a ticket that
nobody was told of has its outcome afterwards; the next ticket comes out whole, its torn forerunner cut off.

faults: every fault of the virtual printer, at once and at random bytes, on every way of confirming. The same limits,
and a definite state within the deadline + 2 s.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from threading import Thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hall.clock import SystemClock
from printer import Outcome, open_printer
from printer.bitmap import Bitmap
from printer.job import encode_job
from printer.press import open_press
from printer.profiles import get_profile
from tests.printer.machines import ASSETS, SHORT, Bench, make_picture, make_workbench
from tests.printer.slips import make_slip

ROOT = Path(__file__).resolve().parent.parent
FIRST = make_slip(number="A012", ticket_id=1)
NEXT = make_slip(number="B345", ticket_id=2)
LONGEST_MOMENT_S = 0.4
CHILD = """
import sys
from pathlib import Path
from benchmarks.print_campaign import FIRST, open_there
printer = open_there(sys.argv[1], Path(sys.argv[2]))
printer.recover()
print("ready", flush=True)
sys.stdin.readline()
printer.print_slip(FIRST)
print("printed", flush=True)
sys.stdin.readline()
"""
MODES = (
    "",
    "near-end",
    "slow=60000",
    "paper-out",
    "cover-open",
    "cutter",
    "overheated",
    "offline",
    "hang",
    "swallow",
    "mute",
    "drop",
    "power-off",
)
AT_A_BYTE = ("paper-out", "cover-open", "cutter", "overheated", "hang", "swallow", "mute", "drop", "power-off")
PROFILES = ("generic-80", "epson-tm-t20", "xprinter-80", "write-only-80")


def open_there(address: str, state: Path):  # noqa: ANN201
    """Return the printer as a kiosk opens it."""
    return open_printer(address, assets=ASSETS, clock=SystemClock(), limits=SHORT, state=state)


@dataclass
class Relay:
    """Stands between the program and the printer, and kills the program when so many bytes have passed."""

    printer_port: int
    kill_at: int | None = None
    victim: int = 0
    passed: int = 0
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def address(self) -> str:
        """Where the program prints."""
        return f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self) -> None:
        """Pass on until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                with client, socket.create_connection(("127.0.0.1", self.printer_port)) as printer:
                    self._pass_on(client, printer)

    def _pass_on(self, client: socket.socket, printer: socket.socket) -> None:
        with suppress(OSError):
            while True:
                for source in select([client, printer], [], [])[0]:
                    data = source.recv(512)
                    if not data:
                        return
                    if source is printer:
                        client.sendall(data)
                    elif self._forward(data, printer):
                        return

    def _forward(self, data: bytes, printer: socket.socket) -> bool:
        """Send data on, cut off at the byte of the kill; whether that has come."""
        left = None if self.kill_at is None else self.kill_at - self.passed
        self.passed += len(data)
        if left is None or len(data) < left:
            printer.sendall(data)
            return False
        printer.sendall(data[:left])
        os.kill(self.victim, signal.SIGKILL)
        self.kill_at = None
        return True


def kill_once(*, at_byte: int | None, after_s: float) -> tuple[str, list[str]]:
    """Kill one print, start again, and return what became of it and what was wrong."""
    with tempfile.TemporaryDirectory() as folder, Bench() as bench, relayed(bench) as relay:
        command = [sys.executable, "-c", CHILD, relay.address, folder]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdin is not None
            child.stdout.readline()
            relay.victim, relay.kill_at = child.pid, at_byte
            child.stdin.write("\n")
            child.stdin.flush()
            if at_byte is None:
                time.sleep(after_s)
                child.kill()
            elif child.stdout.readline():  # the last byte came before that one: killed after everything
                child.kill()
        printer = open_there(relay.address, Path(folder))
        recovered = printer.recover()
        report = printer.print_slip(NEXT)
        pieces = [ink_of(ticket) for ticket in bench.list_after_repair()]
    told = next((each.report.outcome.value for each in recovered if each.ticket_id == 1), "nothing kept")
    return told, list_lies(told, pieces.count(expected(FIRST)), report.outcome, pieces.count(expected(NEXT)))


def list_lies(told: str, first: int, outcome: Outcome, following: int) -> list[str]:
    """Return what should not be."""
    possible = {"printed": {1}, "not_sent": {0}, "unknown": {0, 1}, "sent": {0, 1}, "nothing kept": {0}}
    lies = [] if first in possible[told] else [f"{told}, and {first} slips"]
    if outcome is not Outcome.PRINTED or following != 1:
        lies.append(f"the next ticket: {outcome}, {following} slips")
    return lies


@contextmanager
def relayed(bench: Bench) -> Iterator[Relay]:
    """Give a relay before the bench's printer."""
    relay = Relay(printer_port=bench.port.port)
    thread = Thread(target=relay.run, daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        with suppress(OSError):
            relay.listener.shutdown(socket.SHUT_RDWR)
        relay.listener.close()
        thread.join()


_PRESS = open_press(ASSETS, get_profile("generic-80"))


def expected(slip: object) -> bytes:
    """Return the ink that a whole slip has on paper."""
    return ink_of(make_workbench().run(_PRESS.make_job(slip).picture_bytes))  # type: ignore[arg-type]


def ink_of(picture: Bitmap) -> bytes:
    """Return a picture without the white paper around it."""
    return picture.data.strip(b"\0")


def fail_once(profile: str, fault: str) -> tuple[str, list[str]]:
    """Print once on a faulty printer, repair it, and return what became of it and what was wrong."""
    picture = make_picture(3)
    with Bench(*[fault] if fault else [], profile_name=profile) as bench:
        began = time.monotonic()
        report = bench.printer.print_job(encode_job(picture, bench.profile))
        took_s = time.monotonic() - began
        whole = bench.list_after_repair().count(picture)
    job_s = bench.profile.seconds_to_print(picture.height_dots) + SHORT.confirm_s
    deadline_s = SHORT.connect_s + 5 * SHORT.status_s + SHORT.offline_s + SHORT.stall_s + job_s + SHORT.clear_s
    lies = [] if whole in {"printed": {1}, "not_sent": {0}}.get(report.outcome.value, {0, 1}) else [f"{whole} slips"]
    if took_s > deadline_s + 2:
        lies.append(f"took {took_s:.1f} s, the deadline is {deadline_s:.1f} s")
    return report.outcome.value, lies


def main() -> int:
    """Run a campaign and print a line for each kind of end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="campaign", required=True)
    kills = commands.add_parser("kills")
    kills.add_argument("--bytes", type=int, nargs="*", default=None, help="where to kill (20 places by chance)")
    kills.add_argument("--moments", type=int, default=10, help="kills at moments by chance (default: %(default)s)")
    faults = commands.add_parser("faults")
    faults.add_argument("--rounds", type=int, default=2, help="random bytes for each fault (default: %(default)s)")
    for command in (kills, faults):
        command.add_argument("--seed", type=int, default=1, help="of the places (default: %(default)s)")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    ends: Counter[str] = Counter()
    lies: list[str] = []
    runs = list_kills(given, chance) if given.campaign == "kills" else list_faults(given, chance)
    for name, end, wrong in runs:
        ends[end] += 1
        lies += [f"{name}: {each}" for each in wrong]
    print(
        f"{sum(ends.values())} {given.campaign}: {', '.join(f'{end} {count}' for end, count in sorted(ends.items()))}"
    )
    print("\n".join(lies) or "no lie, no second slip")
    return 1 if lies else 0


def list_kills(given: argparse.Namespace, chance: random.Random) -> Iterator[tuple[str, str, list[str]]]:
    """Kill at every place and yield what came of it."""
    size = _PRESS.make_job(FIRST).size_bytes + 12 + 6
    places = given.bytes if given.bytes is not None else sorted(chance.randrange(1, size + 1) for _ in range(20))
    for place in places:
        yield f"byte {place}", *kill_once(at_byte=place, after_s=0)
    for _ in range(given.moments):
        after_s = chance.uniform(0, LONGEST_MOMENT_S)
        yield f"after {after_s * 1000:.0f} ms", *kill_once(at_byte=None, after_s=after_s)


def list_faults(given: argparse.Namespace, chance: random.Random) -> Iterator[tuple[str, str, list[str]]]:
    """Make every fault happen on every way of confirming, and yield what came of it."""
    size = encode_job(make_picture(3), get_profile(PROFILES[0])).size_bytes
    for profile in PROFILES:
        random_bytes = [f"{fault}@{chance.randrange(1, size)}" for fault in AT_A_BYTE for _ in range(given.rounds)]
        for fault in (*MODES, *random_bytes):
            end, wrong = fail_once(profile, fault)
            yield f"{profile} {fault}", end, wrong


if __name__ == "__main__":
    sys.exit(main())
