from collections.abc import Iterator
from queue import Queue

import pytest

from display.link import DirectoryCame, HallLink, LinkNews
from hall.events import BusinessDayStarted
from hall.stream import Connected, Disconnected, Happened
from tests.fakes.hall_server import TOKEN, FakeHallServer

PATIENCE_S = 10


class Follower:
    def __init__(self, server: FakeHallServer, *, token: str = TOKEN, has_directory: bool = False) -> None:
        self.news: Queue[LinkNews] = Queue()
        self.link = HallLink(server.url, token=token, has_directory=has_directory, hand_over=self.news.put)
        self.link.start()

    def next(self) -> LinkNews:
        return self.news.get(timeout=PATIENCE_S)

    def next_of(self, kind: type[LinkNews]) -> LinkNews:
        while not isinstance(news := self.next(), kind):
            pass
        return news


@pytest.fixture
def server() -> Iterator[FakeHallServer]:
    with FakeHallServer() as server:
        yield server


def test_the_directory_comes_before_everything_else(server: FakeHallServer):
    follower = Follower(server)

    assert [type(follower.next()) for _ in range(2)] == [DirectoryCame, Connected]
    follower.link.stop()


def test_a_display_that_has_a_directory_follows_at_once_and_gets_it_anew(server: FakeHallServer):
    follower = Follower(server, has_directory=True)

    assert {type(follower.next()) for _ in range(2)} == {DirectoryCame, Connected}
    follower.link.stop()


def test_a_server_that_is_away_at_the_start_is_told_and_waited_for(server: FakeHallServer):
    server.go_away()
    follower = Follower(server)

    told = follower.next()
    assert isinstance(told, Disconnected)
    assert told.error is not None
    assert told.error.code == "server_away"
    server.come_back()
    follower.next_of(DirectoryCame)
    follower.next_of(Connected)
    follower.link.stop()


def test_a_credential_that_is_not_valid_is_told_with_its_code(server: FakeHallServer):
    follower = Follower(server, token="wrong")

    told = follower.next()
    assert isinstance(told, Disconnected)
    assert told.error is not None
    assert told.error.code == "not_signed_in"
    follower.link.stop()


def test_a_new_day_brings_the_directory_anew(server: FakeHallServer):
    follower = Follower(server)
    follower.next_of(Connected)
    follower.next_of(DirectoryCame)
    server.hall.happen(BusinessDayStarted(business_date=server.hall.directory.business_date))

    follower.next_of(Happened)
    follower.next_of(DirectoryCame)
    follower.link.stop()


def test_a_hall_whose_stream_does_not_come_through_is_polled_until_it_does(server: FakeHallServer):
    server.hall.refuses_streams = True
    news: Queue[LinkNews] = Queue()
    link = HallLink(server.url, token=TOKEN, has_directory=True, hand_over=news.put, poll_s=0.1)
    link.start()
    ticket = server.hall.issue("insure").ticket
    call = server.hall.call(ticket.ticket_id, "2")
    polled = news.get(timeout=PATIENCE_S)
    while not (isinstance(polled, Connected) and polled.snapshot.seq >= call.seq):
        polled = news.get(timeout=PATIENCE_S)

    server.hall.refuses_streams = False
    while not (
        isinstance(came := news.get(timeout=PATIENCE_S), Happened | Connected) and came.snapshot.seq >= call.seq
    ):
        pass
    link.stop()


def test_a_line_of_which_one_end_has_gone_does_not_hide_what_happens(server: FakeHallServer):
    news: Queue[LinkNews] = Queue()
    link = HallLink(server.url, token=TOKEN, has_directory=True, hand_over=news.put, poll_s=0.1)
    link.start()
    while not isinstance(news.get(timeout=PATIENCE_S), Connected):
        pass
    server.hall.is_mute = True
    call = server.hall.call(server.hall.issue("insure").ticket.ticket_id, "2")

    while not isinstance(came := news.get(timeout=PATIENCE_S), Connected):
        pass
    assert came.snapshot.calls[0].call_id == call.seq
    link.stop()
