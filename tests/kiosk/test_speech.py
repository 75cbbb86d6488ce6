import threading
from array import array
from collections.abc import Iterator

import pytest

from hall.ui.mixing import Pcm
from hall.ui.speaker import NoSound
from kiosk.speech import Saying, Speech

PATIENCE_S = 10.0


class SlowSpeaker:
    """Plays until it is cut."""

    def __init__(self) -> None:
        self.played: list[Pcm] = []
        self.began, self.cuts = threading.Semaphore(0), threading.Semaphore(0)
        self.error: NoSound | None = None

    def check(self) -> None: ...

    def play(self, sound: Pcm) -> bool:
        if self.error:
            raise self.error
        self.played.append(sound)
        self.began.release()
        return not self.cuts.acquire(timeout=PATIENCE_S)

    def cut(self) -> None:
        self.cuts.release()

    def stop(self) -> None:
        self.cuts.release()


class Talk:
    def __init__(self) -> None:
        self.speaker = SlowSpeaker()
        self.heard: list[bool] = []
        self.told = threading.Semaphore(0)
        self.speech = Speech(self.synthesise, self.speaker, sound_changed=self.note)
        self.speech.start()

    def synthesise(self, saying: Saying) -> Pcm:
        return Pcm(samples=array("h", [len(saying.text)]).tobytes(), rate_hz=8000)

    def note(self, *, is_heard: bool) -> None:
        self.heard.append(is_heard)
        self.told.release()

    def say(self, text: str) -> None:
        self.speech.say(Saying(text=text, code="zh"))

    @property
    def lengths(self) -> list[int]:
        return [array("h", sound.samples)[0] for sound in self.speaker.played]


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    yield talk
    talk.speech.stop()


def test_what_is_said_next_ends_what_is_said_now(talk: Talk):
    talk.say("一")
    assert talk.speaker.began.acquire(timeout=PATIENCE_S)

    talk.say("一二")

    assert talk.speaker.began.acquire(timeout=PATIENCE_S)
    assert talk.lengths == [1, 2]
    assert talk.speech.is_speaking


def test_hush_ends_it(talk: Talk):
    talk.say("一")
    assert talk.speaker.began.acquire(timeout=PATIENCE_S)

    talk.speech.hush()

    assert talk.told.acquire(timeout=PATIENCE_S)
    assert not talk.speech.is_speaking


def test_a_device_that_is_gone_is_told_once_and_its_return_too(talk: Talk):
    talk.speaker.error = NoSound("unplugged")
    talk.say("一")
    assert talk.told.acquire(timeout=PATIENCE_S)
    talk.speaker.error = None
    talk.say("一二")
    assert talk.speaker.began.acquire(timeout=PATIENCE_S)
    talk.speech.hush()
    assert talk.told.acquire(timeout=PATIENCE_S)

    assert talk.heard == [False, True]


def test_a_volume_holds_from_the_next_words_on(talk: Talk):
    talk.speech.set_volume(50)
    talk.say("八个字那么长的话呀")

    assert talk.speaker.began.acquire(timeout=PATIENCE_S)

    assert talk.lengths == [4], "half of the nine that would be played at full volume, without a fraction"
