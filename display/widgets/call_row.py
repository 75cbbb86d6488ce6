"""CallRowView: one of the last calls: number, window, floor."""

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty

from display.board import CallRow
from display.widgets.floor_pill import FloorPill  # noqa: F401  # call_row.kv names it
from display.widgets.one_line import OneLine  # noqa: F401  # call_row.kv names it
from display.wording import Wording
from hall.places import Text
from hall.ticket import TicketState
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class CallRowView(Panel):
    """A row; stays as an empty plate while there is no call for it, says how to come back where nobody came."""

    number = StringProperty()
    window = StringProperty()
    floor = ObjectProperty(Text(zh="", en=""), rebind=True)
    colour = StringProperty()
    missed = StringProperty()
    come_back = StringProperty()
    is_called = BooleanProperty(defaultvalue=False)
    is_spoken = BooleanProperty(defaultvalue=False)
    ink = ColorProperty()
    unit = NumericProperty(1)

    def show(self, row: CallRow | None, wording: Wording) -> None:
        """Show a call, or none."""
        self.number = row.number if row else ""
        self.window = wording.window(row.place.window_id) if row and row.state is not TicketState.OVERDUE else ""
        self.floor = row.place.floor if row else Text(zh="", en="")
        self.colour = row.place.colour if row else ""
        is_missed = row is not None and row.state is TicketState.OVERDUE
        self.missed = wording.zh.text("display.row.missed") if is_missed else ""
        self.come_back = wording.zh.text("display.row.come_back") if is_missed else ""
        self.is_called = row is not None and row.is_called
        self.is_spoken = row is not None and row.is_spoken
