"""StripPlate: a page of the strip that is one plate: missed numbers, or windows that take nobody."""

from kivy.properties import ObjectProperty, StringProperty

from display.widgets.one_line import OneLine  # noqa: F401  # strip_plate.kv names it
from display.wording import StripWords
from hall.places import Text
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)

NO_TEXT = Text(zh="", en="")


class StripPlate(Panel):
    """A plate as wide as the board; not to be seen while the queues are shown."""

    title = ObjectProperty(NO_TEXT, rebind=True)
    words = StringProperty()
    how = ObjectProperty(NO_TEXT, rebind=True)
    icon = StringProperty()

    def show(self, words: StripWords | None, icon: str) -> None:
        """Show a page, or none."""
        self.title = words.title if words else NO_TEXT
        self.words = words.words if words else ""
        self.how = words.how if words else NO_TEXT
        self.icon = icon
