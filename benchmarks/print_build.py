"""How long a ticket takes from slip to bytes, and how many bytes it has: exit code 1 beyond the limits.

    python benchmarks/print_build.py [--tickets 200]

Limits: 150 ms at the 95th percentile on 2 cores, 40,000 bytes (docs/decisions, reference figures of the study).
Measured is the processor time of the thread that builds (nothing else is waited for), so that another program on the
machine changes no result. Every ticket has another number, matter and time, so that no cache of whole texts helps more
than in a hall.
"""

import argparse
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hall.places import Text
from printer.press import SlipPress, open_press
from printer.profiles import get_profile, load_profiles
from printer.sample import SAMPLE_FILE, load_sample
from printer.slip import TicketSlip

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MOST_MS = 150.0
MOST_BYTES = 40_000
MATTERS = (
    ("社会保险登记", "Social insurance registration"),
    ("企业设立登记", "Registering a new company"),
    ("居民身份证换领", "Renewing a resident identity card"),
    ("不动产转移登记", "Registering a transfer of real estate"),
    ("食品经营许可证延续", "Extending a food business licence"),
    ("建设工程规划许可", "Planning permission for construction"),
)


def main() -> int:
    """Measure every model and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=100, help="tickets for each model (default: %(default)s)")
    tickets = parser.parse_args().tickets
    print(f"{'model':16} {'first ms':>9} {'p50 ms':>8} {'p95 ms':>8} {'most bytes':>11}")
    within = [measure(name, tickets) for name in load_profiles()]
    print("within the limits" if all(within) else f"over the limits: {MOST_MS:.0f} ms, {MOST_BYTES} bytes")
    return 0 if all(within) else 1


def measure(profile_name: str, tickets: int) -> bool:
    """Build so many tickets for one model and return whether time and bytes are within the limits."""
    began = time.thread_time()
    press = open_press(ASSETS, get_profile(profile_name))
    build(press, slip_of(0))
    first_ms = (time.thread_time() - began) * 1000
    built = [build(press, slip_of(number)) for number in range(1, tickets + 1)]
    times = sorted(took_ms for took_ms, _ in built)
    p95, most = times[int(0.95 * (len(times) - 1))], max(size for _, size in built)
    print(f"{profile_name:16} {first_ms:9.1f} {statistics.median(times):8.1f} {p95:8.1f} {most:11,}")
    return p95 <= MOST_MS and most <= MOST_BYTES


def build(press: SlipPress, slip: TicketSlip) -> tuple[float, int]:
    """Return how many milliseconds a job took to make, and its bytes."""
    began = time.thread_time()
    job = press.make_job(slip)
    return (time.thread_time() - began) * 1000, job.size_bytes


def slip_of(number: int) -> TicketSlip:
    """Return a ticket that differs from the others."""
    issued_at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC) + timedelta(seconds=37 * number)
    zh, en = MATTERS[number % len(MATTERS)]
    slip = load_sample(ASSETS / "tickets" / SAMPLE_FILE, issued_at=issued_at, is_priority=number % 5 == 0)
    url = f"{slip.url[:-4]}{number:04}"
    wait = Text(zh=f"{number % 20}–{number % 20 + 9} 分钟", en=f"{number % 20}–{number % 20 + 9} min")
    ahead = number % 30
    return replace(slip, number=f"A{number:03}", matter=Text(zh=zh, en=en), url=url, people_ahead=ahead, wait=wait)


if __name__ == "__main__":
    sys.exit(main())
