"""BasketRow: one matter of those chosen for a number, and beside it the button that takes it out."""

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from hall.ui.panel import Panel  # noqa: F401  # basket_row.kv names it
from kiosk.widgets.control import OutlineButton  # noqa: F401  # basket_row.kv names it
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # basket_row.kv names it
from kiosk.widgets.list_card import Entry
from kiosk.widgets.paged_list import PagedList
from kiosk.widgets.pill import Pill  # noqa: F401  # basket_row.kv names it


class BasketRow(BoxLayout):
    """Only the button does anything: a tap on a matter to look at it must not lose it."""

    key = StringProperty()
    name = StringProperty()
    pill = StringProperty()
    colour = StringProperty("ink")

    def show(self, entry: Entry) -> None:
        """Show an entry."""
        self._act = entry.act
        self.key, self.name, self.pill, self.colour = entry.key, entry.name, entry.pill, entry.colour

    def leave_out(self) -> None:
        """Take the matter out."""
        self._act()


class BasketList(PagedList):
    """A list of such rows."""

    row_of = BasketRow


load_kv(__file__)
