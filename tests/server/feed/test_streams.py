"""Open streams: waking, beating, ending, slow clients."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from hall.clock import SetClock
from hall.errors import Overloaded
from server.feed.streams import SLICE, Streams

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
NEVER_S = 3600.0


class Letters:
    """A source that a test writes to."""

    def __init__(self, news: bytes = b"") -> None:
        self.news = news
        self.is_lost = False

    def take(self) -> bytes | None:
        if self.is_lost:
            return None
        news, self.news = self.news, b""
        return news


class Phone:
    """A client that keeps what it got."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.hung_up = asyncio.Event()
        self.has_room = asyncio.Event()
        self.has_room.set()

    async def take(self, body: bytes) -> None:
        await self.has_room.wait()
        self.got.append(body)

    async def leave(self) -> None:
        await self.hung_up.wait()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0)


def run_with(
    test: Callable[[Streams], Awaitable[None]], *, heartbeat_s: float = NEVER_S, blocked_most_s: float = NEVER_S
) -> None:
    """Run a test beside streams that wake and beat."""

    async def both() -> None:
        streams = Streams(clock=SetClock(AT), heartbeat_s=heartbeat_s, most=200, blocked_most_s=blocked_most_s)
        running = asyncio.create_task(streams.run())
        await test(streams)
        running.cancel()

    asyncio.run(both())


def test_everyone_is_told_in_order() -> None:
    async def test(streams: Streams) -> None:
        pairs = [(Letters(), Phone()) for _ in range(3 * SLICE)]
        served = [asyncio.create_task(streams.serve(source, phone.take, phone.leave())) for source, phone in pairs]
        await until(lambda: len(streams) == len(pairs))
        for word in (b"one", b"two"):
            for source, _ in pairs:
                source.news += word
            streams.tell_all()
            await until(lambda word=word: all(phone.got[-1:] == [word] for _, phone in pairs))
        streams.end_all()
        await asyncio.gather(*served)
        assert len(streams) == 0

    run_with(test)


def test_only_those_meant_are_woken() -> None:
    async def test(streams: Streams) -> None:
        (first, a), (second, b) = [(Letters(b"hello"), Phone()) for _ in range(2)]
        served = [asyncio.create_task(streams.serve(s, p.take, p.leave())) for s, p in ((first, a), (second, b))]
        await until(lambda: len(a.got) == len(b.got) == 1)
        first.news = second.news = b"news"
        await streams.tell([first])
        await until(lambda: a.got == [b"hello", b"news"])
        assert b.got == [b"hello"]
        streams.end_all()
        await asyncio.gather(*served)

    run_with(test)


def test_a_client_that_hangs_up_is_forgotten() -> None:
    async def test(streams: Streams) -> None:
        phone = Phone()
        served = asyncio.create_task(streams.serve(Letters(), phone.take, phone.leave()))
        await until(lambda: len(streams) == 1)
        phone.hung_up.set()
        await asyncio.wait_for(served, 5)
        assert len(streams) == 0

    run_with(test)


def test_a_client_that_lost_its_place_is_closed() -> None:
    async def test(streams: Streams) -> None:
        source, phone = Letters(), Phone()
        served = asyncio.create_task(streams.serve(source, phone.take, phone.leave()))
        await until(lambda: len(streams) == 1)
        source.is_lost = True
        streams.tell_all()
        await asyncio.wait_for(served, 5)

    run_with(test)


def test_the_heart_beats_for_everyone() -> None:
    async def test(streams: Streams) -> None:
        phones = [Phone() for _ in range(3)]
        for phone in phones:
            asyncio.create_task(streams.serve(Letters(), phone.take, phone.leave()))  # noqa: RUF006
        await until(lambda: all(phone.got for phone in phones))
        assert phones[0].got[0] == b'event: heartbeat\ndata: "2026-03-02T01:00:00Z"\n\n'
        streams.end_all()
        await until(lambda: len(streams) == 0)

    run_with(test, heartbeat_s=0.01)


def test_a_client_that_takes_nothing_is_cut_off_and_disturbs_nobody() -> None:
    async def test(streams: Streams) -> None:
        slow, quick = Phone(), Phone()
        slow.has_room.clear()
        slow_source, quick_source = Letters(), Letters()
        stuck = asyncio.create_task(streams.serve(slow_source, slow.take, slow.leave()))
        asyncio.create_task(streams.serve(quick_source, quick.take, quick.leave()))  # noqa: RUF006
        await until(lambda: len(streams) == 2)
        slow_source.news = quick_source.news = b"news"
        streams.tell_all()
        await asyncio.wait_for(stuck, 5)
        assert slow.got == []
        assert quick.got[0] == b"news"
        assert len(streams) == 1

    run_with(test, heartbeat_s=0.01, blocked_most_s=0.05)


def test_there_is_a_limit() -> None:
    async def test(streams: Streams) -> None:
        for _ in range(200):
            streams.assert_room()
            phone = Phone()
            asyncio.create_task(streams.serve(Letters(), phone.take, phone.leave()))  # noqa: RUF006
            await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            streams.assert_room()
        streams.end_all()
        await until(lambda: len(streams) == 0)

    run_with(test)


def test_nobody_new_comes_in_while_the_server_stops() -> None:
    async def test(streams: Streams) -> None:
        streams.end_all()
        with pytest.raises(Overloaded):
            streams.assert_room()
        phone = Phone()
        await asyncio.wait_for(streams.serve(Letters(), phone.take, phone.leave()), 5)

    run_with(test)
