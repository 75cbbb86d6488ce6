"""The body of a matter's page when it is not handled in this hall: where to go instead, and no useless number."""

from kivy.metrics import dp
from kivy.properties import ListProperty, ObjectProperty, StringProperty

from hall.places import MatterToday
from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.elsewhere import OtherPlace, find_elsewhere
from kiosk.layout import REACH_PX, Shape
from kiosk.screens.note_button import NoteButton  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.sheet import Sheet

HEAD_PX, BUTTON_PX, ROW_PX, GAP_PX = 190, 132, 320, 22
BELOW_PX = 198
"""From the lower edge of the glass to that of the body: the bar of ways back."""


class PlaceCard(Panel):
    """A place to go to: its name and lines of address, hours, telephone and way."""

    name = StringProperty()
    lines = StringProperty()


class MatterElsewhere(Sheet):
    """Says why there is no number here, what to do, and prints it."""

    reception = ObjectProperty()
    headline = StringProperty()
    advice = StringProperty()
    online = StringProperty()
    places = ListProperty()

    def fill(self, today: MatterToday) -> None:
        """Show where the matter is handled."""
        words = find_elsewhere(today, self.reception.guide, self.reception.language)
        self.headline, self.advice = words.headline, words.advice
        self.online = today.matter.online or ""
        if self.places != list(words.places):
            self._show_places(words.places)
        self.ids.print.show(self.reception.visit.note)

    def places_height(self, wanted: float, free: float) -> float:
        """Return how high the places are: a row on a glass that lies, else as much as there is room for."""
        if self.shape == Shape.WIDE:
            return float(dp(ROW_PX))
        if self.shape == Shape.LOW:
            free = dp(REACH_PX - BELOW_PX + HEAD_PX + 2 * GAP_PX)
        return float(min(wanted, free - dp(HEAD_PX + BUTTON_PX + 3 * GAP_PX)))

    def _show_places(self, places: tuple[OtherPlace, ...]) -> None:
        self.places = places
        self.ids.places.clear_widgets()
        for place in places:
            self.ids.places.add_widget(PlaceCard(name=place.name, lines="\n".join(place.lines)))


load_kv(__file__)
