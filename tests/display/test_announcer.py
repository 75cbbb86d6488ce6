import threading
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from display.announcer import Announcement, Announcer
from display.phrase import SpokenCall, SpokenText, spoken_call
from hall.errors import BadSettings
from hall.places import Text
from hall.ticket import Call
from hall.ui.mixing import Pcm
from hall.ui.speaker import NoSound
from tests.display.test_turns import make_call

WAIT_S = 5.0


class FakeVoice:
    def say(self, call: SpokenCall) -> Pcm:
        if call.window == "broken":
            raise BadSettings("a clip cannot be played")
        return Pcm(samples=array("h", [int(call.digits)]).tobytes(), rate_hz=1)

    def say_text(self, text: SpokenText) -> Pcm:
        if text.words.zh == "坏":
            raise BadSettings("no voice of its own")
        return Pcm(samples=array("h", [900]).tobytes(), rate_hz=1)


class FakeSpeaker:
    """Plays when it is let: each `let()` lets one sound through."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.is_dead = False
        self._now_playing = 0
        self._is_stopped = False
        self._let = threading.Semaphore(0)

    def check(self) -> None:
        if self.is_dead:
            raise NoSound("no device")

    def play(self, sound: Pcm) -> bool:
        self.check()
        self._now_playing += 1
        assert self._now_playing == 1, "two at once"
        self.begun.append(array("h", sound.samples)[0])
        self._let.acquire(timeout=WAIT_S)
        self._now_playing -= 1
        return not self._is_stopped

    def let(self, count: int = 1) -> None:
        self._let.release(count)

    def stop(self) -> None:
        self._is_stopped = True
        self._let.release(1000)


@dataclass
class FakeListener:
    began: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    settled_ids: list[int] = field(default_factory=list)
    errors: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changed = threading.Condition()

    def speech_began(self, call: Call) -> None:
        self._note(self.began, call.call_id)

    def speech_ended(self, call: Call, *, is_whole: bool) -> None:
        self._note(self.ended if is_whole else self.cut, call.call_id)

    def settled(self, call_id: int) -> None:
        self._note(self.settled_ids, call_id)

    def sound_changed(self, error: NoSound | None) -> None:
        self._note(self.errors, error is not None)

    def wait_for(self, is_so: Callable[[], bool]) -> bool:
        with self.changed:
            return self.changed.wait_for(is_so, timeout=WAIT_S)

    def _note(self, notes: list[Any], note: object) -> None:
        with self.changed:
            notes.append(note)
            self.changed.notify_all()


class Stand:
    """An announcer with everything around it faked."""

    def __init__(self, *, settled_call_id: int = 0, settle_s: float = 0.02, volume: int = 100) -> None:
        self.speaker, self.heard = FakeSpeaker(), FakeListener()
        self.announcer = Announcer(
            FakeVoice(),
            self.speaker,
            self.heard,
            settled_call_id=settled_call_id,
            settle_s=settle_s,
            volume=lambda: volume,
        )

    def offer(self, call_id: int, *, ticket_id: int | None = None, window: str = "5") -> None:
        call = replace(make_call(call_id, ticket_id=ticket_id), window_id=window)
        words = spoken_call(f"A{call_id:03}", window_id=window, floor_short=None)
        self.announcer.offer(Announcement(call=call, words=words))


@pytest.fixture
def stand() -> Iterator[Stand]:
    made = Stand()
    yield made
    made.announcer.stop()


def test_calls_are_spoken_one_after_another_in_order(stand: Stand):
    for call_id in (1, 2, 3):
        stand.offer(call_id)
    stand.speaker.let(3)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1, 2, 3])
    assert stand.speaker.begun == [1, 2, 3]


def test_fifty_calls_at_once_are_all_spoken():
    stand = Stand(settle_s=0.0)
    stand.speaker.let(50)
    stand.announcer.start()
    for call_id in range(1, 51):
        stand.offer(call_id)

    assert stand.heard.wait_for(lambda: stand.heard.ended == list(range(1, 51)))
    stand.announcer.stop()


def test_a_call_offered_twice_is_spoken_once(stand: Stand):
    stand.offer(1)
    stand.offer(1)
    stand.offer(2)
    stand.speaker.let(9)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: 2 in stand.heard.ended)
    assert stand.heard.ended == [1, 2]


def test_a_recall_is_spoken_again(stand: Stand):
    stand.offer(1, ticket_id=7)
    stand.offer(2, ticket_id=7)
    stand.speaker.let(2)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1, 2])


def test_a_withdrawn_call_leaves_the_queue_and_the_next_is_spoken(stand: Stand):
    for call_id in (1, 2, 3):
        stand.offer(call_id)
    stand.announcer.start()
    assert stand.heard.wait_for(lambda: stand.heard.began == [1])
    stand.announcer.withdraw([1, 2])
    stand.speaker.let(2)

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1, 3])


def test_a_call_withdrawn_on_its_heels_is_not_begun(stand: Stand):
    stand.announcer.start()
    stand.offer(1)
    stand.announcer.withdraw([1])
    stand.offer(2)
    stand.speaker.let(1)

    assert stand.heard.wait_for(lambda: stand.heard.ended == [2])
    assert stand.heard.began == [2]


def test_after_a_restart_what_was_settled_is_not_spoken_again():
    stand = Stand(settled_call_id=5)
    for call_id in (4, 5, 6):
        stand.offer(call_id)
    stand.speaker.let(3)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [6])
    stand.announcer.stop()
    assert stand.heard.began == [6]


def test_a_call_cut_off_by_the_end_is_not_settled():
    stand = Stand()
    stand.offer(1)
    stand.announcer.start()
    assert stand.heard.wait_for(lambda: stand.heard.began == [1])
    stand.announcer.stop()

    assert (stand.heard.cut, stand.heard.ended, stand.heard.settled_ids) == ([1], [], [])


def test_settled_follows_what_was_spoken_or_withdrawn(stand: Stand):
    stand.offer(1)
    stand.offer(2)
    stand.speaker.let(1)
    stand.announcer.start()
    assert stand.heard.wait_for(lambda: stand.heard.settled_ids == [1])
    stand.speaker.let(1)

    assert stand.heard.wait_for(lambda: stand.heard.settled_ids == [1, 2])


def test_a_dead_device_is_told_at_the_start_and_when_it_is_back(stand: Stand):
    stand.speaker.is_dead = True
    stand.announcer.start()
    assert stand.heard.wait_for(lambda: stand.heard.errors == [True])

    stand.speaker.is_dead = False
    stand.speaker.let(1)
    stand.offer(1)
    assert stand.heard.wait_for(lambda: stand.heard.errors == [True, False])


def test_a_dead_device_does_not_hold_up_the_calls_behind(stand: Stand):
    stand.speaker.is_dead = True
    stand.offer(1)
    stand.offer(2)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.cut == [1, 2])
    assert stand.heard.ended == []


def test_a_clip_that_cannot_be_played_is_told_and_the_next_call_is_spoken(stand: Stand):
    stand.offer(1, window="broken")
    stand.offer(2)
    stand.speaker.let(1)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [2])
    assert stand.heard.errors == [True, False]


def test_a_new_day_forgets_what_waits_and_may_count_from_one_again(stand: Stand):
    stand.offer(8)
    stand.announcer.forget()
    stand.offer(1)
    stand.speaker.let(1)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1])


def test_what_was_withdrawn_is_settled_too(stand: Stand):
    stand.announcer.start()
    stand.offer(1)
    assert stand.heard.wait_for(lambda: stand.heard.began == [1])
    stand.offer(2)
    stand.announcer.withdraw([2])
    stand.speaker.let(1)

    assert stand.heard.wait_for(lambda: stand.heard.settled_ids == [2])


def test_a_notice_is_spoken_before_the_calls_that_wait(stand: Stand):
    for call_id in (1, 2):
        stand.offer(call_id)
    stand.announcer.tell(SpokenText(words=Text(zh="电梯检修", en="The lift is out of order")))
    stand.speaker.let(3)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1, 2])
    assert stand.speaker.begun == [900, 1, 2]


def test_a_notice_that_cannot_be_said_is_told_to_staff_and_the_calls_go_on(stand: Stand):
    stand.announcer.tell(SpokenText(words=Text(zh="坏", en="broken")))
    stand.offer(1)
    stand.speaker.let(1)
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [1])
    assert stand.heard.errors == [True, False]


def test_the_volume_of_the_hour_is_that_of_the_sound():
    stand = Stand(volume=40)
    stand.offer(100)
    stand.speaker.let()
    stand.announcer.start()

    assert stand.heard.wait_for(lambda: stand.heard.ended == [100])
    assert stand.speaker.begun == [40]
    stand.announcer.stop()
