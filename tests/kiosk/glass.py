"""Glass: the kiosk's real window and screens in this process, with a clock and a printer of the test's own."""

import os

os.environ.pop("DISPLAY", None)
os.environ["SDL_VIDEODRIVER"] = "offscreen"
os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from hall.clock import SetClock
from hall.language import load_languages
from hall.places import Directory
from hall.ticket import IssuedTicket
from hall.ui.window import WindowSettings, prepare_kivy
from kiosk.guide import Guide
from kiosk.link import DirectoryCame, SnapshotCame
from kiosk.reception import Reception, Staff
from kiosk.taking import Answered
from kiosk.visit import Intent, PaperState
from tests.fakes.hall_server import FakeHall, at

ASSETS = Path(__file__).parents[2] / "assets"

prepare_kivy(WindowSettings(title="kiosk under test", width=1080, height=1920, design_width=1080))

# Kivy may only be imported after prepare_kivy.
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import glFinish, glReadPixels, GL_RGB, GL_UNSIGNED_BYTE  # noqa: E402
from kivy.tests.common import UnitTestTouch  # noqa: E402

from hall.ui.fonts import register_fonts  # noqa: E402
from hall.ui.theme import load_theme  # noqa: E402
from kiosk.app import KioskApp, Look  # noqa: E402

ICONS = register_fonts(ASSETS / "fonts")
LANGUAGES = load_languages(ASSETS / "languages")


class FakeTaking:
    """Answers from a FakeHall when the test says so."""

    def __init__(self, hall: FakeHall) -> None:
        self.hall = hall
        self.pursued: list[Intent] = []
        self.left: list[Intent] = []

    def pursue(self, intent: Intent, *, language: str) -> None:
        self.pursued.append(intent)

    def leave(self, intent: Intent, *, language: str) -> None:
        self.left.append(intent)


class FakePaper:
    """Keeps what was to be printed."""

    def __init__(self) -> None:
        self.first: list[IssuedTicket] = []
        self.again: list[IssuedTicket] = []

    def print_first(self, issued: IssuedTicket, guide: Guide) -> None:
        self.first.append(issued)

    def print_again(self, issued: IssuedTicket, guide: Guide) -> None:
        self.again.append(issued)


class Glass:
    """One kiosk, driven by pumping frames; time moves only when told."""

    def __init__(self, hall: FakeHall, *, theme: str = "paper") -> None:
        self.hall = hall
        self.clock = hall.clock
        self.taking = FakeTaking(hall)
        self.paper = FakePaper()
        self.seconds = 0.0
        keys = itertools.count(1)
        self.reception = Reception(
            kiosk_id="K1",
            languages=LANGUAGES,
            staff=Staff(
                taking=self.taking,
                paper=self.paper,
                clock=self.clock,
                seconds=lambda: self.seconds,
                new_key=lambda: f"key-{next(keys):04}",
            ),
        )
        look = Look(
            usual=load_theme(ASSETS / "themes" / f"{theme}.toml"),
            contrast=load_theme(ASSETS / "themes" / "contrast.toml"),
            icons=ICONS,
        )
        self.app = KioskApp(self.reception, look=look)

    def start(self) -> None:
        """Open the window."""
        from kivy.app import App

        App._running_app = self.app
        EventLoop.window or EventLoop.ensure_window()
        self.app.load_config()
        self.root = self.app.build()
        Window.add_widget(self.root)
        self.app.root = self.root
        EventLoop.status = "started"
        self.app.on_start()
        self.reception.take_link_news(SnapshotCame(snapshot=self.hall.snapshot))
        self.reception.take_link_news(DirectoryCame(directory=self.hall.directory))
        self.pump()

    def pump(self, frames: int = 4) -> None:
        for _ in range(frames):
            EventLoop.idle()
            glFinish()

    def tap(self, key: str) -> None:
        control = self.find(key)
        touch = UnitTestTouch(*control.to_window(*control.center))
        touch.touch_down()
        touch.touch_up()
        self.pump()

    def find(self, key: str) -> Any:
        return next(each for each in self.root.walk() if getattr(each, "key", None) == key)

    def answer(self) -> None:
        intent = self.taking.pursued[-1]
        issued = self.hall.issue(intent.matter_id)
        self.reception.take_ticket_news(Answered(intent=intent, issued=issued))
        self.pump()

    def screenshot(self, file: Path | str) -> None:
        from PIL import Image

        self.pump()
        width, height = Window.size
        pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(file)
