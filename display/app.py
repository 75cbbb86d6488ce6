"""DisplayApp: the screen, what KV reads of it (theme, icons), and the way of news from other threads to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kivy.app import App
from kivy.clock import Clock, ClockEvent
from kivy.core.window import Window
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty

from display.board import Board
from display.director import Director
from display.media import Frame, Media
from display.screens.calls import CallsScreen
from display.screens.sign import SignScreen
from display.wording import Wording
from hall.clock import Clock as HallClock
from hall.errors import BadSettings
from hall.ui.frames import Frames
from hall.ui.theme import Theme
from hall.ui.threads import on_screen_thread

AFTER_THE_MOMENT_S = 0.005
"""A change is looked for just after it is due, never just before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a display looks and what it is: a sign above a window, or a board; whether its calls are heard as well.

    `is_tall` is for panels that hang upright.
    """

    theme: Theme
    icons: dict[str, str]
    wording: Wording
    is_sign: bool
    speaks: bool
    is_tall: bool = False


class DisplayApp(App):
    """One display; give it its `director`, and the `media` it has, before it runs."""

    theme = ObjectProperty()
    icons = DictProperty()
    is_tall = BooleanProperty(defaultvalue=False)

    def __init__(self, look: Look, clock: HallClock, *, on_glass: Callable[[Board, datetime], None]) -> None:
        """Take how it looks, and who is told (by which clock) when a board is on the glass."""
        super().__init__()
        self.director: Director
        self.fault: BadSettings | None = None
        self.theme, self.icons, self.is_tall = look.theme, look.icons, look.is_tall
        self._look, self._clock, self._on_glass = look, clock, on_glass
        self.media: Media | None = None
        self._timer: ClockEvent | None = None
        self._refresh_soon = Clock.create_trigger(lambda _elapsed: self._refresh(), -1)

    def build(self) -> CallsScreen | SignScreen:
        """Build the one screen."""
        Window.clearcolor = self.theme.night
        screen = SignScreen if self._look.is_sign else CallsScreen
        self.screen = screen(self._look.wording, speaks=self._look.speaks)
        self.frames = Frames(Window, self._clock)
        if self.media is not None:
            self.screen.ids.media.on_play = self.media.tell_room
        return self.screen

    def on_start(self) -> None:
        """Show what is known already."""
        self._refresh()

    def open_settings(self, *_args: object) -> bool:
        """Open nothing: F1 is a way out of a board."""
        return False

    def show(self, board: Board) -> None:
        """Put a board on the screen."""
        self.screen.show(board)
        self.frames.after_next(lambda at: self._on_glass(board, at))

    def show_frame(self, frame: Frame) -> None:
        """Put a frame of a picture or clip on the screen; any thread."""
        on_screen_thread(lambda: self.screen.ids.media.show(frame))

    def tell(self, act: Callable[[Director], None]) -> None:
        """Have something told to the director, from any thread; the frame after it shows what follows.

        Of many things told at once all are taken before that frame, so a burst is drawn once.
        """
        on_screen_thread(lambda: self._take(act))

    def _take(self, act: Callable[[Director], None]) -> None:
        try:
            act(self.director)
        except BadSettings as fault:
            self.fault = fault
            self.stop()
        else:
            self._refresh_soon()

    def _refresh(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        due_in = self.director.refresh()
        self._timer = Clock.schedule_once(lambda _elapsed: self._refresh(), due_in.total_seconds() + AFTER_THE_MOMENT_S)
