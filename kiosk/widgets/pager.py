"""Pager: which page this is, and two large controls to turn it; takes no room when there is only one page."""

from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton  # noqa: F401  # pager.kv names it
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # pager.kv names it

load_kv(__file__)


class Pager(BoxLayout):
    """`page` counts from 0 and is the pager's to change."""

    page = NumericProperty(0)
    pages = NumericProperty(1)

    def turn(self, by: int) -> None:
        """Turn forward or back."""
        self.page = min(max(self.page + by, 0), max(self.pages - 1, 0))
