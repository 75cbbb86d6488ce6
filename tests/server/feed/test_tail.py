"""The tail: every event once and in order, whoever wrote it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from hall.errors import StoreUnusable
from hall.events import Event
from server.feed import tail as tail_module
from server.feed.tail import Tail
from tests.server.feed.test_ring import event


@dataclass
class Table:
    """A record that several servers write to, and what one server's tail tells of it."""

    last: int = 10
    poll_s: float | None = None
    is_away: bool = False
    has_hole: bool = False
    told: list[int] = field(default_factory=list)
    reads: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    while_reading: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.tail = Tail(seq=self.last, list_events=self.list_events, publish=self.publish, poll_s=self.poll_s)

    async def list_events(self, after: int, most: int) -> list[Event]:
        self.reads += 1
        if self.is_away:
            raise StoreUnusable("away")
        first = after + 2 if self.has_hole else after + 1
        read = [event(seq) for seq in range(first, min(after + most, self.last) + 1)]
        self.while_reading()
        await asyncio.sleep(0)
        return read

    def publish(self, events: list[Event]) -> None:
        self.told += [each.seq for each in events]
        self.news.set()

    async def wait_for(self, seq: int) -> None:
        while self.told[-1:] != [seq]:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 10)


def live(table: Table, story: Callable[[Table], Awaitable[None]]) -> None:
    async def run() -> None:
        running = asyncio.create_task(table.tail.run())
        await story(table)
        running.cancel()

    asyncio.run(run())


def test_what_this_server_wrote_is_told_without_reading() -> None:
    async def story(table: Table) -> None:
        table.last = 12
        table.tail.take([event(11), event(12)])
        await asyncio.sleep(0)

    table = Table()
    live(table, story)

    assert (table.told, table.reads) == ([11, 12], 0)


def test_what_another_server_wrote_before_is_read_first() -> None:
    async def story(table: Table) -> None:
        table.last = 13
        table.tail.take([event(13)])
        assert table.told == []
        await table.wait_for(13)

    table = Table()
    live(table, story)

    assert table.told == [11, 12, 13]


def test_a_hint_is_followed_and_a_needless_one_does_no_harm() -> None:
    async def story(table: Table) -> None:
        table.tail.hint()
        table.last = 11
        table.tail.hint()
        await table.wait_for(11)
        table.tail.take([event(11)])

    table = Table()
    live(table, story)

    assert table.told == [11]


def test_without_any_hint_the_poll_finds_it() -> None:
    async def story(table: Table) -> None:
        table.last = 11
        await table.wait_for(11)
        table.last = 12
        await table.wait_for(12)

    table = Table(poll_s=0.01)
    live(table, story)

    assert table.told == [11, 12]


def test_what_is_committed_here_while_it_reads_is_told_once() -> None:
    async def story(table: Table) -> None:
        table.last = 12
        table.while_reading = lambda: table.tail.take([event(11)])
        table.tail.hint()
        await table.wait_for(12)

    table = Table()
    live(table, story)

    assert table.told == [11, 12]


def test_more_than_one_reading_holds_is_read_to_the_end() -> None:
    last = 10 + 2 * tail_module.READ_MOST + 1

    async def story(table: Table) -> None:
        table.last = last
        await table.tail.catch_up()

    table = Table()
    live(table, story)

    assert (table.told, table.reads) == (list(range(11, last + 1)), 3)


def test_a_database_that_is_away_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    async def story(table: Table) -> None:
        table.is_away = True
        table.last = 11
        while table.reads < 3:
            await asyncio.sleep(0.01)
        table.is_away = False
        await table.wait_for(11)

    table = Table(poll_s=0.01)
    live(table, story)

    assert table.told == [11]
    assert caplog.text.count("events cannot be read now") == 1


def test_a_hole_is_an_alarm_and_nothing_after_it_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def story(table: Table) -> None:
        table.has_hole = True
        table.last = 12
        table.tail.hint()
        while table.tail.fault is None:
            await asyncio.sleep(0.01)

    table = Table()
    live(table, story)

    assert table.told == []
    assert "ALARM" in caplog.text
    assert table.tail.fault == "event 12 to 12 after 10: the record has a hole"
