"""Glass: the kiosk's real window and screens in this process, touched and driven frame by frame.

Import it first of all that has to do with Kivy.
"""

import gc

from tests.kiosk.pane import HEIGHT, WIDTH, Pane, set_size  # isort: skip  # before all that imports Kivy

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from kivy.app import App
from kivy.core.window import Window

from hall.ticket import IssuedTicket
from hall.ui.fonts import register_fonts
from hall.ui.theme import load_theme
from kiosk.app import Behind, Guiding, KioskApp, Look
from kiosk.controls import GlassShown
from kiosk.focus_on_glass import FocusOnGlass
from kiosk.keys import CODES, USUAL, read_keys
from kiosk.reception import Change, Reception
from kiosk.visit import Reading
from kiosk.wedge import Wedge
from tests.fakes.hall_server import FakeHall
from tests.kiosk.staff import Desk, FakeMouth
from tests.kiosk.words import ASSETS

ICONS = register_fonts(ASSETS / "fonts")


class Glass(Pane):
    """One kiosk on the offscreen window."""

    def __init__(
        self, hall: FakeHall | None = None, *, is_started: bool = True, size: tuple[int, int] = (WIDTH, HEIGHT)
    ) -> None:
        set_size(size)
        self.shown: list[GlassShown] = []
        self.mouth = FakeMouth()
        self.desk, app = _kiosk_for(size)
        App._running_app = app
        hall = hall or FakeHall()
        self.desk.begin(hall)
        super().__init__(app)
        self.app.on_start()
        self.begin_anew(hall, is_started=is_started)

    @property
    def reception(self) -> Reception:
        return self.desk.reception

    def begin_anew(
        self,
        hall: FakeHall,
        *,
        language: str = "zh",
        reading: frozenset[Reading] = frozenset(),
        is_started: bool = True,
    ) -> None:
        """Begin as a kiosk does that was switched on, but for its widgets, which take seconds to make.

        Its visitor reads in this way from the first screen on.
        """
        self.desk.begin(hall)
        app, reception = self.app, self.reception
        app._wedge, app._focus = Wedge(), FocusOnGlass(app.stage, reception, self.mouth, keys=read_keys(USUAL))
        app.on_settled = self.shown.append
        app.is_mute = False
        reception.on_change = app._take_change
        reception.help.on_change = app._take_help
        app._take_help()
        reception.visit = replace(reception.visit, language=language, reading=reading)
        reception.on_change(Change.READING)
        if is_started:
            self.desk.start()
        self.settle()

    def read(self, language: str, reading: frozenset[Reading]) -> None:
        """Switch to a way of reading, wherever the visitor is."""
        self.reception.visit = replace(self.reception.visit, language=language, reading=reading)
        self.reception.on_change(Change.READING)
        self.reception.on_change(Change.PATIENCE)
        self.settle()

    def press(self, *names: str) -> None:
        """Press keys of the pad, as the window hears them, each after the screen has come to rest."""
        for name in names:
            Window.dispatch("on_key_down", CODES[name], 0, "", [])
            self.settle()
            self.app._tell_settled()

    def answer(self) -> IssuedTicket:
        issued = self.desk.answer()
        self.pump(2)  # what follows the number waits for the frame that shows it
        return issued

    def wait(self, seconds: float) -> None:
        self.desk.wait(seconds)
        self.settle()


@cache
def _kiosk_for(_size: tuple[int, int]) -> tuple[Desk, KioskApp]:
    """Return the one kiosk of a size, with those behind it."""
    look = Look(
        usual=load_theme(ASSETS / "themes" / "paper.toml"),
        contrast=load_theme(ASSETS / "themes" / "contrast.toml"),
        icons=ICONS,
    )
    desk = Desk()
    app = App._running_app = KioskApp(
        desk.reception,
        look=look,
        guiding=Guiding(mouth=FakeMouth(), keys={}),
        behind=Behind(caretaker=desk.caretaker, printer="tcp://192.168.10.21:9100", turned=0),
    )
    app.root = app.build()
    gc.freeze()  # thousands of lasting widgets, which every collection would go through
    return desk, app


Show = Callable[[Glass], None]
"""Brings a glass to a state."""
