import json
from datetime import timedelta
from pathlib import Path

import pytest

from display.board import board_of
from display.scribe import Scribe
from display.shown_log import ShownLog
from tests.display.scenes import MORNING, Day
from tests.display.test_turns import make_call


@pytest.fixture
def day() -> Day:
    day = Day()
    day.connect()
    day.call("A001")
    return day


def lines_of(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_call_is_noted_the_first_time_it_is_on_the_glass(tmp_path: Path, day: Day):
    scribe = Scribe()
    log = ShownLog(tmp_path / "shown", scribe)
    scribe.start()
    log.shown(board_of(day.scene, day.now), MORNING + timedelta(milliseconds=80))
    day.call("A002", "6")
    log.shown(board_of(day.scene, day.now), MORNING + timedelta(milliseconds=200))
    scribe.stop()

    assert lines_of(tmp_path / "shown") == [
        {"call_id": 101, "number": "A001", "at": "2026-11-24T01:42:10.000Z", "shown_at": "2026-11-24T01:42:10.080Z"},
        {"call_id": 102, "number": "A002", "at": "2026-11-24T01:42:10.000Z", "shown_at": "2026-11-24T01:42:10.200Z"},
    ]


def test_a_call_that_leaves_the_glass_is_noted_with_its_stay(tmp_path: Path, day: Day):
    scribe = Scribe()
    log = ShownLog(tmp_path / "shown", scribe)
    scribe.start()
    log.shown(board_of(day.scene, day.now), MORNING)
    day.undo("A001")
    log.shown(board_of(day.scene, day.now), MORNING + timedelta(seconds=7))
    scribe.stop()

    assert lines_of(tmp_path / "shown")[1:] == [
        {"call_id": 101, "number": "A001", "came_at": "2026-11-24T01:42:10.000Z", "left_at": "2026-11-24T01:42:17.000Z"}
    ]


def test_a_recall_is_noted_as_a_call_of_its_own(tmp_path: Path, day: Day):
    scribe = Scribe()
    log = ShownLog(tmp_path / "shown", scribe)
    scribe.start()
    log.shown(board_of(day.scene, day.now), day.now)
    day.call("A001", call_count=2)
    log.shown(board_of(day.scene, day.now), day.now)
    scribe.stop()

    assert [line["call_id"] for line in lines_of(tmp_path / "shown") if "shown_at" in line] == [101, 102]


def test_speech_is_noted_with_its_beginning_and_its_end(tmp_path: Path):
    scribe = Scribe()
    log = ShownLog(tmp_path / "shown", scribe)
    scribe.start()
    log.speech_began(make_call(7), MORNING)
    log.speech_ended(make_call(7), MORNING + timedelta(seconds=9))
    scribe.stop()

    assert lines_of(tmp_path / "shown") == [
        {"call_id": 7, "number": "A007", "speaking_at": "2026-11-24T01:42:10.000Z"},
        {"call_id": 7, "number": "A007", "spoken_at": "2026-11-24T01:42:19.000Z"},
    ]
