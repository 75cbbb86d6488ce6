"""HelpButton: somebody of the staff is asked to come, from every page."""

from kivy.properties import ObjectProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import OutlineButton

load_kv(__file__)


class HelpButton(OutlineButton):
    """Says how the call stands; the second line what to do meanwhile."""

    reception = ObjectProperty()
