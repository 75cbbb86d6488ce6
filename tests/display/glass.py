"""Glass: a display's real window in this process, driven frame by frame with news and time of the test's own.

Import it first of all that has to do with Kivy.
"""

import os

os.environ.pop("DISPLAY", None)
os.environ["SDL_VIDEODRIVER"] = "offscreen"
os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hall.language import load_languages
from hall.ui.window import WindowSettings, prepare_kivy

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
WIDTH, HEIGHT = 1920, 1080

SURFACE = (3840, 3840) if "YINHAO_SWEEP" in os.environ else (WIDTH, HEIGHT)
"""Without a screen the surface keeps its first size: pictures of larger panels need one that holds them."""

prepare_kivy(WindowSettings(title="display under test", width=SURFACE[0], height=SURFACE[1], design_width=WIDTH))

# Kivy may only be imported after prepare_kivy.
from kivy.animation import Animation  # noqa: E402
from kivy.app import App  # noqa: E402
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels  # noqa: E402
from kivy.metrics import Metrics  # noqa: E402
from kivy.uix.label import Label  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402
from PIL import Image  # noqa: E402

from display.app import DisplayApp, Look  # noqa: E402
from display.board import Board, board_of  # noqa: E402
from display.director import Director  # noqa: E402
from display.settings import px_per_design_px  # noqa: E402
from display.wording import Wording  # noqa: E402
from hall.clock import SystemClock  # noqa: E402
from hall.ui.fonts import register_fonts  # noqa: E402
from hall.ui.theme import load_theme  # noqa: E402
from tests.display.scenes import Day  # noqa: E402
from tests.labels_seen import list_labels  # noqa: E402

W = TypeVar("W", bound=Widget)

ICONS = register_fonts(ASSETS / "fonts")
LANGUAGES = load_languages(ASSETS / "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words on the glass, with their box in px from the lower left, colour and the ground under them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    font_px: float
    color: tuple[float, ...]


class Glass:
    """One display on the offscreen window; shows whatever a `Day` has come to."""

    def __init__(
        self, day: Day, *, theme: str = "paper", width: int = WIDTH, height: int = HEIGHT, speaks: bool = True
    ) -> None:
        self.day = day
        self.on_glass: list[Board] = []
        self.flips = 0
        Metrics.density = px_per_design_px(width, height)
        Window.size = (width, height)
        look = Look(
            theme=load_theme(ASSETS / "themes" / f"{theme}.toml"),
            icons=ICONS,
            wording=Wording(zh=LANGUAGES["zh"], en=LANGUAGES["en"]),
            is_sign=day.scene.coverage.window_id is not None,
            speaks=speaks,
            is_tall=height > width,
        )
        App._running_app = None
        self.app = DisplayApp(look, SystemClock(), on_glass=lambda board, _at: self.on_glass.append(board))
        App._running_app = self.app
        self.app.director = Director(day.scene, day, show=self.app.show)
        self.root = self.app.build()
        self.app.root = self.root
        Window.add_widget(self.root)
        Window.bind(on_draw=self._count)
        EventLoop.status = "started"
        self.show()

    def show(self, *, frames: int = 6) -> None:
        """Show what the day has come to, once everything has settled."""
        self.app.show(board_of(self.day.scene, self.day.now))
        self.pump(frames)

    def pump(self, frames: int = 1) -> None:
        for _ in range(frames):
            EventLoop.idle()

    def settle(self) -> None:
        """Let every movement end."""
        for widget in self.root.walk():
            Animation.cancel_all(widget)
            if hasattr(widget, "glow"):
                widget.glow = 0
        self.pump(3)

    def words(self) -> list[Words]:
        """Return all words that can be seen, in the order of the tree."""
        return [_words(label) for label in list_labels(self.root)]

    def texts(self) -> list[str]:
        return [words.text for words in self.words()]

    def find(self, kind: type[W]) -> W:
        return next(widget for widget in self.root.walk() if isinstance(widget, kind))

    def find_all(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.root.walk() if isinstance(widget, kind)]

    def picture(self) -> Image.Image:
        self.settle()
        Window.canvas.ask_update()
        self.pump(2)
        width, height = Window.size
        pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def close(self) -> None:
        App._running_app = self.app  # another glass may have been closed before this one
        self.settle()
        Window.unbind(on_draw=self._count)
        self.app.frames.release()
        Window.remove_widget(self.root)
        for event in Clock.get_events():
            event.cancel()
        self.app.dispatch("on_stop")  # KV keeps the app that it saw first until this
        App._running_app = None

    def _count(self, *_arguments: object) -> None:
        self.flips += 1


def _words(label: Label) -> Words:
    left, bottom = label.to_window(label.center_x, label.center_y)
    width, height = label.texture_size
    left, bottom = left - width / 2, bottom - height / 2
    return Words(
        text=label.text,
        left=left,
        bottom=bottom,
        right=left + width,
        top=bottom + height,
        font_px=label.font_size,
        color=tuple(label.color),
    )
