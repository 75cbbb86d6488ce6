"""Pill: floor and windows, in the floor's colour and in words."""

from kivy.properties import NumericProperty, StringProperty

from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class Pill(Panel):
    """As wide as its words; `colour` is the floor's colour word."""

    words = StringProperty()
    colour = StringProperty("ink")
    size_px = NumericProperty(28)
