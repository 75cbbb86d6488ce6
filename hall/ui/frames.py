"""Frames: the window's flips, finished before anything goes on, and the moment at which a picture is on the glass."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kivy.graphics.opengl import GL_SCISSOR_TEST, glDisable, glEnable, glFinish, glScissor

from hall.clock import Clock
from hall.ui.part_of_glass import Box, PanelBox, find_part_shower, turn_box


class Frames:
    """Does every flip of a window itself, waits until it is drawn, and tells those who asked when that was.

    Waiting also keeps the memory flat: without a screen (SDL's offscreen driver) nothing else slows the
    drawing down, and 160 frames in flight took 840 MB.
    """

    def __init__(
        self,
        window: Any,  # noqa: ANN401  # Kivy has no types
        clock: Clock,
        *,
        take_part: Callable[[], Box | None] = lambda: None,
    ) -> None:
        """Take over the flips of `kivy.core.window.Window`, on the thread that draws.

        Args:
            window: Kivy's.
            clock: the one that times are told by.
            take_part: is asked before each frame for the part in which it differs from the last; None is all of it.
        """
        self._window, self._clock, self._take_part = window, clock, take_part
        self._waiting: list[Callable[[datetime], None]] = []
        self._show_part = find_part_shower()
        self._part: PanelBox | None = None
        window.bind(on_draw=self._narrow, on_flip=self._flip)

    def after_next(self, act: Callable[[datetime], None]) -> None:
        """Have `act` called with the moment at which the next frame was on the glass; screen's thread only."""
        self._waiting.append(act)

    def release(self) -> None:
        """Give the flips back to Kivy."""
        self._window.unbind(on_draw=self._narrow, on_flip=self._flip)

    def _narrow(self, window: Any) -> None:  # noqa: ANN401  # Kivy has no types
        part = self._take_part()
        self._part = None
        if part is not None and self._show_part is not None:
            self._part = turn_box(part, window.size, window.rotation)
            glEnable(GL_SCISSOR_TEST)
            glScissor(*self._part)

    def _flip(self, window: Any) -> bool:  # noqa: ANN401  # Kivy has no types
        glDisable(GL_SCISSOR_TEST)
        if self._part is not None and self._show_part is not None:
            self._show_part(self._part)
        else:
            window.flip()
        glFinish()
        waiting, self._waiting = self._waiting, []
        now = self._clock.now()
        for act in waiting:
            act(now)
        return True  # Kivy's own flip would be a second one
