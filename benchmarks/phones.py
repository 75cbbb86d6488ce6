"""What thousands of phones that follow their visits cost those who take a number, and the server.

    python benchmarks/phones.py [--phones 2000] [--seconds 15]

Every phone follows a ticket of its own in the same line; a clerk calls one of them each second, which moves the line of
all. A kiosk takes 20 numbers a second, first with the clerk alone, then with all the phones. Each sync takes 2 ms (see
slow_disk.py). Limits: the slowest of a hundred numbers take at most five times as long with phones as without, a phone
costs at most 40 KiB, and the server ends within 5 s with all of them there. Exit code 1 beyond one.
"""

import argparse
import asyncio
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
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
OPENING = 64
"""Phones that connect side by side."""

SYNC_MS = 2.0
MOST_RATIO = 5.0
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
    tokens = [(await kiosk.ask("/api/v1/tickets", {"matter_id": SHARED_MATTER})).word()["token"] for _ in range(phones)]
    alone_ms, view = await _take_and_call(kiosk, clerk, view, seconds=seconds)
    alone_mb = server.resident_mb()
    (folder / "tokens").write_text("\n".join(tokens))
    with _following(server, folder / "tokens") as opening_s:
        cpu_s, began = server.cpu_s(), time.perf_counter()
        with_ms, _ = await _take_and_call(kiosk, clerk, view, seconds=seconds)
        cores = (server.cpu_s() - cpu_s) / (time.perf_counter() - began)
        phone_kib = (server.resident_mb() - alone_mb) * 1e6 / 1024 / phones
        began = time.perf_counter()
        server.stop()
        stop_s = time.perf_counter() - began
    print(
        f"{phones} phones had their visit {opening_s:.1f} s after the first asked; {cores:.2f} of a core from then on"
    )
    print(f"numbers alone: {_told(alone_ms)}; with phones: {_told(with_ms)}")
    held = [
        is_within("p99 with phones : alone", _share(with_ms, 0.99) / _share(alone_ms, 0.99), most=MOST_RATIO),
        is_within("KiB for a phone", phone_kib, most=MOST_KIB),
        is_within("seconds until it ended", stop_s, most=MOST_STOP_S),
    ]
    return 0 if all(held) else 1


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
        return bool(come)

    def has_just_seen(self) -> bool:
        """Whether the visit has come for the first time."""
        if self._come is None or b"event: visit" not in self._come:
            return False
        self._come = None
        return True


@contextmanager
def _following(server: ServerProcess, tokens: Path) -> Iterator[float]:
    """Let phones follow, in a process of their own; tell how long it took until all had their visit."""
    command = [sys.executable, "-m", "benchmarks.phones", "--follow", str(server.port), str(tokens)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as phones:
        assert phones.stdout is not None
        if not (told := phones.stdout.readline()):
            raise SystemExit("the phones ended")
        yield float(told)


def _connect(ready: selectors.BaseSelector, port: int, token: str) -> None:
    phone = _Phone(port, token)
    ready.register(phone.socket, selectors.EVENT_READ, phone)


async def _take_and_call(kiosk: Asker, clerk: Asker, view: Word, *, seconds: float) -> tuple[list[float], Word]:
    """Take numbers while a clerk calls; return the sorted milliseconds of the numbers, and the window at the end."""
    taken: list[float] = []
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds

    async def call() -> Word:
        window = view
        while loop.time() < until:
            for _ in range(3):  # call, start and finish
                window = (await clerk.ask(*act_of(window))).word()
            await asyncio.sleep(CALL_EVERY_S)
        return window

    calling = asyncio.create_task(call())
    while loop.time() < until:
        asked = await kiosk.ask("/api/v1/tickets", {"matter_id": SHARED_MATTER})
        taken.append(asked.took_s * 1000)
        await asyncio.sleep(TAKE_EVERY_S)
    return sorted(taken), await calling


def _share(values: list[float], share: float) -> float:
    return values[int(share * (len(values) - 1))]


def _told(values_ms: list[float]) -> str:
    return f"p50 {_share(values_ms, 0.5):.1f} ms, p99 {_share(values_ms, 0.99):.1f} ms (n={len(values_ms)})"


if __name__ == "__main__":
    sys.exit(main())
