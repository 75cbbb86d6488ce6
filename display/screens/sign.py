"""SignScreen: the sign above one window."""

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from display.board import Board
from display.widgets.header import Header  # noqa: F401  # sign.kv names it
from display.widgets.notice_line import NoticeLine  # noqa: F401  # sign.kv names it
from display.widgets.one_line import OneLine  # noqa: F401  # sign.kv names it
from display.widgets.poster_view import BlankNote, PosterView  # noqa: F401  # sign.kv names them
from display.wording import Wording
from hall.places import Text
from hall.poster import PosterKind
from hall.ui.kv import load_kv
from hall.window_sign import Sign

load_kv(__file__)

NO_TEXT = Text(zh="", en="")


class SignScreen(FloatLayout):
    """The window's number and name on one side, who is there or whether it is open on the other."""

    has_poster = BooleanProperty(defaultvalue=False)
    is_blank = BooleanProperty(defaultvalue=False)
    window = StringProperty()
    window_word = ObjectProperty(NO_TEXT, rebind=True)
    name = ObjectProperty(NO_TEXT, rebind=True)
    floor = ObjectProperty(NO_TEXT, rebind=True)
    colour = StringProperty()
    heading = ObjectProperty(NO_TEXT, rebind=True)
    back = ObjectProperty(NO_TEXT, rebind=True)
    number = StringProperty()
    matter = ObjectProperty(NO_TEXT, rebind=True)
    is_lit = BooleanProperty(defaultvalue=False)
    is_calling = BooleanProperty(defaultvalue=False)
    unit = NumericProperty(1)
    ground = ColorProperty((0, 0, 0, 0))

    def __init__(self, wording: Wording, *, speaks: bool, **kwargs: object) -> None:
        """Build every part once; a sign looks the same whether it speaks or not."""
        del speaks
        super().__init__(**kwargs)
        self._wording = wording

    def show(self, board: Board) -> None:
        """Show the sign of a board; only what differs from before is drawn anew."""
        self.ids.header.show(board, self._wording)
        self.ids.notice.show(board, self._wording)
        self.has_poster = board.poster is not None
        self.is_blank = board.poster is not None and board.poster.kind is PosterKind.BLANK
        self.ids.poster.show(board.poster, self._wording)
        self.ids.blank.words = self._wording.pair("display.poster.blank")
        if board.sign is None:
            self.heading = self._wording.pair("display.first.title")
            return
        self._show_window(board.sign)

    def _show_window(self, sign: Sign) -> None:
        self.window = sign.place.window_id
        self.window_word = self._wording.pair("display.sign.window")
        self.name = sign.name or NO_TEXT
        self.floor, self.colour = sign.place.floor, sign.place.colour
        self.is_lit, self.is_calling = sign.is_lit, sign.is_calling
        self.number = sign.number or ""
        self.matter = sign.matter or NO_TEXT
        self.heading = self._wording.pair(sign.heading_key)
        self.back = self._wording.back(sign.back_at)
