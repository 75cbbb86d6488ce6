"""ErrandRow and BasketStrip: for visitors who come back with a number or an appointment, or want one more thing."""

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import SoftButton, SolidButton  # noqa: F401  # errand_row.kv names the first

load_kv(__file__)


class ErrandRow(BoxLayout):
    """My number, and appointments."""

    reception = ObjectProperty()


class BasketStrip(SolidButton):
    """How many matters are kept for one number; not there while none is."""

    reception = ObjectProperty()
    count = NumericProperty(0)
