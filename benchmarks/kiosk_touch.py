"""From a finger on the glass to the first sign of it, and from its lifting to the next screen, over the screens.

    python -m benchmarks.kiosk_touch [--rounds 3]

The real kiosk in a real X window (Xvfb, software rendering), touched through the X server; the glass is read from the
X server 300 times a second. A touch is felt once the control looks otherwise; a screen has changed once the upper third
of the glass does, where every screen has its title. The first round fills caches and is not counted.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from benchmarks.kiosk_bench import KioskBench, Pixels, load_words, share
from benchmarks.limits import is_within
from demo.kiosk_hands import KioskHands

REACTION_LIMIT_MS, CHANGE_LIMIT_MS = 50.0, 250.0
PREPARED_S = 10.0
"""After the start the screens are built while nobody is there."""

SETTLE_S = 0.6
TITLES = (0, 110, 1080, 500)
WALK = (
    "home.search nav.home home.browse.person themes. matters. nav.home home.featured. matter.materials nav.back "
    "matter.priority nav.back matter.add_another home.basket basket.take_ticket ticket.done home.browse.departments "
    "departments. nav.home home.browse.floors nav.home home.my_number nav.home home.appointment nav.home "
    "home.featured. matter.take_ticket ticket.done"
)
"""Keys in the order in which they are touched; one that ends in a dot is the first of its kind."""


class Finger:
    """Presses and lifts, and tells how long the glass took."""

    def __init__(self, bench: KioskBench, hands: KioskHands) -> None:
        """Take the glass."""
        self._hands, self._pixels = hands, Pixels(bench.screen)
        self._display = Display(bench.screen.name)

    def touch(self, wanted: str) -> tuple[float, float]:
        """Touch a control; return after how many ms it was felt, and the screen had changed."""
        time.sleep(SETTLE_S)
        shown = self._hands.look()
        named = [
            one for one in shown.controls if one.key == wanted or (wanted[-1] == "." and one.key.startswith(wanted))
        ]
        if not named:
            raise SystemExit(f"no {wanted} on {shown.screen}")
        control = named[0]
        x, y = round(control.x + control.width / 2), round(control.y + control.height / 2)
        place = (round(control.x) + 20, round(control.y) + 20, 120, 60)
        was = self._pixels.at(*place)
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        felt_ms = self._act(X.ButtonPress, place, was)
        titles = self._pixels.at(*TITLES)
        changed_ms = self._act(X.ButtonRelease, TITLES, titles)
        return felt_ms, changed_ms

    def _act(self, kind: int, area: tuple[int, int, int, int], before: bytes) -> float:
        began = time.perf_counter()
        xtest.fake_input(self._display, kind, 1)
        self._display.sync()
        return self._pixels.wait_for_change(area, before, began=began)


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="how soon a touch is seen")
    parser.add_argument("--rounds", type=int, default=3, help="walks through the screens (%(default)s)")
    told = parser.parse_args()
    felt: list[float] = []
    changed: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder, KioskBench(Path(folder)) as bench:
        kiosk = bench.start_kiosk()
        hands = bench.hands(kiosk)
        hands.wait_for("home")
        time.sleep(PREPARED_S)
        finger = Finger(bench, hands)
        for number in range(told.rounds + 1):
            for key in WALK.split():
                felt_ms, changed_ms = finger.touch(key)
                if number:
                    felt.append(felt_ms)
                    changed.append((changed_ms, key))
        kiosk.stop()
    times = [took_ms for took_ms, _ in changed]
    print(
        f"{len(felt)} touches, {load_words()}; p50: felt {share(felt, 0.5):.0f} ms, changed {share(times, 0.5):.0f} ms"
    )
    print("slowest: " + ", ".join(f"{key} {took_ms:.0f} ms" for took_ms, key in sorted(changed)[-5:]))
    kept = [is_within("touch felt p95, ms", share(felt, 0.95), most=REACTION_LIMIT_MS)]
    kept.append(is_within("screen changed p95, ms", share(times, 0.95), most=CHANGE_LIMIT_MS))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
