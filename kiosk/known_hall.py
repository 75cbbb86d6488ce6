"""KnownHall: what this kiosk knows of the hall, and whether that may still be called the present."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from hall.at_once import as_told
from hall.clock import Clock
from hall.errors import HallError
from hall.people_before import people_before
from hall.places import MatterToday
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot
from kiosk.guide import Guide, queue_now
from kiosk.link import DirectoryCame, LineDown, LinkNews, SnapshotCame, TimeCame
from kiosk.offline.keeper import KeptHall
from kiosk.served_clock import ServedClock

STALE_AFTER_S = 20.0
"""How long the server may be away before the figures on the glass are called what they are."""


class KnownHall:
    """Kept by news from the server; `fault` is why the line is down, if the server said so."""

    def __init__(self, *, kiosk_id: str, clock: Clock, seconds: Callable[[], float]) -> None:
        """Know nothing yet.

        Args:
            kiosk_id: which of the plan's kiosks this is.
            clock: this machine's; followed until the server tells the time.
            seconds: a clock that only runs forward.
        """
        self.snapshot: Snapshot | None = None
        self.fault: HallError | None = None
        self.clock = ServedClock(clock)
        self.kiosk_id = kiosk_id
        self._guide: Guide | None = None
        self._is_kept = False
        self._seconds = seconds
        self._down_since_s: float | None = seconds()

    @property
    def is_ready(self) -> bool:
        """Whether the directory and the queues have come, or the directory was kept and will do without the server."""
        return self._guide is not None and (self.snapshot is not None or self._is_kept)

    @property
    def guide(self) -> Guide:
        """The hall's directory; a fault of ours to ask for it before it has come."""
        if self._guide is None:
            raise RuntimeError("the directory has not come yet")
        return self._guide

    @property
    def is_down(self) -> bool:
        """Whether the server cannot be reached at this moment."""
        return self._down_since_s is not None

    @property
    def is_stale(self) -> bool:
        """Whether the figures may no longer be shown as the present."""
        return self._down_since_s is not None and self._seconds() - self._down_since_s >= STALE_AFTER_S

    def queue_of(self, today: MatterToday) -> QueueNow | None:
        """Return how the matter's queue stands, and how many wait before a newcomer; None while that is not known."""
        queue = queue_now(None if self.is_stale else self.snapshot, today.handling.queue)
        if queue is None or self.snapshot is None:
            return None
        windows = self.guide.directory.windows
        told = as_told(queue, self.snapshot, windows)
        return replace(told, waiting=people_before(queue, self.snapshot, windows))

    def now(self) -> datetime:
        """Return the server's time."""
        return self.clock.now()

    def take_kept(self, kept: KeptHall) -> None:
        """Begin with the hall as it last was, unless the server has spoken meanwhile."""
        if self._guide is None:
            self._guide, self._is_kept = Guide(kept.directory, kiosk_id=self.kiosk_id), True
            self.clock.set(kept.at)

    def take(self, news: LinkNews) -> None:
        """Take news of the hall."""
        match news:
            case DirectoryCame(directory=directory):
                self._guide = Guide(directory, kiosk_id=self.kiosk_id)
            case SnapshotCame(snapshot=snapshot):
                self.snapshot, self._down_since_s, self.fault = snapshot, None, None
            case TimeCame(at=at):
                self.clock.set(at)
            case LineDown(error=error):
                self.fault = error
                if self._down_since_s is None:
                    self._down_since_s = self._seconds()
