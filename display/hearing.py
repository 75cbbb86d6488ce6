"""Hearing: passes on what the announcer tells: to the screen, the log of what was heard, the memory, the server."""

from collections.abc import Callable

from display.acknowledged import Acknowledged
from display.director import Director
from display.memory import Memory
from display.shown_log import ShownLog
from hall.clock import Clock
from hall.ticket import Call
from hall.ui.speaker import NoSound


class Hearing:
    """An `announcer.Listener`; everything here runs on the announcer's thread."""

    def __init__(
        self,
        tell: Callable[[Callable[[Director], None]], None],
        clock: Clock,
        *,
        epoch: Callable[[], int],
        shown_log: ShownLog | None,
        memory: Memory | None,
        acknowledged: Acknowledged,
    ) -> None:
        """Take the way to the screen's thread, the clock that times are noted by, and what is kept.

        `epoch` tells the life of the record that calls belong to; it may be asked on any thread.
        """
        self._tell, self._clock, self._epoch = tell, clock, epoch
        self._shown_log, self._memory, self._acknowledged = shown_log, memory, acknowledged

    def speech_began(self, call: Call) -> None:
        """Mark the call on the board."""
        self._tell(lambda director: director.take_spoken(call.call_id))
        if self._shown_log:
            self._shown_log.speech_began(call, self._clock.now())

    def speech_ended(self, call: Call, *, is_whole: bool) -> None:
        """Take the mark away."""
        self._tell(lambda director: director.take_spoken(None))
        if is_whole:
            self._acknowledged.spoken(call)
            if self._shown_log:
                self._shown_log.speech_ended(call, self._clock.now())

    def settled(self, call_id: int) -> None:
        """Keep that this call is not to be spoken after a restart."""
        if self._memory:
            self._memory.keep_settled(self._epoch(), call_id)

    def sound_changed(self, error: NoSound | None) -> None:
        """Tell staff on the board."""
        self._acknowledged.sound_changed(works=error is None)
        missing = "" if error is None else str(error.facts.get("device", ""))
        self._tell(lambda director: director.take_sound(works=error is None, missing=missing))
