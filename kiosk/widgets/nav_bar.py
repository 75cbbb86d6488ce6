"""NavBar: back, home, help and the other language, at the same place on every screen but the first."""

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.widgets.control import OutlineButton  # noqa: F401  # nav_bar.kv names it
from kiosk.widgets.help_button import HelpButton  # noqa: F401  # nav_bar.kv names it
from kiosk.widgets.language_button import LanguageButton  # noqa: F401  # nav_bar.kv names it

load_kv(__file__)


class NavBar(BoxLayout):
    """Four controls of the reception."""

    reception = ObjectProperty()
