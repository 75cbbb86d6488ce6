"""FactTile: one fact about a matter or a ticket, its name small and its value large."""

from kivy.properties import ColorProperty, NumericProperty, StringProperty

from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # fact_tile.kv names it

load_kv(__file__)


class FactTile(Panel):
    """Texts are set by the screen."""

    caption = StringProperty()
    value = StringProperty()
    value_px = NumericProperty(46)
    ink = ColorProperty((0, 0, 0, 1))
