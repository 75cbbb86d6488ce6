"""What a kiosk takes of a core while nobody is there: its first screen is on and the server's heartbeat goes on.

python -m benchmarks.kiosk_idle [--seconds 60]
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.kiosk_bench import KioskBench, load_words
from benchmarks.limits import is_within

LIMIT_PERCENT = 3.0
SETTLE_S = 40.0
"""After the start the kiosk still learns its words and, one a second, builds the screens behind the first."""


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="an idle kiosk's share of a core")
    parser.add_argument("--seconds", type=int, default=60, help="how long to look (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, KioskBench(Path(folder)) as bench:
        kiosk = bench.start_kiosk()
        bench.hands(kiosk).wait_for("home")
        time.sleep(SETTLE_S)
        began, began_cpu_s = time.perf_counter(), cpu_s(kiosk.pid)
        time.sleep(told.seconds)
        percent = 100 * (cpu_s(kiosk.pid) - began_cpu_s) / (time.perf_counter() - began)
        kiosk.stop()
    print(load_words())
    return 0 if is_within("idle, percent of a core", percent, most=LIMIT_PERCENT) else 1


def cpu_s(pid: int) -> float:
    """Return the processor's time that a program has taken, its threads' too (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
