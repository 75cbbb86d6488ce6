"""Header: whose hall it is, the date and the time, and what staff must see to."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.relativelayout import RelativeLayout

from display.board import Board
from display.line import LineState
from display.widgets.one_line import OneLine  # noqa: F401  # header.kv names it
from display.wording import Wording
from hall.ui.kv import load_kv

load_kv(__file__)


class Header(RelativeLayout):
    """The strip along the upper edge."""

    heading = StringProperty()
    clock = StringProperty()
    date = StringProperty()
    date_en = StringProperty()
    away = StringProperty()
    staff = StringProperty()
    has_sound = BooleanProperty(defaultvalue=True)
    first_y = NumericProperty(0)

    def show(self, board: Board, wording: Wording) -> None:
        """Show a board's heading."""
        date = wording.date(board.time)
        self.heading = wording.heading(board)
        self.clock = wording.clock(board.time)
        self.date, self.date_en = date.zh, date.en
        self.away = wording.zh.text("display.line.away") if board.line.state is LineState.AWAY else ""
        self.staff = wording.staff(board)
        self.has_sound = board.has_sound
