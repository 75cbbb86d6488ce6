"""What to bring, piece by piece: ticked off with a finger, told whether all is there, and printed as a list."""

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from hall.places import MatterToday
from hall.ui.kv import load_kv
from kiosk.layout import Shape
from kiosk.screens.note_button import NoteButton  # noqa: F401  # materials.kv names it
from kiosk.screens.view import ScreenView
from kiosk.widgets.control import Control, SolidButton  # noqa: F401  # materials.kv names it
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # materials.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # materials.kv names it

ROW_PX, LOW_ROW_PX, WIDE_ROW_PX, WIDE_LARGE_ROW_PX, GAP_PX = 152, 132, 120, 196, 18
CODE_PX, LOW_CODE_PX = 236, 160
FEW = 4
"""So many rows may be high, and stand in one column on a glass that lies."""


class TickRow(Control):
    """One piece, and whether the visitor has it."""

    words = StringProperty()
    is_ticked = BooleanProperty(defaultvalue=False)


class MaterialsView(ScreenView):
    """The list of the chosen matter."""

    title = StringProperty()
    verdict = StringProperty()
    is_ready = BooleanProperty(defaultvalue=False)
    may_take = BooleanProperty(defaultvalue=False)
    is_begun = BooleanProperty(defaultvalue=False)
    is_missing = BooleanProperty(defaultvalue=False)
    online = StringProperty()
    rows = NumericProperty(0)

    def come_on(self) -> None:
        """Begin with a button that is free."""
        self.ids.take.is_held = False
        self.refresh()

    def refresh(self) -> None:
        """Show the list as it is ticked off."""
        today: MatterToday = self.reception.chosen
        language, visit = self.reception.language, self.reception.visit
        self.title = language.of(today.matter.name)
        self._make_rows(today)
        for place, row in enumerate(self._rows()):
            row.words = language.of(today.matter.materials[place])
            row.is_ticked = place in visit.ticked
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

    def columns(self, shape: Shape, rows: float, is_large: bool) -> int:  # noqa: FBT001  # KV's
        """Return in how many columns the list stands: a longer one in two where there is less height."""
        has_height = shape == Shape.TALL or rows < FEW or (rows == FEW and shape == Shape.WIDE and not is_large)
        return 1 if has_height else 2

    def rows_height(self, shape: Shape, rows: float, is_large: bool) -> float:  # noqa: FBT001  # KV's
        """Return how high the list is."""
        lines = -(-int(rows) // self.columns(shape, rows, is_large))
        row_px = (
            ROW_PX if (shape == Shape.TALL and rows <= FEW) or (shape == Shape.WIDE and lines < FEW - 1) else LOW_ROW_PX
        )
        if shape == Shape.WIDE and lines == FEW:
            row_px = WIDE_ROW_PX
        elif shape == Shape.WIDE and is_large and lines < FEW - 1:
            row_px = WIDE_LARGE_ROW_PX  # half as wide as in usual text, and of larger letters
        return float(dp(lines * row_px + max(0, lines - 1) * GAP_PX))

    def code_height(self, shape: Shape, is_large: bool, rows: float, is_begun: bool, strong: float) -> float:  # noqa: FBT001  # KV's
        """Return how high the code of the online way is: where there is no room for it, it is on the printed list.

        On a glass that lies it stands in the place of the verdict, which says little before anything is ticked off.
        """
        if shape == Shape.WIDE:
            return 0.0 if is_begun else float(dp(strong * 3.4))
        if is_large and rows >= FEW:
            return 0.0
        return float(dp(LOW_CODE_PX if is_large and shape == Shape.LOW else CODE_PX))

    def take(self) -> None:
        """Ask for a number, once."""
        self.ids.take.is_held = True
        self.reception.take_ticket()

    def _verdict(self, missing: int, *, is_begun: bool) -> str:
        text = self.reception.language.text
        if self.is_ready or not is_begun:
            return str(text("kiosk.materials.ready" if self.is_ready else "kiosk.materials.none"))
        return str(text(f"kiosk.materials.some_{'one' if missing == 1 else 'many'}", missing=missing))

    def _rows(self) -> list[TickRow]:
        return list(reversed(self.ids.rows.children))

    def _make_rows(self, today: MatterToday) -> None:
        if self.rows == len(today.matter.materials):
            return
        self.ids.rows.clear_widgets()
        self.rows = len(today.matter.materials)
        for place in range(self.rows):
            row = TickRow(key=f"materials.{place + 1}")
            row.bind(on_release=lambda _row, place=place: self.reception.wishes.tick_material(place))
            self.ids.rows.add_widget(row)


load_kv(__file__)
