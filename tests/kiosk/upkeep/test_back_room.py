"""The back room: PIN, book, test page and the turned screen, on a thread of its own."""

import logging
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.devices import Tended
from hall.places import Text
from kiosk.upkeep.back_room import BackRoom, Label, Tools, make_test_page
from kiosk.upkeep.caretaker import CareNews, Looked, PinTried, ReadyToEnd, TrialPrinted
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.log_tail import LogTail
from kiosk.upkeep.pin import Pin, Verdict
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import NotedPrinter, Vitals
from printer import Outcome
from tests.fakes.hall_server import at
from tests.kiosk.upkeep.test_beat import FakePrinter
from tests.kiosk.words import LANGUAGES

CLOCK = SetClock(at(9))
LABEL = Label(kiosk_id="K1", printer="tcp://10.0.0.9:9100", server="http://hall.test", now=CLOCK.now)
HALL = Text(zh="大厅", en="Hall")
PATIENCE_S = 10


class Room:
    """A back room, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.news: queue.Queue[CareNews] = queue.Queue()
        self.turned = 0
        self.volumes: list[int] = []
        self.book = TendingBook(folder, CLOCK, new_key=lambda: "key-00001")
        printer = NotedPrinter(FakePrinter(), now=CLOCK.now)
        self.tools = Tools(
            pin=Pin(folder, CLOCK),
            book=self.book,
            vitals=Vitals(printer, folder=folder, seconds=lambda: 0.0, unsent=[lambda: 3, lambda: 4]),
            printer=printer,
            log=LogTail(),
            turn=self._turn,
            keep_volume=self.volumes.append,
        )
        self.room = BackRoom(
            self.tools, label=LABEL, languages=LANGUAGES, hand_over=self.news.put, on_noted=lambda: None
        )

    def next(self) -> CareNews:
        return self.news.get(timeout=PATIENCE_S)

    def noted(self) -> list[Tended]:
        return [line.what for line in self.book.list_untold()]

    def _turn(self) -> None:
        self.turned += 1


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.room.stop()


def test_every_pin_that_was_tried_is_in_the_book(room: Room) -> None:
    room.tools.pin.set("471108")
    assert room.room.is_pin_set
    for digits in ("111111", "471108"):
        room.room.check_pin(digits)

    verdicts = [news.tried.verdict for news in (room.next(), room.next()) if isinstance(news, PinTried) and news.tried]
    assert verdicts == [Verdict.WRONG, Verdict.RIGHT]
    assert room.noted() == [Tended.PIN_WRONG, Tended.OPENED]


def test_a_pin_that_cannot_be_read_is_no_pin(room: Room) -> None:
    room.room.check_pin("471108")

    assert room.next() == PinTried(tried=None)


def test_a_test_page_is_printed_and_its_outcome_told(room: Room) -> None:
    room.room.print_test(HALL)

    assert room.next() == TrialPrinted(outcome=Outcome.PRINTED)
    looked = room.next()
    assert isinstance(looked, Looked)
    assert looked.health.last_print == "printed"
    assert room.noted() == [Tended.TEST_PAGE]


def test_the_page_says_which_machine_and_printer_it_is() -> None:
    page = make_test_page(LANGUAGES, hall=HALL, label=LABEL, at=CLOCK.now())

    assert "K1" in page.department.zh
    assert "tcp://10.0.0.9:9100" in page.items[1].head.en


def test_the_book_is_written_and_the_screen_turned_before_the_program_ends(room: Room) -> None:
    room.room.prepare_end(Tended.TURNED, Ending.RESTART)

    assert room.next() == ReadyToEnd(ending=Ending.RESTART)
    assert (room.turned, room.noted()) == (1, [Tended.TURNED])


def test_the_end_of_the_log_is_kept_a_line_for_each_message() -> None:
    tail = LogTail()
    for place in range(300):
        tail.emit(logging.LogRecord("x", logging.INFO, "", 0, f"line {place}\nmore", (), None))

    assert [line.partition(" I ")[2] for line in tail.list_last(2)] == ["line 298", "line 299"]


def test_the_page_counts_all_that_the_server_has_not_had(room: Room) -> None:
    room.room.look()

    looked = room.next()

    assert isinstance(looked, Looked)
    assert looked.health.unsent == 7


def test_a_volume_is_kept_and_in_the_book(room: Room) -> None:
    room.room.keep_volume(50)
    room.room.look()

    room.next()
    assert room.volumes == [50]
    assert room.noted() == [Tended.VOLUME]
