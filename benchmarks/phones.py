"""What thousands of phones that follow their visits cost those who take a number, and the server.

    python benchmarks/phones.py [--phones 2000] [--seconds 15]

Every phone follows a ticket of its own in the same line; a clerk calls one of them each second, which moves the line of
all. A kiosk takes 20 numbers a second, first with the clerk alone, then with all the phones. Each sync takes 2 ms (see
slow_disk.py). Limits: the slowest of a hundred numbers take at most five times as long with phones as without, 95 of a
hundred acts of the clerk at most 300 ms, as many calls are on the phone 500 ms after the clerk's key at most, a phone
costs at most 40 KiB, and the server ends within 5 s with all of them there. Exit code 1 beyond one.
"""

import argparse
import asyncio
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from math import ceil, inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.asking import Asker, Load, Word
from benchmarks.busy_hall import SHARED_MATTER, WINDOWS, make_busy_hall
from benchmarks.crowd import act_of, sign_in
from benchmarks.in_memory import folder_in_memory
from benchmarks.limits import is_within
from benchmarks.server_process import Record, ServerProcess
from benchmarks.slow_disk import build_slow_sync
from hall.clock import SystemClock

ROOT = Path(__file__).resolve().parent.parent
TAKE_EVERY_S = 0.05
CALL_EVERY_S = 1.0
CALLED = b'"state":"called"'
OPENING = 64
"""Phones that connect side by side."""

SYNC_MS = 2.0
MOST_RATIO = 5.0
MOST_ACT_MS, MOST_CALLED_MS = 300.0, 500.0
MOST_KIB = 40.0
MOST_STOP_S = 5.0


def main() -> int:
    """Measure and judge, or be the phones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--follow", nargs=2, metavar=("PORT", "FILE"), help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.follow:
        follow(int(parsed.follow[0]), Path(parsed.follow[1]).read_text().split())
        return 0
    with folder_in_memory() as folder:
        return asyncio.run(measure(folder, phones=parsed.phones, seconds=parsed.seconds))


async def measure(folder: Path, *, phones: int, seconds: float) -> int:
    """Measure without phones and with them, print the figures beside their limits and return the exit code."""
    record = Record(data=folder / "data", hall=make_busy_hall(folder))
    token, passwords = record.add_kiosk(), record.add_clerks("bench")
    server = ServerProcess(record, log=folder / "log", preload=build_slow_sync(folder, sync_ms=SYNC_MS))
    server.start()
    load = Load(port=lambda: server.port, clock=SystemClock())
    kiosk, clerk = Asker(load, "K1", token=token), Asker(load, "bench")
    view = await sign_in(clerk, WINDOWS[0], password=passwords["bench"])
    assert view is not None
    issued = [(await kiosk.ask("/api/v1/tickets", {"matter_id": SHARED_MATTER})).word() for _ in range(phones)]
    alone, view = await _take_and_call(kiosk, clerk, view, seconds=seconds)
    alone_mb = server.resident_mb()
    (folder / "tokens").write_text("\n".join(each["token"] for each in issued))
    with _following(server, folder / "tokens") as following:
        cpu_s, began = server.cpu_s(), time.perf_counter()
        beside, _ = await _take_and_call(kiosk, clerk, view, seconds=seconds)
        cores = (server.cpu_s() - cpu_s) / (time.perf_counter() - began)
        phone_kib = (server.resident_mb() - alone_mb) * 1e6 / 1024 / phones
        began = time.perf_counter()
        server.stop()
        stop_s = time.perf_counter() - began
    print(f"{phones} phones had their visit {following.opening_s:.1f} s after the first asked; {cores:.2f} cores then")
    print(f"the machine's load is {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    ticket_of = {each["token"]: each["ticket"]["ticket_id"] for each in issued}
    held = [
        *_judge(alone, beside, called_ms=beside.list_called_ms(following.called_at, ticket_of)),
        is_within("KiB for a phone", phone_kib, most=MOST_KIB),
        is_within("seconds until it ended", stop_s, most=MOST_STOP_S),
    ]
    return 0 if all(held) else 1


def _judge(alone: "_Seen", beside: "_Seen", *, called_ms: list[float]) -> list[bool]:
    """Print what kiosk, clerk and phones met, and return which limits were kept."""
    print(f"numbers alone: {_told(alone.taken_ms)}; with phones: {_told(beside.taken_ms)}")
    print(f"acts alone: {_told(alone.acts_ms)}; with phones: {_told(beside.acts_ms)}")
    print(f"call to phone: {_told(called_ms)}")
    ratio = _share(beside.taken_ms, 0.99) / _share(alone.taken_ms, 0.99)
    return [
        is_within("p99 with phones : alone", ratio, most=MOST_RATIO),
        is_within("p95 of acts, ms", _share(beside.acts_ms, 0.95), most=MOST_ACT_MS),
        is_within("p95 of call to phone, ms", _share(called_ms, 0.95), most=MOST_CALLED_MS),
    ]


@dataclass(slots=True)
class _Seen:
    """What kiosk and clerk met: milliseconds, and when the clerk's call of each ticket was sent."""

    taken_ms: list[float] = field(default_factory=list)
    acts_ms: list[float] = field(default_factory=list)
    called_at: dict[int, float] = field(default_factory=dict)

    def list_called_ms(self, seen_at: dict[str, float], ticket_of: dict[str, int]) -> list[float]:
        """Return how long each call took to its phone, for ever if it was over before the phone was told.

        Args:
            seen_at: when a phone was told of its call, by its token.
            ticket_of: whose token that is.
        """
        seen = {ticket_of[token]: at for token, at in seen_at.items()}
        return [(seen.get(ticket_id, inf) - at) * 1000 for ticket_id, at in self.called_at.items()]


