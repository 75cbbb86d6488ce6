from dataclasses import replace
from pathlib import Path

import pytest

from display.board import board_of
from display.line import LineState
from display.memory import Memory
from display.scribe import Scribe
from hall.coverage import Coverage
from hall.ticket import TicketState
from tests.display.scenes import MORNING, Day

HALL = Coverage()


class Kept:
    """A memory with the scribe that writes it."""

    def __init__(self, folder: Path) -> None:
        self.scribe = Scribe()
        self.memory = Memory(folder, self.scribe)
        self.scribe.start()

    def keep(self, day: Day) -> None:
        assert day.scene.directory is not None
        self.memory.keep_directory(day.scene.directory)
        self.memory.keep_seen(day.hall, day.now)
        self.scribe.stop()


@pytest.fixture
def day() -> Day:
    day = Day()
    day.connect()
    for number in ("A001", "A002"):
        day.call(number)
    return day


def test_after_a_restart_the_hall_is_shown_at_once_and_marked_as_old(tmp_path: Path, day: Day):
    Kept(tmp_path).keep(day)
    day.pass_time(60)

    scene = Kept(tmp_path).memory.restore(HALL, speaks=False)
    board = board_of(scene, day.now)

    assert [row.number for row in board.rows] == ["A002", "A001"]
    assert board.hall == day.scene.directory.hall.name
    assert board.line.state is LineState.STALE
    assert board.line.heard_at.strftime("%H:%M") == "09:42"


def test_a_silent_display_takes_what_it_showed_as_seen(tmp_path: Path, day: Day):
    Kept(tmp_path).keep(day)

    assert Kept(tmp_path).memory.restore(HALL, speaks=False).seen_call_id == day.hall.calls[0].call_id


def test_a_display_that_speaks_takes_up_where_its_voice_was(tmp_path: Path, day: Day):
    newest, first = day.hall.calls
    kept = Kept(tmp_path)
    kept.memory.keep_settled(day.hall.epoch, first.call_id)
    kept.keep(day)

    restored = Kept(tmp_path).memory
    scene = restored.restore(HALL, speaks=True)
    again = Day()
    again.scene, again.now = scene, day.now
    again.connect(day.hall)

    assert again.called == [newest.number]
    assert restored.settled_call_id(day.hall.epoch) == first.call_id


def test_what_was_settled_in_another_life_of_the_record_means_nothing(tmp_path: Path, day: Day):
    kept = Kept(tmp_path)
    kept.memory.keep_settled(day.hall.epoch, 99)
    kept.keep(day)

    assert Kept(tmp_path).memory.settled_call_id(day.hall.epoch + 1) == 0


def test_a_call_that_ended_while_the_display_was_off_is_not_called(tmp_path: Path, day: Day):
    Kept(tmp_path).keep(day)
    scene = Kept(tmp_path).memory.restore(HALL, speaks=True)
    again = Day()
    again.scene, again.now = scene, day.now
    done = tuple(replace(call, state=TicketState.DONE) for call in day.hall.calls)
    again.connect(replace(day.hall, calls=done))

    assert again.called == []


@pytest.mark.parametrize(
    ("spoilt", "is_hall_known"), [("directory.json", False), ("last-seen.json", False), ("settled.json", True)]
)
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, day: Day, spoilt: str, *, is_hall_known: bool):
    kept = Kept(tmp_path)
    kept.memory.keep_settled(day.hall.epoch, 101)
    kept.keep(day)
    (tmp_path / spoilt).write_bytes(b'{"half": ')

    scene = Kept(tmp_path).memory.restore(HALL, speaks=True)

    assert (scene.snapshot is not None) is is_hall_known
    assert scene.seen_call_id == 0


def test_the_first_start_knows_nothing(tmp_path: Path):
    scene = Kept(tmp_path / "new").memory.restore(HALL, speaks=True)

    assert (scene.directory, scene.snapshot, scene.seen_call_id) == (None, None, 0)
    assert board_of(scene, MORNING).line.state is LineState.FIRST
