"""The tail: everything that happened in the hall, in order and once, whichever server wrote it.

The event table is the truth: its numbers are given out under the hall's lock, which is held until the commit is
over, so what can be read is always without holes up to some number. What this server committed itself is taken
without reading, if it is the very next. Otherwise (another server wrote before) everything after the last known number
is read: at a hint of another server, and every second in case a hint was lost.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from hall.errors import HallError
from hall.events import Event

READ_MOST = 500
"""Events read at a time."""

_log = logging.getLogger(__name__)


class Tail:
    """Follows the event table from an event on, on the event loop.

    Attributes:
        seq: the number of the last event that was told.
        fault: why nothing more can be told, for whoever watches the server; None as long as all is well.
    """

    def __init__(
        self,
        *,
        seq: int,
        list_events: Callable[[int, int], Awaitable[list[Event]]],
        publish: Callable[[list[Event]], None],
        poll_s: float | None,
    ) -> None:
        """Take where to begin and whom to tell.

        Args:
            seq: the number of the last event that is known.
            list_events: reads the events after a number, at most so many.
            publish: is told the next events, each once and without gaps.
            poll_s: how often to read without a hint; None where nobody else writes.
        """
        self.seq = seq
        self._list_events = list_events
        self._publish = publish
        self._poll_s = poll_s
        self.fault: str | None = None
        self._hinted = asyncio.Event()
        self._reading = asyncio.Lock()
        self._is_away = False

    def hint(self) -> None:
        """Read soon: another server may have written."""
        self._hinted.set()

    def take(self, committed: list[Event]) -> None:
        """Take what this server committed; what does not follow at once is read when its turn comes."""
        news = [event for event in committed if event.seq > self.seq]
        if not news:
            return
        if news[0].seq == self.seq + 1:
            self._tell(news)
        else:
            self.hint()

    async def run(self) -> None:
        """Read when there is a reason to, for ever."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hinted.wait(), self._poll_s)
            self._hinted.clear()
            try:
                await self.catch_up()
            except HallError as error:
                if not self._is_away:
                    _log.warning("events cannot be read now: %s", error)
                self._is_away = True
            except Exception as error:  # noqa: BLE001 -- the outermost loop of the task
                self.fault = str(error)
                _log.exception("ALARM: events cannot be followed")
            else:
                self._is_away, self.fault = False, None

    async def catch_up(self) -> None:
        """Tell everything that is in the table by now.

        Raises:
            HallError: the table cannot be read.
        """
        async with self._reading:
            while True:
                read = await self._list_events(self.seq, READ_MOST)
                if news := [event for event in read if event.seq > self.seq]:  # our own may have come meanwhile
                    self._tell(news)
                if len(read) < READ_MOST:
                    return

    def _tell(self, news: list[Event]) -> None:
        numbers = [event.seq for event in news]
        assert numbers == list(range(self.seq + 1, self.seq + 1 + len(news))), (
            f"event {numbers[0]} to {numbers[-1]} after {self.seq}: the record has a hole"
        )
        self.seq = numbers[-1]
        self._publish(news)
