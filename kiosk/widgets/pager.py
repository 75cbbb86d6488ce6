"""Pager: which page this is, and two large controls to turn it; takes no room when there is only one page.

It stands below its list, or beside it (`is_upright`) on a glass that has more width than height to give.
"""

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton  # noqa: F401  # pager.kv names it
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # pager.kv names it

load_kv(__file__)

LEAST_KEY_PX, ONE_LINE_PX, TWO_LINES = 110, 42, 2.9


class Pager(BoxLayout):
    """`page` counts from 0 and is the pager's to change; below a list it is `row_px` (design px) high."""

    is_upright = BooleanProperty(defaultvalue=False)
    row_px = NumericProperty(124)
    page = NumericProperty(0)
    pages = NumericProperty(1)

    def label_height(self, body_px: float, height: float) -> float:
        """Return how high the words between two upright keys may be: two lines, one, or none."""
        left = min(dp(body_px * TWO_LINES), height - 2 * dp(LEAST_KEY_PX) - 2 * self.spacing)
        return float(left if left >= dp(ONE_LINE_PX) else 0)

    def turn(self, by: int) -> None:
        """Turn forward or back."""
        self.page = min(max(self.page + by, 0), max(self.pages - 1, 0))
