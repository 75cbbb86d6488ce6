"""ErrandRow and BasketStrip: for visitors who come back with a number or an appointment, or want one more thing."""

from kivy.metrics import dp
from kivy.properties import ListProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from hall.language import Language
from hall.ui.kv import load_kv
from hall.ui.label import width_px
from kiosk.widgets.control import SoftButton, SolidButton  # noqa: F401  # errand_row.kv names the first

load_kv(__file__)


class ErrandRow(BoxLayout):
    """My number, and appointments."""

    reception = ObjectProperty()


class BasketStrip(SolidButton):
    """Which matters are kept for one number; not there while none is."""

    reception = ObjectProperty()
    names = ListProperty()

    def fit(self, language: Language, room_px: float, *, least_px: float) -> str:
        """Return as many names as the width holds in the smallest letters (design px), and how many more there are."""
        joint = language.text("kiosk.basket.joint")
        for shown in range(len(self.names), 0, -1):
            words, more = joint.join(self.names[:shown]), len(self.names) - shown
            if more:
                words = language.text("kiosk.basket.more", names=words, count=more)
            if width_px(words, self.ids.words.font_name, dp(least_px), is_bold=True) <= room_px:
                break
        else:
            words = ""
        return words
