"""Phones follow their visits."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from hall.clock import SetClock
from hall.errors import Overloaded
from hall.events import Event
from hall.exchange import VisitView
from hall.places import Text
from hall.queue_now import QueueNow
from hall.stream import read_messages
from hall.ticket import PriorityClass, Source, TicketState
from hall.ticket_events import TicketFinished, TicketIssued
from hall.wire import from_json
from server.feed.streams import Streams
from server.feed.visit_source import STREAMS_OF_A_VISIT, Sight, VisitFeed, VisitSource

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAME = Text(zh="社保", en="Insurance")


def sight(ticket_id: int, *, queue_id: str = "social", people_ahead: int = 3, seq: int = 10) -> Sight:
    view = VisitView(
        number=f"A{ticket_id:03}",
        state=TicketState.WAITING,
        business_date=AT.date(),
        matter=NAME,
        department=NAME,
        materials=(),
        people_ahead=people_ahead,
        people_ahead_at_issue=3,
        wait=None,
        floor=NAME,
        zone=None,
        windows=("1",),
        window=None,
        directions=None,
        call_count=0,
        overdue_count=0,
        may_come_back=False,
        calls_left=None,
        legs_left=(),
        changed_at=AT,
        seq=seq,
    )
    return Sight(ticket_id=ticket_id, queues=frozenset({queue_id}), view=view)


def in_queue(queue_id: str, *, ticket_id: int = 99) -> Event:
    body = TicketIssued(
        ticket_id=ticket_id,
        number="A099",
        matter_id="m",
        source=Source.KIOSK,
        priority_class=PriorityClass.NORMAL,
        queue=QueueNow(queue_id=queue_id, waiting=1, open_windows=1),
    )
    return Event(seq=11, at=AT, body=body)


def of_ticket(ticket_id: int) -> Event:
    return Event(seq=11, at=AT, body=TicketFinished(ticket_id=ticket_id, number="A001", window_id="1"))


class Record:
    """The visits as they are, and which were looked at together."""

    def __init__(self) -> None:
        self.people_ahead = 3
        self.seq = 10
        self.looks: list[list[int]] = []
        self.lines_may_be_seen = asyncio.Event()
        self.lines_may_be_seen.set()

    async def look(self, ticket_ids: list[int]) -> list[Sight]:
        self.looks.append(ticket_ids)
        queues = {1: "social", 2: "social", 3: "civil"}
        seen = [
            sight(ticket_id, queue_id=queues[ticket_id], people_ahead=self.people_ahead, seq=self.seq)
            for ticket_id in ticket_ids
        ]
        if len(ticket_ids) > 1:
            await self.lines_may_be_seen.wait()
        return seen


def run_with(test: Callable[[VisitFeed, Record], Awaitable[None]]) -> None:
    async def both() -> None:
        record = Record()
        streams = Streams(clock=SetClock(AT), heartbeat_s=3600, most=10)
        feed = VisitFeed(streams, look=record.look)
        running = asyncio.create_task(feed.run())
        await test(feed, record)
        running.cancel()

    asyncio.run(both())


async def looked(record: Record, times: int) -> None:
    async with asyncio.timeout(5):
        while len(record.looks) < times:
            await asyncio.sleep(0.005)
    await asyncio.sleep(0)


def told(source: VisitSource) -> list[VisitView]:
    body = [source.take() or b"", b""]
    return [from_json(VisitView, message.data) for message in read_messages(lambda: body.pop(0))]


def test_the_view_is_told_at_once_and_then_only_when_it_is_another() -> None:
    source = VisitSource(sight(1))

    assert [view.people_ahead for view in told(source)] == [3]
    source.sight = sight(1, seq=11)
    assert told(source) == []
    source.sight = sight(1, people_ahead=2, seq=12)
    assert [(view.people_ahead, view.seq) for view in told(source)] == [(2, 12)]


def test_what_touches_a_queue_is_looked_at_for_its_phones_together() -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        with feed.follow(sight(1)) as one, feed.follow(sight(2)) as two, feed.follow(sight(3, queue_id="civil")):
            await looked(record, 1)
            record.people_ahead = 2
            feed.publish([in_queue("social"), in_queue("social")])
            await looked(record, 2)
            assert record.looks == [[1, 2, 3], [1, 2]]
            assert [told(source)[0].people_ahead for source in (one, two)] == [2, 2]

    run_with(test)


def test_lines_are_looked_at_once_a_second_but_a_phones_own_ticket_at_once() -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        with feed.follow(sight(1)), feed.follow(sight(2)):
            await looked(record, 1)
            feed.publish([in_queue("social")])
            await looked(record, 2)
            feed.publish([in_queue("social")])
            feed.publish([of_ticket(2)])
            await looked(record, 3)
            assert record.looks == [[1, 2], [1, 2], [2]]
            await looked(record, 4)
            assert record.looks[3] == [1, 2]

    run_with(test)


def test_nobodys_own_ticket_waits_for_a_look_at_the_lines() -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        with feed.follow(sight(1)) as called, feed.follow(sight(2)) as waiting:
            await looked(record, 1)
            record.lines_may_be_seen.clear()
            record.people_ahead = 2
            feed.publish([in_queue("social")])
            await looked(record, 2)
            record.people_ahead, record.seq = 0, 12
            feed.publish([of_ticket(1)])
            await looked(record, 3)
            assert record.looks[1:] == [[1, 2], [1]]
            assert [(view.people_ahead, view.seq) for view in told(called)] == [(0, 12)]

            record.lines_may_be_seen.set()
            await asyncio.sleep(0.01)
            assert told(called) == [], "the older look comes too late"
            assert [view.people_ahead for view in told(waiting)] == [2]

    run_with(test)


def test_what_happened_between_the_first_look_and_following_is_told() -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        first = sight(1)
        record.people_ahead = 1
        with feed.follow(first) as source:
            assert told(source)[0].people_ahead == 3
            await looked(record, 1)
            assert told(source)[0].people_ahead == 1

    run_with(test)


def test_nobody_looks_when_no_phone_follows() -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        with feed.follow(sight(1)):
            pass
        feed.publish([in_queue("social"), of_ticket(1)])
        with feed.follow(sight(3, queue_id="civil")):
            await looked(record, 1)
        assert record.looks == [[3]]

    run_with(test)


def test_a_look_that_fails_does_not_end_the_feed(caplog: pytest.LogCaptureFixture) -> None:
    async def test(feed: VisitFeed, record: Record) -> None:
        with feed.follow(sight(7)):
            await looked(record, 1)
        with feed.follow(sight(1)):
            await looked(record, 2)

    run_with(test)
    assert "visits could not be looked at" in caplog.text


def test_a_visit_is_followed_on_a_few_pages_only() -> None:
    async def test(feed: VisitFeed, _record: Record) -> None:
        with ExitStack() as pages:
            for _ in range(STREAMS_OF_A_VISIT):
                pages.enter_context(feed.follow(sight(1)))
            with pytest.raises(Overloaded), feed.follow(sight(1)):
                pass
            pages.enter_context(feed.follow(sight(2)))
        with feed.follow(sight(1)):
            pass

    run_with(test)
