"""Pane: a real window in this process and what one app shows on it, touched and driven frame by frame.

Import it first of all that has to do with Kivy.
"""

import os
import re

os.environ.pop("DISPLAY", None)
os.environ["SDL_VIDEODRIVER"] = "offscreen"
os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from hall.ui.window import WindowSettings, prepare_kivy

WIDTH, HEIGHT = 1080, 1920

# The offscreen surface never grows: it is made for a glass that stands and one that lies.
prepare_kivy(WindowSettings(title="kiosk under test", width=HEIGHT, height=HEIGHT, design_width=HEIGHT))

# Kivy may only be imported after prepare_kivy.
from kivy.app import App  # noqa: E402
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels  # noqa: E402
from kivy.lang import Builder  # noqa: E402
from kivy.metrics import Metrics  # noqa: E402
from kivy.tests.common import UnitTestTouch  # noqa: E402
from kivy.uix.label import Label  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402
from PIL import Image  # noqa: E402

from kiosk.layout import DESIGN_EDGE_PX  # noqa: E402
from kiosk.widgets.control import Control, list_controls  # noqa: E402
from tests.labels_seen import list_labels  # noqa: E402

W = TypeVar("W", bound=Widget)

LATIN_BREAK = re.compile(r"(?<=[!-~])\n(?=[!-~])")

FAR_APART_S = 1.0
"""Taps of one visitor are further apart than a double tap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words on the glass with the box of their letters in px, and the box that they were given."""

    label: Label
    text: str
    left: float
    bottom: float
    width: float
    height: float


def set_size(size: tuple[int, int]) -> None:
    """Make the window as large as a glass, with design px of its shorter edge."""
    EventLoop.ensure_window()
    Clock._max_fps = 0  # nothing sleeps between frames
    Metrics.density = min(size) / DESIGN_EDGE_PX
    Window.size = size


class Pane:
    """The offscreen window with an app's stage on it."""

    def __init__(self, app: App) -> None:
        """Show an app that was built for the window's size."""
        self.frames = 0
        self.app = app
        App._running_app = app
        self.root = app.root
        Window.add_widget(self.root)
        Window.bind(on_draw=self._count)
        EventLoop.status = "started"

    def pump(self, frames: int = 4) -> None:
        """Go through frames as they are on a glass, drawn where anything has changed: far slower than `settle`."""
        for _ in range(frames):
            EventLoop.idle()

    def tap(self, key: str, *, after_s: float = FAR_APART_S) -> None:
        """Touch a control in its middle, as a finger does."""
        self.touch(*self.middle_of(key), after_s=after_s)

    def touch(self, x: float, y: float, *, after_s: float = FAR_APART_S) -> None:
        self.root._changed_at_s -= after_s
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        self.settle(1)
        touch.touch_up()
        self.settle()

    def middle_of(self, key: str) -> tuple[float, float]:
        control = self.control(key)
        x, y = control.to_window(*control.center)
        return float(x), float(y)

    def control(self, key: str) -> Control:
        found = self.find_control(key)
        assert found is not None, f"no {key} among {self.keys}"
        return found

    def find_control(self, key: str) -> Control | None:
        return next((control for control in self.controls() if control.key == key), None)

    def controls(self) -> list[Control]:
        return list(list_controls(self.root))

    @property
    def keys(self) -> list[str]:
        """The keys of all controls on the glass, in reading order."""
        return [control.key for control in self.controls()]

    def find_all(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.root.walk() if isinstance(widget, kind)]

    def find(self, kind: type[W]) -> W:
        return self.find_all(kind)[0]

    def visible(self, kind: type[W]) -> list[W]:
        return [widget for widget in _visible(self.root) if isinstance(widget, kind)]

    def settle(self, rounds: int = 5) -> None:
        """Have everything laid out, without drawing it: a hundred times a second."""
        for _ in range(rounds):
            Clock.tick()
            Builder.sync()
            Clock.tick_draw()
            Builder.sync()

    def words(self) -> list[Words]:
        """Return all words that can be seen."""
        return [_letters(label) for label in list_labels(self.root)]

    def texts(self) -> str:
        """Return everything written on the glass as one text, as if no line were broken."""
        return " ".join(LATIN_BREAK.sub(" ", words.text).replace("\n", "") for words in self.words())

    def picture(self) -> Image.Image:
        self.pump()
        Window.canvas.ask_update()
        self.pump(1)
        pixels = glReadPixels(0, 0, *Window.size, GL_RGB, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGB", Window.size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def close(self) -> None:
        self.settle()  # whatever waits for its layout has it: the widgets serve the next test too
        Window.unbind(on_draw=self._count)
        Window.remove_widget(self.root)
        for event in Clock.get_events():
            event.cancel()
        self.app.dispatch("on_stop")  # KV keeps the app that it saw first until this
        App._running_app = None

    def _count(self, *_arguments: object) -> None:
        self.frames += 1


def _visible(widget: Widget) -> Iterator[Widget]:
    if widget.opacity:
        yield widget
        for child in reversed(widget.children):
            yield from _visible(child)


def _letters(label: Label) -> Words:
    """Return the box that a label's letters fill: Noto's lines are 1.448 em high, Chinese letters about 1 em."""
    x, y = label.to_window(label.center_x, label.center_y)
    box_width, box_height = label.texture_size
    width = min(getattr(label, "drawn_width", 0) or box_width, box_width)
    left = x - box_width / 2 + {"left": 0.0, "center": 0.5, "right": 1.0}.get(label.halign, 0.0) * (box_width - width)
    below, above = 0.168 * label.font_size, 0.28 * label.font_size
    return Words(
        label=label,
        text=label.text,
        left=left,
        bottom=y - box_height / 2 + below,
        width=width,
        height=box_height - below - above,
    )
