"""Getting a number over the real client, from a server that loses answers, goes away and comes back."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from hall.client import HallClient
from hall.errors import SeriesUsedUp
from hall.ticket import TicketState
from kiosk.asked import AskedFile
from kiosk.taking import Answered, Refused, Taking, TakingNews
from kiosk.visit import Intent
from tests.fakes.hall_server import TOKEN, FakeHallServer

PATIENCE_S = 10.0
INTENT = Intent(matter_id="insure", key="key-of-one-wish")


class Bench:
    """A server, and what the taking said."""

    def __init__(self, server: FakeHallServer, asked: AskedFile | None = None) -> None:
        self.server, self.hall = server, server.hall
        self.news: queue.Queue[TakingNews] = queue.Queue()
        self.client = HallClient(server.url, token=TOKEN)
        self.taking = Taking(
            self.client, asked=asked or AskedFile(None, now=self.hall.clock.now), hand_over=self.news.put
        )

    def hear(self) -> TakingNews:
        return self.news.get(timeout=PATIENCE_S)

    def wait_for(self, kind: str) -> None:
        """Wait until the hall has an event of this kind."""
        with self.hall.changed:
            assert self.hall.changed.wait_for(
                lambda: any(event.body.kind == kind for event in self.hall.events), PATIENCE_S
            )


@pytest.fixture
def bench() -> Iterator[Bench]:
    with FakeHallServer() as server:
        bench = Bench(server)
        yield bench
        bench.taking.stop()
        bench.client.close()


def test_a_number_is_got(bench: Bench) -> None:
    bench.taking.pursue(INTENT, language="zh")

    news = bench.hear()

    assert isinstance(news, Answered)
    assert news.intent == INTENT
    assert news.issued.ticket.number == "A001"


def test_a_lost_answer_is_asked_for_again_and_makes_no_second_ticket(bench: Bench) -> None:
    bench.hall.answers_to_lose = 2

    bench.taking.pursue(INTENT, language="zh")

    assert isinstance(bench.hear(), Answered)
    assert len(bench.hall.tickets) == 1
    assert {key for method, path, key in bench.hall.requests if path == "/api/v1/tickets"} == {INTENT.key}


def test_a_server_that_is_away_is_asked_until_it_is_back(bench: Bench) -> None:
    bench.server.go_away()
    bench.taking.pursue(INTENT, language="zh")
    _wait_until(lambda: len(bench.hall.requests) >= 2)

    bench.server.come_back()

    assert isinstance(bench.hear(), Answered)


def test_a_refusal_is_told_and_not_tried_again(bench: Bench) -> None:
    bench.hall.refusal = SeriesUsedUp()

    bench.taking.pursue(INTENT, language="zh")

    news = bench.hear()
    assert isinstance(news, Refused)
    assert isinstance(news.error, SeriesUsedUp)
    assert len(bench.hall.requests) == 1


def test_the_consent_of_the_visitor_is_told(bench: Bench) -> None:
    bench.taking.pursue(INTENT, language="zh")
    bench.taking.pursue(replace(INTENT, key="key-of-consent", consent=True), language="zh")

    bench.hear(), bench.hear()

    assert [request.consent for request in bench.hall.issue_requests] == [False, True]


def test_the_number_of_a_visitor_who_left_is_given_back(bench: Bench) -> None:
    bench.server.go_away()
    bench.taking.pursue(INTENT, language="zh")
    bench.taking.leave(INTENT, language="zh")
    bench.server.come_back()

    bench.wait_for("TicketCancelled")

    assert [ticket.state for ticket in bench.hall.tickets.values()] == [TicketState.CANCELLED]
    assert bench.news.empty()


def test_the_next_visitor_does_not_wait_for_what_the_last_one_left(bench: Bench) -> None:
    bench.server.go_away()
    bench.taking.pursue(INTENT, language="zh")
    bench.taking.leave(INTENT, language="zh")
    following = Intent(matter_id="marry", key="key-of-the-next")
    bench.taking.pursue(following, language="zh")

    bench.server.come_back()

    news = bench.hear()
    assert isinstance(news, Answered)
    assert news.intent == following


def _wait_until(is_so: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(int(PATIENCE_S / 0.02)):
        if is_so():
            return
        tick.wait(0.02)
    raise AssertionError("it did not become so")
