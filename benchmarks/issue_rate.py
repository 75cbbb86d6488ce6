"""Tickets a second through HTTP onto the disk, by 1, 8 and 32 clients: the real server, a disk of known slowness.

    python benchmarks/issue_rate.py [--seconds 4] [--sync-ms 2] [--own-disk]

Every answer is waited for, so each ticket that counts is on the disk. The machine's own disk is no yardstick (its
sync takes 0.1 to 4 ms as the hypervisor likes), so the database lies in memory and each of its syncs takes `--sync-ms`
(2: a consumer SSD), through a small library loaded before the server; `--own-disk` measures the disk as it is. Limits:
32 clients reach three times the tickets of one, since a commit is shared, and a ticket costs at most so much of a core.
Exit code 1 beyond a limit.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hall.client import new_key

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = (1, 8, 32)
LEAST_RATIO = 3.0
MOST_CPU_US = 2_000.0
MATTER = "marriage_registration"
READY_S = 30.0

SLOW_SYNC = """
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>
static int wait_for_disk(void) {
    struct timespec rest = {0, SYNC_NS};
    while (nanosleep(&rest, &rest)) {}
    return 0;
}
int fsync(int file) { (void)file; return wait_for_disk(); }
int fdatasync(int file) { (void)file; return wait_for_disk(); }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What so many clients reached."""

    clients: int
    tickets: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_us: float

    @property
    def per_second(self) -> float:
        """Tickets a second."""
        return self.tickets / self.seconds


class Server:
    """The server as a process on a folder of its own."""

    def __init__(self, folder: Path, preload: Path | None) -> None:
        """Start it and wait until it listens."""
        where = ["--data", str(folder / "data"), "--hall", str(_endless_hall(folder))]
        self.token = _run("device", "add", "--kind", "kiosk", "K1", *where).strip()
        port_file = folder / "port"
        variables = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}
        arguments = [*where, "--port", "0", "--port-file", str(port_file)]
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "server", *arguments]
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=variables)
        deadline = time.monotonic() + READY_S
        while not (port_file.exists() and port_file.read_text()):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise SystemExit((folder / "log").read_text())
            time.sleep(0.05)
        self.port = int(port_file.read_text())

    def cpu_s(self) -> float:
        """Return the processor time that it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)


async def measure(server: Server, clients: int, seconds: float) -> Rate:
    """Let clients take numbers for a while."""
    latencies: list[float] = []
    until = time.perf_counter() + seconds
    cpu_before, began = server.cpu_s(), time.perf_counter()
    await asyncio.gather(*(_press(server, until, latencies) for _ in range(clients)))
    took, cpu = time.perf_counter() - began, server.cpu_s() - cpu_before
    latencies.sort()
    return Rate(
        clients=clients,
        tickets=len(latencies),
        seconds=took,
        p50_ms=statistics.median(latencies) * 1000,
        p99_ms=latencies[int(0.99 * (len(latencies) - 1))] * 1000,
        cpu_us=cpu / len(latencies) * 1e6,
    )


async def _press(server: Server, until: float, latencies: list[float]) -> None:
    """Take one number after another over one connection, with as little work of our own as can be."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    body = f'{{"matter_id":"{MATTER}"}}'
    while time.perf_counter() < until:
        began = time.perf_counter()
        head = f"POST /api/v1/tickets HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {server.token}\r\n"
        head += f"Idempotency-Key: {new_key()}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write((head + body).encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        told = await reader.readexactly(length)
        if not answer.startswith(b"HTTP/1.1 201"):
            raise SystemExit(told.decode())
        latencies.append(time.perf_counter() - began)
    writer.close()


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--sync-ms", type=float, default=2.0)
    parser.add_argument("--own-disk", action="store_true")
    parsed = parser.parse_args()
    where = None if parsed.own_disk else "/dev/shm"
    with tempfile.TemporaryDirectory(dir=where, prefix="issue-rate-") as folder:
        preload = None if parsed.own_disk else _slow_sync(Path(folder), parsed.sync_ms)
        server = Server(Path(folder), preload)
        try:
            asyncio.run(measure(server, 4, 1.0))  # warm
            rates = [asyncio.run(measure(server, clients, parsed.seconds)) for clients in CLIENTS]
        finally:
            server.stop()
    return judge(rates)


def judge(rates: list[Rate]) -> int:
    """Print the figures beside their limits and return the exit code."""
    print("clients   tickets/s   p50 ms   p99 ms   server CPU us/ticket")
    for rate in rates:
        figures = f"{rate.per_second:11.0f} {rate.p50_ms:8.1f} {rate.p99_ms:8.1f} {rate.cpu_us:14.0f}"
        print(f"{rate.clients:7d} {figures}")
    ratio = rates[-1].per_second / rates[0].per_second
    print(f"{rates[-1].clients} clients : 1 client   {ratio:.1f}   (at least {LEAST_RATIO})")
    print(f"CPU at {rates[-1].clients} clients    {rates[-1].cpu_us:.0f} us   (at most {MOST_CPU_US:.0f})")
    return 0 if ratio >= LEAST_RATIO and rates[-1].cpu_us <= MOST_CPU_US else 1


def _endless_hall(folder: Path) -> Path:
    """Return the sample hall with more numbers in a series than 999 a day."""
    hall = folder / "hall"
    shutil.copytree(ROOT / "assets" / "halls" / "sample", hall)
    windows = (hall / "windows.toml").read_text(encoding="utf-8")
    (hall / "windows.toml").write_text(
        windows.replace('prefix = "B"', 'prefix = "B", last = 999999, digits = 6'), encoding="utf-8"
    )
    return hall


def _slow_sync(folder: Path, sync_ms: float) -> Path:
    source, library = folder / "slow_sync.c", folder / "slow_sync.so"
    source.write_text(SLOW_SYNC.replace("SYNC_NS", str(int(sync_ms * 1e6))))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source)], check=True)
    return library


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "server", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
