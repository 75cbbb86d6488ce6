"""FloorPill: a floor by its name on its colour, so that neither is the only cue."""

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from display.widgets.one_line import OneLine  # noqa: F401  # floor_pill.kv names it
from hall.places import Text
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class FloorPill(Panel):
    """A pill as wide as its words; empty (and so not to be seen) when there is no floor to name."""

    floor = ObjectProperty(Text(zh="", en=""), rebind=True)
    colour = StringProperty()
    size_px = NumericProperty(34)
    is_bilingual = BooleanProperty(defaultvalue=True)
