"""TopBar: the mark, the hall's name, the time and the date, the same on every screen."""

from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # top_bar.kv names it
from kiosk.widgets.paper_band import BarNotice  # noqa: F401  # top_bar.kv names it
from kiosk.widgets.sound_sign import SoundSign  # noqa: F401  # top_bar.kv names it

load_kv(__file__)


class TopBar(BoxLayout):
    """Reads everything from the app.

    A long name has both lines to itself (`has_two_lines`); that in the other language gives way to news, and to larger
    text.
    """

    has_other_name = BooleanProperty(defaultvalue=True)
    has_two_lines = BooleanProperty(defaultvalue=False)
