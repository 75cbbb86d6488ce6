"""What to bring, piece by piece: ticked off with a finger, told whether all is there, and printed as a list."""

from itertools import product

from kivy.app import App
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from hall.places import MatterToday
from hall.ui.kv import load_kv
from kiosk.layout import REACH_PX, Shape
from kiosk.screens.note_button import NoteButton  # noqa: F401  # materials.kv names it
from kiosk.screens.view import ScreenView
from kiosk.widgets.control import SolidButton  # noqa: F401  # materials.kv names it
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # materials.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # materials.kv names it
from kiosk.widgets.tick_list import TickList  # noqa: F401  # materials.kv names it

CODE_PX, LEAST_CODE_PX = 236, 160
VERDICT_EM = 3.4
EASY_PX = 40
"""Pieces are not written smaller than so for the sake of the code, which is on the printed list as well."""


class MaterialsView(ScreenView):
    """The list of the chosen matter."""

    title = StringProperty()
    verdict = StringProperty()
    is_ready = BooleanProperty(defaultvalue=False)
    may_take = BooleanProperty(defaultvalue=False)
    is_begun = BooleanProperty(defaultvalue=False)
    is_missing = BooleanProperty(defaultvalue=False)
    online = StringProperty()
    verdict_px = NumericProperty(0)
    code_px = NumericProperty(0)
    is_tight = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: object) -> None:
        """Share the height out anew whenever the page or a part of it has another."""
        super().__init__(**kwargs)
        self._arrange = Clock.create_trigger(lambda _s: self.arrange(), -1)
        for name in ("height", "shape", "may_take", "online", "is_begun"):
            self.fbind(name, self._arrange)
        self.ids.list.bind(width=self._arrange, most_px=self._arrange)
        self.ids.head.bind(height=self._arrange)
        self.ids.bar.bind(height=self._arrange)

    def come_on(self) -> None:
        """Begin with a button that is free."""
        self.ids.take.is_held = False
        self.ids.list.begin()
        self.refresh()

    def refresh(self) -> None:
        """Show the list as it is ticked off."""
        today: MatterToday = self.reception.chosen
        language, visit = self.reception.language, self.reception.visit
        self.title = language.of(today.matter.name)
        texts = [language.of(material) for material in today.matter.materials]
        self.ids.list.show(texts, visit.ticked, self.reception.wishes.tick_material)
        self.is_begun, self.online = bool(visit.ticked), today.matter.online or ""
        wanted = {place for place, material in enumerate(today.matter.materials) if not material.if_needed}
        missing = len(wanted - set(visit.ticked))
        self.is_ready = missing == 0
        self.is_missing = self.is_begun and not self.is_ready  # nobody is warned before having touched anything
        self.verdict = self._verdict(missing, is_begun=self.is_begun)
        queue = self.reception.hall.queue_of(today)
        is_stopped = queue is not None and queue.stopped is not None
        self.may_take = today.handling.is_here and not is_stopped and not visit.basket
        self.ids.print.show(visit.note)
        self._arrange()

    def arrange(self) -> None:
        """Give the list what the rest of the page leaves; where that is too little, its two buttons share a row."""
        verdict = dp(App.get_running_app().theme.strong * VERDICT_EM)
        for columns, is_tight in product((1, 2), (False, True)):
            self.is_tight = is_tight and self.may_take and self.shape != Shape.WIDE
            room = self._room(verdict)
            if self.ids.list.holds_all(room, columns):
                break
        self._share(room, verdict)

    def _share(self, room: float, verdict: float) -> None:
        """Give list, verdict and code of the online way their heights; the code has what is left, or is on paper."""
        gap, pieces = self.spacing, self.ids.list
        if self.shape == Shape.WIDE:
            beside = room - self.ids.acts.height - gap
            self.code_px = 0 if self.is_begun or not self.online else min(verdict, beside)
            self.verdict_px = 0 if self.code_px else min(verdict, beside)
            pieces.fit(room)
            return
        self.verdict_px = verdict
        spare = (self._above() - gap if self.shape == Shape.LOW else room - pieces.height_at(EASY_PX)) - gap
        code = min(dp(CODE_PX), spare) if self.online else 0
        self.code_px = code if code >= dp(LEAST_CODE_PX) else 0
        pieces.fit(room - (self.code_px + gap if self.code_px and self.shape == Shape.TALL else 0))

    def _room(self, verdict: float) -> float:
        """Return how high the list may be."""
        gap, (_, top, _, bottom) = self.spacing, self.padding
        bars = self.ids.bar.height + self.ids.head.height + self.ids.nav.height + top + bottom + 2 * gap
        if self.shape == Shape.WIDE:
            return float(self.height - bars - gap)
        acts = self.ids.acts.height + gap
        if self.shape == Shape.LOW:
            return float(dp(REACH_PX) - bottom - self.ids.nav.height - gap - acts)
        return float(self.height - bars - acts - verdict - 2 * gap)

    def _above(self) -> float:
        """Return what is left above a reach, below the head and the verdict."""
        taken = self.ids.bar.height + self.ids.head.height + self.verdict_px + 3 * self.spacing
        return float(self.height - self.padding[1] - taken - dp(REACH_PX))

    def take(self) -> None:
        """Ask for a number, once."""
        self.ids.take.is_held = True
        self.reception.take_ticket()

    def _verdict(self, missing: int, *, is_begun: bool) -> str:
        text = self.reception.language.text
        if self.is_ready or not is_begun:
            return str(text("kiosk.materials.ready" if self.is_ready else "kiosk.materials.none"))
        return str(text(f"kiosk.materials.some_{'one' if missing == 1 else 'many'}", missing=missing))


load_kv(__file__)
