"""The lock of a kiosk in public: no key, close request or minimising ends it or takes it off the glass."""

import logging

from kivy.core.window import WindowBase

_log = logging.getLogger(__name__)


class GlassLock:
    """Bind it before whoever listens to keys: Kivy asks the last that was bound first, and itself after all."""

    def __init__(self, window: WindowBase) -> None:
        """Lock a window for as long as the program runs."""
        self._window = window
        window.bind(on_key_down=self._swallow, on_keyboard=self._swallow, on_dropfile=self._swallow)
        window.bind(on_minimize=self._come_back, on_hide=self._come_back)

    def _swallow(self, *_what: object) -> bool:
        """Leave nothing to Kivy: what a kiosk's keys mean, its screens and scanners have taken before."""
        return True

    def _come_back(self, *_how: object) -> None:
        _log.warning("the window was taken off the glass; it comes back")
        self._window.restore()
        self._window.show()
        self._window.raise_window()
