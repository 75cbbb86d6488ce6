"""Speech: says one text at a time on a thread of its own; whatever is said next ends what is said now."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hall.errors import HallError
from hall.ui.mixing import FULL_VOLUME, Pcm, at_volume
from hall.ui.speaker import Speaker

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What is to be said, and the code of its language."""

    text: str
    code: str


Synthesise = Callable[[Saying], Pcm]
"""Makes a saying into sound; may block."""


class SoundChanged(Protocol):
    """Is told, on the thread that speaks, whether anything can be heard."""

    def __call__(self, *, is_heard: bool) -> None:
        """Take the news."""
        ...


class Speech:
    """Never waits on the screen's thread; where nothing can be heard the kiosk goes on, and is told so once."""

    def __init__(
        self,
        synthesise: Synthesise,
        speaker: Speaker,
        *,
        sound_changed: SoundChanged,
        volume: int = FULL_VOLUME,
    ) -> None:
        """Take who makes the sound, who plays it, who is told whether it can be heard, and how loud it is (percent)."""
        self._volume = volume
        self._synthesise, self._speaker, self._sound_changed = synthesise, speaker, sound_changed
        self._next: Saying | None = None
        self._is_heard: bool | None = None
        self._is_playing = self._is_stopped = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said, or will be at once."""
        with self._changed:
            return self._is_playing or self._next is not None

    def start(self) -> None:
        """Begin to listen for what to say."""
        self._thread.start()

    def say(self, saying: Saying) -> None:
        """Say this now, in place of anything else; any thread."""
        self._put(saying)

    def set_volume(self, percent: int) -> None:
        """Say what comes next so loud; any thread."""
        self._volume = percent

    def hush(self) -> None:
        """Say nothing more; any thread."""
        self._put(None)

    def stop(self) -> None:
        """End in the middle of a word, for good."""
        with self._changed:
            self._is_stopped, self._next = True, None
            self._changed.notify_all()
        self._speaker.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=3.0)

    def _put(self, saying: Saying | None) -> None:
        with self._changed:
            self._next = saying
            self._changed.notify_all()
            if self._is_playing:
                self._speaker.cut()

    def _run(self) -> None:
        try:
            while (saying := self._take()) is not None:
                self._speak(saying)
        except Exception:  # noqa: BLE001  # this thread's outermost loop: the glass must say that it has fallen silent
            _log.exception("the voice guidance has failed")
            self._sound_changed(is_heard=False)

    def _take(self) -> Saying | None:
        with self._changed:
            self._is_playing = False
            self._changed.wait_for(lambda: self._next is not None or self._is_stopped)
            saying, self._next = self._next, None
            return saying

    def _speak(self, saying: Saying) -> None:
        try:
            sound = at_volume(self._synthesise(saying), self._volume)
            with self._changed:
                if self._next is not None or self._is_stopped:
                    return
                self._is_playing = True
            self._speaker.play(sound)
        except HallError as error:
            self._note(error)
        else:
            self._note(None)

    def _note(self, error: HallError | None) -> None:
        is_heard = error is None
        if is_heard is not self._is_heard:
            self._is_heard = is_heard
            if error is not None:
                _log.error("the voice guidance cannot be heard: %s", error.detail)
            self._sound_changed(is_heard=is_heard)
