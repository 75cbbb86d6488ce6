"""Frames: the window's flips, finished before anything goes on, and the moment at which a picture is on the glass.

Where the processor draws instead of a graphics card, a frame costs what it covers: 25 ms for a glass of 1080 × 1920
that has rested, 3 ms for one button on it. So a frame in which little changes covers no more than that. Mesa's software
renderers keep the pixels that a frame leaves alone; graphics cards need not, and draw every frame whole.
"""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from kivy.graphics.opengl import (
    GL_RENDERER,
    GL_SCISSOR_TEST,
    glDisable,
    glEnable,
    glFinish,
    glGetString,
    glScissor,
)

from hall.clock import Clock

SOFTWARE_RENDERERS = (b"llvmpipe", b"softpipe")

CORNERS = ((0, 0), (1, 1))

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in the window's px."""


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
        part: Callable[[], Box | None] = lambda: None,
    ) -> None:
        """Take over the flips of `kivy.core.window.Window`.

        Args:
            window: Kivy's.
            clock: the one that times are told by.
            part: is asked before each frame for the part of the window in which something changes; None is all of it.
        """
        self._clock = clock
        self._part = part
        self._waiting: list[Callable[[datetime], None]] = []
        self._window = window
        self._keeps_pixels = any(name in glGetString(GL_RENDERER) for name in SOFTWARE_RENDERERS)
        window.bind(on_draw=self._narrow, on_flip=self._flip)

    def after_next(self, act: Callable[[datetime], None]) -> None:
        """Have `act` called with the moment at which the next frame was on the glass; screen's thread only."""
        self._waiting.append(act)

    def release(self) -> None:
        """Give the flips back to Kivy."""
        self._window.unbind(on_draw=self._narrow, on_flip=self._flip)

    def _narrow(self, window: Any) -> None:  # noqa: ANN401  # Kivy has no types
        part = self._part()
        if part is not None and self._keeps_pixels:
            glEnable(GL_SCISSOR_TEST)
            glScissor(*turn_box(part, window.size, window.rotation))

    def _flip(self, window: Any) -> bool:  # noqa: ANN401  # Kivy has no types
        glDisable(GL_SCISSOR_TEST)
        window.flip()
        glFinish()
        waiting, self._waiting = self._waiting, []
        now = self._clock.now()
        for act in waiting:
            act(now)
        return True  # Kivy's own flip would be a second one


def turn_box(box: Box, size: tuple[float, float], turned: int) -> tuple[int, int, int, int]:
    """Return where a box of a picture is on the panel, which the picture of this size is turned on by so many degrees.

    Whole px, never less than the box.
    """
    width, height = size
    panel_width, panel_height = (width, height) if turned % 180 == 0 else (height, width)
    cosine, sine = round(math.cos(math.radians(turned))), round(math.sin(math.radians(turned)))
    corners = [(box[0] + across * box[2] - width / 2, box[1] + up * box[3] - height / 2) for across, up in CORNERS]
    xs = [x * cosine - y * sine + panel_width / 2 for x, y in corners]
    ys = [x * sine + y * cosine + panel_height / 2 for x, y in corners]
    left, bottom = math.floor(min(xs)), math.floor(min(ys))
    return left, bottom, math.ceil(max(xs)) - left, math.ceil(max(ys)) - bottom
