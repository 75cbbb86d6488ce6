"""How soon the server is ready, and how much memory it takes.

    python benchmarks/server_size.py [--starts 5] [--tickets-s 4]

Limits: ready within 1.5 s of exec (the median of the starts; `/readyz` answers 200), less than 100 MB resident after
it has given out tickets to 32 clients. Exit code 1 beyond a limit.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.endless_hall import make_endless_hall
from benchmarks.limits import is_within
from benchmarks.server_process import Record, ServerProcess
from benchmarks.ticket_load import take_numbers

MOST_READY_S = 1.5
MOST_MB = 100.0
CLIENTS = 32


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--tickets-s", type=float, default=4.0, help="how long clients take numbers (%(default)s)")
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="server-size-") as folder:
        return measure(Path(folder), starts=parsed.starts, tickets_s=parsed.tickets_s)


def measure(folder: Path, *, starts: int, tickets_s: float) -> int:
    """Start the server some times, use it, print the figures beside their limits and return the exit code."""
    record = Record(data=folder / "data", hall=make_endless_hall(folder))
    token = record.add_kiosk()
    server = ServerProcess(record, log=folder / "log")
    ready_s = []
    for _ in range(starts):
        server.stop()
        ready_s.append(server.start())
    try:
        idle_mb = server.resident_mb()
        load = take_numbers(server.port, token, clients=CLIENTS, seconds=tickets_s)
        used_mb = server.resident_mb()
    finally:
        server.stop()
    print(f"ready within {min(ready_s):.2f} to {max(ready_s):.2f} s (n={starts}), {idle_mb:.0f} MB before any ticket")
    held = [
        is_within("seconds until it was ready", statistics.median(ready_s), most=MOST_READY_S),
        is_within(f"MB after {load.tickets} tickets", used_mb, most=MOST_MB),
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
