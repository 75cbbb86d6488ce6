"""What a visitor's phone follows: the view of one visit, sent when it has changed and at most once a second.

A call, a start or an end is told at once. What only moves the line (a ticket before this one was called) is looked
at once a second for all the phones of the hall together, however many events there were. The two are apart: with 2,000
phones a look at all lines takes most of a second, for which nobody's call may wait.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from hall.errors import Overloaded
from hall.events import BusinessDayStarted, Event, queues_told
from hall.exchange import VisitView
from hall.wire import to_json
from server.feed.frames import frame
from server.feed.streams import SLICE, Streams

STREAMS_OF_A_VISIT = 3
"""A visitor's phone, a companion's, and the one that was just reloaded."""

LINE_INTERVAL_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A visit's view, and the queues whose events may change it."""

    ticket_id: int
    queues: frozenset[str]
    view: VisitView


class VisitSource:
    """The newest view of one visit, until it is sent."""

    def __init__(self, sight: Sight) -> None:
        """Begin with a view."""
        self.sight = sight
        self._told: VisitView | None = None

    def take(self) -> bytes | None:
        """Return the view if it is another than the last that was sent."""
        if not self.has_news():
            return b""
        self._told = self.sight.view
        return frame("visit", to_json(self._told))

    def has_news(self) -> bool:
        """Whether there is anything but a higher event number in the view."""
        return self._told is None or replace(self.sight.view, seq=self._told.seq) != self._told


class VisitFeed:
    """Lets phones follow their visits."""

    def __init__(self, streams: Streams, *, look: Callable[[list[int]], Awaitable[list[Sight]]]) -> None:
        """Take the streams to wake, and how visits are looked at together."""
        self._streams = streams
        self._look = look
        self._sources: dict[int, list[VisitSource]] = {}
        self._touched_tickets: set[int] = set()
        self._touched_queues: set[str] = set()
        self._is_new_day = False
        self._tickets_touched, self._lines_touched = asyncio.Event(), asyncio.Event()
        self._line_at_s = 0.0

    @contextmanager
    def follow(self, sight: Sight) -> Iterator[VisitSource]:
        """Follow a visit for as long as the block runs; it is looked at again at once, as it may have changed.

        Raises:
            Overloaded: too many follow this visit.
        """
        sources = self._sources.setdefault(sight.ticket_id, [])
        if len(sources) >= STREAMS_OF_A_VISIT:
            raise Overloaded("this visit is followed on too many pages", retry_after_s=10)
        source = VisitSource(sight)
        sources.append(source)
        self._touched_tickets.add(sight.ticket_id)
        self._tickets_touched.set()
        try:
            yield source
        finally:
            sources.remove(source)
            if not sources:
                del self._sources[sight.ticket_id]

    def publish(self, events: Iterable[Event]) -> None:
        """Note whose views the events may have changed."""
        for event in events:
            self._is_new_day |= isinstance(event.body, BusinessDayStarted)
            self._touched_queues |= {queue.queue_id for queue in queues_told(event.body)}
            if (ticket_id := getattr(event.body, "ticket_id", None)) is not None:
                self._touched_tickets.add(ticket_id)
        self._tickets_touched.set()
        self._lines_touched.set()

    async def run(self) -> None:
        """Look at what was touched, for ever."""
        await asyncio.gather(
            self._look_whenever(self._tickets_touched, self._take_tickets),
            self._look_whenever(self._lines_touched, self._take_lines),
        )

    async def _look_whenever(self, touched: asyncio.Event, take: Callable[[], set[int]]) -> None:
        while True:
            await touched.wait()
            touched.clear()
            try:
                await self._look_at(take())
            except Exception:  # noqa: BLE001 -- the outermost loop of the task
                _log.exception("visits could not be looked at")

    async def _look_at(self, wanted: set[int]) -> None:
        if not wanted:
            return
        changed = []
        for place, sight in enumerate(await self._look(sorted(wanted))):
            for source in self._sources.get(sight.ticket_id, ()):
                if sight.view.seq < source.sight.view.seq:
                    continue  # the other look was later, and is told already
                source.sight = sight
                if source.has_news():
                    changed.append(source)
            if place % SLICE == SLICE - 1:
                await asyncio.sleep(0)
        await self._streams.tell(changed)

    def _take_tickets(self) -> set[int]:
        """Return the followed tickets that something happened to."""
        wanted, self._touched_tickets = self._touched_tickets & self._sources.keys(), set()
        return wanted

    def _take_lines(self) -> set[int]:
        """Return the followed tickets whose line was touched, once a second."""
        loop = asyncio.get_running_loop()
        if not (self._touched_queues or self._is_new_day):
            return set()
        if loop.time() < self._line_at_s:
            loop.call_at(self._line_at_s, self._lines_touched.set)
            return set()
        self._line_at_s = loop.time() + LINE_INTERVAL_S
        wanted = {ticket_id for ticket_id, sources in self._sources.items() if self._is_touched(sources[0].sight)}
        self._touched_queues, self._is_new_day = set(), False
        return wanted

    def _is_touched(self, sight: Sight) -> bool:
        return self._is_new_day or not sight.queues.isdisjoint(self._touched_queues)
