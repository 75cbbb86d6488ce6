"""The ring: the hall's last events as bytes, made once for everyone who follows."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from hall.events import Event
from server.feed.frames import event_frame

RING_LENGTH = 2_000
"""Events kept in memory: some ten minutes of a hall's busiest hour; older ones are read from the record."""


class Ring:
    """The last events of one hall, by number."""

    def __init__(self, *, epoch: int, last_seq: int, length: int = RING_LENGTH) -> None:
        """Begin empty, after an event that is in the record."""
        self.epoch = epoch
        self.last_seq = last_seq
        self._frames: deque[bytes] = deque(maxlen=length)

    def append(self, events: Iterable[Event]) -> None:
        """Take the next events."""
        for event in events:
            assert event.seq == self.last_seq + 1, f"event {event.seq} after {self.last_seq}: the record has a hole"
            self._frames.append(event_frame(event, epoch=self.epoch))
            self.last_seq = event.seq

    def reaches_back_to(self, seq: int) -> bool:
        """Whether everything after an event is here."""
        return self.last_seq - seq <= len(self._frames)

    def frames_after(self, seq: int) -> bytes:
        """Return everything after an event, in order; the ring reaches back to it."""
        missing = self.last_seq - seq
        if missing <= 0:
            return b""
        return b"".join(islice(self._frames, len(self._frames) - missing, None))
