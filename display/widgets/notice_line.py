"""NoticeLine: the hall's rule and notices one after another, or that what is shown is old."""

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty, StringProperty

from display.board import Board
from display.widgets.one_line import OneLine  # noqa: F401  # notice_line.kv names it
from display.wording import Wording
from hall.places import Text
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class NoticeLine(Panel):
    """The strip along the lower edge; a warning takes it over in the colours of one."""

    words = ObjectProperty(Text(zh="", en=""), rebind=True)
    is_warning = BooleanProperty(defaultvalue=False)
    ink = ColorProperty()
    ink_second = ColorProperty()
    icon = StringProperty()

    def show(self, board: Board, wording: Wording) -> None:
        """Show a page of the notices, or that the board is old."""
        warning = wording.stale(board.line)
        self.is_warning = warning is not None
        self.icon = "wifi-slash" if self.is_warning else "megaphone" if board.notice.is_told else "info"
        self.words = warning or wording.notice(board.notice)
