"""From a touch on "take a number" to changed pixels, and to the last byte at the printer, all of it real.

    python benchmarks/touch_to_number.py [--tickets 40]

The real server, the real kiosk in a real X window (software rendering) and a network printer in a process of its own.
A touch is a press and a release through the X server. The glass is timed until a small area where the number stands
has changed, read from the X server 300 times a second; the paper until the printer had the ticket's last byte. Prints
p50 and p95 beside the limits; exit 1 above them.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from Xlib import X
from Xlib.display import Display

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo.kiosk_hands import KioskHands
from demo.programs import Program
from demo.screen import VirtualScreen
from demo.whole_hall import WholeHall, Window
from hall.clock import SystemClock

GLASS_LIMIT_MS, PAPER_LIMIT_MS = 150.0, 500.0
POLL_S = 1 / 300
PATIENCE_S = 5.0
SETTLE_S = 0.6
WIDTH, HEIGHT = 1080, 1920
NUMBER = (130, 190, 440, 180)
"""Where the number stands on the ticket's page, and something else on the page before: left, top, width, height."""

MATTERS = ("social_insurance_registration", "marriage_registration", "business_licence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One ticket: when it was asked for, and how long until it was seen."""

    number: str
    touched_at: datetime
    glass_ms: float


class Area:
    """A small part of the kiosk's pixels."""

    def __init__(self, screen: str) -> None:
        """Connect to an X display by its name."""
        self._root = Display(screen).screen().root

    def pixels(self) -> bytes:
        """Return them as they are now."""
        return bytes(self._root.get_image(*NUMBER, X.ZPixmap, 0xFFFFFFFF).data)


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="from a touch to the number on glass and paper")
    parser.add_argument("--tickets", type=int, default=40, help="how many to time (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken, paper_ms = measure(Path(folder), tickets=told.tickets)
    is_fast = report("touch -> number on the glass", [one.glass_ms for one in taken], GLASS_LIMIT_MS)
    is_fast &= report("touch -> last byte at the printer", paper_ms, PAPER_LIMIT_MS)
    print(
        f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores (with chrt -r 10 as if it were free)"
    )
    return 0 if is_fast else 1


def report(what: str, times_ms: Sequence[float], limit_ms: float) -> bool:
    """Print a line; return whether the limit holds."""
    times = sorted(times_ms)
    p50, p95 = (times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95))
    verdict = "ok" if p95 <= limit_ms else "TOO SLOW"
    print(f"{what}, n={len(times)}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, max {times[-1]:.0f} ms")
    print(f"limit: p95 <= {limit_ms:.0f} ms: {verdict}")
    return p95 <= limit_ms


def measure(folder: Path, *, tickets: int) -> tuple[list[Taken], list[float]]:
    """Return the tickets, and for each how long its paper took in ms."""
    hall = WholeHall(folder)
    screen = VirtualScreen(WIDTH, HEIGHT, logs=hall.logs)
    try:
        hall.start_server()
        hall.start_printer()
        made = hall.make_credentials(["bench"])
        kiosk = hall.start_kiosk(made.kiosk, Window(x_display=screen.name, width=WIDTH, height=HEIGHT))
        hands, area = KioskHands(screen, hall.controls_file, kiosk), Area(screen.name)
        hands.wait_for("home")
        take(hands, screen, area, MATTERS[0])  # the first one draws glyphs that the others find ready
        taken = [take(hands, screen, area, MATTERS[turn % len(MATTERS)]) for turn in range(tickets)]
        return taken, list_paper_ms(hall.paper / "paper.jsonl", taken, kiosk)
    finally:
        hall.stop()
        screen.stop()


def take(hands: KioskHands, screen: VirtualScreen, area: Area, matter: str) -> Taken:
    """Take one ticket as a visitor does."""
    shown = hands.tap(f"home.featured.{matter}")
    button = shown.find("matter.take_ticket")
    if button is None:
        raise SystemExit(f"no button on {shown.screen}")
    time.sleep(SETTLE_S)
    before = area.pixels()
    touched_at, started = SystemClock().now(), time.perf_counter()
    screen.tap(round(button.x + button.width / 2), round(button.y + button.height / 2))
    while area.pixels() == before:
        if time.perf_counter() - started > PATIENCE_S:
            raise SystemExit("the glass did not change")
        time.sleep(POLL_S)
    glass_ms = (time.perf_counter() - started) * 1000
    hands.wait_for("ticket")
    number = str(hands.wait_for_fact("print", "printed", "sent").facts["number"])
    hands.tap("ticket.done")
    hands.wait_for("home")
    return Taken(number=number, touched_at=touched_at, glass_ms=glass_ms)


def list_paper_ms(ledger: Path, taken: Sequence[Taken], kiosk: Program) -> list[float]:
    """Return how long after each touch the printer had all of its ticket; the first ticket was not timed."""
    lines = ledger.read_text(encoding="utf-8").splitlines()[1:]
    if len(lines) != len(taken):
        raise SystemExit(f"{len(taken)} tickets were taken and {len(lines)} printed; see {kiosk.log}")
    arrived = [datetime.fromisoformat(json.loads(line)["received_at"]).astimezone(UTC) for line in lines]
    return [(at - one.touched_at).total_seconds() * 1000 for at, one in zip(arrived, taken, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
