"""PosterView: the great plate in the place of all calls: an emergency, or that the hall is closed."""

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.relativelayout import RelativeLayout

from display.widgets.one_line import OneLine  # noqa: F401  # poster_view.kv names it
from display.wording import Wording
from hall.places import Text
from hall.poster import Poster, PosterKind
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)

NO_TEXT = Text(zh="", en="")
ICONS = {
    PosterKind.EMERGENCY: "warning",
    PosterKind.DAY_CLOSED: "door",
    PosterKind.BEFORE: "door-open",
    PosterKind.BREAK: "coffee",
    PosterKind.CLOSED: "moon",
    PosterKind.HOLIDAY: "calendar",
}


class PosterView(Panel):
    """The plate; not to be seen while the calls are."""

    title = ObjectProperty(NO_TEXT, rebind=True)
    text = ObjectProperty(NO_TEXT, rebind=True)
    icon = StringProperty()
    is_alarm = BooleanProperty(defaultvalue=False)
    unit = NumericProperty(1)
    crown = NumericProperty(0)
    ink = ColorProperty()
    ink_second = ColorProperty()

    def show(self, poster: Poster | None, wording: Wording) -> None:
        """Show a poster, or none; a blank one is nothing at all."""
        words = wording.poster(poster) if poster and poster.kind is not PosterKind.BLANK else None
        self.title, self.text = (words.title, words.text) if words else (NO_TEXT, NO_TEXT)
        self.icon = ICONS.get(poster.kind, "") if poster else ""
        self.is_alarm = poster is not None and poster.kind is PosterKind.EMERGENCY


class BlankNote(RelativeLayout):
    """The one line on boards that a supervisor has blanked, so that nobody takes them for broken."""

    words = ObjectProperty(NO_TEXT, rebind=True)
