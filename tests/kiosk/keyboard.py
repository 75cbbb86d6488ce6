"""Keys as SDL hands them to the window: first to whoever takes them, then to whoever else listens."""

from collections.abc import Iterator
from contextlib import contextmanager

from kivy.core.window import Window

from kiosk.wedge import ENTER
from tests.kiosk.test_scanners import strokes


def scan(text: str) -> None:
    """Type a text and Enter as fast as a scanner does."""
    for stroke in strokes(text):
        press(stroke.key, *stroke.modifiers)
    press(ENTER)


def press(key: int, *modifiers: str) -> None:
    """Press one key."""
    if not Window.dispatch("on_key_down", key, 0, chr(key), list(modifiers)):
        Window.dispatch("on_keyboard", key, 0, chr(key), list(modifiers))


@contextmanager
def heard_keys() -> Iterator[list[int]]:
    """Note the keys that nobody took."""
    heard: list[int] = []

    def hear(_window: object, key: int, *_others: object) -> None:
        heard.append(key)

    Window.bind(on_keyboard=hear)
    yield heard
    Window.unbind(on_keyboard=hear)
