import queue
from collections.abc import Iterator

import pytest

from hall.events import BusinessDayStarted
from kiosk.link import DirectoryCame, HallLink, LineDown, LinkNews, SnapshotCame, TimeCame
from tests.fakes.hall_server import TOKEN, FakeHallServer
from tests.fakes.small_hall import DAY

PATIENCE_S = 10.0


class Line:
    """A link to a fake server, and what it said."""

    def __init__(self, server: FakeHallServer) -> None:
        self.server = server
        self.news: queue.Queue[LinkNews] = queue.Queue()
        self.link = HallLink(server.url, token=TOKEN, hand_over=self.news.put)
        self.link.start()

    def hear(self, kind: type[LinkNews]) -> LinkNews:
        """Return the next news of one kind, whatever comes before it."""
        while True:
            news = self.news.get(timeout=PATIENCE_S)
            if isinstance(news, kind):
                return news


@pytest.fixture
def line() -> Iterator[Line]:
    with FakeHallServer(heartbeat_s=0.2) as server:
        line = Line(server)
        yield line
        line.link.stop()


def test_snapshot_and_directory_come_first(line: Line) -> None:
    assert line.hear(SnapshotCame) == SnapshotCame(snapshot=line.server.hall.first)
    assert line.hear(DirectoryCame) == DirectoryCame(directory=line.server.hall.directory)


def test_what_happens_in_the_hall_moves_the_snapshot(line: Line) -> None:
    line.hear(DirectoryCame)

    line.server.hall.issue("insure")

    news = line.hear(SnapshotCame)
    assert isinstance(news, SnapshotCame)
    assert news.snapshot.queues[0].waiting == 1


def test_the_server_s_time_comes_with_every_heartbeat(line: Line) -> None:
    news = line.hear(TimeCame)

    assert isinstance(news, TimeCame)
    assert news.at.tzinfo is not None


def test_a_new_day_brings_a_new_directory(line: Line) -> None:
    line.hear(DirectoryCame)

    line.server.hall.happen(BusinessDayStarted(business_date=DAY))

    assert isinstance(line.hear(DirectoryCame), DirectoryCame)


def test_a_broken_line_is_told_and_mended(line: Line) -> None:
    line.hear(DirectoryCame)

    line.server.go_away()
    assert isinstance(line.hear(LineDown), LineDown)
    line.server.come_back()

    assert isinstance(line.hear(DirectoryCame), DirectoryCame)
