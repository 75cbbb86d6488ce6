"""The way from background threads to the screen: threads never touch a widget."""

from collections.abc import Callable

from kivy.clock import Clock


def on_screen_thread(act: Callable[[], None]) -> None:
    """Have `act` run on the screen's thread as soon as it is free; may be called from any thread."""
    Clock.schedule_once(lambda _elapsed: act(), 0)
