"""MessageBand: what staff say to every visitor, over the first screen; takes no room when there is nothing."""

from kivy.properties import StringProperty

from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # message_band.kv names it


class MessageBand(Panel):
    """One message of at most two lines."""

    words = StringProperty()


load_kv(__file__)
