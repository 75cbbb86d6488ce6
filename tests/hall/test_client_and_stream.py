"""Client and stream against a real socket: refusals by name, nothing twice and nothing out of order."""

import socket
from collections.abc import Iterator
from itertools import pairwise
from queue import Empty, Queue
from time import monotonic

import pytest

from hall.client import HallClient, error_from, new_key
from hall.errors import KeyReused, ServerAway, ServerUnclear, UnknownMatter
from hall.exchange import IssueRequest
from hall.stream import Connected, Disconnected, EventStream, Happened, Heartbeat, StreamNews, read_messages
from hall.wire import to_json
from tests.fakes.hall_server import TOKEN, FakeHall, FakeHallServer

PATIENCE_S = 10


@pytest.fixture
def server() -> Iterator[FakeHallServer]:
    with FakeHallServer(heartbeat_s=0.2) as server:
        yield server


@pytest.fixture
def client(server: FakeHallServer) -> Iterator[HallClient]:
    client = HallClient(server.url, token=TOKEN)
    yield client
    client.close()


class Follower:
    """An EventStream whose news wait in a queue."""

    def __init__(self, url: str) -> None:
        self.news: Queue[StreamNews] = Queue()
        self.stream = EventStream(url, token=TOKEN, hand_over=self.news.put)
        self.stream.start()

    def next_of(self, kind: type[StreamNews]) -> StreamNews:
        while True:
            news = self.news.get(timeout=PATIENCE_S)
            if isinstance(news, kind):
                return news

    def events_until(self, seq: int) -> list[int]:
        seen: list[int] = []
        while not seen or seen[-1] < seq:
            news = self.next_of(Happened)
            assert isinstance(news, Happened)
            seen.append(news.event.seq)
        return seen


@pytest.fixture
def follower(server: FakeHallServer) -> Iterator[Follower]:
    follower = Follower(server.url)
    yield follower
    follower.stream.stop()


def matter_of(hall: FakeHall) -> str:
    return next(one.matter.matter_id for one in hall.directory.matters if one.handling.is_here)


def test_a_ticket_is_issued_once_for_a_repeated_key(server: FakeHallServer, client: HallClient) -> None:
    request, key = IssueRequest(matter_id=matter_of(server.hall)), new_key()

    first, second = (client.issue_ticket(request, key=key) for _ in range(2))

    assert first == second
    assert len(server.hall.tickets) == 1


def test_a_lost_answer_is_server_away_and_the_retry_gets_the_ticket(server: FakeHallServer, client: HallClient) -> None:
    request, key = IssueRequest(matter_id=matter_of(server.hall)), new_key()
    server.hall.answers_to_lose = 1

    with pytest.raises(ServerAway):
        client.issue_ticket(request, key=key)
    issued = client.issue_ticket(request, key=key)

    assert [issued.ticket] == list(server.hall.tickets.values())


def test_a_refusal_comes_as_the_error_that_the_server_raised(server: FakeHallServer, client: HallClient) -> None:
    with pytest.raises(UnknownMatter):
        client.issue_ticket(IssueRequest(matter_id="no-such-matter"), key=new_key())
    key = new_key()
    client.issue_ticket(IssueRequest(matter_id=matter_of(server.hall)), key=key)
    with pytest.raises(KeyReused):
        client.issue_ticket(IssueRequest(matter_id=matter_of(server.hall), language="en"), key=key)


def test_nobody_at_the_address_is_server_away() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = HallClient(f"http://127.0.0.1:{unused.getsockname()[1]}", token=TOKEN)

        with pytest.raises(ServerAway):
            client.get_snapshot()
    client.close()


def test_an_answer_of_another_kind_is_named() -> None:
    assert isinstance(error_from(502, b"<html>"), ServerAway)
    assert isinstance(error_from(400, b"<html>"), ServerUnclear)
    unknown = b'{"type":"t","title":"t","status":409,"code":"from_the_future","detail":"d","facts":{}}'
    assert isinstance(error_from(409, unknown), ServerUnclear)


def test_the_stream_begins_with_the_hall_and_goes_on_event_by_event(server: FakeHallServer, follower: Follower) -> None:
    connected = follower.next_of(Connected)
    issued = server.hall.issue(matter_of(server.hall))
    happened = follower.next_of(Happened)

    assert isinstance(connected, Connected)
    assert isinstance(happened, Happened)
    assert happened.event.seq == connected.snapshot.seq + 1
    assert issued.ticket.number in str(happened.event.body)


