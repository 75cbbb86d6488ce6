"""Tickets a second through HTTP onto the disk, by 1, 8 and 32 clients: the real server, a disk of known slowness.

    python benchmarks/issue_rate.py [--seconds 4] [--sync-ms 2] [--own-disk] [--postgresql | --database URL]

Every answer is waited for, so each ticket that counts is on the disk. The record lies in memory and each sync takes
`--sync-ms` (see slow_disk.py); `--own-disk` measures the disk as it is. `--postgresql` starts a cluster whose syncs are
slowed in the same way; `--database` takes one that is there, with the disk that it has. Limits: 32 clients reach five
times what one sync for each ticket would allow (PostgreSQL: twice), three times the tickets of one client, and a ticket
costs at most so much of a core. The load shares the machine's cores. Exit code 1 beyond a limit.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.endless_hall import make_endless_hall
from benchmarks.in_memory import folder_in_memory
from benchmarks.limits import is_within
from benchmarks.private_postgresql import running_postgresql
from benchmarks.server_process import Record, ServerProcess
from benchmarks.slow_disk import build_slow_sync
from benchmarks.ticket_load import Load, take_numbers

CLIENTS = (1, 8, 32)
LEAST_RATIO = 3.0
LEAST_OF_SYNC_LIMIT = {"sqlite": 5.0, "postgresql": 2.0}
MOST_CPU_US = 500.0
WARM_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What so many clients reached, and what the server took of a core for each ticket."""

    load: Load
    cpu_us: float


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--sync-ms", type=float, default=2.0)
    parser.add_argument("--own-disk", action="store_true")
    engine = parser.add_mutually_exclusive_group()
    engine.add_argument("--postgresql", action="store_true", help="on a private PostgreSQL cluster")
    engine.add_argument("--database", help="on this PostgreSQL database, with the disk that it has")
    parsed = parser.parse_args()
    has_own_disk = parsed.own_disk or parsed.database is not None
    sync_ms = None if has_own_disk else parsed.sync_ms
    own_disk = tempfile.TemporaryDirectory(prefix="issue-rate-") if has_own_disk else None
    with own_disk or folder_in_memory() as folder:
        rates = measure(Path(folder), parsed, sync_ms=sync_ms)
    return judge(rates, engine="postgresql" if parsed.postgresql or parsed.database else "sqlite", sync_ms=sync_ms)


def measure(folder: Path, parsed: argparse.Namespace, *, sync_ms: float | None) -> list[Rate]:
    """Return what each number of clients reached."""
    preload = None if sync_ms is None else build_slow_sync(folder, sync_ms=sync_ms)
    with _database(parsed, preload) as database:
        record = Record(data=folder / "data", hall=make_endless_hall(folder), database=database)
        token = record.add_kiosk()
        server = ServerProcess(record, log=folder / "log", preload=preload)
        server.start()
        try:
            take_numbers(server.port, token, clients=4, seconds=WARM_S)
            return [_rate(server, token, clients=clients, seconds=parsed.seconds) for clients in CLIENTS]
        finally:
            server.stop()


def judge(rates: list[Rate], *, engine: str, sync_ms: float | None) -> int:
    """Print the figures beside their limits and return the exit code."""
    print("clients   tickets/s   p50 ms   p99 ms   CPU us/ticket: server   load")
    for rate in rates:
        load = rate.load
        print(
            f"{load.clients:7d} {load.per_second:11.0f} {load.p50_ms:8.1f} {load.p99_ms:8.1f}"
            f" {rate.cpu_us:23.0f} {load.cpu_s / load.tickets * 1e6:6.0f}"
        )
    one, most = rates[0], rates[-1]
    who = f"{most.load.clients} clients"
    held = [is_within(f"{who} : 1 client", most.load.per_second / one.load.per_second, least=LEAST_RATIO)]
    if sync_ms is not None:
        share = most.load.per_second * sync_ms / 1000
        held.append(is_within(f"{who} : one sync each", share, least=LEAST_OF_SYNC_LIMIT[engine]))
    held.append(is_within(f"CPU us/ticket at {who}", most.cpu_us, most=MOST_CPU_US))
    return 0 if all(held) else 1


@contextlib.contextmanager
def _database(parsed: argparse.Namespace, preload: Path | None) -> Iterator[str | None]:
    if not parsed.postgresql:
        yield parsed.database
        return
    with running_postgresql(preload=preload) as cluster:
        yield cluster.url


def _rate(server: ServerProcess, token: str, *, clients: int, seconds: float) -> Rate:
    cpu_before = server.cpu_s()
    load = take_numbers(server.port, token, clients=clients, seconds=seconds)
    return Rate(load=load, cpu_us=(server.cpu_s() - cpu_before) / load.tickets * 1e6)


if __name__ == "__main__":
    sys.exit(main())
