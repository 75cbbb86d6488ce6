"""Frames: the window's flips, finished before anything goes on, and the moment at which a picture is on the glass."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kivy.graphics.opengl import glFinish

from hall.clock import Clock


class Frames:
    """Does every flip of a window itself, waits until it is drawn, and tells those who asked when that was.

    Waiting also keeps the memory flat: without a screen (SDL's offscreen driver) nothing else slows the
    drawing down, and 160 frames in flight took 840 MB.
    """

    def __init__(self, window: Any, clock: Clock) -> None:  # noqa: ANN401  # Kivy has no types
        """Take over the flips of `kivy.core.window.Window`; the clock is the one that times are told by."""
        self._clock = clock
        self._waiting: list[Callable[[datetime], None]] = []
        self._window = window
        window.bind(on_flip=self._flip)

    def after_next(self, act: Callable[[datetime], None]) -> None:
        """Have `act` called with the moment at which the next frame was on the glass; screen's thread only."""
        self._waiting.append(act)

    def release(self) -> None:
        """Give the flips back to Kivy."""
        self._window.unbind(on_flip=self._flip)

    def _flip(self, window: Any) -> bool:  # noqa: ANN401  # Kivy has no types
        window.flip()
        glFinish()
        waiting, self._waiting = self._waiting, []
        now = self._clock.now()
        for act in waiting:
            act(now)
        return True  # Kivy's own flip would be a second one
