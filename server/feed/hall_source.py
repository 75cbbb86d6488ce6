"""What a board, kiosk or console follows: every event of the hall, from where it left off."""

from collections.abc import Awaitable, Callable

from hall.events import Event
from hall.snapshot import Snapshot
from hall.wire import to_json
from server.feed.frames import event_frame, frame
from server.feed.ring import Ring

RESUME_MOST = 5_000
"""Missed events that are sent one by one; a client that missed more gets a fresh snapshot."""


LONGEST_SEQ = 18
"""Digits of an event's number; more were never given out."""


class HallSource:
    """A client's place in the ring."""

    def __init__(self, ring: Ring, *, head: bytes, seq: int) -> None:
        """Begin with `head`, which brings the client to event `seq`."""
        self._ring = ring
        self._head = head
        self._seq = seq

    def take(self) -> bytes | None:
        """Return the events since the last time, or None when they are no longer in the ring."""
        if not self._ring.reaches_back_to(self._seq):
            return None
        news = self._head + self._ring.frames_after(self._seq)
        self._head, self._seq = b"", max(self._seq, self._ring.last_seq)
        return news


class HallFeed:
    """Lets clients follow the hall: afresh with a snapshot, or from the last event that they saw."""

    def __init__(
        self,
        ring: Ring,
        *,
        take_snapshot: Callable[[], Awaitable[Snapshot]],
        list_events: Callable[[int, int], Awaitable[list[Event]]],
        catch_up: Callable[[], Awaitable[None]],
    ) -> None:
        """Take the ring and what asks the record.

        Args:
            ring: the last events.
            take_snapshot: the hall and the number of its last event, of the same moment.
            list_events: the events after a number, at most so many.
            catch_up: brings the ring to the last event of the record, whichever server wrote it.
        """
        self._ring = ring
        self._take_snapshot = take_snapshot
        self._list_events = list_events
        self._catch_up = catch_up

    async def follow(self, last_event_id: str | None) -> HallSource:
        """Return what a client is sent that names the last event it saw, if any (`epoch.seq`)."""
        seen = self._seen(last_event_id)
        resumed = None if seen is None else await self._resume(seen)
        return resumed or await self._begin()

    async def _begin(self) -> HallSource:
        snapshot = await self._take_snapshot()
        head = frame("snapshot", to_json(snapshot), id_=f"{snapshot.epoch}.{snapshot.seq}")
        return HallSource(self._ring, head=head, seq=snapshot.seq)

    async def _resume(self, seen: int) -> HallSource | None:
        if seen > self._ring.last_seq:  # it comes from another server, which has told it more than we know yet
            await self._catch_up()
        if seen > self._ring.last_seq:
            return None
        head = frame("resumed", b"{}")
        if self._ring.reaches_back_to(seen):
            return HallSource(self._ring, head=head, seq=seen)
        missed = await self._list_events(seen, RESUME_MOST + 1)
        if len(missed) > RESUME_MOST:
            return None
        head += b"".join(event_frame(event, epoch=self._ring.epoch) for event in missed)
        return HallSource(self._ring, head=head, seq=missed[-1].seq)

    def _seen(self, last_event_id: str | None) -> int | None:
        """Return the number in an id of this epoch; one from another life of the record means nothing here."""
        epoch, _, seq = (last_event_id or "").partition(".")
        if epoch != str(self._ring.epoch) or not (seq.isascii() and seq.isdecimal() and len(seq) <= LONGEST_SEQ):
            return None
        return int(seq)
