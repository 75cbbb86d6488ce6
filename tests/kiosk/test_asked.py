"""Requests that a kiosk sent before it was killed: its next run finds them, and nobody's number is lost or doubled."""

import logging
import queue
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hall.client import HallClient
from hall.clock import SetClock
from hall.errors import SeriesUsedUp
from hall.ticket import TicketState
from kiosk.asked import FILE, AskedFile
from kiosk.taking import TakenUp, Taking, TakingNews
from kiosk.visit import Intent, PaperState
from tests.fakes.hall_server import TOKEN, FakeHallServer, at

PATIENCE_S = 10.0
INTENT = Intent(matter_id="insure", key="key-of-one-wish")


class Runs:
    """Kiosks one after another on one state folder and one server; each ends as with SIGKILL: without a word."""

    def __init__(self, server: FakeHallServer, folder: Path) -> None:
        self.server, self.hall, self.folder = server, server.hall, folder
        self.clock = SetClock(at(9, 42))
        self.client = HallClient(server.url, token=TOKEN)
        self.takings: list[Taking] = []
        self.start()

    def start(self, *, given_offline: tuple[str, ...] = ()) -> None:
        self.news: queue.Queue[TakingNews] = queue.Queue()
        self.found: queue.Queue[TakenUp] = queue.Queue()
        self.asked = AskedFile(self.folder, now=self.clock.now, given_offline=given_offline)
        self.taking = Taking(self.client, asked=self.asked, hand_over=self.news.put)
        self.takings.append(self.taking)

    def take_up(self, **papers: PaperState) -> None:
        self.taking.take_up({int(each[1:]): state for each, state in papers.items()}, hand_over=self.found.put)

    def kill_when_issued(self) -> None:
        """Have the server give the number, and the power fail before the kiosk hears of it."""
        self.hall.answers_to_lose = 1_000
        self.taking.pursue(INTENT, language="en")
        self.wait_for("TicketIssued")
        self.taking._ended = True
        self.hall.answers_to_lose = 0

    def wait_for(self, kind: str) -> None:
        with self.hall.changed:
            assert self.hall.changed.wait_for(
                lambda: any(event.body.kind == kind for event in self.hall.events), PATIENCE_S
            )

    def settled(self) -> bool:
        """Let what this run does end, and tell whether a next one finds nothing."""
        for pool in (self.taking._returning, self.taking._asking):
            pool.submit(int).result(timeout=PATIENCE_S)
        return AskedFile(self.folder, now=self.clock.now).list_requests() == ()


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with FakeHallServer() as server:
        runs = Runs(server, tmp_path)
        yield runs
        for taking in runs.takings:
            taking.stop()
        runs.client.close()


def test_a_number_that_the_killed_kiosk_never_heard_of_is_found_again(runs: Runs) -> None:
    runs.kill_when_issued()

    runs.start()
    runs.take_up()

    found = runs.found.get(timeout=PATIENCE_S)
    assert (found.issued.ticket.number, found.paper, found.asked.ticket_id) == ("A001", None, None)
    assert (found.asked.intent, found.asked.language) == (INTENT, "en")
    assert len(runs.hall.tickets) == 1


def test_what_became_of_its_slip_is_told_with_the_number(runs: Runs) -> None:
    runs.taking.pursue(INTENT, language="zh")
    runs.news.get(timeout=PATIENCE_S)
    assert not runs.settled()

    runs.start()
    runs.take_up(_1=PaperState.UNKNOWN)

    found = runs.found.get(timeout=PATIENCE_S)
    assert (found.asked.ticket_id, found.paper) == (1, PaperState.UNKNOWN)


def test_a_number_whose_paper_is_known_is_not_asked_for_again(runs: Runs) -> None:
    runs.taking.pursue(INTENT, language="zh")
    issued = runs.news.get(timeout=PATIENCE_S)
    assert not runs.settled()

    runs.asked.settle_ticket(issued.issued.ticket.ticket_id)  # type: ignore[union-attr]

    assert runs.settled()


def test_what_was_refused_is_not_asked_for_again(runs: Runs) -> None:
    runs.hall.refusal = SeriesUsedUp()
    runs.taking.pursue(INTENT, language="zh")
    runs.news.get(timeout=PATIENCE_S)

    assert runs.settled()


def test_a_number_that_was_being_given_back_is_given_back_by_the_next_run(runs: Runs) -> None:
    runs.kill_when_issued()
    runs.asked.note_left(INTENT.key)

    runs.start()
    runs.take_up()

    runs.wait_for("TicketCancelled")
    assert runs.settled()
    assert [each.state for each in runs.hall.tickets.values()] == [TicketState.CANCELLED]
    assert runs.found.empty()


def test_a_request_whose_visitor_got_an_offline_number_is_not_asked_again(runs: Runs) -> None:
    runs.kill_when_issued()

    runs.start(given_offline=(INTENT.key,))
    runs.take_up()

    assert runs.settled()
    assert runs.found.empty()


def test_yesterdays_request_makes_no_number_today(runs: Runs) -> None:
    runs.kill_when_issued()
    requests = len(runs.hall.requests)
    runs.clock.advance(timedelta(days=1))

    runs.start()
    runs.take_up()

    assert runs.settled()
    assert len(runs.hall.requests) == requests


def test_a_file_that_is_broken_or_a_disk_that_is_full_keeps_nobody_from_a_number(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text('{"requests": [{"int', encoding="utf-8")
    now = SetClock(at(9, 42)).now
    asked = AskedFile(tmp_path, now=now)
    assert asked.list_requests() == ()

    with caplog.at_level(logging.ERROR):
        lost = AskedFile(tmp_path / "nowhere", now=now)
        lost.keep(INTENT, language="zh")

    assert [each.intent for each in lost.list_requests()] == [INTENT]
    assert "is not kept" in caplog.text
