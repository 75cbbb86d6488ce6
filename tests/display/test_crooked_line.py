"""A board whose line breaks in every way knows what the server knows, and has each call spoken once, in order.

The real programs and clocks: `python -m benchmarks.board_campaign`.
"""

import threading
from collections.abc import Iterator

import pytest

from display.director import Director
from display.link import HallLink, LinkNews
from display.scene import Scene
from hall.clock import SystemClock
from hall.coverage import Coverage
from tests.display.test_director import FakeSpeech
from tests.fakes.crooked_line import CrookedLine, Line
from tests.fakes.hall_server import TOKEN, FakeHallServer

PATIENCE_S = 10.0


class Board:
    """A board without a glass, at the far end of a crooked line."""

    def __init__(self, line: CrookedLine) -> None:
        self.speech, self.changed = FakeSpeech(), threading.Condition()
        scene = Scene(coverage=Coverage())
        self.director = Director(scene, SystemClock(), show=lambda _board: None, speech=self.speech)
        self.link = HallLink(line.url, token=TOKEN, has_directory=False, hand_over=self._take, poll_s=0.2)
        self.link.start()

    def wait_for(self, seq: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.director.seen_seq == seq, PATIENCE_S)

    def _take(self, news: LinkNews) -> None:
        with self.changed:
            self.director.take(news)
            self.changed.notify_all()


@pytest.fixture
def server() -> Iterator[FakeHallServer]:
    with FakeHallServer() as server:
        yield server


@pytest.mark.parametrize("trouble", [Line.CUT, Line.DEAD, "replayed", "swapped"])
def test_each_call_is_spoken_once_and_in_order(server: FakeHallServer, trouble: str):
    hall, line = server.hall, CrookedLine(server.url)
    board, called = Board(line), []

    def call() -> None:
        called.append(hall.call(hall.issue("insure").ticket.ticket_id, "2").seq)

    call()
    board.wait_for(called[-1])
    if isinstance(trouble, Line):
        line.break_line(trouble)
    else:
        line.order = trouble
    call()
    call()
    line.heal()
    board.wait_for(called[-1])
    call()
    board.wait_for(called[-1])
    board.link.stop()
    line.close()

    assert [each.call.call_id for each in board.speech.offered] == called
