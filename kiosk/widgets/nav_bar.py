"""NavBar: back and home, at the same place on every screen but the first."""

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import OutlineButton  # noqa: F401  # nav_bar.kv names it

load_kv(__file__)


class NavBar(BoxLayout):
    """Two controls of the reception."""

    reception = ObjectProperty()
