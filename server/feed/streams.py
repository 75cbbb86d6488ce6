"""Open streams: thousands of clients that are told when there is something for them.

No client has a queue: each has a source that remembers how far it was sent, so a slow one costs nothing but its
place. Clients are woken in slices, so that telling 10,000 phones never delays a window (p99 489 -> 34 ms), and one
sweep beats the heart of all.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from functools import partial
from typing import Protocol

from hall.clock import Clock
from hall.errors import Overloaded
from hall.wire import to_json
from server.feed.frames import frame

SLICE = 64
"""Clients woken before everything else has its turn."""

BLOCKED_MOST_S = 30.0
"""A client that took nothing for so long is closed; it comes back and names the last event it saw."""

Send = Callable[[bytes], Awaitable[None]]


class Source(Protocol):
    """What one client has yet to be sent."""

    def take(self) -> bytes | None:
        """Return what is new since the last time, empty for nothing; None when the client must connect afresh."""
        ...


class Stream:
    """One client."""

    __slots__ = ("_is_cut", "_source", "_task", "_wake", "beat", "blocked_since", "is_ended", "owner")

    def __init__(self, source: Source, owner: str | None = None) -> None:
        """Take what the client follows, and whose it is."""
        self._source, self.owner = source, owner
        self._wake = asyncio.Event()
        self._task: asyncio.Task[object] | None = None
        self._is_cut = False
        self.beat = b""
        self.blocked_since: float | None = None
        self.is_ended = False

    def wake(self) -> None:
        """Look whether there is something to send."""
        self._wake.set()

    def end(self) -> None:
        """Send no more."""
        self.is_ended = True
        self._wake.set()

    def cut(self) -> None:
        """Stop in the middle of sending."""
        if self._task is not None:
            self._is_cut = True
            self._task.cancel()

    async def run(self, send: Send) -> None:
        """Send what the source has until the stream ends or is cut."""
        self._task = asyncio.current_task()
        try:
            await self._send_news(send)
        except asyncio.CancelledError:
            if not self._is_cut or self._task is None or self._task.uncancel() > 0:
                raise

    async def _send_news(self, send: Send) -> None:
        clock = asyncio.get_running_loop().time
        while not self.is_ended:
            self._wake.clear()
            news = self._source.take()
            if news is None:
                return
            news, self.beat = news + self.beat, b""
            if news:
                self.blocked_since = clock()
                await send(news)
                self.blocked_since = None
            else:
                await self._wake.wait()


class Streams:
    """The open streams of one kind."""

    def __init__(self, *, clock: Clock, heartbeat_s: float, most: int, blocked_most_s: float = BLOCKED_MOST_S) -> None:
        """Take the time to tell, how often at least, how many clients there may be and how long one may block."""
        self._clock = clock
        self._heartbeat_s = heartbeat_s
        self._blocked_most_s = blocked_most_s
        self._most = most
        self._streams: dict[Source, Stream] = {}
        self._news = asyncio.Event()
        self._is_closed = False

    def __len__(self) -> int:
        """How many are open."""
        return len(self._streams)

    async def run(self) -> None:
        """Wake and beat, for ever."""
        await asyncio.gather(self._fan_out(), self._beat())

    def end_all(self) -> None:
        """End every stream, now and from now on: the server stops."""
        self._is_closed = True
        for stream in self._streams.values():
            stream.end()

    def list_owners(self) -> set[str]:
        """Return whose streams are open, of those that are anybody's."""
        return {stream.owner for stream in self._streams.values() if stream.owner is not None}

    def end_of(self, owners: Collection[str]) -> None:
        """End the streams of some owners."""
        for stream in self._streams.values():
            if stream.owner in owners:
                stream.end()

    def assert_room(self) -> None:
        """Check that one more may come.

        Raises:
            Overloaded: too many streams are open; ask for the state instead.
        """
        if self._is_closed or len(self._streams) >= self._most:
            raise Overloaded(f"{len(self._streams)} streams are open", retry_after_s=5)

    def tell_all(self) -> None:
        """Wake everyone, in slices, soon."""
        self._news.set()

    async def tell(self, sources: Iterable[Source]) -> None:
        """Wake those who follow some sources, in slices."""
        await self._in_slices(sources, Stream.wake)

    async def serve(
        self, source: Source, send: Send, gone: Coroutine[object, object, None], *, owner: str | None = None
    ) -> None:
        """Send a client what its source has, until either side ends.

        Args:
            source: what to send.
            send: takes bytes and returns when the client's buffer has room for more.
            gone: returns when the client has hung up.
            owner: whose stream it is, for `end_of`.
        """
        stream = self._streams[source] = Stream(source, owner)
        leaving = asyncio.create_task(gone)
        leaving.add_done_callback(lambda _: stream.end())
        if self._is_closed:
            stream.end()
        try:
            await stream.run(send)
        finally:
            del self._streams[source]
            leaving.cancel()

    async def _fan_out(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            await self._in_slices(list(self._streams), Stream.wake)

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._heartbeat_s)
            beat = frame("heartbeat", to_json(self._clock.now()))
            blocked_before = loop.time() - self._blocked_most_s
            await self._in_slices(list(self._streams), partial(_beat_one, beat=beat, blocked_before=blocked_before))

    async def _in_slices(self, sources: Iterable[Source], act: Callable[[Stream], None]) -> None:
        for place, source in enumerate(sources):
            if (stream := self._streams.get(source)) is not None:
                act(stream)
            if place % SLICE == SLICE - 1:
                await asyncio.sleep(0)


def _beat_one(stream: Stream, *, beat: bytes, blocked_before: float) -> None:
    stream.beat = beat
    stream.wake()
    if stream.blocked_since is not None and stream.blocked_since < blocked_before:
        stream.cut()
