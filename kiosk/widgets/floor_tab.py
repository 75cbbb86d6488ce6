"""FloorTab: a floor's name in its colour; the open one is filled."""

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton


class FloorTab(SoftButton):
    """One of several, of which one is open."""

    floor_id = StringProperty()
    colour = StringProperty("ink")
    is_open = BooleanProperty(defaultvalue=False)


load_kv(__file__)
