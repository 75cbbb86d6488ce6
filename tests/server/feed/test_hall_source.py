"""Where a client of the hall's events begins."""

import asyncio
from dataclasses import dataclass, field

from hall.events import Event
from hall.snapshot import Snapshot
from hall.stream import read_messages
from server.feed import hall_source
from server.feed.hall_source import HallFeed, HallSource
from server.feed.ring import Ring
from tests.server.feed.test_ring import AT, event


@dataclass
class Record:
    """Events 1 to `last` and the ring as it was when the server started after `since`.

    Another server has written up to `written`.
    """

    last: int
    since: int
    length: int = 2_000
    written: int = 0
    asked: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ring = Ring(epoch=3, last_seq=self.since, length=self.length)
        self.ring.append(event(seq) for seq in range(self.since + 1, self.last + 1))
        self.feed = HallFeed(
            self.ring, take_snapshot=self.take_snapshot, list_events=self.list_events, catch_up=self.catch_up
        )

    async def take_snapshot(self) -> Snapshot:
        day = AT.date()
        return Snapshot(epoch=3, seq=self.last, at=AT, business_date=day, calls=(), queues=(), windows=())

    async def list_events(self, after: int, most: int) -> list[Event]:
        self.asked.append((after, most))
        return [event(seq) for seq in range(after + 1, min(after + most, self.last) + 1)]

    async def catch_up(self) -> None:
        self.ring.append(event(seq) for seq in range(self.ring.last_seq + 1, self.written + 1))

    def follow(self, last_event_id: str | None) -> HallSource:
        return asyncio.run(self.feed.follow(last_event_id))


def told(source: HallSource) -> list[tuple[str, str]]:
    """Return kind and id of everything that is new."""
    body = [source.take() or b"", b""]
    return [(message.kind, message.id) for message in read_messages(lambda: body.pop(0))]


def test_a_new_client_gets_a_snapshot_and_then_what_happens() -> None:
    record = Record(last=12, since=10)
    source = record.follow(None)
    record.ring.append([event(13)])

    assert told(source) == [("snapshot", "3.12"), ("BusinessDayStarted", "3.13")]
    assert told(source) == []


def test_a_client_that_comes_back_gets_what_it_missed() -> None:
    record = Record(last=13, since=10)

    assert told(record.follow("3.11")) == [
        ("resumed", ""),
        ("BusinessDayStarted", "3.12"),
        ("BusinessDayStarted", "3.13"),
    ]
    assert record.asked == []


def test_a_client_that_missed_nothing_gets_nothing() -> None:
    assert told(Record(last=13, since=10).follow("3.13")) == [("resumed", "")]


def test_what_is_no_longer_in_the_ring_comes_from_the_record() -> None:
    record = Record(last=13, since=10)

    assert [id_ for _, id_ in told(record.follow("3.8"))] == ["", "3.9", "3.10", "3.11", "3.12", "3.13"]
    assert record.asked == [(8, hall_source.RESUME_MOST + 1)]


def test_a_client_that_missed_too_much_gets_a_snapshot() -> None:
    record = Record(last=hall_source.RESUME_MOST + 2, since=hall_source.RESUME_MOST + 2)

    assert told(record.follow("3.1")) == [("snapshot", f"3.{hall_source.RESUME_MOST + 2}")]
    assert len(told(record.follow("3.2"))) == hall_source.RESUME_MOST + 1


def test_an_id_that_means_nothing_here_gets_a_snapshot() -> None:
    record = Record(last=13, since=10)

    for id_ in ("2.12", "3.14", "3.x", "3.-1", "x", "", "3.²", "3." + "9" * 5_000):
        assert told(record.follow(id_)) == [("snapshot", "3.13")]


def test_a_client_that_comes_from_a_server_that_was_ahead_misses_nothing() -> None:
    record = Record(last=13, since=10, written=16)
    source = record.follow("3.15")

    assert told(source) == [("resumed", ""), ("BusinessDayStarted", "3.16")]


def test_events_between_the_snapshot_and_the_ring_are_not_told_twice() -> None:
    record = Record(last=10, since=10)
    record.last = 12
    source = record.follow(None)
    record.ring.append([event(11), event(12), event(13)])

    assert told(source) == [("snapshot", "3.12"), ("BusinessDayStarted", "3.13")]


def test_a_client_that_fell_out_of_the_ring_is_closed() -> None:
    record = Record(last=10, since=10, length=3)
    source = record.follow("3.10")
    told(source)
    record.ring.append(event(seq) for seq in range(11, 15))

    assert source.take() is None
