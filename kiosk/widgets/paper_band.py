"""PaperBand: says before a number is taken that there will be no slip, why, and what to do; takes no room otherwise."""

from kivy.properties import BooleanProperty

from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # paper_band.kv names it


class PaperNotice(Panel):
    """Shows the app's `paper_notice`."""

    has_words = BooleanProperty(defaultvalue=False)


class PaperBand(PaperNotice):
    """In a column, above what is touched; where no number is to be had, `is_shown` is off."""

    is_shown = BooleanProperty(defaultvalue=True)


class BarNotice(PaperNotice):
    """In the bar above, on a glass that lies: its columns are full, its bar is not."""


load_kv(__file__)
