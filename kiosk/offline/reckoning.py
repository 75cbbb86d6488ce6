"""Reckoning: what time it is by the server while the server is away, or why nobody can say.

The server's last word is carried on by a counter that nobody can set (`CLOCK_BOOTTIME`, which goes on while the machine
sleeps). After a restart of the machine that counter begins anew, and only its own clock is left: it is believed if it
was right when the server was last heard, and has not gone back since.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hall.clock import Clock
from hall.errors import ClockWrong

MOST_SKEW = timedelta(minutes=2)
"""How far the machine's clock may be off before nothing is given out any more (the server is the authority)."""

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A moment at which the server told the time: by the server, by this machine's clock, and by its counter.

    `boot` names the run of the machine in which the counter counts.
    """

    served_at: datetime
    own_at: datetime
    counter_s: float
    boot: str


class Reckoning:
    """Carries the server's time on; may be asked on any thread."""

    def __init__(self, clock: Clock, *, counter_s: Callable[[], float], boot: str) -> None:
        """Take this machine's clock and counter, and the name of its present run."""
        self._clock, self._counter_s, self._boot = clock, counter_s, boot
        self._anchor: Anchor | None = None

    @property
    def anchor(self) -> Anchor | None:
        """The last word of the server."""
        return self._anchor

    def begin(self, anchor: Anchor) -> None:
        """Go on from what was kept, unless the server has spoken meanwhile."""
        if self._anchor is None:
            self._anchor = anchor

    def hear(self, served_at: datetime) -> None:
        """Take the server's time as of now."""
        self._anchor = Anchor(
            served_at=served_at, own_at=self._clock.now(), counter_s=self._counter_s(), boot=self._boot
        )

    def now(self) -> datetime:
        """Return what the server would say now.

        Raises:
            ClockWrong: nobody can say; the detail tells staff why.
        """
        anchor, own = self._anchor, self._clock.now()
        if anchor is None:
            raise ClockWrong("the server has not told the time yet")
        if anchor.boot == self._boot:
            return self._counted(anchor, own)
        if own < anchor.own_at:
            raise ClockWrong(f"the kiosk's clock says {own}, before {anchor.own_at} when the server was last heard")
        ahead = anchor.served_at - anchor.own_at
        if abs(ahead) > MOST_SKEW:
            raise ClockWrong(f"the kiosk's clock was {ahead} off when the server was last heard; set it")
        return own + ahead

    def moment(self) -> tuple[float, str]:
        """Return where the counter is, and in which run of the machine."""
        return self._counter_s(), self._boot

    def when(self, counter_s: float, boot: str) -> datetime | None:
        """Return when, by the server's last word, the counter was somewhere; None in another run of the machine."""
        anchor = self._anchor
        if anchor is None or not anchor.boot == boot == self._boot:
            return None
        return anchor.served_at + timedelta(seconds=counter_s - anchor.counter_s)

    def _counted(self, anchor: Anchor, own: datetime) -> datetime:
        passed = timedelta(seconds=self._counter_s() - anchor.counter_s)
        if abs((own - anchor.own_at) - passed) > MOST_SKEW:
            raise ClockWrong(f"the kiosk's clock was set while the server was away: it says {own}")
        return anchor.served_at + passed


def count_s() -> float:
    """Return seconds that only run forward, also while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def find_boot() -> str:
    """Return the name of the machine's present run."""
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"unknown {time.monotonic()}"  # no run is the same as another: only the clock is left then
