import json
from collections.abc import Callable
from pathlib import Path

import pytest

from display.acknowledged import Acknowledged
from display.director import Director
from display.hearing import Hearing
from display.memory import Memory
from display.scribe import Scribe
from display.shown_log import ShownLog
from hall.clock import SetClock
from hall.coverage import Coverage
from hall.ui.speaker import NoSound
from tests.display.scenes import MORNING
from tests.display.test_turns import make_call


class FakeDirector:
    def __init__(self) -> None:
        self.told: list[object] = []

    def take_spoken(self, call_id: int | None) -> None:
        self.told.append(call_id)

    def take_sound(self, *, works: bool, missing: str) -> None:
        self.told.append((works, missing))


class Stand:
    def __init__(self, folder: Path) -> None:
        self.director, self.scribe, self.log_file = FakeDirector(), Scribe(), folder / "log"
        self.memory = Memory(folder / "state", self.scribe)
        self.changed: list[int] = []
        self.acknowledged = Acknowledged(Coverage(), speaks=True, changed=lambda: self.changed.append(1))
        self.hearing = Hearing(
            self._tell,
            SetClock(MORNING),
            epoch=lambda: 7,
            shown_log=ShownLog(self.log_file, self.scribe),
            memory=self.memory,
            acknowledged=self.acknowledged,
        )
        self.scribe.start()

    def _tell(self, act: Callable[[Director], None]) -> None:
        act(self.director)  # type: ignore[arg-type]  # as much of a director as hearing needs

    def lines(self) -> list[dict[str, object]]:
        self.scribe.stop()
        return [json.loads(line) for line in self.log_file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


def test_a_call_is_marked_while_it_is_heard_and_noted(stand: Stand):
    stand.hearing.speech_began(make_call(3))
    stand.hearing.speech_ended(make_call(3), is_whole=True)

    assert stand.director.told == [3, None]
    assert [set(line) - {"call_id", "number"} for line in stand.lines()] == [{"speaking_at"}, {"spoken_at"}]


def test_a_call_that_was_cut_off_is_not_noted_as_spoken(stand: Stand):
    stand.hearing.speech_began(make_call(3))
    stand.hearing.speech_ended(make_call(3), is_whole=False)

    assert stand.director.told == [3, None]
    assert ["spoken_at" in line for line in stand.lines()] == [False]


def test_what_is_settled_is_kept_for_this_life_of_the_record_even_at_the_very_end(stand: Stand):
    stand.hearing.settled(12)
    stand.scribe.stop()

    assert stand.memory.settled_call_id(7) == 12
    assert stand.memory.settled_call_id(8) == 0


def test_a_dead_device_is_told(stand: Stand):
    stand.hearing.sound_changed(NoSound())
    stand.hearing.sound_changed(NoSound("there is none", device="USB 2"))
    stand.hearing.sound_changed(None)
    stand.scribe.stop()

    assert stand.director.told == [(False, ""), (False, "USB 2"), (True, "")]


def test_the_server_is_told_which_call_was_heard_and_when_nothing_can_be(stand: Stand):
    stand.hearing.speech_ended(make_call(3), is_whole=True)
    stand.hearing.speech_ended(make_call(4), is_whole=False)
    stand.hearing.sound_changed(NoSound("no device"))

    health = stand.acknowledged.health(seen_seq=9)
    assert (health.seen_seq, health.spoken_call, health.has_sound) == (9, 3, False)
    assert len(stand.changed) == 2
