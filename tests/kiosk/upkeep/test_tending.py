"""The tending book: a line on the disk for each act, told to the server once."""

from itertools import count
from pathlib import Path

from hall.clock import SetClock
from hall.devices import Tended
from kiosk.upkeep.tending import TendingBook
from tests.fakes.hall_server import at

KEYS = count(1)


def open_book(folder: Path, *, lines_most: int = 100) -> TendingBook:
    return TendingBook(folder, SetClock(at(9)), new_key=lambda: f"key-{next(KEYS):05}", lines_most=lines_most)


def untold(book: TendingBook) -> list[Tended]:
    return [line.what for line in book.list_untold()]


def test_a_line_is_on_the_disk_and_untold(tmp_path: Path) -> None:
    book = open_book(tmp_path / "state")
    book.note(Tended.PIN_WRONG)
    book.note(Tended.OPENED)

    again = open_book(tmp_path / "state")

    assert untold(again) == [Tended.PIN_WRONG, Tended.OPENED]
    assert [line.key for line in again.list_untold()] == [line.key for line in book.list_untold()]
    assert (tmp_path / "state" / "tending.jsonl").stat().st_mode & 0o777 == 0o600


def test_what_was_told_is_not_told_again_after_a_restart(tmp_path: Path) -> None:
    book = open_book(tmp_path)
    for what in (Tended.PIN_WRONG, Tended.OPENED, Tended.LEFT):
        book.note(what)
    book.note_told(book.list_untold()[0])

    assert untold(book) == untold(open_book(tmp_path)) == [Tended.OPENED, Tended.LEFT]


def test_a_half_written_line_costs_only_itself(tmp_path: Path) -> None:
    open_book(tmp_path).note(Tended.OPENED)
    with (tmp_path / "tending.jsonl").open("ab") as file:
        file.write(b'{"key": "key-')

    assert untold(open_book(tmp_path)) == [Tended.OPENED]


def test_old_lines_go_once_they_are_told(tmp_path: Path) -> None:
    book = open_book(tmp_path, lines_most=4)
    for _ in range(6):
        book.note(Tended.OPENED)
    book.note(Tended.LEFT)
    book.note_told(book.list_untold()[5])

    assert untold(book) == untold(open_book(tmp_path)) == [Tended.LEFT]
    assert len((tmp_path / "tending.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_disk_that_fails_costs_lines_but_not_the_kiosk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    book = open_book(tmp_path / "file")
    book.note(Tended.OPENED)

    assert untold(book) == [Tended.OPENED]