def test_after_a_break_the_missed_events_come_once_and_in_order(server: FakeHallServer, follower: Follower) -> None:
    follower.next_of(Connected)
    server.hall.issue(matter_of(server.hall))
    first = follower.events_until(1)
    server.go_away()
    follower.next_of(Disconnected)
    for _ in range(3):
        server.hall.issue(matter_of(server.hall))
    server.come_back()
    follower.next_of(Connected)
    server.hall.issue(matter_of(server.hall))

    seen = first + follower.events_until(5)

    assert seen == [1, 2, 3, 4, 5]
    assert all(later == earlier + 1 for earlier, later in pairwise(seen))


class Cutting:
    """A server that answers one stream request with an open chunked body, and then does as it is told."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        snapshot = b"event: snapshot\ndata: " + to_json(FakeHall().snapshot) + b"\n\n"
        self._body = f"{len(snapshot):x}\r\n".encode() + snapshot + b"\r\n"

    def answer(self) -> socket.socket:
        """Send headers and a snapshot; the connection stays open."""
        self._socket.settimeout(PATIENCE_S)
        connection, _ = self._socket.accept()
        connection.recv(65536)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head + self._body)
        return connection

    def close(self) -> None:
        self._socket.close()


@pytest.mark.parametrize("is_cut", [True, False], ids=["cut in the middle", "silent for too long"])
def test_a_line_that_breaks_under_the_read_is_told_and_tried_again(*, is_cut: bool) -> None:
    news: Queue[StreamNews] = Queue()
    server = Cutting()
    stream = EventStream(server.url, token=TOKEN, hand_over=news.put, silence_limit_s=0.3)
    stream.start()
    for _ in range(2):
        connection = server.answer()
        assert isinstance(news.get(timeout=PATIENCE_S), Connected)
        if is_cut:
            connection.close()
        assert isinstance(news.get(timeout=PATIENCE_S), Disconnected)
        connection.close()
    stream.stop()
    server.close()


def test_an_idle_stream_stops_at_once() -> None:
    server = Cutting()
    news: Queue[StreamNews] = Queue()
    stream = EventStream(server.url, token=TOKEN, hand_over=news.put, silence_limit_s=60.0)
    stream.start()
    connection = server.answer()
    assert isinstance(news.get(timeout=PATIENCE_S), Connected)

    began = monotonic()
    stream.stop()

    assert monotonic() - began < 1.0
    connection.close()
    server.close()


def test_heartbeats_tell_the_servers_time(follower: Follower) -> None:
    heartbeat = follower.next_of(Heartbeat)

    assert isinstance(heartbeat, Heartbeat)
    assert heartbeat.at.tzinfo is not None


def test_a_wrong_token_is_told_and_tried_again(server: FakeHallServer) -> None:
    news: Queue[StreamNews] = Queue()
    stream = EventStream(server.url, token="wrong", hand_over=news.put)
    stream.start()

    told = news.get(timeout=PATIENCE_S)
    stream.stop()

    assert isinstance(told, Disconnected)
    assert told.error is not None
    assert told.error.code == "not_signed_in"


def test_a_fault_of_ours_does_not_end_the_stream(server: FakeHallServer) -> None:
    heard: Queue[StreamNews] = Queue()
    faults = iter([RuntimeError("not foreseen")])

    def take(news: StreamNews) -> None:
        heard.put(news)
        if isinstance(news, Connected) and (fault := next(faults, None)):
            raise fault

    stream = EventStream(server.url, token=TOKEN, hand_over=take)
    stream.start()
    kinds = [type(heard.get(timeout=PATIENCE_S)) for _ in range(3)]
    stream.stop()

    assert kinds == [Connected, Disconnected, Connected]


def test_a_stopped_stream_says_nothing_more(server: FakeHallServer, follower: Follower) -> None:
    follower.next_of(Connected)
    follower.stream.stop()
    while not follower.news.empty():
        follower.news.get_nowait()

    server.hall.issue(matter_of(server.hall))

    with pytest.raises(Empty):
        follower.news.get(timeout=0.3)


def test_messages_are_whole_however_the_bytes_come() -> None:
    body = "event: a\r\nid: 1.2\r\ndata: 一\r\n\r\n: comment\n\nevent: b\ndata: x\ndata: y\n\n".encode()

    for size in (1, 3, len(body)):
        chunks = iter([body[start : start + size] for start in range(0, len(body), size)] + [b""])
        messages = [(one.kind, one.id, one.data) for one in read_messages(lambda chunks=chunks: next(chunks))]

        assert messages == [("a", "1.2", "一"), ("b", "1.2", "x\ny")]
