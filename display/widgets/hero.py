"""Hero: the big card with the number that is being called, or what to do while there is none."""

from kivy.animation import Animation
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.relativelayout import RelativeLayout

from display.board import Board, CalledNumber
from display.line import LineState
from display.widgets.floor_pill import FloorPill  # noqa: F401  # hero.kv names it
from display.widgets.one_line import OneLine  # noqa: F401  # hero.kv names it
from display.wording import Wording
from hall.places import Text
from hall.ui.kv import load_kv

load_kv(__file__)

PULSE_S = 0.24
"""One short pulse for a new call: seen from the corner of the eye, far from flashing."""

NO_TEXT = Text(zh="", en="")


class Hero(RelativeLayout):
    """The card; `moves` is the theme's word whether anything may move."""

    has_number = BooleanProperty(defaultvalue=False)
    calling = ObjectProperty(NO_TEXT, rebind=True)
    go = StringProperty()
    window_word = StringProperty()
    number = StringProperty()
    window = StringProperty()
    floor = ObjectProperty(NO_TEXT, rebind=True)
    colour = StringProperty()
    matter = StringProperty()
    where = StringProperty()
    title = ObjectProperty(NO_TEXT, rebind=True)
    text = ObjectProperty(NO_TEXT, rebind=True)
    icon = StringProperty()
    moves = BooleanProperty(defaultvalue=True)
    glow = NumericProperty(0)
    unit = NumericProperty(1)
    crown = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """Show nothing yet."""
        super().__init__(**kwargs)
        self._pulsed_for: int | None = None
        self._pulse = Animation(glow=0, duration=PULSE_S, t="in_quad")

    def show(self, board: Board, wording: Wording, *, speaks: bool) -> None:
        """Show the call of a board; a new one pulses once."""
        self.has_number = board.hero is not None
        if board.hero is None:
            self._show_rest(board, wording, speaks=speaks)
        else:
            self._show_call(board.hero, wording)

    def _show_call(self, call: CalledNumber, wording: Wording) -> None:
        self.calling = wording.pair("display.hero.calling")
        self.go = wording.zh.text("display.hero.go")
        self.window_word = wording.zh.text("display.hero.window")
        self.number = call.number
        self.window = call.place.window_id
        self.floor, self.colour = call.place.floor, call.place.colour
        self.matter = call.matter.zh
        self.where = wording.where(call.place)
        if call.is_turn and call.call_id != self._pulsed_for:
            self._pulsed_for = call.call_id
            self._pulse_once()

    def _show_rest(self, board: Board, wording: Wording, *, speaks: bool) -> None:
        if board.hall is None or board.line.state is LineState.FIRST:
            self.icon = "plugs"
            self.title, self.text = wording.pair("display.first.title"), wording.pair("display.first.text")
            return
        self.icon = "megaphone"
        self.title = wording.pair("display.quiet.title")
        self.text = wording.pair("display.quiet.text" if speaks else "display.silent.text")

    def _pulse_once(self) -> None:
        Animation.cancel_all(self, "glow")
        if self.moves:
            self.glow = 1
            self._pulse.start(self)
