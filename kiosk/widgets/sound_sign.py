"""SoundSign: says in the bar of every screen that the guidance, which is on, cannot be heard; else it takes no room."""

from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # sound_sign.kv names it


class SoundSign(BoxLayout):
    """Reads everything from the app."""

    is_shown = BooleanProperty(defaultvalue=False)


load_kv(__file__)
