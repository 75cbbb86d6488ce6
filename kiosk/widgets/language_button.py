"""LanguageButton: everything in the other language, on every page of a visitor."""

from kivy.properties import ObjectProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import OutlineButton

load_kv(__file__)


class LanguageButton(OutlineButton):
    """Named in the language that it leads to."""

    reception = ObjectProperty()
