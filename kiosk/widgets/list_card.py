"""ListCard: one entry of a list: an icon or none, a name, a line below it, and a pill for its place."""

from collections.abc import Callable
from dataclasses import dataclass

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import Control
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # list_card.kv names it
from kiosk.widgets.pill import Pill  # noqa: F401  # list_card.kv names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a card shows, and what a tap on it does; `line` may hold `[n]figures[/n]`.

    Attributes:
        why: what of it was meant, where its name does not say so; on a line of its own where there is room.
        is_own: not a matter of the hall's but something that the kiosk itself does: it looks like the first screen's
            buttons for it.
    """

    key: str
    name: str
    act: Callable[[], None]
    line: str = ""
    icon: str = ""
    pill: str = ""
    colour: str = "ink"
    why: str = ""
    is_own: bool = False


class ListCard(Control):
    """Shows one entry at a time; cards are made once and filled again for every page.

    `is_short_of_room`: beside a larger name there is room for what was meant, and for no line below it.
    """

    name = StringProperty()
    line = StringProperty()
    icon = StringProperty()
    pill = StringProperty()
    colour = StringProperty("ink")
    why = StringProperty()
    is_own = BooleanProperty(defaultvalue=False)
    is_short_of_room = BooleanProperty(defaultvalue=False)

    def show(self, entry: Entry) -> None:
        """Show an entry."""
        self._act = entry.act
        self.key, self.name, self.line = entry.key, entry.name, entry.line
        self.icon, self.pill, self.colour = entry.icon, entry.pill, entry.colour
        self.why, self.is_own = entry.why, entry.is_own

    def on_release(self) -> None:
        """Do what the entry is for."""
        self._act()


load_kv(__file__)
