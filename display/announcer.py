"""Announcer: speaks the calls one after another, first in, first out, on a thread of its own."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from display.phrase import SpokenCall, SpokenText
from hall.errors import HallError
from hall.ticket import Call
from hall.ui.mixing import FULL_VOLUME, Pcm, at_volume
from hall.ui.speaker import NoSound, Speaker

SETTLE_S = 0.15
"""A breath before each announcement: after a reconnection the news that a call is over follows on its heels,
and the picture of a new call should not share the processor with the making of its sound."""

RECHECK_S = 60.0
"""How often a dead sound device is tried again while nobody is called."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A call and what is said of it."""

    call: Call
    words: SpokenCall


class Voice(Protocol):
    """Makes the sound of a call."""

    def say(self, call: SpokenCall) -> Pcm:
        """Return the whole announcement; may block."""
        ...

    def say_text(self, text: SpokenText) -> Pcm:
        """Return any words as sound; may block."""
        ...


class Listener(Protocol):
    """Is told what is heard; called on the announcer's thread."""

    def speech_began(self, call: Call) -> None:
        """Hear that a call is spoken from now on."""
        ...

    def speech_ended(self, call: Call, *, is_whole: bool) -> None:
        """Hear that a call is not spoken any more, and whether it was heard to its end."""
        ...

    def settled(self, call_id: int) -> None:
        """Hear that this call and all before it need never be spoken again."""
        ...

    def sound_changed(self, error: NoSound | None) -> None:
        """Hear that nothing can be heard, or (None) that it can again."""
        ...


class Announcer:
    """Takes calls from any thread; never speaks two at once, one twice, or one that was withdrawn in time."""

    def __init__(
        self,
        voice: Voice,
        speaker: Speaker,
        listener: Listener,
        *,
        settled_call_id: int = 0,
        settle_s: float = SETTLE_S,
        volume: Callable[[], int] = lambda: FULL_VOLUME,
    ) -> None:
        """Take the parts.

        Args:
            voice: makes the sounds.
            speaker: plays them.
            listener: is told of them, on this object's thread.
            settled_call_id: the call that was settled last before a restart.
            settle_s: the breath before each call.
            volume: the volume of the hour in percent, asked before each announcement; on this object's thread.
        """
        self._settle_s, self._volume = settle_s, volume
        self._texts: deque[SpokenText] = deque()
        self._voice, self._speaker, self._listener = voice, speaker, listener
        self._waiting: deque[Announcement] = deque()
        self._newest_call_id = settled_call_id
        self._told_settled = settled_call_id
        self._error: NoSound | None = None
        self._is_stopped = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)

    def start(self) -> None:
        """Begin to speak."""
        self._thread.start()

    def stop(self) -> None:
        """End in the middle of a word; what was not spoken to its end is not settled."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        self._speaker.stop()
        self._thread.join(timeout=3.0)

    def offer(self, announcement: Announcement) -> None:
        """Have a call spoken after those that wait already; one offered before is ignored."""
        with self._changed:
            if announcement.call.call_id > self._newest_call_id:
                self._newest_call_id = announcement.call.call_id
                self._waiting.append(announcement)
                self._changed.notify_all()

    def tell(self, text: SpokenText) -> None:
        """Have any words spoken before the next call."""
        with self._changed:
            self._texts.append(text)
            self._changed.notify_all()

    def withdraw(self, ticket_ids: Iterable[int]) -> None:
        """Take back the calls of these tickets that were not begun; one that is being spoken is spoken to its end."""
        gone = frozenset(ticket_ids)
        with self._changed:
            self._waiting = deque(each for each in self._waiting if each.call.ticket_id not in gone)
            self._changed.notify_all()

    def forget(self) -> None:
        """Take back everything: a new day or another record begins, whose call ids may begin anew."""
        with self._changed:
            self._waiting.clear()
            self._texts.clear()
            self._newest_call_id = self._told_settled = 0
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            self._check()
            while (next_one := self._next()) is not None:
                if isinstance(next_one, SpokenText):
                    self._speak_text(next_one)
                else:
                    self._speak(next_one)
        except Exception:  # noqa: BLE001  # this thread's outermost loop: the board must say that it has fallen silent
            _log.exception("the announcer has failed")
            self._listener.sound_changed(NoSound("the announcer has failed; see the log"))

    def _next(self) -> Announcement | SpokenText | None:
        """Return what to speak now, waiting for it; None at the end."""
        while True:
            is_recheck = False
            with self._changed:
                if not self._waiting and not self._texts and not self._is_stopped:
                    is_recheck = not self._changed.wait(timeout=RECHECK_S if self._error else None)
                if not self._is_stopped:
                    self._changed.wait_for(lambda: self._is_stopped, timeout=self._settle_s)
                if self._is_stopped:
                    return None
                if self._texts:
                    return self._texts.popleft()
                if self._waiting:
                    return self._waiting.popleft()
            self._tell_settled()  # what was withdrawn
            if is_recheck:
                self._check()

    def _speak(self, announcement: Announcement) -> None:
        call = announcement.call
        is_whole = is_cut = False
        self._listener.speech_began(call)
        try:
            is_whole = self._play(self._voice.say(announcement.words))
        except NoSound as error:
            self._note(error)
        except HallError as error:
            self._note(NoSound(f"{call.number} cannot be said: {error.detail}"))
        else:
            is_cut = not is_whole
            self._note(None)
        self._listener.speech_ended(call, is_whole=is_whole)
        if not is_cut:
            self._tell_settled()

    def _speak_text(self, text: SpokenText) -> None:
        try:
            self._play(self._voice.say_text(text))
        except NoSound as error:
            self._note(error)
        except HallError as error:
            self._note(NoSound(f"a notice cannot be said: {error.detail}"))
        else:
            self._note(None)

    def _play(self, sound: Pcm) -> bool:
        return self._speaker.play(at_volume(sound, self._volume()))

    def _check(self) -> None:
        try:
            self._speaker.check()
        except NoSound as error:
            self._note(error)
        else:
            self._note(None)

    def _note(self, error: NoSound | None) -> None:
        if _kind(error) != _kind(self._error):
            _log.error("no sound: %s", error) if error else _log.info("the sound is back")
            self._listener.sound_changed(error)
        self._error = error

    def _tell_settled(self) -> None:
        with self._changed:
            settled = self._waiting[0].call.call_id - 1 if self._waiting else self._newest_call_id
            is_news = settled > self._told_settled
            self._told_settled = max(settled, self._told_settled)
        if is_news:
            self._listener.settled(settled)


def _kind(error: NoSound | None) -> object:
    """Return what staff are told of an error: nothing, that there is no sound, or which device is not there."""
    return error and error.facts.get("device", "")