@dataclass(slots=True)
class _Following:
    """What the phones told: how long it took until all had their visit, and when each heard of its call."""

    opening_s: float
    called_at: dict[str, float] = field(default_factory=dict)


def follow(port: int, tokens: list[str]) -> None:
    """Be the phones: connect, say how long that took, and take what comes until standard input ends."""
    began = time.perf_counter()
    wanted, missing = iter(tokens), len(tokens)
    with selectors.DefaultSelector() as ready:
        for token in islice(wanted, OPENING):
            _connect(ready, port, token)
        ready.register(sys.stdin, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                if key.fileobj is sys.stdin:
                    return
                phone = key.data
                if not phone.take():
                    ready.unregister(phone.socket)
                elif phone.has_just_seen():
                    missing -= 1
                    if (token := next(wanted, None)) is not None:
                        _connect(ready, port, token)
                    elif not missing:
                        print(time.perf_counter() - began, flush=True)


class _Phone:
    """A connection that follows a visit."""

    def __init__(self, port: int, token: str) -> None:
        self._token, self._is_called = token, False
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /api/v1/visits/{token}/events HTTP/1.1\r\nHost: hall\r\n\r\n".encode())
        self._come: bytes | None = b""

    def take(self) -> bool:
        """Take what has come; return whether there will be more."""
        come = self.socket.recv(65_536)
        if self._come is not None:
            self._come += come
            if not come or not self._come.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"a phone was not let in: {self._come!r}")
        elif CALLED in come and not self._is_called:  # what came with the first visit is no call
            self._is_called = True
            print(self._token, time.perf_counter(), flush=True)
        return bool(come)

    def has_just_seen(self) -> bool:
        """Whether the visit has come for the first time."""
        if self._come is None or b"event: visit" not in self._come:
            return False
        self._come = None
        return True


@contextmanager
def _following(server: ServerProcess, tokens: Path) -> Iterator[_Following]:
    """Let phones follow, in a process of their own; what they told is whole when the server has ended."""
    command = [sys.executable, "-m", "benchmarks.phones", "--follow", str(server.port), str(tokens)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as phones:
        assert phones.stdout is not None
        if not (told := phones.stdout.readline()):
            raise SystemExit("the phones ended")
        following = _Following(float(told))
        yield following
        said = phones.communicate()[0].split()
        following.called_at |= {token: float(at) for token, at in zip(said[::2], said[1::2], strict=True)}


def _connect(ready: selectors.BaseSelector, port: int, token: str) -> None:
    phone = _Phone(port, token)
    ready.register(phone.socket, selectors.EVENT_READ, phone)


async def _take_and_call(kiosk: Asker, clerk: Asker, view: Word, *, seconds: float) -> tuple[_Seen, Word]:
    """Take numbers while a clerk calls; return what they met, and the window at the end."""
    seen = _Seen()
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds

    async def act(window: Word) -> Word:
        sent_at = time.perf_counter()
        asked = await clerk.ask(*act_of(window))
        seen.acts_ms.append(asked.took_s * 1000)
        after = asked.word()
        if window["ticket"] is None:
            seen.called_at[after["ticket"]["ticket_id"]] = sent_at
        return after

    async def call() -> Word:
        window = view
        while loop.time() < until:
            window = await act(window)  # call
            await asyncio.sleep(CALL_EVERY_S)  # a phone is told how things are: of a call that is over at once, nothing
            for _ in range(2):  # start and finish
                window = await act(window)
        return window

    calling = asyncio.create_task(call())
    while loop.time() < until:
        asked = await kiosk.ask("/api/v1/tickets", {"matter_id": SHARED_MATTER})
        seen.taken_ms.append(asked.took_s * 1000)
        await asyncio.sleep(TAKE_EVERY_S)
    return seen, await calling


def _share(values: list[float], share: float) -> float:
    return sorted(values)[ceil(share * (len(values) - 1))]


def _told(values_ms: list[float]) -> str:
    shares = ", ".join(f"p{share * 100:.0f} {_share(values_ms, share):.1f}" for share in (0.5, 0.95, 0.99))
    return f"{shares} ms (n={len(values_ms)})"


if __name__ == "__main__":
    sys.exit(main())
