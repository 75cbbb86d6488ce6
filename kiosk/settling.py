"""Settling: tells when the glass has come to rest, once everything that changed has been laid out and drawn.

Where a frame takes longer than the rest, what it changed is laid out in the same turn of the clock in which the rest is
over: only when a further turn draws nothing, there is nothing more to come.
"""

from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window

SETTLE_S = 0.04
"""How long after the last frame the layout counts as at rest."""


class Settling:
    """Belongs to the screen's thread."""

    def __init__(self, tell: Callable[[], None]) -> None:
        """Take who wants to know."""
        self._tell = Clock.create_trigger(lambda _s: tell(), 0)
        self._rest = Clock.create_trigger(lambda _s: self._tell(), SETTLE_S)

    def watch(self) -> None:
        """Look at every frame from now on."""
        Window.bind(on_draw=self._begin_anew)

    def release(self) -> None:
        """Let go of the window."""
        Window.unbind(on_draw=self._begin_anew)

    def forget(self) -> None:
        """Something is put on that has not been drawn yet: what was drawn so far is no rest."""
        self._cancel()

    def _begin_anew(self, _window: object) -> None:
        self._cancel()
        self._rest()

    def _cancel(self) -> None:
        self._rest.cancel()
        self._tell.cancel()
